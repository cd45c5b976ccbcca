import { compareDates } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { workdaysBetween } from '../../../kernel/workdays.ts'
import type { TaskRole, TaskUnit } from './intake.ts'
import type { Audience, Claim, EscalationRule, Step, TaskState, Verdict } from './model.ts'

/** What decides where a task stands: its reports in order of time, each with who made it and its answer. */
export type Told = { claim: Claim; unitName: string; verdict: Verdict | null }

/**
 * Where a task stands. Only the planner's acceptance makes it done. A claim waits for its answer until the unit that made it reports
 * something else; what other units report meanwhile does not undo it. A claim that was returned is work under way again.
 *
 * @param told reports, oldest first
 */
export function stateOf(told: readonly Told[]): TaskState {
  if (told.some((each) => each.claim === 'done' && each.verdict === 'accepted')) return 'done'
  if (openClaim(told) !== null) return 'claimed'
  const last = told.at(-1)
  if (last === undefined) return 'open'
  return last.claim === 'done' ? 'under-way' : last.claim
}

/** The claim of being done that waits for an answer, or null. */
export function openClaim<T extends Told>(told: readonly T[]): T | null {
  return told.findLast((each, at) => each.claim === 'done' && each.verdict === null && isNewestOf(told, at)) ?? null
}

/** Whether no newer report of the same unit exists. */
export function isNewestOf(told: readonly Told[], at: number): boolean {
  return !told.slice(at + 1).some((each) => each.unitName === told[at]?.unitName)
}

/** The next date that binds: the earliest step not done yet, or the task's own deadline if that is earlier; null when there is neither. */
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

/** Which rungs of the escalation ladder are due now and were not raised before for this date, lowest first. */
export function escalationsDue(
  rules: readonly EscalationRule[],
  days: number,
  raised: ReadonlySet<number>,
): EscalationRule[] {
  return rules
    .filter((rule) => days >= rule.overdueWorkdays && !raised.has(rule.level))
    .sort((a, b) => a.level - b.level)
}

/** The unit an account belongs to, as far as matching needs it. */
export type OwnUnit = { id: string; name: string; aliases: readonly string[]; kind: string }

/** Names that mean many units at once: 各乡（镇）人民政府 is every township, 各有关部门 every department. */
const GROUPS: readonly { kind: string; words: RegExp }[] = [
  { kind: 'township', words: /各.*(乡|镇|街道)/ },
  { kind: 'department', words: /各.*(部门|委办局)/ },
]

const ORDER: readonly TaskRole[] = ['lead', 'support', 'implement', 'supervise']

/**
 * What a unit has to do with a task: the rows of the matrix that mean it, leading first. A row means a unit when it was matched to
 * it, when it bears its name or another of its names, or when it names all units of its kind.
 */
export function partsOf(units: readonly TaskUnit[], own: OwnUnit | null): { role: TaskRole; name: string }[] {
  if (own === null) return []
  return units
    .flatMap(({ role, name, unit }) => {
      if (unit !== null) return unit === own.id ? [{ role, name }] : []
      if (name === own.name || own.aliases.includes(name)) return [{ role, name }]
      const group = GROUPS.some((each) => each.kind === own.kind && each.words.test(name))
      return group ? [{ role, name: own.name }] : []
    })
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
}

/** Roles in which a unit works on a task itself; a supervising unit (监督指导部门) looks on. */
export const WORKING: ReadonlySet<TaskRole> = new Set(['lead', 'support', 'implement'])

/** Who may answer an escalation: the working unit it was raised to, the planner, or a leader. */
export const ANSWERS: Record<Audience, string> = {
  unit: 'task.report',
  planner: 'task.review',
  leader: 'conflict.decide',
}

/** Whether an actor is the audience of an escalation. */
export function isAudience(
  audience: Audience,
  holds: (permission: string) => boolean,
  parts: readonly { role: TaskRole }[],
): boolean {
  if (!holds(ANSWERS[audience])) return false
  return audience !== 'unit' || parts.some((part) => WORKING.has(part.role))
}
