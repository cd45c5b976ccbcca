import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { retentionDue, retentionOf, retentionShare } from './rules.ts'

const offset = fc.option(fc.integer({ min: 0, max: 300 }), { nil: null })
const HIRED = '2025-11-30'
const at = (days: number | null) => (days === null ? null : addDays(HIRED, days))

describe('three months of retention', () => {
  it('are full on the same day three months on, and at the end of a shorter month', () => {
    expect(retentionDue('2025-03-15')).toBe('2025-06-15')
    expect(retentionDue(HIRED)).toBe('2026-02-28')
  })

  it('are known only by an end or a confirmation, and once known stay so', () => {
    fc.assert(
      fc.property(
        offset,
        offset,
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 200 }),
        (ends, confirmed, days, later) => {
          const facts = { hiredOn: HIRED, endsOn: at(ends), confirmedOn: at(confirmed) }
          const day = at(days)!
          const answer = retentionOf(facts, day)
          if (answer === 'kept')
            expect(
              (facts.endsOn !== null && facts.endsOn >= retentionDue(HIRED)) ||
                (facts.confirmedOn !== null && facts.confirmedOn >= retentionDue(HIRED)),
            ).toBe(true)
          if (answer === 'unknown') expect(day >= retentionDue(HIRED)).toBe(true)
          if (answer === 'left') expect(retentionOf(facts, addDays(day, later))).toBe('left')
          if (answer === 'kept') expect(retentionOf(facts, addDays(day, later))).toBe('kept')
        },
      ),
    )
  })

  it('leave the unknown out of the share and say how much it is', () => {
    expect(retentionShare(['kept', 'left', 'kept', 'unknown', 'pending'])).toEqual({ kept: 2, due: 3, unknown: 1 })
  })
})
