import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { namesOf } from '../who.ts'
import { decisionBy, insertDecision, insertDecisions, type NewDecision, settleDoubts } from './decisions.ts'
import { missingPlan } from './intake.ts'
import type { DraftTask, TargetFacts, TargetRow, TaskFacts } from './model.ts'
import { type Act, checkReason, decidedMeanwhile, decideTarget, decideTask, factsOf, OUTCOMES } from './rules.ts'
import {
  confirmUndoubted,
  doubtRecord,
  draftTaskRecord,
  type PlanRecord,
  planRecord,
  rejectBodyTasks,
  saveDraftTask,
  saveTarget,
  settleOne,
  targetRecord,
} from './store.ts'

/** A decision about something read. `revision` is the newest decision the person has seen. */
export type DecisionInput<F> = {
  act: Act
  revision: number
  reason?: string | undefined
  facts?: Partial<F> | undefined
}

/** @throws Refusal `plan.missing`, `plan.not-draft` */
export async function draftPlan(tx: Tx, id: string, lock = false): Promise<PlanRecord> {
  const plan = await planRecord(tx, id, lock)
  if (plan === null) throw missingPlan(id)
  if (plan.state === 'draft') return plan
  throw refuse(
    'plan.not-draft',
    { zh: '方案已不是草案，不能再改读取结果', en: 'The plan is no longer a draft; its reading cannot be changed' },
    {
      kind: 'conflict',
      params: { state: plan.state },
      next: { zh: '请停用该项并写明理由，或载入新版本', en: 'Retire the item with a reason, or load a new version' },
    },
  )
}

/** Refuses unless the person has seen the newest decision; names who was first. */
export async function expectRevision(tx: Tx, subject: string, seen: number, is: number, state: string): Promise<void> {
  if (seen === is) return
  const first = await decisionBy(tx, subject)
  const name = await namesOf(tx, [first?.decidedBy ?? null])
  throw decidedMeanwhile(name(first?.decidedBy ?? null) || '他人', first?.decidedAt ?? '', state)
}

const missing = (zh: string, en: string, id: string) =>
  refuse('plan.item-missing', { zh, en }, { kind: 'missing', params: { id } })

/**
 * Accepts, edits or rejects a target of a draft, and settles its doubts with it.
 *
 * @throws Refusal `plan.decided-meanwhile` naming who was first, `plan.not-draft`, `plan.reason`, `target.value` …
 */
export async function decideOnTarget(
  tx: Tx,
  id: string,
  input: DecisionInput<TargetFacts>,
): Promise<{ revision: number; state: string }> {
  const row = await targetRecord(tx, id, true)
  if (row === null) throw missing('没有这个目标', 'There is no such target', id)
  await draftPlan(tx, row.plan)
  if (row.dupOf !== null) throw repeats(row)
  await expectRevision(tx, id, input.revision, row.revision, row.state)
  const decided = decideTarget(row, input.act, input)
  const revision = row.revision + 1
  await saveTarget(tx, id, decided.facts, decided.state, revision)
  const reason = input.reason?.trim() || null
  const before = { state: row.state, ...factsOf(row) }
  const after = { state: decided.state, ...decided.facts }
  await insertDecision(tx, {
    plan: row.plan,
    subjectKind: 'target',
    subject: id,
    revision,
    act: input.act,
    reason,
    before,
    after,
  })
  const settled = await settleDoubts(tx, row.plan, [id], OUTCOMES[input.act], reason)
  await record(tx, {
    action: `plan.target.${input.act}`,
    subject: { kind: 'target', id },
    detail: { plan: row.plan, revision, settled, reason },
  })
  return { revision, state: decided.state }
}

const repeats = (row: TargetRow) =>
  refuse(
    'target.repeats',
    {
      zh: '这一处只是重复前文的目标，请在前文那一处决定',
      en: 'This passage only repeats an earlier target; decide there',
    },
    { kind: 'conflict', params: { target: row.dupOf } },
  )

