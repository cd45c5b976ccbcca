import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bdOfGcj, gcjOfBd, gcjOfWgs, metresBetween, toWgs, wgsOfGcj } from './coordinates.ts'

const inChina = fc.record({
  lon: fc.double({ min: 74, max: 135, noNaN: true }),
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
})

it('moves a point in Beijing by the published offset', () => {
  // 天安门: WGS-84 116.391305, 39.905527 → GCJ-02 116.397546, 39.906931
  const gcj = gcjOfWgs({ lon: 116.391305, lat: 39.905527 })
  expect(metresBetween(gcj, { lon: 116.397546, lat: 39.906931 })).toBeLessThan(3)
})

it('comes back to within a millimetre from both systems', () => {
  fc.assert(
    fc.property(inChina, (point) => {
      const gcj = gcjOfWgs(point)
      expect(metresBetween(wgsOfGcj(gcj), point)).toBeLessThan(0.001)
      expect(metresBetween(gcjOfBd(bdOfGcj(gcj)), gcj)).toBeLessThan(0.001)
    }),
  )
})

it('stores six decimals, within 10 cm of the point that was meant', () => {
  fc.assert(
    fc.property(inChina, (point) => {
      expect(metresBetween(toWgs(bdOfGcj(gcjOfWgs(point)), 'bd09'), point)).toBeLessThan(0.1)
    }),
  )
})

it('leaves points outside China as they are', () => {
  expect(gcjOfWgs({ lon: 2.35, lat: 48.86 })).toEqual({ lon: 2.35, lat: 48.86 })
})
