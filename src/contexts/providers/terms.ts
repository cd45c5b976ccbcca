import { addDays, addMonths, daysBetween, type IsoDate } from '../../kernel/dates.ts'

/** A term (有效期): both days included; `until` null is without end. `endedOn` is the first day on which it no longer holds. */
export type Term = { from: IsoDate; until: IsoDate | null; endedOn: IsoDate | null; suspended?: boolean }

/** How a term stands on a day. `soon`: the last three months of it run. */
export type TermState = 'future' | 'valid' | 'soon' | 'suspended' | 'expired' | 'ended'

/** Months before its end from which a term is called ending soon. */
const SOON_MONTHS = 3

/** Whether something counts on a day: from its first day to its last, unless it was ended or stands suspended. */
export function countsOn(term: Term, day: IsoDate): boolean {
  return (
    term.from <= day &&
    (term.until === null || day <= term.until) &&
    (term.endedOn === null || day < term.endedOn) &&
    term.suspended !== true
  )
}

/** How a term stands on a day. What ended before its time is `ended`, also when its time is over by now. */
export function termState(term: Term, day: IsoDate): TermState {
  if (term.endedOn !== null && term.endedOn <= day) return 'ended'
  if (day < term.from) return 'future'
  if (term.until !== null && term.until < day) return 'expired'
  if (term.suspended === true) return 'suspended'
  return term.until !== null && term.until < addMonths(day, SOON_MONTHS) ? 'soon' : 'valid'
}

/** Days that are left, the last one included; null without end; zero or less when it is over. */
export function daysLeft(term: Term, day: IsoDate): number | null {
  const last = lastDay(term)
  return last === null ? null : daysBetween(day, last) + 1
}

/** The last day on which a term counts; null without end. */
export function lastDay({ until, endedOn }: Term): IsoDate | null {
  const before = endedOn === null ? null : addDays(endedOn, -1)
  if (before === null || until === null) return before ?? until
  return before < until ? before : until
}

/** What has to be told of a term on a day; null when nothing is near. */
export function noticeOf(term: Term, day: IsoDate): 'quarter' | 'month' | 'expired' | null {
  if (term.until === null || term.endedOn !== null || day < term.from) return null
  if (term.until < day) return 'expired'
  if (term.until < addMonths(day, 1)) return 'month'
  return term.until < addMonths(day, SOON_MONTHS) ? 'quarter' : null
}
