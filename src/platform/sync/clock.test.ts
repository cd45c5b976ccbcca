import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, offsetOf, TOLERANCE_MS } from './clock.ts'

const YEAR = 365 * 86_400_000
const NOW = Date.parse('2026-11-22T09:00:00+08:00')

describe('a device’s clock', () => {
  it('is put right by what was measured, however wrong it is, to within the way the message took', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2 * YEAR, max: 2 * YEAR }),
        fc.integer({ min: 0, max: 5 * 86_400_000 }),
        fc.integer({ min: 0, max: 4000 }),
        (wrongBy, ago, roundTrip) => {
          const sent = NOW + wrongBy - roundTrip / 2
          const measured = offsetOf(NOW, sent, roundTrip)
          const { ms, clock } = instantOf(sent - ago, { own: null, measured, receivedMs: NOW })
          expect(Math.abs(ms - (NOW - ago))).toBeLessThanOrEqual(TOLERANCE_MS + roundTrip)
          if (Math.abs(wrongBy) > TOLERANCE_MS + 4000) expect(clock).toBe('corrected')
        },
      ),
    )
  })

  it('a year off is put right and marked', () => {
    const measured = offsetOf(NOW, NOW - YEAR, 0)
    const visit = instantOf(NOW - YEAR - 3_600_000, { own: null, measured, receivedMs: NOW })
    expect(visit).toEqual({ ms: NOW - 3_600_000, clock: 'corrected', offset: YEAR })
  })

  it('that was set between the visit and the sending is doubtful, and the earlier measure holds', () => {
    const visit = instantOf(NOW - YEAR - 3_600_000, { own: YEAR, measured: 0, receivedMs: NOW })
    expect(visit).toMatchObject({ ms: NOW - 3_600_000, clock: 'doubtful' })
  })

  it('never lets anything happen after it was received', () => {
    fc.assert(
      fc.property(fc.integer({ min: -YEAR, max: YEAR }), fc.integer({ min: -YEAR, max: YEAR }), (at, own) => {
        expect(instantOf(NOW + at, { own, measured: 0, receivedMs: NOW }).ms).toBeLessThanOrEqual(NOW)
      }),
    )
  })
})
