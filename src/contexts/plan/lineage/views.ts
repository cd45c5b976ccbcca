import { sql, type Tx } from '../../../platform/db/index.ts'
import { namesOf } from '../who.ts'
import type { IssuedPlan, LineageView } from './model.ts'

/** The comparison of a plan with the plan above, or the lines of one target. Two statements. */
export async function lineageViews(tx: Tx, of: { plan: string } | { target: string }): Promise<LineageView[]> {
  const rows =
    await tx.rows<LineageView>(sql`select l.id, l.relation, l.state, l.indicator, l.printed, l.upper, l.reason, l.confirmed_by "confirmedBy",
      l.confirmed_at "confirmedAt", l.revision,
      case when t.id is null then null else jsonb_build_object('target', t.id, 'indicator', t.indicator, 'printed', t.printed, 'comparator', t.comparator,
        'value', t.value, 'low', t.low, 'high', t.high, 'unit', t.unit, 'deadline', t.deadline, 'period', t.period, 'scope', t.scope, 'clause', t.clause) end ours
    from plan.lineage l left join plan.target t on t.jurisdiction = l.jurisdiction and t.id = l.target
    where ${'plan' in of ? sql`l.plan = ${of.plan}` : sql`l.target = ${of.target}`}
    order by array_position(array['looser', 'dropped', 'unclear', 'stricter', 'inherited', 'new'], l.relation), t.seq, l.id`)
  const name = await namesOf(
    tx,
    rows.map((row) => row.confirmedBy),
  )
  return rows.map((row) => ({ ...row, confirmedBy: row.confirmedBy === null ? null : name(row.confirmedBy) }))
}

/** Plans in force of the governments above a jurisdiction, the nearest government first. */
export async function parentCandidates(tx: Tx, jurisdiction: string): Promise<IssuedPlan[]> {
  const above = [`${jurisdiction.slice(0, 4)}00`, `${jurisdiction.slice(0, 2)}0000`].filter(
    (code) => code !== jurisdiction,
  )
  return tx.rows<IssuedPlan>(sql`select jurisdiction, plan, title, number, issuer, version, period_from "periodFrom", period_to "periodTo",
      taken_force_on "takenForceOn", ended_on "endedOn", jsonb_array_length(targets) targets
    from plan.issued where jurisdiction = any(${above}) and ended_on is null order by jurisdiction desc, taken_force_on desc`)
}
