import { refuse } from '../../../kernel/refusal.ts'
import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { decisionBy, insertDecision } from '../plans/decisions.ts'
import { checkReason } from '../plans/rules.ts'
import { unitsByName } from '../units.ts'
import { namesOf } from '../who.ts'
import type { TaskRole } from './intake.ts'
import { taskForUpdate, unitsOf } from './store.ts'

/**
 * Decides anew which units answer for a task, with a reason. What it was before stays as a decision; of two who decide at once the
 * second is told.
 *
 * @throws Refusal `task.decided-meanwhile`, `task.no-lead`, `task.unit-twice`, `plan.reason`
 */
export async function assignUnits(
  tx: Tx,
  id: string,
  input: { revision: number; reason: string; units: readonly { role: TaskRole; name: string }[] },
): Promise<{ revision: number }> {
  const task = await taskForUpdate(tx, id)
  const j = tx.actor.jurisdiction
  const reason = checkReason(input.reason)
  const revision = await decisionsOf(tx, id)
  if (revision !== input.revision) throw await decidedMeanwhile(tx, id)
  const units = input.units.map(({ role, name }) => ({ role, name: name.trim() })).filter(({ name }) => name !== '')
  if (!units.some((unit) => unit.role === 'lead'))
    throw refuse('task.no-lead', { zh: '至少要有一个牵头单位', en: 'At least one unit leads' }, { at: '/units' })
  const twice = units.find((unit, at) => units.findIndex((each) => each.name === unit.name) !== at)
  if (twice !== undefined)
    throw refuse(
      'task.unit-twice',
      { zh: `“${twice.name}”出现了两次`, en: `"${twice.name}" appears twice` },
      { at: '/units' },
    )
  const before = (await unitsOf(tx, id)).map(({ role, name }) => ({ role, name }))
  const unitOf = await unitsByName(tx)
  await tx.run(sql`delete from plan.task_unit where jurisdiction = ${j} and task = ${id}`)
  await tx.run(
    sql`insert into plan.task_unit (jurisdiction, task, role, unit_name, seq, unit) values ${join(
      units.map((unit, seq) => sql`(${j}, ${id}, ${unit.role}, ${unit.name}, ${seq}, ${unitOf(unit.name)})`),
    )}`,
  )
  await insertDecision(tx, {
    plan: task.plan,
    subjectKind: 'task',
    subject: id,
    revision: revision + 1,
    act: 'assign',
    reason,
    before: { units: before },
    after: { units },
  })
  await record(tx, {
    action: 'plan.task.assign',
    subject: { kind: 'task', id },
    detail: { revision: revision + 1, reason, before, after: units },
  })
  await emit(tx, 'plan.task.assigned', { task: id, units })
  return { revision: revision + 1 }
}

/** How many decisions were taken about a task. */
async function decisionsOf(tx: Tx, task: string): Promise<number> {
  const { n } = await tx.one<{ n: number }>(
    sql`select coalesce(max(revision), 0)::int n from plan.decision where jurisdiction = ${tx.actor.jurisdiction} and subject = ${task}`,
  )
  return n
}

async function decidedMeanwhile(tx: Tx, task: string) {
  const last = await decisionBy(tx, task)
  const who = last === null ? '' : (await namesOf(tx, [last.decidedBy]))(last.decidedBy)
  return refuse(
    'task.decided-meanwhile',
    { zh: `${who}已先改了分工`, en: `${who} has changed the matrix meanwhile` },
    { kind: 'conflict', params: { who }, next: { zh: '请刷新后再改', en: 'Refresh, then change it again' } },
  )
}

/**
 * Links targets to a task, besides those that stand in its words: exactly those given stay linked.
 *
 * @throws Refusal `target.missing` when one is not a confirmed target of this government
 */
export async function linkTargets(tx: Tx, id: string, targets: readonly string[]): Promise<{ targets: number }> {
  await taskForUpdate(tx, id)
  const j = tx.actor.jurisdiction
  const wanted = [...new Set(targets)]
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from plan.target
    where jurisdiction = ${j} and id = any(${wanted}::uuid[]) and state = 'confirmed' and dup_of is null`)
  if (n !== wanted.length)
    throw refuse(
      'target.missing',
      { zh: '所选目标中有不在执行的', en: 'One of the targets chosen is not in force' },
      { kind: 'missing', at: '/targets' },
    )
  await tx.run(
    sql`delete from plan.task_target where jurisdiction = ${j} and task = ${id} and target <> all(${wanted}::uuid[])`,
  )
  await tx.run(sql`insert into plan.task_target (jurisdiction, task, target, linked_by, linked_at)
    select ${j}, ${id}, unnest(${wanted}::uuid[]), ${tx.actor.id}, ${tx.now} on conflict do nothing`)
  await record(tx, { action: 'plan.task.link', subject: { kind: 'task', id }, detail: { targets: wanted } })
  return { targets: wanted.length }
}
