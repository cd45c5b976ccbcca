import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../db/index.ts'
import { pageOf, readCursor } from '../http/index.ts'
import { actorNames } from '../identity/index.ts'
import type { Subject } from './commands.ts'
import type { Conclusion, Exception } from './rules.ts'

/** A review as lists and the rule itself show it. */
export type ReviewView = {
  id: string
  kind: Subject['kind']
  code: string
  version: number
  title: Bilingual
  checklist: string
  touches: string[]
  conclusion: Conclusion
  exception: Exception | null
  opinion: string
  unit: string
  paperNumber: string | null
  reviewedOn: IsoDate
  by: string
}

/** Reviews, the newest first. Two statements. */
export async function reviewList(
  tx: Tx,
  query: { kind?: Subject['kind']; limit: number; cursor?: string },
): Promise<{ items: ReviewView[]; next: string | null }> {
  const after = readCursor(query.cursor, 2)
  const rows = await tx.rows<ReviewView & { recordedBy: string }>(sql`select r.id, r.kind, r.code, r.version,
      jsonb_build_object('zh', r.title_zh, 'en', r.title_en) title, r.checklist, r.touches,
      case when cardinality(r.touches) = 0 then 'conforms' else 'exception' end conclusion, r.exception, r.opinion, r.unit,
      r.paper_number "paperNumber", r.reviewed_on "reviewedOn", r.recorded_by "recordedBy"
    from reviews.review r where r.jurisdiction = ${tx.actor.jurisdiction}
      ${query.kind === undefined ? empty : sql`and r.kind = ${query.kind}`}
      ${after === null ? empty : sql`and (r.reviewed_on, r.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by r.reviewed_on desc, r.id desc limit ${query.limit + 1}`)
  const { items, next } = pageOf(rows, query.limit, (row) => [row.reviewedOn, row.id])
  const names = await actorNames(
    tx,
    items.map((row) => row.recordedBy),
  )
  return {
    items: items.map(({ recordedBy, ...row }) => ({
      ...row,
      by: names(recordedBy),
    })),
    next,
  }
}
