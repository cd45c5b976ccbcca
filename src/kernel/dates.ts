import { refuse } from './refusal.ts'

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. Sorts as text. */
export type IsoDate = string

const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** True for a leap year of the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days in a month; `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** True when the text is a real date written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = splitDate(text)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/**
 * Reads a date as people write it: `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`, `2026年11月22日`; full-width digits too.
 * @throws Refusal `date.invalid`
 */
export function parseDate(text: string): IsoDate {
  const plain = text.normalize('NFKC').trim()
  const parts =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain) ??
    /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(plain) ??
    /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/.exec(plain)
  const date = parts ? isoDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : ''
  if (!isDate(date)) {
    throw refuse(
      'date.invalid',
      { zh: `“${text}”不是有效日期`, en: `“${text}” is not a date` },
      { params: { text }, next: { zh: '请按 2026-11-22 填写', en: 'Write it like 2026-11-22' } },
    )
  }
  return date
}

/** Puts year, month (1–12) and day together without checking them. */
export function isoDate(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Year, month (1–12) and day of a date. */
export function splitDate(date: IsoDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
}

/** Days since 1970-01-01 (negative before). */
export function dayNumber(date: IsoDate): number {
  const [year, month, day] = splitDate(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day number; inverse of `dayNumber`. */
export function dateOfDay(day: number): IsoDate {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const realMonth = month < 10 ? month + 3 : month - 9
  const year = yearOfEra + era * 400 + (realMonth <= 2 ? 1 : 0)
  return isoDate(year, realMonth, dayOfYear - Math.floor((153 * month + 2) / 5) + 1)
}

/** The date `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDay(dayNumber(date) + days)
}

/**
 * The same day `months` later; where that month is shorter, its last day (民法典 §202: 没有对应日的，月末日为期间的最后一日).
 * `addMonths('2025-01-31', 1)` is `2025-02-28`.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = splitDate(date)
  const index = year * 12 + month - 1 + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  return isoDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** The same day `years` later; 29 February becomes 28 February where needed. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12)
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Completed years from `from` to `to`, as age is counted (周岁: a birthday counts from the day itself). */
export function yearsBetween(from: IsoDate, to: IsoDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** -1, 0 or 1, for sorting. */
export function compareDates(a: IsoDate, b: IsoDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Day of the week: 1 Monday … 7 Sunday. */
export function weekday(date: IsoDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const remainder = (dayNumber(date) + 3) % 7
  return ((remainder < 0 ? remainder + 7 : remainder) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** Last day of the month of `date`. */
export function endOfMonth(date: IsoDate): IsoDate {
  const [year, month] = splitDate(date)
  return isoDate(year, month, daysInMonth(year, month))
}

/** Last day of the quarter of `date`. */
export function endOfQuarter(date: IsoDate): IsoDate {
  const [year, month] = splitDate(date)
  return endOfMonth(isoDate(year, Math.ceil(month / 3) * 3, 1))
}

/** Last day of the year of `date`. */
export function endOfYear(date: IsoDate): IsoDate {
  return `${date.slice(0, 4)}-12-31`
}

/**
 * The date in Asia/Shanghai at an instant: epoch milliseconds, or ISO 8601 *with* zone.
 * @throws Refusal `instant.invalid` for text without a zone
 */
export function today(instant: number | string): IsoDate {
  const at = typeof instant === 'number' ? instant : WITH_ZONE.test(instant) ? Date.parse(instant) : Number.NaN
  if (!Number.isFinite(at)) {
    throw refuse(
      'instant.invalid',
      { zh: `“${instant}”不是带时区的时刻`, en: `“${instant}” is not an instant with a zone` },
      { params: { instant } },
    )
  }
  return dateOfDay(Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS))
}

/** First instant of a date in Asia/Shanghai, `2026-11-22T00:00:00+08:00`. */
export function startOfDay(date: IsoDate): string {
  return `${date}T00:00:00+08:00`
}

const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026年11月22日`, or `22 Nov 2026` in English. */
export function formatDate(date: IsoDate, language: 'zh' | 'en' = 'zh'): string {
  const [year, month, day] = splitDate(date)
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${ENGLISH_MONTHS[month - 1]} ${year}`
}
