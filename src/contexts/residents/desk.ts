import type { IdentityConfig } from '../../platform/identity/index.ts'
import type { Desk } from '../../platform/procedures/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import type { CodeSender } from './sender.ts'

/** What the residents' room needs from around it. */
export type ResidentDesk = { people: PeopleDesk; procedures: Desk; identity: IdentityConfig; sender: CodeSender }
