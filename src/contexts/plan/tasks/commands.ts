import { createHash } from 'node:crypto'
import { compareDates, isDate, today } from '../../../kernel/dates.ts'
import { isId, newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Actor, may, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { unitWith } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { Claim, Verdict } from './model.ts'
import { stateOf, whyNotDone, whyNotSteps } from './rules.ts'
import { insertReport, proofFor, replaceOpenSteps, stepsOf, taskForUpdate, toldOf, unitsOf } from './store.ts'

/** Evidence larger than this is refused before it is kept. */
const LARGEST_FILE = 20 * 1024 * 1024

async function expectInForce(planState: string): Promise<void> {
  if (planState === 'in-force') return
  throw refuse(
    'task.plan-ended',
    { zh: '这项任务所在的方案已不在执行', en: 'The plan of this task is no longer in force' },
    { kind: 'conflict' },
  )
}

/**
 * Under which unit an actor may report: the one of the account, if the task names it; the planner may report for any unit named.
 *
 * @throws Refusal `task.not-yours`
 */
async function reportingUnit(
  tx: Tx,
  actor: Actor,
  task: string,
  asked: string | undefined,
): Promise<{ unit: string | null; name: string }> {
  const units = await unitsOf(tx, task)
  const own =
    actor.unit === null ? undefined : units.find((each) => each.unit === actor.unit && each.role !== 'supervise')
  if (own !== undefined) return { unit: own.unit, name: own.name }
  const named = units.find((each) => each.name === asked)
  if (may(actor, 'task.review') && named !== undefined) return { unit: named.unit, name: named.name }
  // 各乡（镇）人民政府 names every township at once: a town's worker reports for the own town.
  const group = units.find((each) => /^各.*(乡|镇|街道)/.test(each.name))
  const unit = actor.unit === null ? null : await unitWith(tx, actor.unit)
  if (group !== undefined && unit?.kind === 'township') return { unit: unit.id, name: unit.name }
  throw refuse(
    'task.not-yours',
    { zh: '这项任务的责任分工里没有您的单位', en: 'Your unit has no part in this task' },
    {
      kind: 'forbidden',
      next: { zh: '如分工有误，请联系发改部门调整', en: 'If the matrix is wrong, ask the planner to change it' },
    },
  )
}

export type StepInput = {
  id?: string | undefined
  title: string
  due: string
  waitsFor?: string | null | undefined
  unitName?: string | null | undefined
}

/**
 * Plans the dated steps of a task (分步骤逐项抓落实). Steps that are done stay; the others become what is given. `waitsFor` names
 * another step of the list by its id, or a new one by its title.
 *
 * @throws Refusal `step.after-deadline`, `step.order`, `step.circle`, `step.unknown`, `step.done`
 */
export async function planSteps(tx: Tx, id: string, input: StepInput[]): Promise<{ steps: number }> {
  const task = await taskForUpdate(tx, id)
  await expectInForce(task.planState)
  if (!may(tx.actor, 'task.assign')) await reportingUnit(tx, tx.actor, id, undefined)
  const before = await stepsOf(tx, id)
  const known = new Map(before.map((step) => [step.id, step]))
  const byTitle = new Map<string, string>()
  const steps = input.map((step, seq) => {
    const own = step.id !== undefined && known.has(step.id) ? step.id : newId()
    byTitle.set(step.title, own)
    return {
      id: own,
      seq,
      title: step.title,
      due: step.due,
      waitsFor: step.waitsFor ?? null,
      unitName: step.unitName ?? null,
      known: known.has(own),
    }
  })
  for (const step of steps)
    if (step.waitsFor !== null && !isId(step.waitsFor)) step.waitsFor = byTitle.get(step.waitsFor) ?? step.waitsFor
  const gone = before.filter((step) => !steps.some((each) => each.id === step.id))
  const done = gone.find((step) => step.doneOn !== null)
  if (done !== undefined)
    throw refuse(
      'step.done',
      { zh: `“${done.title}”已办结，不能删去`, en: `"${done.title}" is done and stays` },
      { kind: 'conflict' },
    )
  const wrong = whyNotSteps(steps, task.deadline)
  if (wrong !== null) throw wrong
  await tx.run(
    sql`delete from plan.task_step where jurisdiction = ${tx.actor.jurisdiction} and task = ${id} and id = any(${gone.map((step) => step.id)}::uuid[]) and done_on is null`,
  )
  await replaceOpenSteps(tx, id, steps)
  await record(tx, {
    action: 'plan.task.steps',
    subject: { kind: 'task', id },
    detail: {
      before: before.map(({ title, due }) => ({ title, due })),
      after: steps.map(({ title, due }) => ({ title, due })),
    },
  })
  return { steps: steps.length }
}

/** Marks a step as done on a day; a step that waits for another one follows it. */
export async function finishStep(tx: Tx, id: string, step: string, doneOn: string): Promise<{ doneOn: string }> {
  const task = await taskForUpdate(tx, id)
  await expectInForce(task.planState)
  if (!may(tx.actor, 'task.assign')) await reportingUnit(tx, tx.actor, id, undefined)
  const steps = await stepsOf(tx, id)
  const found = steps.find((each) => each.id === step)
  if (found === undefined)
    throw refuse('step.missing', { zh: '没有这个步骤', en: 'There is no such step' }, { kind: 'missing' })
  if (found.doneOn !== null)
    throw refuse(
      'step.done',
      { zh: `这一步已于 ${found.doneOn} 办结`, en: `This step was done on ${found.doneOn}` },
      { kind: 'conflict' },
    )
  if (!isDate(doneOn) || compareDates(doneOn, today(tx.now.getTime())) > 0) {
    throw refuse(
      'step.future',
      { zh: '办结日期不能晚于今天', en: 'A step cannot be done in the future' },
      { at: '/doneOn' },
    )
  }
  const before = steps.find((each) => each.id === found.waitsFor)
  if (before !== undefined && before.doneOn === null) {
    throw refuse(
      'step.waits',
      { zh: `要先办结“${before.title}”`, en: `"${before.title}" comes first` },
      { kind: 'conflict' },
    )
  }
  await tx.run(
    sql`update plan.task_step set done_on = ${doneOn}, done_by = ${tx.actor.id}, revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${step}`,
  )
  await record(tx, { action: 'plan.step.finish', subject: { kind: 'task', id }, detail: { step, doneOn } })
  return { doneOn }
}

export type ReportInput = {
  claim: Claim
  text: string
  asOf: string
  share?: number | null | undefined
  target?: string | null | undefined
  unit?: string | undefined
}

/**
 * Reports on a task, with evidence. A claim of being done needs a proof and finished steps.
 *
 * @throws Refusal `task.not-yours`, `task.no-evidence`, `task.target-not-met`, `task.steps-open`, `task.is-done`, `report.future`, `evidence.too-large`
 */
export async function reportTask(
  tx: Tx,
  id: string,
  input: ReportInput,
  files: readonly Upload[],
): Promise<{ report: string; state: string }> {
  const task = await taskForUpdate(tx, id)
  await expectInForce(task.planState)
  const who = await reportingUnit(tx, tx.actor, id, input.unit)
  const told = await toldOf(tx, id)
  if (stateOf(told) === 'done')
    throw refuse('task.is-done', { zh: '这项任务已经办结', en: 'This task is done already' }, { kind: 'conflict' })
  if (compareDates(input.asOf, today(tx.now.getTime())) > 0)
    throw refuse(
      'report.future',
      { zh: '截至日期不能晚于今天', en: 'The date cannot lie in the future' },
      { at: '/asOf' },
    )
  const large = files.find((file) => file.bytes.length > LARGEST_FILE)
  if (large !== undefined)
    throw refuse(
      'evidence.too-large',
      { zh: `“${large.name}”超过 20 MB`, en: `"${large.name}" is larger than 20 MB` },
      { kind: 'too-large', at: '/files' },
    )
  if (input.claim === 'done') {
    const wrong = whyNotDone(await proofFor(tx, id, files.length, input.target ?? null))
    if (wrong !== null) throw wrong
  }
  const hashed = files.map((file) => ({ ...file, sha256: createHash('sha256').update(file.bytes).digest('hex') }))
  const report = await insertReport(tx, {
    task: id,
    unit: who.unit,
    unitName: who.name,
    asOf: input.asOf,
    claim: input.claim,
    share: input.share ?? null,
    text: input.text,
    target: input.target ?? null,
    files: hashed,
  })
  const state = stateOf([...told, { claim: input.claim, verdict: null }])
  await record(tx, {
    action: 'plan.task.report',
    subject: { kind: 'task', id },
    detail: { report, claim: input.claim, unit: who.name, files: hashed.map(({ name, sha256 }) => ({ name, sha256 })) },
  })
  await emit(tx, 'plan.task.reported', { task: id, report, claim: input.claim })
  return { report, state }
}

/**
 * Answers a report: accepts it, or returns it with a note. Only the newest report can be answered, and only once.
 *
 * @throws Refusal `review.decided` naming who was first, `review.old`, `review.note`
 */
export async function reviewReport(
  tx: Tx,
  id: string,
  input: { report: string; verdict: Verdict; note?: string | undefined },
): Promise<{ state: string }> {
  await taskForUpdate(tx, id)
  const told = await toldOf(tx, id)
  const newest = told.at(-1)
  const found = told.find((each) => each.id === input.report)
  if (found === undefined)
    throw refuse('report.missing', { zh: '没有这份报告', en: 'There is no such report' }, { kind: 'missing' })
  if (found.verdict !== null)
    throw refuse(
      'review.decided',
      { zh: '这份报告已有人审核过', en: 'Somebody has reviewed this report already' },
      { kind: 'conflict', next: { zh: '请刷新查看结果', en: 'Refresh to see the outcome' } },
    )
  if (newest?.id !== input.report)
    throw refuse(
      'review.old',
      { zh: '已有更新的报告，请审核最新一份', en: 'There is a newer report; review that one' },
      { kind: 'conflict' },
    )
  if (input.verdict === 'returned' && (input.note ?? '').trim() === '')
    throw refuse('review.note', { zh: '退回要写明原因', en: 'Say why it is returned' }, { at: '/note' })
  await tx.run(sql`insert into plan.task_review (jurisdiction, report, task, verdict, note, reviewed_by, reviewed_at)
    values (${tx.actor.jurisdiction}, ${input.report}, ${id}, ${input.verdict}, ${input.note ?? null}, ${tx.actor.id}, ${tx.now})`)
  const state = stateOf(told.map((each) => (each.id === input.report ? { ...each, verdict: input.verdict } : each)))
  await record(tx, {
    action: 'plan.task.review',
    subject: { kind: 'task', id },
    detail: { report: input.report, verdict: input.verdict },
  })
  await emit(tx, 'plan.task.reviewed', { task: id, report: input.report, verdict: input.verdict, state })
  return { state }
}

/** Answers an escalation (督办回复): what will be done, by when. It stays on the list of whoever it was raised to until answered. */
export async function answerEscalation(
  tx: Tx,
  id: string,
  input: { due: string; level: number; answer: string },
): Promise<Record<string, never>> {
  const changed =
    await tx.run(sql`update plan.escalation set answer = ${input.answer}, answered_by = ${tx.actor.id}, answered_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and task = ${id} and due = ${input.due} and level = ${input.level} and answered_at is null`)
  if (changed === 0)
    throw refuse(
      'escalation.answered',
      { zh: '没有这条督办，或已有人答复', en: 'There is no such escalation, or somebody has answered it' },
      { kind: 'conflict' },
    )
  await record(tx, {
    action: 'plan.escalation.answer',
    subject: { kind: 'task', id },
    detail: { due: input.due, level: input.level },
  })
  return {}
}
