import type { IsoDate } from '../../../kernel/dates.ts'
import { noParameterOn } from '../../../kernel/parameters.ts'
import { reachOf, sql, type Tx } from '../../../platform/db/index.ts'
import { parametersOn } from '../parameters.ts'
import { RISK_ORDER, type Risk, type VisitTerm } from './model.ts'

/** What holds for visits on a day: terms by class, class by category, parameters. */
export type VisitLaw = {
  terms: ReadonlyMap<Risk, VisitTerm>
  classes: ReadonlyMap<string, Risk>
  age: number
  raiseFrom: { value: number; basis: string }
  leavesOut: { value: number; basis: string }
  aheadDays: number
}

/**
 * What holds for the actor's government on a day. Three statements.
 *
 * @throws Refusal `parameter.none-then` when nothing was laid down for that day
 */
export async function visitLaw(tx: Tx, day: IsoDate): Promise<VisitLaw> {
  const reach = reachOf(tx.actor.jurisdiction)
  const rows =
    await tx.rows<VisitTerm>(sql`select distinct on (risk) risk, every, unit, basis, certainty from care.visit_term
    where valid_from <= ${day}::date and starts_with(${reach}, region) order by risk, length(region) desc, valid_from desc`)
  const terms = new Map(rows.map((row) => [row.risk, row]))
  if (RISK_ORDER.some((risk) => !terms.has(risk))) throw noParameterOn('visit-term', day)
  const classes = await tx.rows<{
    category: string
    risk: Risk
  }>(sql`select distinct on (category) category, risk from care.visit_class
    where valid_from <= ${day}::date and starts_with(${reach}, region) order by category, length(region) desc, valid_from desc`)
  const of = await parametersOn(tx, day)
  return {
    terms,
    classes: new Map(classes.map(({ category, risk }) => [category, risk])),
    age: of('visit-age').value,
    raiseFrom: of('visit-raise-from'),
    leavesOut: of('visit-gone-before-due'),
    aheadDays: of('visit-ahead-days').value,
  }
}
