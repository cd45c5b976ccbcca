import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './dates.ts'
import {
  isPeriod,
  nameOfPeriod,
  nextPeriod,
  type PeriodKind,
  parsePeriod,
  periodContains,
  periodOf,
  periodsBetween,
  periodWithin,
  previousPeriod,
  samePeriodLastYear,
} from './periods.ts'

describe('periods', () => {
  test.each([
    ['2025', '2025-01-01', '2025-12-31', '2025年'],
    ['2025H1', '2025-01-01', '2025-06-30', '2025年上半年'],
    ['2025Q3', '2025-07-01', '2025-09-30', '2025年第三季度'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
  ])('%s runs from %s to %s', (id, from, to, name) => {
    expect(parsePeriod(id)).toMatchObject({ id, from, to })
    expect(nameOfPeriod(parsePeriod(id)).zh).toBe(name)
  })

  test.each(['2025Q5', '2025H3', '2025-13', '2025-7', '25', '', '0000', '2025q1'])('“%s” is refused', (id) => {
    expect(isPeriod(id)).toBe(false)
    expect(() => parsePeriod(id)).toThrow('not a reporting period')
  })

  test('neighbours', () => {
    expect(previousPeriod(parsePeriod('2025Q1')).id).toBe('2024Q4')
    expect(previousPeriod(parsePeriod('2025-01')).id).toBe('2024-12')
    expect(nextPeriod(parsePeriod('2025H2')).id).toBe('2026H1')
    expect(samePeriodLastYear(parsePeriod('2025Q3')).id).toBe('2024Q3')
    expect(samePeriodLastYear(parsePeriod('2025')).id).toBe('2024')
  })

  test('lists', () => {
    const ids = periodsBetween(parsePeriod('2024Q3'), parsePeriod('2025Q2')).map((p) => p.id)
    expect(ids).toEqual(['2024Q3', '2024Q4', '2025Q1', '2025Q2'])
    expect(periodsBetween(parsePeriod('2025Q2'), parsePeriod('2025Q1'))).toEqual([])
    expect(() => periodsBetween(parsePeriod('2025'), parsePeriod('2025Q1'))).toThrow('different length')
  })

  test('every day lies in exactly one period of each length, next to its neighbours', () => {
    const kinds = fc.constantFrom<PeriodKind>('year', 'half', 'quarter', 'month')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), kinds, (n, kind) => {
        const date = addDays('1970-01-01', n)
        const period = periodOf(date, kind)
        expect(periodContains(period, date)).toBe(true)
        expect(parsePeriod(period.id)).toEqual(period)
        expect(previousPeriod(nextPeriod(period))).toEqual(period)
        expect(addDays(period.to, 1)).toBe(nextPeriod(period).from)
        expect(periodWithin(period, periodOf(date, 'year'))).toBe(true)
      }),
    )
  })
})
