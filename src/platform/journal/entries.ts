import { sql, type Tx } from '../db/index.ts'
import type { Json } from './record.ts'

/** An entry as an auditor reads it. */
export type JournalEntry = {
  jurisdiction: string
  lane: number
  position: number
  at: string
  actor: string
  action: string
  subject: { kind: string; id: string }
  purpose: string | null
  detail: Json
  hash: string
}

export type EntryFilter = {
  subject?: { kind: string; id: string }
  actor?: string
  /** The action itself, or with a final dot all that begin with it: `plan.target.`. */
  action?: string
  /** Instants, ISO 8601: from (included) and until (excluded). */
  from?: string
  until?: string
  /** Entries after this one in the order of the list: the last of the page before. */
  after?: Pick<JournalEntry, 'at' | 'jurisdiction' | 'lane' | 'position'>
  limit?: number
}

/** Entries within the actor's reach, newest first. By subject it is quick however long the journal; otherwise give a span of time. */
export async function listEntries(tx: Tx, filter: EntryFilter = {}): Promise<JournalEntry[]> {
  const { subject, actor = null, action = null, from = null, until = null, after, limit = 50 } = filter
  return tx.rows<JournalEntry>(sql`
    select jurisdiction, lane, "position", at, actor, action, json_build_object('kind', subject_kind, 'id', subject_id) subject, purpose,
      detail, encode(hash, 'hex') hash
    from journal.entry
    where (${subject?.kind ?? null}::text is null or subject_kind = ${subject?.kind ?? null} and subject_id = ${subject?.id ?? null})
      and (${actor}::text is null or actor = ${actor})
      and (${action}::text is null or action = ${action} or right(${action}, 1) = '.' and starts_with(action, ${action}))
      and (${from}::timestamptz is null or at >= ${from}) and (${until}::timestamptz is null or at < ${until})
      and (${after?.at ?? null}::timestamptz is null or (at, jurisdiction, lane, "position")
        < (${after?.at ?? null}::timestamptz, ${after?.jurisdiction ?? null}, ${after?.lane ?? null}::int, ${after?.position ?? null}::bigint))
    order by at desc, jurisdiction desc, lane desc, "position" desc limit ${limit}`)
}
