import { compareDates } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'

/** What a claim of being done stands on. */
export type Proof = {
  /** Pieces of evidence handed in with the claim. */
  evidence: number
  openSteps: number
  /** The target named as proof; `linked` when it belongs to this task. */
  target: { printed: string; state: string | null; linked: boolean } | null
}

/**
 * A task is not done without a proof: a piece of evidence, or a linked target that is met; and not before its steps.
 *
 * @returns why it may not be claimed, or null when it may
 */
export function whyNotDone(proof: Proof): Refusal | null {
  if (proof.openSteps > 0) {
    return refuse(
      'task.steps-open',
      { zh: `还有 ${proof.openSteps} 个步骤没有完成`, en: `${proof.openSteps} steps are not done yet` },
      { params: { steps: proof.openSteps }, next: { zh: '先办结各步骤，再报完成', en: 'Finish the steps first' } },
    )
  }
  if (proof.evidence > 0) return null
  if (proof.target === null) {
    return refuse(
      'task.no-evidence',
      {
        zh: '报完成需要佐证材料，或关联一个已达到的目标',
        en: 'To report it as done, attach evidence or link a target that is met',
      },
      { at: '/files', next: { zh: '上传照片、文件，或选择关联目标', en: 'Upload a file, or choose a linked target' } },
    )
  }
  const { printed, state, linked } = proof.target
  if (!linked) {
    return refuse(
      'task.target-foreign',
      { zh: `目标“${printed}”没有关联到这项任务`, en: `The target "${printed}" is not linked to this task` },
      { at: '/target', next: { zh: '请发改部门先关联目标', en: 'Ask the planner to link it first' } },
    )
  }
  if (state === 'met') return null
  return refuse(
    'task.target-not-met',
    { zh: `所关联的目标“${printed}”还没有达到`, en: `The linked target "${printed}" is not met yet` },
    {
      at: '/target',
      next: { zh: '附上佐证材料，或等目标达到后再报', en: 'Attach evidence, or report when the target is met' },
    },
  )
}

/** A step on its way into the plan of a task. */
export type PlannedStep = { id: string; title: string; due: string; waitsFor: string | null }

/**
 * Whether steps can be planned so: none after the task's deadline, none before one it waits for, no circle.
 *
 * @returns the first thing that is wrong, or null
 */
export function whyNotSteps(steps: readonly PlannedStep[], deadline: string | null): Refusal | null {
  const byId = new Map(steps.map((step) => [step.id, step]))
  for (const [index, step] of steps.entries()) {
    const wrong = whyNotStep(step, byId, deadline, `/steps/${index}`)
    if (wrong !== null) return wrong
  }
  return null
}

function whyNotStep(
  step: PlannedStep,
  byId: ReadonlyMap<string, PlannedStep>,
  deadline: string | null,
  at: string,
): Refusal | null {
  if (deadline !== null && compareDates(step.due, deadline) > 0) {
    return refuse(
      'step.after-deadline',
      {
        zh: `“${step.title}”晚于任务期限 ${deadline}`,
        en: `"${step.title}" is due after the task's deadline ${deadline}`,
      },
      { at },
    )
  }
  if (step.waitsFor === null) return null
  const before = byId.get(step.waitsFor)
  if (before === undefined) {
    return refuse(
      'step.unknown',
      { zh: `“${step.title}”所等待的步骤不存在`, en: `"${step.title}" waits for a step that does not exist` },
      { at },
    )
  }
  if (compareDates(before.due, step.due) > 0) {
    return refuse(
      'step.order',
      {
        zh: `“${step.title}”早于它所等待的“${before.title}”`,
        en: `"${step.title}" is due before "${before.title}", which it waits for`,
      },
      { at },
    )
  }
  const seen = new Set([step.id])
  for (let next: string | null = step.waitsFor; next !== null; next = byId.get(next)?.waitsFor ?? null) {
    if (seen.has(next)) {
      return refuse(
        'step.circle',
        { zh: '步骤互相等待，成了一个圈', en: 'Steps wait for each other in a circle' },
        { at },
      )
    }
    seen.add(next)
  }
  return null
}
