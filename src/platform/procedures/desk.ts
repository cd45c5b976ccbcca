import type { Tx } from '../db/index.ts'
import type { RegionResolver } from '../imports/index.ts'
import type { JournalKeys } from '../journal/index.ts'
import type { HookAnswer } from './definition/conditions.ts'
import type { Values } from './model.ts'
import type { Vault } from './vault.ts'

/** What a hook may look at. */
export type HookSubject = {
  caseId: string
  code: string
  creditCode: string | null
  region: string
  /** Form and findings, personal ones too: a hook answers with a truth and words without personal data. */
  values: Values
}

/**
 * A question that a definition asks of the room that knows (`providers.residents-placed`). It runs in the transaction of the act and
 * reads only its own room.
 */
export type Hook = (tx: Tx, subject: HookSubject) => Promise<HookAnswer>

/** What the procedures ask and tell the room that keeps persons. */
export type PersonsRoom = {
  /** The file of whoever has an identity number. */
  ofNumber(tx: Tx, number: string): Promise<string | null>
  /** Tells that somebody opened what a person handed in, so that the person can see it. */
  read(tx: Tx, person: string, reading: { purpose: string; fields: readonly string[] }): Promise<void>
}

/** A place one can choose in a form. */
export type Place = { code: string; name: string; parent: string | null }

/** What the procedures need from around them. */
export type Desk = {
  keys: JournalKeys
  vault: Vault
  hooks: ReadonlyMap<string, Hook>
  /** Townships and villages of the jurisdiction in force today. */
  places(tx: Tx): Promise<Place[]>
  /** The room that keeps persons, where there is one. */
  persons?: PersonsRoom
  /** Reads regions as people write them: 江那镇, 江那镇锦山社区, codes. */
  resolve: RegionResolver
}
