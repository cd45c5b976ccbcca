import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { countsOn, daysLeft, lastDay, noticeOf, type Term, termState } from './terms.ts'

const DAY = '2026-03-31'
const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays(DAY, days))
const term: fc.Arbitrary<Term> = fc
  .record({
    from: day,
    length: fc.option(fc.integer({ min: 0, max: 1200 }), { nil: null }),
    ended: fc.option(fc.integer({ min: 0, max: 1200 }), { nil: null }),
    suspended: fc.boolean(),
  })
  .map(({ from, length, ended, suspended }) => ({
    from,
    until: length === null ? null : addDays(from, length),
    endedOn: ended === null ? null : addDays(from, ended),
    suspended,
  }))

describe('a term', () => {
  it('counts on its first and last day and on no other side of them', () => {
    const year: Term = { from: '2025-04-01', until: DAY, endedOn: null }
    expect([addDays('2025-04-01', -1), '2025-04-01', DAY, addDays(DAY, 1)].map((at) => countsOn(year, at))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([DAY, addDays(DAY, 1)].map((at) => termState(year, at))).toEqual(['soon', 'expired'])
    expect(noticeOf(year, addDays(DAY, 1))).toBe('expired')
  })

  it('ended on a day does not count on that day', () => {
    const revoked: Term = { from: '2025-04-01', until: DAY, endedOn: '2025-06-01' }
    expect(countsOn(revoked, '2025-05-31')).toBe(true)
    expect(countsOn(revoked, '2025-06-01')).toBe(false)
    expect(termState(revoked, addDays(DAY, 10))).toBe('ended')
    expect(lastDay(revoked)).toBe('2025-05-31')
  })

  it('counts exactly where its state says so, and never after its last day', () => {
    fc.assert(
      fc.property(term, day, (each, at) => {
        const counts = countsOn(each, at)
        expect(counts).toBe(['valid', 'soon'].includes(termState(each, at)))
        const last = lastDay(each)
        if (last !== null && at > last) expect(counts).toBe(false)
        const left = daysLeft(each, at)
        if (counts && left !== null) expect(left).toBeGreaterThan(0)
      }),
    )
  })

  it('is told of before it ends, in growing urgency and never early', () => {
    fc.assert(
      fc.property(term, day, (each, at) => {
        const order = [null, 'quarter', 'month', 'expired']
        const now = order.indexOf(noticeOf(each, at))
        const next = order.indexOf(noticeOf(each, addDays(at, 1)))
        if (at >= each.from) expect(next).toBeGreaterThanOrEqual(now)
        if (noticeOf(each, at) === 'expired') expect(countsOn(each, at)).toBe(false)
      }),
    )
  })
})
