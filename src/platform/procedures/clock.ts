import { addDays, daysBetween, type IsoDate } from '../../kernel/dates.ts'
import type { HolidayCalendar } from '../../kernel/holidays/calendar.ts'
import { addWorkdays, type DateAnswer, nextWorkday, workdaysBetween } from '../../kernel/workdays.ts'
import type { Clock, Days } from './model.ts'

/** How a term stands on a day. `due` is null while the clock stands still or has not begun. */
export type TermStanding = {
  /** Days of the term used up, by the end of the day asked for. */
  used: number
  left: number
  due: IsoDate | null
  stopped: boolean
  /** Some day looked at has no announced calendar yet. */
  provisional: boolean
}

/** The stretches in which the clock ran, each from (not counted) and to (counted); the last is open. */
function stretches(clock: Clock): { after: IsoDate; through: IsoDate | null }[] {
  if (clock.since === null) return []
  const list: { after: IsoDate; through: IsoDate | null }[] = []
  let after: IsoDate | null = clock.since
  for (const stop of clock.stops) {
    if (after === null) break
    list.push({ after, through: stop.from })
    after = stop.until
  }
  if (after !== null) list.push({ after, through: null })
  return list
}

/** True while the clock has begun and stands still. */
export function isStopped(clock: Clock): boolean {
  return clock.stops.at(-1)?.until === null
}

function count(calendar: HolidayCalendar, unit: Days['unit'], after: IsoDate, through: IsoDate) {
  if (through <= after) return { days: 0, provisional: false }
  return unit === 'calendar'
    ? { days: daysBetween(after, through), provisional: false }
    : workdaysBetween(calendar, after, through)
}

/**
 * The end of a term of days from a day: counted from the day after it; where calendar days end on a rest day, the next working day
 * (《民法典》第二百零一条、第二百零三条).
 */
export function endOf(calendar: HolidayCalendar, since: IsoDate, days: Days): DateAnswer {
  return days.unit === 'working'
    ? addWorkdays(calendar, since, days.count)
    : nextWorkday(calendar, addDays(since, days.count))
}

/**
 * How much of a term is used on a day, and when it ends. The day on which the clock stops has been used; the day on which it goes on
 * again has not.
 */
export function standingOf(calendar: HolidayCalendar, clock: Clock, days: Days, on: IsoDate): TermStanding {
  let used = 0
  let before = 0
  let due: IsoDate | null = null
  let provisional = false
  for (const { after, through } of stretches(clock)) {
    const until = through === null || through > on ? on : through
    const part = count(calendar, days.unit, after, until)
    used += part.days
    provisional ||= part.provisional
    if (due !== null) continue
    const whole = through === null ? null : count(calendar, days.unit, after, through)
    if (whole !== null && before + whole.days < days.count) before += whole.days
    else {
      const end = endOf(calendar, after, { ...days, count: days.count - before })
      due = end.date
      provisional ||= end.provisional
    }
  }
  return { used, left: days.count - used, due, stopped: isStopped(clock), provisional }
}

/** Stops the clock on a day, if it runs. */
export function stopClock(clock: Clock, on: IsoDate): Clock {
  if (clock.since === null || isStopped(clock)) return clock
  return { ...clock, stops: [...clock.stops, { from: on, until: null }] }
}

/** Lets the clock go on from a day, if it stands. */
export function resumeClock(clock: Clock, on: IsoDate): Clock {
  if (!isStopped(clock)) return clock
  const stops = clock.stops.slice(0, -1)
  return { ...clock, stops: [...stops, { from: clock.stops.at(-1)!.from, until: on }] }
}
