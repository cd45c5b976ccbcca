import { addDays, addMonths, daysBetween, endOfMonth, type IsoDate } from '../../../kernel/dates.ts'
import type { Risk } from './model.ts'
import { RISK_ORDER } from './model.ts'

/** The more urgent of two classes. */
const sooner = (one: Risk, other: Risk): Risk => (RISK_ORDER.indexOf(one) <= RISK_ORDER.indexOf(other) ? one : other)

/**
 * The risk class that categories bring: the most urgent of theirs, raised by one where a person is in `raiseFrom` of them or more (0: never).
 * A category nobody classed brings the mildest.
 */
export function riskOf(categories: readonly string[], classes: ReadonlyMap<string, Risk>, raiseFrom: number): Risk {
  const base = categories.reduce<Risk>((found, each) => sooner(found, classes.get(each) ?? 'general'), 'general')
  const raised = raiseFrom > 0 && new Set(categories).size >= raiseFrom
  return raised ? RISK_ORDER[Math.max(0, RISK_ORDER.indexOf(base) - 1)]! : base
}

/** One step of the term from a day. */
export function nextAfter(day: IsoDate, term: { every: number; unit: 'day' | 'month' }): IsoDate {
  return term.unit === 'day' ? addDays(day, term.every) : addMonths(day, term.every)
}

/**
 * The day by which a person is to be visited: a term after the last successful contact, or after becoming eligible where there was none; at
 * once where something happened (`calledOn`).
 */
export function dueOn(
  known: { since: IsoDate; last: IsoDate | null; calledOn: IsoDate | null },
  term: { every: number; unit: 'day' | 'month' },
): IsoDate {
  const from = known.last !== null && known.last >= known.since ? known.last : known.since
  const due = nextAfter(from, term)
  return known.calledOn !== null && known.calledOn < due ? known.calledOn : due
}

/** How many days late; 0 while there is time. */
export const lateBy = (due: IsoDate, day: IsoDate): number => Math.max(0, daysBetween(due, day))

/** What is known of one person for the rate of a month. */
export type MonthPerson = {
  region: string | null
  /** First day on which the person was eligible, within the month or before. */
  since: IsoDate
  /** Died or moved away on this day of the month; null: did not. */
  goneOn: IsoDate | null
  risk: Risk
  /** Last successful contact before the month. */
  lastBefore: IsoDate | null
  /** Successful contacts and attempts without an answer within the month. */
  contacts: number
  attempts: number
}

export type MonthCount = { eligible: number; reached: number; leftOut: number; contacts: number; attempts: number }

/** The first day of the month on which a person is to be visited; a day past counts as the first of the month. */
export function firstDueIn(
  month: IsoDate,
  person: Pick<MonthPerson, 'since' | 'lastBefore'>,
  term: { every: number; unit: 'day' | 'month' },
): IsoDate {
  const due = dueOn({ since: person.since, last: person.lastBefore, calledOn: null }, term)
  return due < month ? month : due
}

/**
 * Counts a month (D15): eligible are those who were on at least one of its days; where the parameter says so, without those who died or moved
 * away before their first due date of the month. Reached: one successful contact or more within it. A person counts once however often
 * visited; an unanswered attempt is none. Nobody is in the numerator who is not in the denominator.
 */
export function countMonth(
  month: IsoDate,
  persons: readonly MonthPerson[],
  terms: ReadonlyMap<Risk, { every: number; unit: 'day' | 'month' }>,
  leavesOut: boolean,
): MonthCount {
  const last = endOfMonth(month)
  const count: MonthCount = { eligible: 0, reached: 0, leftOut: 0, contacts: 0, attempts: 0 }
  for (const person of persons) {
    count.contacts += person.contacts
    count.attempts += person.attempts
    if (person.since > last) continue
    if (leavesOut && person.goneOn !== null && person.goneOn < firstDueIn(month, person, terms.get(person.risk)!)) {
      count.leftOut++
      continue
    }
    count.eligible++
    if (person.contacts > 0) count.reached++
  }
  return count
}

/** Three decimals of a degree: about a hundred metres, enough to tell one hamlet from the next and no more. */
export const coarse = (degrees: number): number => Math.round(degrees * 1000) / 1000
