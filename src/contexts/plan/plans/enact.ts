import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { compareWithParent } from '../lineage/commands.ts'
import { refreshPlan } from '../targets/refresh.ts'
import { type IncomingTask, type TaskRole, takeTasks } from '../tasks/intake.ts'
import { unitsByName } from '../units.ts'
import { draftPlan } from './commands.ts'
import { insertDecision } from './decisions.ts'
import {
  endPlan,
  insertIssued,
  insertRungs,
  linkLadders,
  markInForce,
  obstaclesOf,
  openConflictTargets,
} from './force.ts'
import type { DraftTask } from './model.ts'
import { laddersOf, notReady } from './rules.ts'
import { draftTasksOf, type PlanRecord, targetsOf } from './store.ts'

const ROLES: TaskRole[] = ['lead', 'support', 'supervise', 'implement']

/**
 * Lets a plan take force: ladders, tasks, lineage, what governments below may see, journal and event, and the end of the version it
 * supersedes, all in this one transaction.
 *
 * @throws Refusal `plan.not-ready` with every open doubt, undecided item and conflict nobody owns; `plan.not-draft`
 */
export async function takeForce(
  tx: Tx,
  id: string,
  input: { on?: string | undefined } = {},
): Promise<{ on: string; targets: number; tasks: number }> {
  const plan = await draftPlan(tx, id, true)
  const obstacles = await obstaclesOf(tx, id)
  if (obstacles.length > 0) throw notReady(obstacles)
  const on = input.on ?? today(tx.now.getTime())
  const targets = await targetsOf(tx, id)
  const contested = await openConflictTargets(tx, id)
  const ladders = laddersOf(targets, contested)
  if (plan.supersedes !== null) await endPlan(tx, plan.supersedes, 'superseded', on, null)
  await markInForce(tx, id, on)
  await insertRungs(tx, ladders, targets)
  await linkLadders(tx, ladders)
  const tasks = await incomingTasks(tx, await draftTasksOf(tx, id))
  await takeTasks(tx, { id, series: plan.series, version: plan.version, supersedes: plan.supersedes }, tasks)
  await compareWithParent(tx, plan)
  await insertIssued(tx, id)
  const counts = {
    targets: targets.filter((row) => row.state === 'confirmed' && row.dupOf === null).length,
    tasks: tasks.length,
  }
  await insertDecision(tx, {
    plan: id,
    subjectKind: 'plan',
    subject: id,
    revision: 1,
    act: 'take-force',
    reason: null,
    before: { state: 'draft' },
    after: { state: 'in-force', on },
  })
  await record(tx, {
    action: 'plan.plan.take-force',
    subject: { kind: 'plan', id },
    detail: { on, version: plan.version, supersedes: plan.supersedes, ...counts },
  })
  await emit(tx, 'plan.taken-into-force', {
    plan: id,
    series: plan.series,
    version: plan.version,
    on,
    supersedes: plan.supersedes,
    ...counts,
  })
  await refreshPlan(tx, id)
  return { on, ...counts }
}

/** Confirmed tasks with their units, matched to the register of units by name. */
async function incomingTasks(tx: Tx, drafts: readonly DraftTask[]): Promise<IncomingTask[]> {
  const confirmed = drafts.filter((task) => task.state === 'confirmed')
  const unitOf = await unitsByName(tx)
  return confirmed.map(({ id, seq, content }) => ({
    id,
    seq,
    number: content.number,
    parent: content.parent,
    title: content.title,
    text: content.text,
    quote: content.quote,
    span: content.span,
    deadline: content.deadline,
    kind: content.kind,
    section: content.section,
    joint: content.joint,
    listOpen: content.listOpen,
    units: ROLES.flatMap((role) => [...new Set(content[role])].map((name) => ({ role, name, unit: unitOf(name) }))),
  }))
}

/** Ends a plan in force with a reason; its targets and tasks end with it. */
export async function retirePlan(tx: Tx, plan: PlanRecord, reason: string): Promise<void> {
  if (plan.state !== 'in-force') {
    throw refuse(
      'plan.not-in-force',
      { zh: '方案没有在执行', en: 'The plan is not in force' },
      { kind: 'conflict', params: { state: plan.state } },
    )
  }
  const on = today(tx.now.getTime())
  await endPlan(tx, plan.id, 'retired', on, reason)
  await insertDecision(tx, {
    plan: plan.id,
    subjectKind: 'plan',
    subject: plan.id,
    revision: 2,
    act: 'retire',
    reason,
    before: { state: 'in-force' },
    after: { state: 'retired', on },
  })
  await record(tx, { action: 'plan.plan.retire', subject: { kind: 'plan', id: plan.id }, detail: { on, reason } })
  await emit(tx, 'plan.ended', { plan: plan.id, on, state: 'retired' })
}
