import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEAR, nearestFirst, nearness } from './near.ts'

describe('what is near', () => {
  it('is the same community, then the same township, then the rest', () => {
    expect(nearness('532622100001', '532622100001')).toBe('community')
    expect(nearness('532622100001', '532622100002')).toBe('town')
    expect(nearness('532622100001', '532622101001')).toBe('county')
    expect(nearness(null, '532622101001')).toBe('county')
  })

  it('never puts a farther place of the same kind, nor a wider one, before a nearer', () => {
    const one = fc.record({
      near: fc.constantFrom(...NEAR),
      metres: fc.option(fc.integer({ min: 0, max: 50_000 })),
      fen: fc.integer({ min: 0, max: 10_000 }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (offers) => {
        const sorted = offers.toSorted(nearestFirst)
        for (const [at, later] of sorted.slice(1).entries()) {
          const before = sorted[at]!
          expect(NEAR.indexOf(before.near)).toBeLessThanOrEqual(NEAR.indexOf(later.near))
          if (before.near !== later.near) continue
          if (before.metres === null) expect(later.metres).toBeNull()
          else if (later.metres !== null) expect(before.metres).toBeLessThanOrEqual(later.metres)
          if (before.metres === later.metres) expect(before.fen).toBeLessThanOrEqual(later.fen)
        }
      }),
    )
  })
})
