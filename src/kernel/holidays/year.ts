import { dateOfDay, dayNumber, type IsoDate, isDate, weekday } from '../dates.ts'
import { type Bilingual, type Refusal, refuse } from '../refusal.ts'

/** A run of rest days under one festival; both ends included. Weekend days inside the run are part of it. */
export type RestRun = { name: string; from: IsoDate; to: IsoDate }

/** What one year's notice (放假安排) says. `work` lists the weekend days that are worked (调休上班). */
export type HolidayYear = {
  year: number
  notices: readonly string[]
  off: readonly RestRun[]
  work: readonly IsoDate[]
}

const LONGEST_RUN = 31

/**
 * Checks a year's notice given as JSON, `{"year": 2027, "notices": ["https://…"], "off": [{"name": "元旦", "from": "2027-01-01",
 * "to": "2027-01-03"}], "work": ["2027-01-09"]}`, and returns it in order of date. `notices` may be missing.
 * @throws Refusal `holiday.shape`, `holiday.year`, `holiday.date`, `holiday.run`, `holiday.outside`, `holiday.duplicate`,
 * `holiday.weekday` (a make-up day that is no weekend day) or `holiday.empty`, with the place as JSON pointer
 */
export function parseHolidayYear(json: unknown): HolidayYear {
  const body = record(json, '')
  const year = body.year
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 2200) {
    throw wrong('year', '/year', {
      zh: '年份应为 1949 至 2200 的整数',
      en: 'the year must be a whole number from 1949 to 2200',
    })
  }
  const seen = new Set<IsoDate>()
  const take = (date: IsoDate, at: string): void => {
    if (seen.has(date)) throw wrong('duplicate', at, { zh: `${date} 出现两次`, en: `${date} appears twice` })
    if (Math.abs(Number(date.slice(0, 4)) - year) > 1) {
      throw wrong('outside', at, { zh: `${date} 不在 ${year} 年前后`, en: `${date} is not near ${year}` })
    }
    seen.add(date)
  }
  const off = list(body.off, '/off').map((item, index): RestRun => {
    const at = `/off/${index}`
    const run = record(item, at)
    const name = text(run.name, `${at}/name`)
    const from = date(run.from, `${at}/from`)
    const to = date(run.to, `${at}/to`)
    const days = dayNumber(to) - dayNumber(from) + 1
    if (days < 1 || days > LONGEST_RUN) {
      throw wrong('run', at, { zh: `${from} 至 ${to} 不是一段假期`, en: `${from} to ${to} is not a run of rest days` })
    }
    for (let day = dayNumber(from); day <= dayNumber(to); day++) take(dateOfDay(day), at)
    return { name, from, to }
  })
  const work = list(body.work, '/work').map((item, index): IsoDate => {
    const at = `/work/${index}`
    const day = date(item, at)
    take(day, at)
    if (weekday(day) < 6) {
      throw wrong('weekday', at, {
        zh: `${day} 本来就是工作日，不能调休`,
        en: `${day} is no weekend day, so it cannot be made up`,
      })
    }
    return day
  })
  if (off.length === 0) throw wrong('empty', '/off', { zh: '没有放假日', en: 'there are no rest days' })
  const notices =
    body.notices === undefined ? [] : list(body.notices, '/notices').map((n, i) => text(n, `/notices/${i}`))
  return { year, notices, off: off.sort((a, b) => (a.from < b.from ? -1 : 1)), work: work.sort() }
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('shape', at, { zh: '应为对象', en: 'must be an object' })
  }
  return value as Record<string, unknown>
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw wrong('shape', at, { zh: '应为列表', en: 'must be a list' })
  return value
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong('shape', at, { zh: '应为文字', en: 'must be text' })
  return value.trim()
}

function date(value: unknown, at: string): IsoDate {
  if (typeof value !== 'string' || !isDate(value)) {
    throw wrong('date', at, { zh: `“${value}”不是日期`, en: `“${value}” is not a date` })
  }
  return value
}

function wrong(code: string, at: string, why: Bilingual): Refusal {
  return refuse(
    `holiday.${code}`,
    { zh: `放假安排有误：${why.zh}`, en: `The holiday notice is wrong: ${why.en}` },
    { at },
  )
}
