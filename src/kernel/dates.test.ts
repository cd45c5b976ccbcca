import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  dateOfDay,
  dayNumber,
  daysBetween,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  formatDate,
  isDate,
  parseDate,
  startOfDay,
  today,
  weekday,
  yearsBetween,
} from './dates.ts'

const DAY = 86_400_000
const anyDay = fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') })

describe('dates', () => {
  test('day numbers agree with the platform’s calendar', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = dateOfDay(day)
        expect(date).toBe(new Date(day * DAY).toISOString().slice(0, 10))
        expect(dayNumber(date)).toBe(day)
        expect(weekday(date)).toBe(new Date(day * DAY).getUTCDay() || 7)
        expect(isDate(date)).toBe(true)
      }),
    )
  })

  test.each([
    '2026-11-22',
    '2026/11/22',
    '2026.11.22',
    '20261122',
    '2026年11月22日',
    '２０２６年１１月２２日',
    ' 2026-11-22 ',
  ])('“%s” is read', (text) => {
    expect(parseDate(text)).toBe('2026-11-22')
  })

  test.each([
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-11',
    '22/11/2026',
    '2026-11/22',
    '',
    '0000-01-01',
  ])('“%s” is refused', (text) => {
    expect(() => parseDate(text)).toThrow('not a date')
  })

  test('months end where months end', () => {
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2025-12-31', -1)).toBe('2025-11-30')
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28')
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29')
    expect(endOfQuarter('2025-08-01')).toBe('2025-09-30')
    expect(endOfYear('2025-08-01')).toBe('2025-12-31')
  })

  test('adding months moves the month by exactly that many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2100-12-31') }),
        fc.integer({ min: -600, max: 600 }),
        (d, n) => {
          const [a, b] = [dateOfDay(d), addMonths(dateOfDay(d), n)]
          const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
          expect(index(b) - index(a)).toBe(n)
          expect(isDate(b)).toBe(true)
          expect(b.slice(8) === a.slice(8) || b === endOfMonth(b)).toBe(true)
        },
      ),
    )
  })

  test('days between and comparing', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01')
    expect(['2026-01-02', '2025-12-31', '2026-01-01'].sort(compareDates)).toEqual([
      '2025-12-31',
      '2026-01-01',
      '2026-01-02',
    ])
  })

  test('age counts from the birthday itself', () => {
    expect(yearsBetween('1960-08-02', '2025-08-01')).toBe(64)
    expect(yearsBetween('1960-08-02', '2025-08-02')).toBe(65)
  })

  test('today is Shanghai’s, wherever the machine stands', () => {
    expect(today('2026-08-01T15:59:59.999Z')).toBe('2026-08-01')
    expect(today('2026-08-01T16:00:00Z')).toBe('2026-08-02')
    expect(today(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01')
    expect(today(startOfDay('2026-08-01'))).toBe('2026-08-01')
    expect(() => today('2026-08-01T16:00:00')).toThrow('instant')
    expect(() => today(Number.NaN)).toThrow('instant')
  })

  test('format', () => {
    expect(formatDate('2026-11-02')).toBe('2026年11月2日')
    expect(formatDate('2026-11-02', 'en')).toBe('2 Nov 2026')
  })
})
