import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { insertDecision } from './decisions.ts'
import { checkReason } from './rules.ts'

/**
 * Takes a task of a plan in force out of force, with a reason: an obsolete measure such as the 无健康码 passage. It stays in the
 * record with its reports.
 *
 * @throws Refusal `task.not-in-force`, `plan.reason`
 */
export async function retireTask(tx: Tx, id: string, why: string): Promise<{ on: string }> {
  const reason = checkReason(why)
  const j = tx.actor.jurisdiction
  const row = await tx.maybe<{ plan: string; state: string }>(sql`select t.plan, t.state from plan.task t
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${j} and t.id = ${id} and p.state = 'in-force' for update of t`)
  if (row === null || row.state === 'retired') {
    throw refuse(
      'task.not-in-force',
      { zh: '这项任务没有在执行', en: 'This task is not in force' },
      { kind: 'conflict', params: { id } },
    )
  }
  const { n } = await tx.one<{ n: number }>(
    sql`select coalesce(max(revision), 0)::int n from plan.decision where jurisdiction = ${j} and subject = ${id}`,
  )
  const on = today(tx.now.getTime())
  await tx.run(sql`update plan.task set state = 'retired' where jurisdiction = ${j} and id = ${id}`)
  await insertDecision(tx, {
    plan: row.plan,
    subjectKind: 'task',
    subject: id,
    revision: n + 1,
    act: 'retire',
    reason,
    before: { state: row.state },
    after: { state: 'retired', on },
  })
  await record(tx, {
    action: 'plan.task.retire',
    subject: { kind: 'task', id },
    detail: { plan: row.plan, on, reason },
  })
  await emit(tx, 'plan.task.retired', { task: id, plan: row.plan, on, reason })
  return { on }
}
