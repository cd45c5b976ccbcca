import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { mercator } from './encode.ts'
import { placePage } from './list.ts'
import type { Place } from './model.ts'
import { soundsLike } from './pinyin.ts'
import { pointTile, SINGLE_FROM_ZOOM } from './points.ts'
import { regionIndex, regionTile } from './regions.ts'
import { Snapshot } from './snapshot.ts'

const NOON = { date: '2026-11-23', minute: 720, holiday: false }

function place(code: string, more: Partial<Place> = {}): Place {
  return {
    code,
    name: `设施 ${code}`,
    kind: 'elder-canteen',
    family: 'elder',
    state: 'open',
    tier: null,
    region: '532622101001',
    regionName: '锦山社区',
    townName: '江那镇',
    address: null,
    lon: 104.34,
    lat: 23.61,
    phone: null,
    hours: null,
    exceptions: [],
    operator: null,
    ownership: null,
    inclusive: null,
    functions: null,
    offers: null,
    accessFeatures: null,
    places: null,
    beds: null,
    nursingBeds: null,
    childcarePlaces: null,
    enrolled: null,
    mealsDaily: null,
    source: '演示数据',
    recordedOn: '2026-11-01',
    ...more,
  }
}

const snapshotOf = (places: Place[]) =>
  new Snapshot({ version: '0'.repeat(16), changedAt: null, asOf: NOON.date, holiday: false, places })

const decode = (bytes: Uint8Array, layer: string) => {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer]
  return found === undefined ? [] : Array.from({ length: found.length }, (_, i) => found.feature(i))
}

/** Every tile of a zoom that may hold one of the places. */
function tilesAround(places: readonly Place[], z: number): [x: number, y: number][] {
  const found = new Map<string, [number, number]>()
  for (const { lon, lat } of places) {
    if (lon === null || lat === null) continue
    const [mx, my] = mercator(lon, lat)
    const [x, y] = [Math.floor(mx * 2 ** z), Math.floor(my * 2 ** z)]
    // A cluster stands in the middle of its members: perhaps in the next tile.
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) found.set(`${x + dx} ${y + dy}`, [x + dx, y + dy])
  }
  return [...found.values()].filter(([x, y]) => x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z)
}

const FAMILIES = [
  ['elder', 'elder-canteen'],
  ['health', 'village-clinic'],
  ['commerce', 'market'],
] as const

const somePlaces = fc
  .array(
    fc.record({
      lon: fc.option(fc.double({ min: 104, max: 105, noNaN: true }), { freq: 10 }),
      lat: fc.double({ min: 23, max: 24, noNaN: true }),
      of: fc.constantFrom(...FAMILIES),
      state: fc.constantFrom('open', 'suspended', null),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ lon, lat, of: [family, kind], state }, i) =>
      place(`P-${i}`, { lon, lat: lon === null ? null : lat, family, kind, state }),
    ),
  )

