import type { PeopleDesk } from '../contexts/people/index.ts'
import { type ResidentDesk, senderOf } from '../contexts/residents/index.ts'
import type { IdentityConfig } from '../platform/identity/index.ts'
import type { Desk } from '../platform/procedures/index.ts'

/** The desk of the residents' room: accounts, files, procedures, and how one-time codes reach their owners here. */
export function residentDeskOf(identity: IdentityConfig, procedures: Desk, people: PeopleDesk): ResidentDesk {
  return { people, procedures, identity, sender: senderOf(process.env) }
}