/** Accepts, edits or rejects a task of a draft, and settles its doubts with it. */
export async function decideOnTask(
  tx: Tx,
  id: string,
  input: DecisionInput<TaskFacts>,
): Promise<{ revision: number; state: string }> {
  const task = await draftTaskRecord(tx, id, true)
  if (task === null) throw missing('没有这项任务', 'There is no such task', id)
  await draftPlan(tx, task.plan)
  await expectRevision(tx, id, input.revision, task.revision, task.state)
  const decided = decideTask(task, input.act, input)
  const revision = task.revision + 1
  await saveDraftTask(tx, id, decided.facts, decided.state, revision)
  const reason = input.reason?.trim() || null
  const [before, after] = [shown(task.content), shown(decided.facts)]
  await insertDecision(tx, {
    plan: task.plan,
    subjectKind: 'task',
    subject: id,
    revision,
    act: input.act,
    reason,
    before: { state: task.state, ...before },
    after: { state: decided.state, ...after },
  })
  const settled = await settleDoubts(tx, task.plan, [id], OUTCOMES[input.act], reason)
  await record(tx, {
    action: `plan.task.${input.act}`,
    subject: { kind: 'task', id },
    detail: { plan: task.plan, revision, settled, reason },
  })
  return { revision, state: decided.state }
}

/** The part of a task that a decision can change and that is short enough to repeat. */
function shown(content: DraftTask['content']): Partial<TaskFacts> {
  const { number, title, lead, support, supervise, implement, deadline, kind } = content
  return { number, title, lead, support, supervise, implement, deadline, kind }
}

/** Accepts everything of a draft that nobody has decided yet and nobody has to doubt. */
export async function acceptUndoubted(tx: Tx, plan: string): Promise<{ targets: number; tasks: number }> {
  await draftPlan(tx, plan, true)
  const done = await confirmUndoubted(tx, plan)
  const decisions = [
    ...done.targets.map((each) => ({ ...each, subjectKind: 'target' as const })),
    ...done.tasks.map((each) => ({ ...each, subjectKind: 'task' as const })),
  ].map(
    (each): NewDecision => ({
      plan,
      subjectKind: each.subjectKind,
      subject: each.id,
      revision: each.revision,
      act: 'accept',
      reason: null,
      before: { state: 'draft' },
      after: { state: 'confirmed' },
    }),
  )
  await insertDecisions(tx, decisions)
  const counts = { targets: done.targets.length, tasks: done.tasks.length }
  await record(tx, { action: 'plan.plan.accept-undoubted', subject: { kind: 'plan', id: plan }, detail: counts })
  return counts
}

/**
 * Settles a doubt about the paper itself: it is as it should be, or it does not belong here (with a reason). A doubt about a target
 * or a task is settled by deciding about that.
 */
export async function settleDoubt(
  tx: Tx,
  id: string,
  input: { outcome: 'accepted' | 'rejected'; reason?: string | undefined },
): Promise<{ rejected: number }> {
  const doubt = await doubtRecord(tx, id)
  if (doubt === null) throw missing('没有这个疑点', 'There is no such doubt', id)
  await draftPlan(tx, doubt.plan)
  if (doubt.subjectKind !== 'paper') {
    throw refuse(
      'doubt.subject',
      { zh: '请对这个疑点所在的目标或任务作决定', en: 'Decide about the target or task that this doubt is about' },
      { kind: 'conflict', params: { subject: doubt.subject } },
    )
  }
  if (doubt.state !== 'open') {
    const name = await namesOf(tx, [doubt.settledBy])
    throw decidedMeanwhile(name(doubt.settledBy) || '他人', doubt.settledAt ?? '', 'settled')
  }
  const reason = input.outcome === 'rejected' ? checkReason(input.reason) : input.reason?.trim() || null
  if ((await settleOne(tx, id, input.outcome, reason)) === 0) throw decidedMeanwhile('他人', '', 'settled')
  let rejected: NewDecision[] = []
  if (doubt.code === 'tasks-twice' && input.outcome === 'rejected') {
    const rows = await rejectBodyTasks(tx, doubt.plan)
    rejected = rows.map((row) => ({
      plan: doubt.plan,
      subjectKind: 'task',
      subject: row.id,
      revision: row.revision,
      act: 'reject',
      reason,
      before: { state: 'draft' },
      after: { state: 'rejected' },
    }))
    await insertDecisions(tx, rejected)
    await settleDoubts(
      tx,
      doubt.plan,
      rows.map((row) => row.id),
      'rejected',
      reason,
    )
  }
  await record(tx, {
    action: 'plan.doubt.settle',
    subject: { kind: 'doubt', id },
    detail: { plan: doubt.plan, code: doubt.code, outcome: input.outcome, reason },
  })
  return { rejected: rejected.length }
}
