import { sql, type Tx } from '../../../platform/db/index.ts'
import type { TargetRow } from './model.ts'
import type { Ladder, Obstacle } from './rules.ts'

/** Everything that keeps a draft from taking force, in the order of the paper. One statement. */
export async function obstaclesOf(tx: Tx, plan: string): Promise<Obstacle[]> {
  const j = tx.actor.jurisdiction
  return tx.rows<Obstacle>(sql`
    select kind, id, jsonb_build_object('zh', zh, 'en', en) as text from (
      select 'doubt' kind, id, 1 place, seq, message zh, message_en en from plan.doubt where jurisdiction = ${j} and plan = ${plan} and state = 'open'
      union all
      select 'target', id, 2, seq, printed, printed from plan.target where jurisdiction = ${j} and plan = ${plan} and state = 'draft' and dup_of is null
      union all
      select 'task', id, 3, seq, content ->> 'title', content ->> 'title' from plan.draft_task where jurisdiction = ${j} and plan = ${plan} and state = 'draft'
      union all
      select 'conflict', id, 4, 0, message, message_en from plan.conflict where jurisdiction = ${j} and plan = ${plan} and state = 'open' and owner is null
    ) x order by place, seq`)
}

/** Targets that are a side of an open conflict of this plan. */
export async function openConflictTargets(tx: Tx, plan: string): Promise<Set<string>> {
  const rows = await tx.rows<{ target: string }>(sql`select s.target from plan.conflict c
    join plan.conflict_side s on s.jurisdiction = c.jurisdiction and s.conflict = c.id
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.plan = ${plan} and c.state = 'open'`)
  return new Set(rows.map((row) => row.target))
}

export async function markInForce(tx: Tx, plan: string, on: string): Promise<void> {
  await tx.run(sql`update plan.plan set state = 'in-force', taken_force_at = ${tx.now}, taken_force_on = ${on}, taken_force_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${plan}`)
}

/** Ends a plan in force: its row, what others see of it, and the states of its targets. */
export async function endPlan(
  tx: Tx,
  plan: string,
  state: 'superseded' | 'retired',
  on: string,
  reason: string | null,
): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(
    sql`update plan.plan set state = ${state}, ended_on = ${on}, end_reason = ${reason} where jurisdiction = ${j} and id = ${plan} and state = 'in-force'`,
  )
  await tx.run(sql`update plan.issued set ended_on = ${on} where jurisdiction = ${j} and plan = ${plan}`)
  await tx.run(sql`delete from plan.target_state where jurisdiction = ${j} and plan = ${plan}`)
}

export async function insertRungs(tx: Tx, ladders: readonly Ladder[], targets: readonly TargetRow[]): Promise<void> {
  const rowOf = new Map(targets.map((row) => [row.id, row]))
  const rows = ladders.flatMap((ladder) =>
    ladder.rungs.map((rung) => {
      const { comparator, value, low, high } = rowOf.get(rung.target)!
      return { target: ladder.head, due: rung.due, comparator, value, low, high, source: rung.target }
    }),
  )
  if (rows.length === 0) return
  await tx.run(sql`insert into plan.rung (jurisdiction, target, due, comparator, value, low, high, source)
    select ${tx.actor.jurisdiction}, target, due, comparator, value, low, high, source from jsonb_to_recordset(${JSON.stringify(rows)})
      as r(target uuid, due date, comparator text, value numeric, low numeric, high numeric, source uuid)`)
}

/** Notes at every earlier dated value whose step it is. */
export async function linkLadders(tx: Tx, ladders: readonly Ladder[]): Promise<void> {
  const rows = ladders.flatMap((ladder) =>
    ladder.rungs.filter((rung) => rung.target !== ladder.head).map((rung) => ({ id: rung.target, head: ladder.head })),
  )
  if (rows.length === 0) return
  await tx.run(sql`update plan.target t set ladder_of = r.head from jsonb_to_recordset(${JSON.stringify(rows)}) as r(id uuid, head uuid)
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.id = r.id`)
}

/** Publishes head and targets of a plan in force to the governments around. */
export async function insertIssued(tx: Tx, plan: string): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(sql`insert into plan.issued (jurisdiction, plan, series, version, title, number, issuer, period_from, period_to, taken_force_on, targets)
    select p.jurisdiction, p.id, p.series, p.version, p.title, p.number, p.issuer, p.period_from, p.period_to, p.taken_force_on,
      coalesce((select jsonb_agg(jsonb_build_object('target', t.id, 'indicator', t.indicator, 'printed', t.printed, 'comparator', t.comparator,
          'value', t.value, 'low', t.low, 'high', t.high, 'unit', t.unit, 'deadline', t.deadline, 'scope', t.scope, 'period', t.period,
          'clause', t.clause, 'kind', t.kind) order by t.seq)
        from plan.target t where t.jurisdiction = p.jurisdiction and t.plan = p.id and t.state = 'confirmed' and t.dup_of is null), '[]')
    from plan.plan p where p.jurisdiction = ${j} and p.id = ${plan}`)
}

/** Takes a target out of what others see. */
export async function withdrawIssued(tx: Tx, plan: string, target: string): Promise<void> {
  await tx.run(sql`update plan.issued set targets = (select coalesce(jsonb_agg(t), '[]') from jsonb_array_elements(targets) t where t ->> 'target' <> ${target})
    where jurisdiction = ${tx.actor.jurisdiction} and plan = ${plan}`)
}
