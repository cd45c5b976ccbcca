import { compareDates } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { workdaysBetween } from '../../../kernel/workdays.ts'
import type { Claim, EscalationRule, Step, TaskState, Verdict } from './model.ts'

/** What decides where a task stands: its reports in order of time, each with its answer. */
export type Told = { claim: Claim; verdict: Verdict | null }

/**
 * Where a task stands. Only the planner's acceptance makes it done; a claim that was returned is work under way again.
 *
 * @param told reports, oldest first
 */
export function stateOf(told: readonly Told[]): TaskState {
  let state: TaskState = 'open'
  for (const { claim, verdict } of told) {
    if (claim !== 'done') state = claim
    else if (verdict === 'accepted') state = 'done'
    else state = verdict === 'returned' ? 'under-way' : 'claimed'
  }
  return state
}

/** The next date that binds: the earliest step not done yet, else the task's own deadline; null when there is neither. */
export function dueOf(deadline: string | null, steps: readonly Pick<Step, 'due' | 'doneOn'>[]): string | null {
  const open = steps.filter((step) => step.doneOn === null).map((step) => step.due)
  return [...open, ...(deadline === null ? [] : [deadline])].sort(compareDates)[0] ?? null
}

/**
 * Working days (工作日) that have passed since a due date, by the official calendar; 0 on and before the day itself. A due date on a
 * rest day moves to the next working day by itself, because rest days do not count.
 */
export function overdueWorkdays(
  calendar: HolidayCalendar,
  due: string | null,
  today: string,
): { days: number; provisional: boolean } {
  if (due === null || compareDates(today, due) <= 0) return { days: 0, provisional: false }
  return workdaysBetween(calendar, due, today)
}

/** How many working days a step was or is late; null while it is open and not late. */
export function slippage(calendar: HolidayCalendar, step: Pick<Step, 'due' | 'doneOn'>, today: string): number | null {
  if (step.doneOn !== null) return overdueWorkdays(calendar, step.due, step.doneOn).days
  const { days } = overdueWorkdays(calendar, step.due, today)
  return days > 0 ? days : null
}

/** Which rungs of the escalation ladder are due now and were not raised before for this date. */
export function escalationsDue(
  rules: readonly EscalationRule[],
  days: number,
  raised: ReadonlySet<number>,
): EscalationRule[] {
  return rules
    .filter((rule) => days >= rule.overdueWorkdays && !raised.has(rule.level))
    .sort((a, b) => a.level - b.level)
}

/** What a claim of being done stands on. */
export type Proof = { evidence: number; target: { printed: string; state: string | null } | null; openSteps: number }

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
  if (proof.evidence > 0 || proof.target?.state === 'met') return null
  if (proof.target !== null) {
    return refuse(
      'task.target-not-met',
      {
        zh: `所关联的目标“${proof.target.printed}”还没有达到`,
        en: `The linked target "${proof.target.printed}" is not met yet`,
      },
      {
        at: '/target',
        next: { zh: '附上佐证材料，或等目标达到后再报', en: 'Attach evidence, or report when the target is met' },
      },
    )
  }
  return refuse(
    'task.no-evidence',
    {
      zh: '报完成需要佐证材料，或关联一个已达到的目标',
      en: 'To report it as done, attach evidence or link a target that is met',
    },
    { at: '/files', next: { zh: '上传照片、文件，或选择关联目标', en: 'Upload a file, or choose a linked target' } },
  )
}

/**
 * Whether steps can be planned so: dates inside the plan, no step before one it waits for, no circle.
 *
 * @returns the first thing that is wrong, or null
 */
export function whyNotSteps(
  steps: readonly { id: string; title: string; due: string; waitsFor: string | null }[],
  deadline: string | null,
): Refusal | null {
  const byId = new Map(steps.map((step) => [step.id, step]))
  for (const [index, step] of steps.entries()) {
    const at = `/steps/${index}`
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
    if (step.waitsFor === null) continue
    const before = byId.get(step.waitsFor)
    if (before === undefined)
      return refuse(
        'step.unknown',
        { zh: `“${step.title}”所等待的步骤不存在`, en: `"${step.title}" waits for a step that does not exist` },
        { at },
      )
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
      if (seen.has(next))
        return refuse(
          'step.circle',
          { zh: '步骤互相等待，成了一个圈', en: 'Steps wait for each other in a circle' },
          { at },
        )
      seen.add(next)
    }
  }
  return null
}
