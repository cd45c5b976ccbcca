import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Explanation, explain } from '../../statistics/index.ts'
import { targetPage } from './page.ts'

/** Where a target stands in a paper. */
export type ClauseReference = {
  document: string
  paper: string
  title: string
  number: string | null
  clause: string
  quote: string
  start: number
  end: number
}

/** Why a target shows the number it shows: what statistics says of the figure, and the words that ask for it. */
export type Why = {
  target: string
  printed: string
  asOf: string
  clause: ClauseReference
  explanation: Explanation | null
}

/** Opens a target down to formula, inputs, records and clause, as of the day of its figure. */
export async function whyTarget(tx: Tx, id: string, asOf?: string): Promise<Why | null> {
  const page = await targetPage(tx, id, asOf)
  if (page === null) return null
  const clause =
    await tx.one<ClauseReference>(sql`select p.document, p.id paper, d.title, d.number, t.clause, t.quote, t.span_start "start", t.span_end "end"
    from plan.target t join plan.plan q on q.jurisdiction = t.jurisdiction and q.id = t.plan
    join plan.paper p on p.jurisdiction = q.jurisdiction and p.id = q.paper
    join plan.document d on d.jurisdiction = p.jurisdiction and d.id = p.document
    where t.jurisdiction = ${page.jurisdiction} and t.id = ${page.id}`)
  const explanation =
    page.indicator === null
      ? null
      : await explain(tx, { indicator: page.indicator, region: page.jurisdiction, asOf: page.standing.asOf })
  return {
    target: page.id,
    printed: page.printed,
    asOf: page.standing.actualAsOf ?? page.standing.asOf,
    clause,
    explanation,
  }
}
