import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compared, median } from './rules.ts'

const prices = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 })
const terms = { marginPercent: 15, least: 3 }

describe('prices beside the market', () => {
  it('have a middle with as many below as above', () => {
    fc.assert(
      fc.property(prices, (values) => {
        const middle = median(values)!
        expect(values.filter((each) => each < middle).length).toBeLessThanOrEqual(values.length / 2)
        expect(values.filter((each) => each > middle + 1).length).toBeLessThanOrEqual(values.length / 2)
      }),
    )
    expect(median([])).toBeNull()
  })

  it('are called lower by the margin only, and nothing is said of a small sample or an unknown price', () => {
    fc.assert(
      fc.property(prices, fc.option(fc.integer({ min: 0, max: 100_000 })), (group, fen) => {
        const said = compared(fen, group, terms)
        expect(said.sample).toBe(group.length)
        expect(said.verdict === 'unknown').toBe(group.length < 3 || fen === null)
        if (said.verdict === 'unknown') expect(said.gapPercent).toBeNull()
        else expect(said.verdict === 'below').toBe(fen! * 100 <= said.medianFen! * 85)
      }),
    )
  })
})
