import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { bedStateOn, countBeds } from './rules.ts'

const FIRST = '2026-01-01'
const at = (days: number) => addDays(FIRST, days)

describe('a bed', () => {
  it('is free from the day somebody leaves, and gone from the day it is closed', () => {
    const bed = { openedOn: FIRST, closedOn: at(100) }
    const periods = [{ state: 'occupied' as const, from: at(10), until: at(20) }]
    expect([-1, 0, 9, 10, 19, 20, 99, 100].map((days) => bedStateOn(bed, periods, at(days)))).toEqual([
      'gone',
      'free',
      'free',
      'occupied',
      'occupied',
      'free',
      'free',
      'gone',
    ])
  })

  it('is counted once, in the state it is in, and never when it is gone', () => {
    const bed = fc.record({
      kind: fc.constantFrom('full', 'nursing', 'day', 'respite'),
      state: fc.constantFrom('free', 'occupied', 'reserved', 'closed', 'gone'),
    }) as fc.Arbitrary<Parameters<typeof countBeds>[0][number]>
    fc.assert(
      fc.property(fc.array(bed, { maxLength: 60 }), (beds) => {
        const counts = Object.values(countBeds(beds))
        expect(counts.reduce((sum, { all }) => sum + all, 0)).toBe(beds.filter(({ state }) => state !== 'gone').length)
        for (const { all, free, occupied, reserved, closed } of counts)
          expect(free + occupied + reserved + closed).toBe(all)
      }),
    )
  })
})
