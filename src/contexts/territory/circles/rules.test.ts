import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dwelling } from '../dwellings/register.ts'
import { circleLine, medianMetres, reachByRegion, shareOf, sumOf, type Walk } from './rules.ts'

const dwelling = (persons: number, region = '532622101001', aged: number | null = null): Dwelling => ({
  id: '',
  code: '',
  name: '',
  region,
  lon: 104,
  lat: 23,
  persons,
  under_3: null,
  aged_3_5: null,
  aged_60: aged,
  aged_65: aged,
  aged_80: null,
})
const walkOf = (metres: number[]): Walk => ({
  metres: Float64Array.from(metres),
  nearest: Int32Array.from(metres, (each) => (Number.isFinite(each) ? 0 : -1)),
})
const query = { group: 'persons' as const, minutes: 15, speed: 80, of: (region: string) => region }

describe('reach', () => {
  it('counts who lives within the minutes, the edge included, and keeps the unknown apart', () => {
    const all = [dwelling(10), dwelling(20), dwelling(30), dwelling(40)]
    const reach = sumOf(
      reachByRegion(all, walkOf([1200, 1200.1, Number.POSITIVE_INFINITY, Number.NaN]), query).values(),
    )
    expect(reach).toEqual({ total: 100, within: 10, unknown: 40, uncounted: 0 })
    expect(shareOf(reach)).toBe(10 / 60)
    expect(shareOf({ total: 5, within: 0, unknown: 5, uncounted: 0 })).toBeNull()
  })

  it('says how many points do not tell the group', () => {
    const all = [dwelling(10, '532622101001', 4), dwelling(10)]
    expect(sumOf(reachByRegion(all, walkOf([0, 0]), { ...query, group: 'aged_65' }).values())).toEqual({
      total: 4,
      within: 4,
      unknown: 0,
      uncounted: 1,
    })
  })

  it('parts add up to the whole, and more minutes or a quicker step never reach fewer', () => {
    const point = fc.record({
      persons: fc.nat(500),
      region: fc.constantFrom('532622101001', '532622101002', '532622102001'),
      metres: fc.oneof(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.constant(Number.NaN),
        fc.constant(Number.POSITIVE_INFINITY),
      ),
    })
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 30, max: 100 }),
        (points, minutes, speed) => {
          const all = points.map(({ persons, region }) => dwelling(persons, region))
          const walk = walkOf(points.map(({ metres }) => metres))
          const parts = reachByRegion(all, walk, { ...query, minutes, speed })
          const whole = reachByRegion(all, walk, { ...query, minutes, speed, of: () => 'all' })
          expect(sumOf(parts.values())).toEqual(sumOf(whole.values()))
          const within = (m: number, s: number) =>
            sumOf(reachByRegion(all, walk, { ...query, minutes: m, speed: s }).values()).within
          expect(within(minutes + 1, speed)).toBeGreaterThanOrEqual(within(minutes, speed))
          expect(within(minutes, speed + 1)).toBeGreaterThanOrEqual(within(minutes, speed))
        },
      ),
    )
  })
})

describe('a line of a circle', () => {
  const requirement = { code: 'market', kinds: ['market'], minutes: 8 }
  it('is present when half of the inhabitants have it in time', () => {
    const all = [dwelling(50), dwelling(49)]
    expect(circleLine(all, walkOf([640, 5000]), [0, 1], requirement, 80)).toMatchObject({
      present: true,
      minutes: 8,
      nearest: 0,
    })
    expect(circleLine(all, walkOf([5000, 640]), [0, 1], requirement, 80)).toMatchObject({
      present: false,
      minutes: 62.5,
    })
  })
  it('is unknown when more than half live off the streets or nobody lives there', () => {
    const all = [dwelling(10), dwelling(11)]
    expect(circleLine(all, walkOf([100, Number.NaN]), [0, 1], requirement, 80).present).toBeNull()
    expect(circleLine(all, walkOf([100, 100]), [], requirement, 80)).toEqual({
      requirement: 'market',
      present: null,
      minutes: null,
      share: null,
      nearest: -1,
    })
  })
  it('is absent, without minutes, where none was found', () => {
    expect(circleLine([dwelling(3)], walkOf([Number.POSITIVE_INFINITY]), [0], requirement, 80)).toMatchObject({
      present: false,
      minutes: null,
      share: 0,
      nearest: -1,
    })
  })
  it('takes the median by inhabitants', () => {
    const all = [dwelling(1), dwelling(1), dwelling(5)]
    expect(medianMetres(all, walkOf([10, 20, 900]), [0, 1, 2])).toBe(900)
  })
})
