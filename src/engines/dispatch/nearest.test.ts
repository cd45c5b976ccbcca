import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Nearest } from './nearest.ts'

it('takes the least keys in order, ties by number, as sorting everything would', () => {
  const nearest = new Nearest(50)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 50 }), fc.nat(60), (keys, most) => {
      nearest.clear()
      keys.forEach((key, number) => {
        nearest.add(number, key)
      })
      const into: number[] = []
      const sorted = keys.map((_, number) => number).sort((a, b) => keys[a]! - keys[b]! || a - b)
      expect(nearest.take(most, into)).toBe(Math.min(most, keys.length))
      expect(into).toEqual(sorted.slice(0, most))
    }),
  )
})
