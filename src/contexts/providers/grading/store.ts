import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { GradingResult, Score } from './rules.ts'

/** A scoring sheet as the database keeps it. */
export type SheetRow = {
  id: string
  organisation: string
  site: string | null
  casefile: string | null
  scheme: string
  version: number
  openedOn: string
  panel: string[]
  firstTime: boolean
  state: 'open' | 'closed'
  result: GradingResult | null
  resultHash: string | null
  closedAt: string | null
  closedBy: string | null
}

export const SHEET: Sql = sql`g.id, g.organisation, g.site, g.casefile, g.scheme, g.version, g.opened_on "openedOn", g.panel,
  g.first_time "firstTime", g.state, g.result, g.result_hash "resultHash", g.closed_at "closedAt", g.closed_by "closedBy"`

/** @throws Refusal `grading.missing` */
export async function sheetWith(tx: Tx, id: string, lock = false): Promise<SheetRow> {
  const row = await tx.maybe<SheetRow>(sql`select ${SHEET} from providers.grading_sheet g
    where g.jurisdiction = ${tx.actor.jurisdiction} and g.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null)
    throw refuse('grading.missing', { zh: '没有这份评分表', en: 'There is no such sheet' }, { kind: 'missing' })
  return row
}

/** The sheet of a case, if one was opened. */
export async function sheetOfCase(tx: Tx, casefile: string): Promise<SheetRow | null> {
  return tx.maybe<SheetRow>(sql`select ${SHEET} from providers.grading_sheet g
    where g.jurisdiction = ${tx.actor.jurisdiction} and g.casefile = ${casefile}`)
}

/** The newest score of every member and item, with its note. One statement. */
export async function scoresOf(tx: Tx, sheet: string): Promise<(Score & { note: string | null; revision: number })[]> {
  return tx.rows(sql`select distinct on (member, item) member, item, score, note, revision from providers.grading_score
    where jurisdiction = ${tx.actor.jurisdiction} and sheet = ${sheet} order by member, item, revision desc`)
}
