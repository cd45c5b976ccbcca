import { sql, type Tx } from '../db/index.ts'

/** What JSON can hold. JournalKeys with the value `undefined` are left out. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** An entry to write. Actor, jurisdiction and time are the transaction's. */
export type Entry = {
  /** `context.subject.verb`, e.g. `plan.target.confirm`, `people.person.read`. */
  action: string
  subject: { kind: string; id: string }
  /** Facts about the act: ids, hashes, counts, states before and after. No personal data: the journal cannot forget it. */
  detail?: Json
  /** Why personal data were opened (处理目的), where the law asks for it. */
  purpose?: string
}

const told = new WeakSet<Tx>()

/** True when the transaction has written to the journal. A command that changes something and stays silent is a fault. */
export function wasRecorded(tx: Tx): boolean {
  return told.has(tx)
}

/** Says that a statement of this transaction has written to the journal by itself: a function that called `journal.append_each`. */
export function noteRecorded(tx: Tx): void {
  told.add(tx)
}

/** Where an entry stands: its place names it for ever. */
export type Place = { lane: number; position: number; hash: string }

/**
 * Writes an entry to the journal of the actor's jurisdiction, in the transaction of the change it tells of: both are committed or
 * neither is. One statement. Needs a transaction that may write, also when the act recorded is a reading.
 */
export async function record(tx: Tx, entry: Entry): Promise<Place> {
  const [place] = await recordMany(tx, [entry])
  return place!
}

/** Writes several entries with one statement, in the order given. Much faster than one by one: a list that was shown, an import. */
export async function recordMany(tx: Tx, entries: readonly Entry[]): Promise<Place[]> {
  if (entries.length === 0) return []
  told.add(tx)
  return tx.rows<Place>(sql`select lane, "position", encode(hash, 'hex') hash from journal.append(
    ${tx.actor.jurisdiction}, ${tx.now.toISOString()}, ${entries.map(({ action }) => action)},
    ${entries.map(({ subject }) => subject.kind)}, ${entries.map(({ subject }) => subject.id)},
    ${entries.map(({ purpose }) => purpose ?? null)}, ${entries.map(({ detail }) => JSON.stringify(detail ?? null))})`)
}