describe('tiles of facilities', () => {
  it('hold every placed facility of the set once at every zoom, by family, just as the list counts them', () => {
    fc.assert(
      fc.property(somePlaces, fc.integer({ min: 4, max: 16 }), fc.boolean(), (places, z, elderOnly) => {
        const snapshot = snapshotOf(places)
        const filter = elderOnly ? { families: ['elder' as const] } : {}
        const page = placePage(snapshot, { filter, limit: 500 }, NOON)
        const index = snapshot.select(filter).points()
        const drawn: Record<string, number> = {}
        for (const [x, y] of tilesAround(places, z)) {
          for (const { properties } of decode(pointTile(index, z, x, y), 'facilities')) {
            if (properties.count === undefined) {
              drawn[String(properties.family)] = (drawn[String(properties.family)] ?? 0) + 1
              continue
            }
            expect(z).toBeLessThan(SINGLE_FROM_ZOOM)
            let sum = 0
            for (const [family] of FAMILIES) {
              const n = Number(properties[`n_${family}`] ?? 0)
              drawn[family] = (drawn[family] ?? 0) + n
              sum += n
            }
            expect(sum).toBe(properties.count)
            expect(Number(properties.opens)).toBeGreaterThan(z)
          }
        }
        const listed: Record<string, number> = {}
        for (const { family, lon } of page.items) if (lon !== null) listed[family] = (listed[family] ?? 0) + 1
        expect(Object.fromEntries(Object.entries(drawn).filter(([, n]) => n > 0))).toEqual(listed)
        expect(page.total - page.unplaced).toBe(Object.values(listed).reduce((a, b) => a + b, 0))
      }),
      { numRuns: 60 },
    )
  })

  it('put a single facility where it is, with its code and name', () => {
    const snapshot = snapshotOf([place('A', { name: '锦山老年食堂' })])
    const [x, y] = mercator(104.34, 23.61).map((part) => Math.floor(part * 2 ** 16)) as [number, number]
    const [feature] = decode(pointTile(snapshot.select({}).points(), 16, x, y), 'facilities')
    expect(feature!.properties).toEqual({
      code: 'A',
      name: '锦山老年食堂',
      kind: 'elder-canteen',
      family: 'elder',
      state: 'open',
    })
    const { geometry } = feature!.toGeoJSON(x, y, 16)
    const [lon = 0, lat = 0] = geometry.type === 'Point' ? geometry.coordinates : []
    expect(Math.abs(lon - 104.34)).toBeLessThan(1e-5)
    expect(Math.abs(lat - 23.61)).toBeLessThan(1e-5)
    expect(pointTile(snapshot.select({}).points(), 16, x + 3, y)).toHaveLength(0)
  })
})

describe('tiles of regions', () => {
  it('hold schematic areas and names; villages are named when near', () => {
    const common = { parent: null, pinyin: '', initials: '', at: 'seat' as const }
    const index = regionIndex([
      { ...common, code: '532622101000', name: '江那镇', level: 'township', lon: 104.34, lat: 23.61 },
      { ...common, code: '532622102000', name: '平远镇', level: 'township', lon: 103.76, lat: 23.71 },
      { ...common, code: '532622101001', name: '锦山社区', level: 'village', lon: 104.341, lat: 23.611 },
    ])
    const at = (z: number) => mercator(104.34, 23.61).map((part) => Math.floor(part * 2 ** z)) as [number, number]
    const far = regionTile(index, 8, ...at(8))
    expect(decode(far, 'regions').map(({ properties }) => properties)).toContainEqual(
      expect.objectContaining({ name: '江那镇', schematic: true }),
    )
    expect(decode(far, 'region_names').map(({ properties }) => properties.name)).not.toContain('锦山社区')
    expect(decode(regionTile(index, 13, ...at(13)), 'region_names').map(({ properties }) => properties.name)).toContain(
      '锦山社区',
    )
  })
})

