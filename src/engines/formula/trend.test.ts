import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { forecast, type Point, trend } from './trend.ts'

const monthly = (values: (number | null)[]): Point[] =>
  values.map((value, i) => ({ asOf: addDays('2025-01-01', i * 30), value }))

describe('trend', () => {
  test('a straight line gives its own slope and a band of no width', () => {
    const line = trend(monthly([10, 13, 16, 19, 22, 25]))!
    expect(line.perYear).toBeCloseTo(0.1 * 365.2425)
    expect(line.high - line.low).toBeCloseTo(0)
    expect(line).toMatchObject({ points: 6, from: '2025-01-01', to: '2025-05-31' })
  })

  test('one wild figure does not turn the line', () => {
    const line = trend(monthly([10, 13, 16, 500, 22, 25, 28, 31, 34]))!
    expect(line.perYear).toBeCloseTo(0.1 * 365.2425)
  })

  test('too few known figures, no trend', () => {
    expect(trend(monthly([1, 2, 3]))).toBeNull()
    expect(trend(monthly([1, null, 2, null, 3]))).toBeNull()
    expect(trend([...monthly([1, 2, 3]), { asOf: '2025-01-01', value: 9 }])).toBeNull()
    expect(trend(monthly([1, null, 2, 3, 4]))).not.toBeNull()
  })

  test('the slope lies in its band, in whatever order the figures come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 12 }),
        (values) => {
          const line = trend(monthly(values))!
          expect(line.low).toBeLessThanOrEqual(line.perYear)
          expect(line.high).toBeGreaterThanOrEqual(line.perYear)
          expect(trend(monthly(values).reverse())).toEqual(line)
        },
      ),
    )
  })
})

describe('forecast', () => {
  test('carries a line on', () => {
    const ahead = forecast(monthly([10, 13, 16, 19, 22, 25]), addDays('2025-01-01', 240))!
    expect(ahead.value).toBeCloseTo(34)
    expect(ahead.low).toBeCloseTo(34)
    expect(ahead.confidence).toBe(0.9)
  })

  test('not beyond what it has seen, nor backwards, nor from too little', () => {
    const series = monthly([10, 13, 16, 19])
    expect(forecast(series, addDays('2025-01-01', 180))).not.toBeNull()
    expect(forecast(series, addDays('2025-01-01', 181))).toBeNull()
    expect(forecast(series, '2025-01-15')).toBeNull()
    expect(forecast(series.slice(1), '2025-05-01')).toBeNull()
  })

  test('shares stay between 0 and 100, totals do not fall', () => {
    const up = forecast(monthly([70, 80, 90, 99]), addDays('2025-01-01', 180), { ratio: true })!
    expect([up.value, up.high]).toEqual([100, 100])
    const down = forecast(monthly([30, 20, 10, 1]), addDays('2025-01-01', 180), { ratio: true })!
    expect([down.low, down.value]).toEqual([0, 0])
    const total = forecast(monthly([5, 9, 9, 8]), addDays('2025-01-01', 120), { cumulative: true })!
    expect(total.low).toBeGreaterThanOrEqual(8)
  })

  test('the band holds the value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 4, maxLength: 12 }),
        fc.nat(90),
        (values, days) => {
          const series = monthly(values)
          const ahead = forecast(series, addDays(series.at(-1)!.asOf, days), { ratio: true })
          if (ahead === null) return
          expect(ahead.low).toBeLessThanOrEqual(ahead.value)
          expect(ahead.high).toBeGreaterThanOrEqual(ahead.value)
          expect(ahead.low).toBeGreaterThanOrEqual(0)
          expect(ahead.high).toBeLessThanOrEqual(100)
        },
      ),
    )
  })
})
