import { dateOfDay, dayNumber, type IsoDate } from './dates.ts'
import { type HolidayCalendar, isPlainWeekday } from './holidays/calendar.ts'

/**
 * Working days (工作日): Monday to Friday and not announced off, or announced as made up. Every answer says whether it is
 * provisional: some day it looked at has no announcement yet, so the plain week was used.
 */
export type WorkdayAnswer = { workday: boolean; festival: string | null; provisional: boolean }

/** A date reached by counting. */
export type DateAnswer = { date: IsoDate; provisional: boolean }

/** A number of working days. */
export type DaysAnswer = { days: number; provisional: boolean }

/** The next year's notice has ruled days from 29 December on (2007, 2018); those days stay open until it is out. */
const RULED_BY_NEXT_YEAR_FROM = '12-29'

/** Further than this, counting is surely a mistake. */
const MOST_DAYS = 100_000

/** Whether a date is a working day. `festival` names the rest day's festival, if it is one. */
export function isWorkday(calendar: HolidayCalendar, date: IsoDate): WorkdayAnswer {
  const workday = worked(calendar, dayNumber(date), date)
  return { workday, festival: calendar.off.get(date) ?? null, provisional: !isSettled(calendar, date) }
}

/**
 * The n-th working day after `start`, counting from the day after it (D19). With n = 0 the start itself; with negative n
 * backwards from the day before.
 */
export function addWorkdays(calendar: HolidayCalendar, start: IsoDate, n: number): DateAnswer {
  if (!Number.isInteger(n) || Math.abs(n) > MOST_DAYS) throw new RangeError(`cannot count ${n} working days`)
  const step = n < 0 ? -1 : 1
  let day = dayNumber(start)
  let provisional = false
  for (let left = Math.abs(n); left > 0; ) {
    day += step
    const date = dateOfDay(day)
    provisional ||= !isSettled(calendar, date)
    if (worked(calendar, day, date)) left--
  }
  return { date: dateOfDay(day), provisional }
}

/**
 * Working days after `from` up to and including `to`, so that `workdaysBetween(d, addWorkdays(d, n)) = n`; negative when `to`
 * is earlier.
 */
export function workdaysBetween(calendar: HolidayCalendar, from: IsoDate, to: IsoDate): DaysAnswer {
  if (to < from) {
    // Going back, the days counted are those from `to` up to the day before `from`.
    const back = countWorkdays(calendar, dayNumber(to) - 1, dayNumber(from) - 1)
    return { days: 0 - back, provisional: !isSpanSettled(calendar, to, dateOfDay(dayNumber(from) - 1)) }
  }
  const days = countWorkdays(calendar, dayNumber(from), dayNumber(to))
  return { days, provisional: from < to && !isSpanSettled(calendar, dateOfDay(dayNumber(from) + 1), to) }
}

/**
 * The date itself when it is a working day, else the first working day after it: where a term counted in calendar days ends
 * on a rest day, it ends then.
 */
export function nextWorkday(calendar: HolidayCalendar, date: IsoDate): DateAnswer {
  let provisional = false
  for (let day = dayNumber(date); ; day++) {
    const candidate = dateOfDay(day)
    provisional ||= !isSettled(calendar, candidate)
    if (worked(calendar, day, candidate)) return { date: candidate, provisional }
  }
}

/** True when the date's year is announced and no later notice can still change it. */
export function isSettled(calendar: HolidayCalendar, date: IsoDate): boolean {
  const year = Number(date.slice(0, 4))
  return calendar.announced.has(year) && (date.slice(5) < RULED_BY_NEXT_YEAR_FROM || calendar.announced.has(year + 1))
}

function isSpanSettled(calendar: HolidayCalendar, from: IsoDate, to: IsoDate): boolean {
  const last = Number(to.slice(0, 4))
  for (let year = Number(from.slice(0, 4)); year < last; year++) {
    if (!isSettled(calendar, `${String(year).padStart(4, '0')}-12-31`)) return false
  }
  return isSettled(calendar, to)
}

function worked(calendar: HolidayCalendar, day: number, date: IsoDate): boolean {
  return isPlainWeekday(day) ? !calendar.off.has(date) : calendar.work.has(date)
}

/** Working days with day number in (after, upTo]. */
function countWorkdays(calendar: HolidayCalendar, after: number, upTo: number): number {
  let count = weekdaysThrough(upTo) - weekdaysThrough(after)
  for (let i = firstAfter(calendar, after); i < calendar.exceptions.length; i++) {
    const exception = calendar.exceptions[i]!
    if (exception.day > upTo) break
    count += exception.change
  }
  return count
}

/** Weekdays with day number ≤ day, up to a constant: whole weeks times five plus the days begun. */
function weekdaysThrough(day: number): number {
  const sinceMonday = day + 3
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5)
}

function firstAfter(calendar: HolidayCalendar, day: number): number {
  let low = 0
  let high = calendar.exceptions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (calendar.exceptions[middle]!.day <= day) low = middle + 1
    else high = middle
  }
  return low
}
