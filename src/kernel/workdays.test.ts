import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type IsoDate, weekday } from './dates.ts'
import { ANNOUNCED_YEARS } from './holidays/announced.ts'
import { announcedCalendar, holidayCalendar } from './holidays/calendar.ts'
import { addWorkdays, isSettled, isWorkday, nextWorkday, workdaysBetween } from './workdays.ts'

const calendar = announcedCalendar()
const off = new Set(
  ANNOUNCED_YEARS.flatMap((year) =>
    year.off.flatMap((run) => {
      const days: IsoDate[] = []
      for (let day = run.from; day <= run.to; day = addDays(day, 1)) days.push(day)
      return days
    }),
  ),
)
const madeUp = new Set(ANNOUNCED_YEARS.flatMap((year) => year.work))
const naive = (date: IsoDate): boolean => madeUp.has(date) || (weekday(date) <= 5 && !off.has(date))
const anyDate = fc.integer({ min: 0, max: 7900 }).map((n) => addDays('2006-06-01', n))

describe('working days', () => {
  test('a make-up Saturday works, a festival Monday does not', () => {
    expect(isWorkday(calendar, '2026-02-14')).toEqual({ workday: true, festival: null, provisional: false })
    expect(isWorkday(calendar, '2026-02-16')).toEqual({ workday: false, festival: '春节', provisional: false })
    expect(isWorkday(calendar, '2026-03-07')).toEqual({ workday: false, festival: null, provisional: false })
  })

  test('counting starts the day after', () => {
    expect(addWorkdays(calendar, '2026-02-13', 1)).toEqual({ date: '2026-02-14', provisional: false })
    expect(addWorkdays(calendar, '2026-02-13', 2)).toEqual({ date: '2026-02-24', provisional: false })
    expect(addWorkdays(calendar, '2026-02-24', -2)).toEqual({ date: '2026-02-13', provisional: false })
    expect(addWorkdays(calendar, '2026-02-16', 0).date).toBe('2026-02-16')
    expect(() => addWorkdays(calendar, '2026-02-16', 0.5)).toThrow(RangeError)
  })

  test('a term that ends in a festival ends on the next working day', () => {
    expect(nextWorkday(calendar, '2026-10-01')).toEqual({ date: '2026-10-08', provisional: false })
    expect(nextWorkday(calendar, '2026-10-08').date).toBe('2026-10-08')
  })

  test('days that no notice rules are provisional', () => {
    expect(addWorkdays(calendar, '2026-12-20', 20).provisional).toBe(true)
    expect(addWorkdays(calendar, '2026-12-01', 5).provisional).toBe(false)
    expect(isWorkday(calendar, '2006-05-01').provisional).toBe(true)
    expect(workdaysBetween(calendar, '2026-12-20', '2027-01-10').provisional).toBe(true)
    expect(workdaysBetween(calendar, '2026-12-28', '2026-12-28')).toEqual({ days: 0, provisional: false })
  })

  test('the last days of the last announced year wait for the next notice', () => {
    expect(isWorkday(calendar, '2026-12-28').provisional).toBe(false)
    expect(isWorkday(calendar, '2026-12-29').provisional).toBe(true)
    expect(isWorkday(calendar, '2025-12-31').provisional).toBe(false)
  })

  test('the later year’s notice rules late December', () => {
    expect(isWorkday(calendar, '2018-12-29').workday).toBe(true)
    const until2018 = holidayCalendar(ANNOUNCED_YEARS.filter((y) => y.year <= 2018))
    expect(isWorkday(until2018, '2018-12-29')).toMatchObject({ workday: false, provisional: true })
  })

  test('each day agrees with a plain look-up', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(isWorkday(calendar, date).workday).toBe(naive(date))
      }),
      { numRuns: 500 },
    )
  })

  test('counting agrees with a day loop, both ways', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 900 }), (from, span) => {
        const to = addDays(from, span)
        let forward = 0
        let backward = 0
        let open = false
        for (let day = from; day <= to; day = addDays(day, 1)) {
          if (day > from && naive(day)) forward++
          if (day < to && naive(day)) backward++
          if (day > from && !isSettled(calendar, day)) open = true
        }
        expect(workdaysBetween(calendar, from, to)).toEqual({ days: forward, provisional: open })
        expect(workdaysBetween(calendar, to, from).days).toBe(0 - backward)
      }),
    )
  })

  test('what was added is counted back, and the day reached works', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -200, max: 200 }), (from, n) => {
        fc.pre(n !== 0)
        const { date } = addWorkdays(calendar, from, n)
        expect(workdaysBetween(calendar, from, date).days).toBe(n)
        expect(naive(date)).toBe(true)
      }),
    )
  })
})
