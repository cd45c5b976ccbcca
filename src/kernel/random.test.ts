import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from './random.ts'

it('gives the same numbers for the same seed, all inside their bounds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, low, width) => {
      const [one, other] = [seededRandom(seed), seededRandom(seed)]
      for (let i = 0; i < 20; i++) {
        const share = one.next()
        expect(share).toBe(other.next())
        expect(share >= 0 && share < 1).toBe(true)
        const whole = one.between(low, low + width)
        expect(whole).toBe(other.between(low, low + width))
        expect(Number.isInteger(whole) && whole >= low && whole <= low + width).toBe(true)
        expect([1, 2, 3]).toContain(one.pick([1, 2, 3]))
        other.next()
      }
    }),
  )
})

it('chances come true about as often as they say', () => {
  const random = seededRandom(7)
  const hits = Array.from({ length: 20_000 }, () => random.chance(0.3)).filter(Boolean).length
  expect(hits / 20_000).toBeCloseTo(0.3, 1)
})
