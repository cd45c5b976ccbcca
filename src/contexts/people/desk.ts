import type { Bilingual } from '../../kernel/refusal.ts'
import type { Sql, Tx } from '../../platform/db/index.ts'
import type { KeyRoom } from '../../platform/keys/index.ts'
import type { DueItem } from './model.ts'

/** What another room has due for persons: asked for the few persons a search shows. One statement each. */
export type DueSource = (tx: Tx, persons: readonly string[]) => Promise<ReadonlyMap<string, readonly DueItem[]>>

/** What another room knows a person needs in an emergency: oxygen, a wheelchair, medicines. One statement each. */
export type NeedSource = (tx: Tx, persons: readonly string[]) => Promise<ReadonlyMap<string, readonly Bilingual[]>>

/**
 * A relation by which an account sees persons beyond its region or cells: a provider its own clients, a carer those on today's route.
 * `persons` is a `select` of person ids on the tables of the room that knows; it holds for accounts with the permission.
 */
export type RelatedScope = { permission: string; persons(tx: Tx): Sql }

/** What the people room needs from around it: keys, and what higher rooms plug in. */
export type PeopleDesk = {
  keys: KeyRoom
  due: readonly DueSource[]
  needs: readonly NeedSource[]
  related: readonly RelatedScope[]
}

/** A desk with nothing plugged in. */
export function peopleDesk(keys: KeyRoom, more: Partial<Omit<PeopleDesk, 'keys'>> = {}): PeopleDesk {
  return { keys, due: more.due ?? [], needs: more.needs ?? [], related: more.related ?? [] }
}
