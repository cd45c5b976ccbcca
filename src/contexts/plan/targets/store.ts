import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { TargetRow } from '../plans/model.ts'
import { TARGET } from '../plans/store.ts'
import type { RungView, Standing } from './model.ts'

/** A target in force with its plan and ladder. */
export type ForceRow = TargetRow & {
  jurisdiction: string
  planTitle: string
  paper: string
  periodFrom: string | null
  takenForceOn: string
  ladder: RungView[]
  conflict: boolean
}

/** What a list shows of a target: the columns of a {@link ForceRow} without the words and the marks of reading. */
export const LISTED = sql`t.id, t.plan, t.seq, t.clause, t.indicator, t.printed, t.kind, t.comparator, t.value, t.low, t.high, t.unit, t.deadline,
  t.base_year "baseYear", t.period, t.scope, t.tolerance, t.count_of "countOf", t.or_group "orGroup", t.units, t.revision`

export const LADDER = sql`coalesce((select jsonb_agg(jsonb_build_object('due', r.due, 'comparator', r.comparator, 'value', r.value, 'low', r.low, 'high', r.high) order by r.due)
    from plan.rung r where r.jurisdiction = t.jurisdiction and r.target = t.id), '[]') ladder`

export const CONFLICT = sql`exists (select from plan.conflict_side s join plan.conflict c on c.jurisdiction = s.jurisdiction and c.id = s.conflict
    where s.jurisdiction = t.jurisdiction and s.target = t.id and c.state = 'open') conflict`

/**
 * The plans that hold on a day, as a query of `id`: of each plan the version in force then, or the present one where nothing was in
 * force yet.
 */
export const plansOn = (jurisdiction: string, asOf: string): Sql => sql`select distinct on (series) id from plan.plan
  where jurisdiction = ${jurisdiction} and state in ('in-force', 'superseded', 'retired') and (ended_on is null or ended_on > ${asOf})
  order by series, (taken_force_on <= ${asOf}) desc, taken_force_on desc`

/**
 * The targets of a jurisdiction that hold on a day: of each plan the version in force then, or the present one where nothing was in
 * force yet. With `target`, that one and its alternatives. One statement.
 */
export async function targetsInForce(
  tx: Tx,
  jurisdiction: string,
  asOf: string,
  plan: string | null = null,
  target: string | null = null,
): Promise<ForceRow[]> {
  return tx.rows<ForceRow>(sql`
    with held as (
      select distinct on (series) id, title, paper, period_from, taken_force_on from plan.plan
      where jurisdiction = ${jurisdiction} and state in ('in-force', 'superseded', 'retired') and (ended_on is null or ended_on > ${asOf})
        and (${plan}::uuid is null or id = ${plan})
      order by series, (taken_force_on <= ${asOf}) desc, taken_force_on desc)
    select t.jurisdiction, ${TARGET}, h.title "planTitle", h.paper, h.period_from "periodFrom", h.taken_force_on "takenForceOn", ${LADDER}, ${CONFLICT}
    from held h join plan.target t on t.jurisdiction = ${jurisdiction} and t.plan = h.id
    where t.dup_of is null and t.ladder_of is null and t.state in ('confirmed', 'retired') and (t.retired_on is null or t.retired_on > ${asOf})
      ${target === null ? sql`` : sql`and (t.id = ${target} or t.or_group = (select or_group from plan.target where jurisdiction = ${jurisdiction} and id = ${target}))`}
    order by h.taken_force_on, t.seq`)
}

/** Writes how targets stand, replacing what was known before. One statement. */
export async function saveStates(tx: Tx, rows: readonly { row: ForceRow; standing: Standing }[]): Promise<void> {
  if (rows.length === 0) return
  const flat = rows.map(({ row, standing }) => ({
    target: row.id,
    plan: row.plan,
    as_of: standing.asOf,
    indicator: row.indicator,
    printed: row.printed,
    state: standing.state,
    actual: standing.actual,
    actual_as_of: standing.actualAsOf,
    unknown: standing.unknown,
    restated: standing.restated,
    due: standing.due,
    due_value: standing.dueValue,
    next_due: standing.nextDue,
    next_value: standing.nextValue,
    trend: standing.trend,
    forecast: standing.forecast?.value ?? null,
    detail: { ...standing, ladder: row.ladder },
  }))
  await tx.run(sql`insert into plan.target_state (jurisdiction, target, plan, as_of, indicator, printed, state, actual, actual_as_of, unknown, restated,
      due, due_value, next_due, next_value, trend, forecast, detail, judged_at)
    select ${tx.actor.jurisdiction}, r.*, ${tx.now} from jsonb_to_recordset(${JSON.stringify(flat)}) as r(target uuid, plan uuid, as_of date,
      indicator text, printed text, state text, actual numeric, actual_as_of date, unknown int, restated boolean, due date, due_value numeric,
      next_due date, next_value numeric, trend text, forecast numeric, detail jsonb)
    on conflict (jurisdiction, target) do update set as_of = excluded.as_of, indicator = excluded.indicator, state = excluded.state,
      actual = excluded.actual, actual_as_of = excluded.actual_as_of, unknown = excluded.unknown, restated = excluded.restated, due = excluded.due,
      due_value = excluded.due_value, next_due = excluded.next_due, next_value = excluded.next_value, trend = excluded.trend,
      forecast = excluded.forecast, detail = excluded.detail, judged_at = excluded.judged_at`)
}
