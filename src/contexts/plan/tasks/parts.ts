import { refuse } from '../../../kernel/refusal.ts'
import { may, type Tx } from '../../../platform/db/index.ts'
import type { TaskRole, TaskUnit } from './intake.ts'
import { partsOf, WORKING } from './rules.ts'
import { ownUnit, unitsOf } from './store.ts'

/** Under which unit, and in which role, an actor speaks for a task. */
export type Part = { role: TaskRole; name: string; unit: string | null }

/** The refusal for a unit that has no part in a task. */
export const notYours = () =>
  refuse(
    'task.not-yours',
    { zh: '这项任务的责任分工里没有您的单位', en: 'Your unit has no part in this task' },
    {
      kind: 'forbidden',
      next: { zh: '如分工有误，请联系发改部门调整', en: 'If the matrix is wrong, ask the planner to change it' },
    },
  )

/**
 * In which part the actor's own unit works on a task.
 *
 * @throws Refusal `task.not-yours`
 */
export async function workingPart(tx: Tx, task: string): Promise<Part> {
  if (!may(tx.actor, 'task.report')) throw notYours()
  const own = partsOf(await unitsOf(tx, task), await ownUnit(tx)).find((part) => WORKING.has(part.role))
  if (own === undefined) throw notYours()
  return { ...own, unit: tx.actor.unit }
}

/**
 * The part of a unit that handed its report in by paper, telephone or at the counter: whoever reviews may enter it.
 *
 * @throws Refusal `task.not-yours`
 */
export async function partSpokenFor(tx: Tx, task: string, unit: string): Promise<Part> {
  const named: TaskUnit | undefined = (await unitsOf(tx, task)).find(
    (each) => each.name === unit && WORKING.has(each.role),
  )
  if (!may(tx.actor, 'task.review') || named === undefined) throw notYours()
  return named
}

/** Lets through who keeps the matrix, and units that work on the task and may report. */
export async function expectKeeper(tx: Tx, task: string): Promise<void> {
  if (may(tx.actor, 'task.assign')) return
  await workingPart(tx, task)
}
