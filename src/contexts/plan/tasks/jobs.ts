import { today } from '../../../kernel/dates.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { type Database, join, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { emit, type Job } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { dueOf, escalationsDue, overdueWorkdays, stateOf, type Told } from './rules.ts'
import { ladderOn } from './store.ts'

type Candidate = {
  id: string
  deadline: string | null
  told: Told[]
  steps: { id: string; due: string; doneOn: null }[]
  raised: { due: string; level: number }[]
}

/**
 * Raises what has become due of the escalation ladder, once per task, missed date and level.
 *
 * @returns how many escalations were raised
 */
export async function escalate(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const ladder = await ladderOn(tx, day)
  if (ladder === null) return 0
  const holidays = await calendar(tx)
  const j = tx.actor.jurisdiction
  const candidates = await tx.rows<Candidate>(sql`select t.id, t.deadline,
      coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'unitName', r.unit_name, 'verdict', v.verdict) order by r.reported_at, r.id) from plan.task_report r
        left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id where r.jurisdiction = t.jurisdiction and r.task = t.id), '[]') as told,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'due', s.due, 'doneOn', null) order by s.due) from plan.task_step s
        where s.jurisdiction = t.jurisdiction and s.task = t.id and s.done_on is null), '[]') as steps,
      coalesce((select jsonb_agg(jsonb_build_object('due', e.due, 'level', e.level)) from plan.escalation e where e.jurisdiction = t.jurisdiction and e.task = t.id), '[]') as raised
    from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${j} and t.kind = 'task' and t.state <> 'retired' and p.state = 'in-force'
      and (t.deadline < ${day} or exists (select from plan.task_step s where s.jurisdiction = t.jurisdiction and s.task = t.id and s.done_on is null and s.due < ${day}))`)
  const raise = candidates.flatMap((task) => {
    const state = stateOf(task.told)
    // A claim waits for the planner, not for the unit.
    if (state === 'done' || state === 'claimed') return []
    const due = dueOf(task.deadline, task.steps)
    const late = overdueWorkdays(holidays, due, day)
    const before = new Set(task.raised.filter((each) => each.due === due).map((each) => each.level))
    return escalationsDue(ladder.rules, late.days, before).map((rule) => ({
      task: task.id,
      due,
      step: task.steps.find((step) => step.due === due)?.id ?? null,
      rule,
      late,
    }))
  })
  if (raise.length === 0) return 0
  await tx.run(
    sql`insert into plan.escalation (jurisdiction, task, due, level, step, audience, overdue_workdays, provisional, raised_at) values ${join(
      raise.map(
        ({ task, due, step, rule, late }) =>
          sql`(${j}, ${task}, ${due}, ${rule.level}, ${step}, ${rule.audience}, ${late.days}, ${late.provisional}, ${tx.now})`,
      ),
    )} on conflict do nothing`,
  )
  await record(tx, {
    action: 'plan.tasks.escalate',
    subject: { kind: 'jurisdiction', id: j },
    detail: raise.map(({ task, due, rule }) => ({ task, due, level: rule.level })),
  })
  await emit(tx, 'plan.tasks.escalated', { tasks: [...new Set(raise.map((each) => each.task))] })
  return raise.length
}

export const taskJobs: Job[] = [
  {
    name: 'plan.escalate',
    every: { dailyAt: '07:30' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('plan.escalate', jurisdiction), escalate)
    },
  },
]
