import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Band, personsOfAges } from './ages.ts'

const band = (ageFrom: number, ageTo: number, count: number, sex: Band['sex'] = 'all', asOf = '2020-11-01'): Band => ({
  asOf,
  sex,
  ageFrom,
  ageTo,
  count,
  source: 'census',
})

describe('persons of ages', () => {
  const census = [
    band(0, 999, 1000),
    band(0, 0, 10, 'male'),
    band(0, 0, 9, 'female'),
    band(1, 4, 40, 'male'),
    band(1, 4, 36, 'female'),
    band(65, 999, 90),
  ]

  it('adds men and women of bands that fit', () => {
    expect(personsOfAges(census, 0, 4).persons).toBe(95)
    expect(personsOfAges(census, 65).persons).toBe(90)
    expect(personsOfAges(census).persons).toBe(1000)
  })

  it('gives bounds when a band is cut', () => {
    expect(personsOfAges(census.slice(1), 0, 2)).toMatchObject({ persons: null, low: 19, high: 95 })
  })

  it('takes the newest date that knows these ages', () => {
    const newer = [...census, band(0, 999, 1100, 'all', '2024-12-31')]
    expect(personsOfAges(newer)).toMatchObject({ persons: 1100, asOf: '2024-12-31' })
    expect(personsOfAges(newer, 0, 4)).toMatchObject({ persons: 95, asOf: '2020-11-01' })
  })

  it('is unknown without figures', () => {
    expect(personsOfAges([], 0, 4)).toEqual({ persons: null, low: null, high: null, asOf: null, source: null })
  })

  it('never lies outside its bounds, however the ages are cut into bands', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 100, maxLength: 100 }),
        cuts,
        fc.nat(99),
        fc.nat(99),
        (years, cut, a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)]
          const edges = [0, ...cut.sort((x, y) => x - y), 100]
          const count = (x: number, y: number) => years.slice(x, y + 1).reduce((sum, n) => sum + n, 0)
          const bands = edges
            .slice(0, -1)
            .map((edge, i) => band(edge, edges[i + 1]! - 1, count(edge, edges[i + 1]! - 1)))
          const found = personsOfAges(bands, from, to)
          const real = count(from, to)
          expect(found.low!).toBeLessThanOrEqual(real)
          expect(found.high!).toBeGreaterThanOrEqual(real)
          if (found.persons !== null) expect(found.persons).toBe(real)
        },
      ),
    )
  })
})