describe('the list', () => {
  const places = [
    place('A', { name: '锦山老年食堂', hours: '周一至周五 8:00—18:00' }),
    place('B', { name: '重阳日间照料站', kind: 'elder-day-care', lon: 104.35, hours: '每天 6:00—9:00' }),
    place('C', {
      name: '卫生室',
      kind: 'village-clinic',
      family: 'health',
      lon: null,
      lat: null,
      region: '532622102201',
    }),
    place('D', { name: '关门的食堂', state: 'closed', lon: 104.3401 }),
    place('E', { name: '说不清的食堂', state: null }),
  ]
  const snapshot = snapshotOf(places)
  const list = (query: Partial<Parameters<typeof placePage>[1]>) =>
    placePage(snapshot, { filter: {}, limit: 50, ...query }, NOON)
  const codes = (query: Partial<Parameters<typeof placePage>[1]>) => list(query).items.map(({ code }) => code)

  it('shows what is open unless asked otherwise, and counts kinds as if every kind were chosen', () => {
    expect(codes({})).toEqual(['A', 'B', 'C'])
    expect(list({ filter: { kinds: ['elder-canteen'] } })).toMatchObject({
      total: 1,
      kinds: { 'elder-canteen': 1, 'elder-day-care': 1, 'village-clinic': 1 },
    })
    expect(codes({ filter: { states: ['closed'] } })).toEqual(['D'])
    expect(codes({ filter: { states: ['unknown'] } })).toEqual(['E'])
    expect(codes({ filter: { region: '532622102000' } })).toEqual(['C'])
  })

  it('cuts to what is in view and says what has no place', () => {
    const page = list({ box: [104.345, 23.6, 104.36, 23.7] })
    expect([page.total, page.inView, page.unplaced]).toEqual([3, 1, 1])
    expect(page.items[0]!.code).toBe('B')
  })

  it('measures from a point, nearest first, unplaced last, and says it is the straight line', () => {
    const { items } = list({ near: { lon: 104.351, lat: 23.61 } })
    expect(items.map(({ code }) => code)).toEqual(['B', 'A', 'C'])
    expect(items[0]!.distance).toEqual({ metres: 102, minutes: null, by: 'straight' })
    expect(items[2]!.distance).toBeNull()
  })

  it('is searched by name, address, code and pinyin', () => {
    expect(codes({ filter: { q: '食堂' } })).toEqual(['A'])
    expect(codes({ filter: { q: 'jslnst' } })).toEqual(['A'])
    expect(codes({ filter: { q: 'cyrj' } })).toEqual(['B'])
    expect(codes({ filter: { q: 'zyrj' } })).toEqual(['B'])
    expect(codes({ filter: { q: '%' } })).toEqual([])
  })

  it('shows what is open at a time and counts whose hours are unknown', () => {
    const openAt = { ...NOON }
    expect(list({ filter: { openAt } })).toMatchObject({ total: 1, hoursUnknown: 1 })
    expect(codes({ filter: { openAt } })).toEqual(['A'])
    expect(list({}).items.map(({ now }) => now.open)).toEqual([true, false, null])
  })

  it('pages without losing or repeating anything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, limit) => {
        const many = snapshotOf(Array.from({ length: count }, (_, i) => place(`N-${String(i).padStart(2, '0')}`)))
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = placePage(many, { filter: {}, limit, ...(cursor === undefined ? {} : { cursor }) }, NOON)
          seen.push(...page.items.map(({ code }) => code))
          cursor = page.next ?? undefined
        } while (cursor !== undefined)
        expect(seen).toEqual(many.places.map(({ code }) => code))
      }),
    )
  })
})

describe('pinyin', () => {
  it('finds a name by initials, in full, mixed and unfinished, from any character on', () => {
    for (const letters of ['jnz', 'jiangnazhen', 'jiangnz', 'jian', 'nazh', 'z'])
      expect(soundsLike('江那镇', letters)).toBe(true)
    for (const letters of ['jz', 'nj', 'jiangg', 'x']) expect(soundsLike('江那镇', letters)).toBe(false)
  })

  it('finds a name by any part of its initials, whatever the name', () => {
    const name = fc.string({ unit: fc.constantFrom(...'江那镇锦山社区老年食堂卫生室A1'), minLength: 1, maxLength: 8 })
    const initial: Record<string, string> = {
      ...Object.fromEntries([...'江那镇锦山社区老年食堂卫生室'].map((c, i) => [c, [...'jnzjssqlnstwss'][i]!])),
      A: 'a',
      1: '1',
    }
    fc.assert(
      fc.property(name, fc.nat(7), fc.nat(7), (text, from, length) => {
        const part = [...text]
          .slice(from, from + length + 1)
          .map((c) => initial[c])
          .join('')
        fc.pre(part !== '')
        expect(soundsLike(text, part)).toBe(true)
      }),
    )
  })
})
