import { compareDates, isDate, today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { isId, newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { whyNotSteps } from './checks.ts'
import type { Step } from './model.ts'
import { expectKeeper } from './parts.ts'
import { replaceOpenSteps, stepsOf, taskForUpdate } from './store.ts'

export type StepInput = {
  id?: string | undefined
  title: string
  due: string
  waitsFor?: string | null | undefined
  unitName?: string | null | undefined
}

/**
 * Plans the dated steps of a task (分步骤逐项抓落实). Steps that are done stay; the others become what is given. `waitsFor` names
 * another step of the list by its id, or a new one by its title. `seen` is the mark of the
 * steps the sender has seen.
 *
 * @throws Refusal `step.after-deadline`, `step.order`, `step.circle`, `step.unknown`, `step.done`, `step.date`, `step.changed`, `task.not-yours`
 */
export async function planSteps(
  tx: Tx,
  id: string,
  input: readonly StepInput[],
  seen?: string,
): Promise<{ steps: number }> {
  const task = await taskForUpdate(tx, id)
  await expectKeeper(tx, id)
  const before = await stepsOf(tx, id)
  if (seen !== undefined && seen !== stepsMark(before)) {
    throw refuse(
      'step.changed',
      { zh: '步骤已被别人改过', en: 'Somebody has changed the steps meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Refresh, then change them again' } },
    )
  }
  const wrongDate = input.findIndex((step) => !isDate(step.due))
  if (wrongDate !== -1)
    throw refuse('step.date', { zh: '步骤日期不对', en: 'Not a date' }, { at: `/steps/${wrongDate}/due` })
  const known = new Map(before.map((step) => [step.id, step]))
  const byTitle = new Map<string, string>()
  const steps = input.map((given, seq) => {
    const stored = given.id === undefined ? undefined : known.get(given.id)
    // What is done stays as it was, whatever the list says of it.
    const step = stored !== undefined && stored.doneOn !== null ? stored : given
    const id = stored?.id ?? newId()
    byTitle.set(step.title, id)
    const { title, due, waitsFor = null, unitName = null } = step
    return { id, seq, title, due, waitsFor, unitName, known: stored !== undefined }
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
  await replaceOpenSteps(
    tx,
    id,
    steps,
    gone.map((step) => step.id),
  )
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

/** Stands for the steps of a task as somebody has seen them; it changes with every change. */
export function stepsMark(steps: readonly Pick<Step, 'id' | 'revision'>[]): string {
  return hashOf(steps.map(({ id, revision }) => [id, revision])).slice(0, 16)
}

/**
 * Marks a step as done on a day; a step that waits for another one follows it.
 *
 * @throws Refusal `step.missing`, `step.done`, `step.future`, `step.waits`, `task.not-yours`
 */
export async function finishStep(tx: Tx, id: string, step: string, doneOn: string): Promise<{ doneOn: string }> {
  await taskForUpdate(tx, id)
  await expectKeeper(tx, id)
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
