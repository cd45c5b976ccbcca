import { addDays, type IsoDate } from '../../../kernel/dates.ts'

/** Minutes from midnight, end excluded. */
export type Span = { from: number; to: number }

/** Opening hours of a week: seven lists, Monday first; `holidays` says whether public holidays (法定节假日) are off. */
export type WeekHours = { week: Span[][]; holidays: 'as-week' | 'closed' }

/** Days on which other hours hold; `hours` null: closed. Days are first and last, both included. */
export type HoursException = { from: IsoDate; to: IsoDate; hours: string | null; reason: string }

/** Whether it is open at an instant, and when that changes next on the same day (`HH:MM`). `open` null: the hours are not known. */
export type OpenNow = { open: boolean | null; changesAt: string | null; reason: string | null }

const DAY = 1440
const NAMES: Record<string, number> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 日: 6, 天: 6, 末: 6 }
const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const EVERY = [0, 1, 2, 3, 4, 5, 6]
const HOLIDAYS_OFF = /(法定)?(节假日|节日|假日)(均|都)?(休息|不开放|关闭|闭馆)|closed on (public )?holidays/gi

/**
 * Reads hours as people write them: 周一至周五 8:30—12:00、14:00—17:30；周六 9:00—12:00. Days that are not named while others are
 * count as closed; without any day the hours hold daily; a span past midnight is cut at midnight. Null when it cannot be read with
 * certainty.
 */
export function readHours(text: string | null): WeekHours | null {
  if (text === null) return null
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[—–~～―]|至|到/g, '-')
    .replace(/-+/g, '-')
    .replace(/(\d{1,2})[点时](\d{1,2})分?/g, '$1:$2')
    .replace(/(\d{1,2})[点时]半/g, '$1:30')
    .replace(/(\d{1,2})[点时](?!间)/g, '$1:00')
  const without = plain.replace(HOLIDAYS_OFF, '')
  const holidays = without === plain ? 'as-week' : 'closed'
  const groups = without.split(/[;\n。]+/).map((group) => group.replace(/^[,、\s]+|[,、\s]+$/g, ''))
  const week: (Span[] | null)[] = EVERY.map(() => null)
  let read = 0
  for (const group of groups) {
    if (group === '') continue
    const found = readGroup(group)
    if (found === null) return null
    read++
    for (const day of found.days) week[day] = found.spans
  }
  if (read === 0) return null
  const spread = EVERY.map((): Span[] => [])
  for (const [day, spans] of week.entries()) {
    for (const { from, to } of spans ?? []) {
      spread[day]!.push({ from, to: Math.min(to, DAY) })
      if (to > DAY) spread[(day + 1) % 7]!.push({ from: 0, to: to - DAY })
    }
  }
  return { week: spread.map(merged), holidays }
}

function readGroup(group: string): { days: number[]; spans: Span[] } | null {
  const time = /\d{1,2}:\d{2}|24 ?小时|全天|休息|不开放|关闭|闭馆|closed|24 ?h/.exec(group)
  if (time === null) return null
  const days = readDays(group.slice(0, time.index))
  const spans = readSpans(group.slice(time.index))
  return days === null || spans === null ? null : { days, spans }
}

function readDays(text: string): number[] | null {
  const said = text.replace(/[\s:()（）]|开放|营业|时间|星期|礼拜|周/g, (mark) => (/[星礼周]/.test(mark) ? '周' : ''))
  if (said === '' || /^(每天|每日|全周|全年|daily)$/.test(said)) return EVERY
  if (/^(工作日|weekdays?)$/.test(said)) return [0, 1, 2, 3, 4]
  if (/^(周末|双休日|weekends?)$/.test(said)) return [5, 6]
  const days: number[] = []
  for (const part of said.split(/[,、和及]/)) {
    const [first, last, more] = part.split('-').map(dayOf)
    if (first === undefined || first === null || last === null || more !== undefined) return null
    const end = last ?? first
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day)
      if (day === end) break
    }
  }
  return days
}

function dayOf(text: string): number | null {
  const chinese = /^周?([一二三四五六日天])$/.exec(text)
  if (chinese?.[1] !== undefined) return NAMES[chinese[1]] ?? null
  const at = ENGLISH.indexOf(text.slice(0, 3))
  return at === -1 ? null : at
}

function readSpans(text: string): Span[] | null {
  if (/^(休息|不开放|关闭|闭馆|closed)$/.test(text)) return []
  if (/^(全天|24 ?小时|24 ?h)(开放|营业|服务)?$/.test(text)) return [{ from: 0, to: DAY }]
  const spans: Span[] = []
  for (const part of text.split(/[,、和及]|\s+(?=\d)/)) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(次日|翌日)?\s*(\d{1,2}):(\d{2})\s*$/.exec(part)
    if (match === null) return null
    const [, h1, m1, next, h2, m2] = match
    const from = Number(h1) * 60 + Number(m1)
    let to = Number(h2) * 60 + Number(m2)
    if (from >= DAY || to > DAY || Number(m1) > 59 || Number(m2) > 59) return null
    if (next !== undefined || to <= from) to += DAY
    spans.push({ from, to })
  }
  return merged(spans)
}

/** Spans in order, those that touch joined. */
function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** Weekday of a date, Monday 0. */
export function weekdayOf(date: IsoDate): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/**
 * Spans of a day, exceptions considered.
 *
 * @param holiday whether the day is a public holiday; null when that is not known yet
 * @returns null when the hours are not known
 */
export function spansOn(
  text: string | null,
  exceptions: readonly HoursException[],
  date: IsoDate,
  holiday: boolean | null,
): { spans: Span[]; reason: string | null } | null {
  const exception = exceptions.find((each) => each.from <= date && date <= each.to)
  if (exception !== undefined) {
    if (exception.hours === null) return { spans: [], reason: exception.reason }
    const other = readHours(exception.hours)
    return other === null ? null : { spans: other.week[weekdayOf(date)]!, reason: exception.reason }
  }
  const hours = readHours(text)
  if (hours === null) return null
  if (hours.holidays === 'closed') {
    if (holiday === null) return null
    if (holiday) return { spans: [], reason: null }
  }
  return { spans: hours.week[weekdayOf(date)]!, reason: null }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Whether it is open at a minute of a day (China time). Pure. */
export function openAt(
  text: string | null,
  exceptions: readonly HoursException[],
  at: { date: IsoDate; minute: number; holiday: boolean | null },
): OpenNow {
  const day = spansOn(text, exceptions, at.date, at.holiday)
  if (day === null) return { open: null, changesAt: null, reason: null }
  const within = day.spans.find((span) => span.from <= at.minute && at.minute < span.to)
  if (within === undefined) {
    const next = day.spans.find((span) => span.from > at.minute)
    return { open: false, changesAt: next === undefined ? null : clock(next.from), reason: day.reason }
  }
  if (within.to < DAY) return { open: true, changesAt: clock(within.to), reason: day.reason }
  const tomorrow = spansOn(text, exceptions, addDays(at.date, 1), at.holiday)?.spans[0]
  const on = tomorrow?.from === 0 && tomorrow.to < DAY ? clock(tomorrow.to) : null
  return { open: true, changesAt: tomorrow?.from === 0 ? on : '24:00', reason: day.reason }
}
