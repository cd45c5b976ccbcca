import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildStreets, reportOf } from './build.ts'
import { decodeStreets, encodeStreets, streetsHash } from './codec.ts'
import { metresBetween } from './geodesy.ts'
import { footholdsOf, networkOf } from './network.ts'
import { reach } from './reach/reach.ts'
import { BEYOND } from './reach/search.ts'
import { readStreets } from './read.ts'
import { courseOf, isFragment, snapperOf } from './snap.ts'
import { maps, streetsOf } from './testkit/graphs.ts'
import { pbfOf } from './testkit/osmfile.ts'
import { type InventedPlace, inventStreets } from './town/invent.ts'
import { barrierOnFoot, HIGHWAYS, onFoot } from './walking.ts'

const tags = (told: Record<string, string>) => new Map(Object.entries(told))

describe('who walks where', () => {
  test.each([
    [{ highway: 'residential' }, 'walked'],
    [{ highway: 'residential', oneway: 'yes' }, 'walked'],
    [{ highway: 'residential', access: 'private' }, 'no'],
    [{ highway: 'residential', access: 'private', foot: 'yes' }, 'walked'],
    [{ highway: 'footway', foot: 'no' }, 'no'],
    [{ highway: 'service', service: 'parking_aisle' }, 'walked'],
    [{ highway: 'service', service: 'private' }, 'no'],
    [{ highway: 'primary' }, 'assumed'],
    [{ highway: 'primary', sidewalk: 'no' }, 'assumed'],
    [{ highway: 'primary', sidewalk: 'both' }, 'walked'],
    [{ highway: 'primary', 'sidewalk:left': 'yes' }, 'walked'],
    [{ highway: 'primary', foot: 'yes' }, 'walked'],
    [{ highway: 'trunk' }, 'assumed'],
    [{ highway: 'trunk', sidewalk: 'no' }, 'no'],
    [{ highway: 'trunk', motorroad: 'yes' }, 'no'],
    [{ highway: 'trunk', motorroad: 'yes', foot: 'designated' }, 'walked'],
    [{ highway: 'motorway' }, 'no'],
    [{ highway: 'motorway', foot: 'yes' }, 'walked'],
    [{ highway: 'cycleway' }, 'assumed'],
    [{ highway: 'secondary', foot: 'use_sidepath' }, 'no'],
    [{ highway: 'construction', construction: 'residential' }, 'no'],
    [{ highway: 'proposed' }, 'no'],
    [{ highway: 'corridor' }, 'no'],
    [{ highway: 'footway', indoor: 'yes' }, 'no'],
    [{ route: 'ferry', foot: 'yes' }, 'no'],
    [{ highway: 'pedestrian', area: 'yes' }, 'walked'],
    [{ highway: 'steps' }, 'walked'],
  ] as [Record<string, string>, string][])('%j: %s', (told, expected) => {
    const found = onFoot(tags(told))
    expect(found === null ? 'no' : found.assumed ? 'assumed' : 'walked').toBe(expected)
  })

  test('only words for feet make a one-way', () => {
    const oneway = (told: Record<string, string>) => onFoot(tags({ highway: 'footway', ...told }))!.oneway
    expect(oneway({ oneway: 'yes' })).toBe(0)
    expect(oneway({ 'oneway:foot': 'yes' })).toBe(1)
    expect(oneway({ 'oneway:foot': '-1' })).toBe(-1)
    expect(oneway({ 'foot:backward': 'no' })).toBe(1)
    expect(oneway({ 'foot:forward': 'no' })).toBe(-1)
  })

  test.each([
    [{}, null],
    [{ barrier: 'kerb' }, null],
    [{ barrier: 'gate' }, true],
    [{ barrier: 'bollard' }, true],
    [{ barrier: 'gate', access: 'private' }, false],
    [{ barrier: 'gate', access: 'private', foot: 'yes' }, true],
    [{ barrier: 'gate', locked: 'yes' }, false],
    [{ barrier: 'lift_gate', foot: 'no' }, false],
    [{ barrier: 'wall' }, false],
    [{ barrier: 'wall', access: 'yes' }, true],
  ] as [Record<string, string>, boolean | null][])('barrier %j: %s', (told, passed) => {
    expect(barrierOnFoot(tags(told))?.passed ?? null).toBe(passed)
  })
})

describe('the graph', () => {
  test('keeps every metre of every walked way, whatever junctions cut it', async () => {
    await fc.assert(
      fc.asyncProperty(maps(), async (map) => {
        const streets = await streetsOf(map)
        const place = new Map(map.nodes.map((node) => [node.id, node]))
        for (const way of map.ways) {
          if (onFoot(tags(way.tags)) === null) continue
          let metres = 0
          for (let at = 1; at < way.refs.length; at++) {
            const [a, b] = [place.get(way.refs[at - 1]!)!, place.get(way.refs[at]!)!]
            metres += metresBetween(a.lon * 1e7, a.lat * 1e7, b.lon * 1e7, b.lat * 1e7)
          }
          let kept = 0
          for (let edge = 0; edge < streets.edgeCount; edge++)
            if (streets.way[edge] === way.id) kept += streets.length[edge]! / 10
          expect(Math.abs(kept - metres)).toBeLessThanOrEqual(0.06)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('agrees with a search over the bare nodes of the map, which knows neither edges nor decimetres', async () => {
    await fc.assert(
      fc.asyncProperty(maps({ oneway: false }), fc.nat(), async (map, start) => {
        const streets = await streetsOf(map)
        const place = new Map(map.nodes.map((node) => [node.id, node]))
        const steps: { from: number; to: number; metres: number }[] = []
        for (const way of map.ways) {
          if (onFoot(tags(way.tags)) === null) continue
          for (let at = 1; at < way.refs.length; at++) {
            const [from, to] = [way.refs[at - 1]!, way.refs[at]!]
            const [a, b] = [place.get(from)!, place.get(to)!]
            const metres = metresBetween(a.lon * 1e7, a.lat * 1e7, b.lon * 1e7, b.lat * 1e7)
            steps.push({ from, to, metres }, { from: to, to: from, metres })
          }
        }
        const vertex = start % streets.vertexCount
        const distance = new Map([[streets.osmId[vertex]!, 0]])
        // Bellman's way: over all steps until nothing gets shorter.
        for (let changed = true; changed; ) {
          changed = false
          for (const { from, to, metres } of steps) {
            const there = (distance.get(from) ?? Number.POSITIVE_INFINITY) + metres
            if (there + 1e-9 < (distance.get(to) ?? Number.POSITIVE_INFINITY)) {
              distance.set(to, there)
              changed = true
            }
          }
        }
        const edge = streets.ends.indexOf(vertex)
        const network = networkOf(streets)
        const sources = footholdsOf(network, [{ edge: edge >> 1, fraction: edge % 2 }])
        const [found] = reach(network, { kinds: [{ sources }], cut: 6000 })
        for (const [at, id] of streets.osmId.entries()) {
          const label = found!.vertices!.distance[at]!
          const metres = distance.get(id)
          if (metres === undefined) expect(label).toBe(BEYOND)
          else expect(Math.abs(label / 10 - metres)).toBeLessThan(0.1 * streets.edgeCount)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('numbers components by size, and islands keep apart', async () => {
    const line = (first: number, count: number, lat: number) => ({
      nodes: Array.from({ length: count }, (_, at) => ({ id: first + at, lon: 104 + at / 1000, lat })),
      ways: Array.from({ length: count - 1 }, (_, at) => ({
        id: first + at,
        refs: [first + at, first + at + 1],
        tags: { highway: 'path' },
      })),
    })
    const [small, large] = [line(1, 3, 23), line(100, 60, 23.1)]
    const streets = await streetsOf({ nodes: [...small.nodes, ...large.nodes], ways: [...small.ways, ...large.ways] })
    expect(reportOf(streets).components).toMatchObject({ count: 2, mainVertices: 60, largest: [60, 3] })
    expect([...streets.osmId].map((id, at) => [id >= 100, streets.component[at]])).toEqual(
      [...streets.osmId].map((id) => [id >= 100, id >= 100 ? 0 : 1]),
    )
    expect([isFragment(streets, 0), isFragment(streets, 1)]).toEqual([false, false])
  })
})

describe('snapping', () => {
  test('finds the nearest place of all edges', async () => {
    await fc.assert(
      fc.asyncProperty(
        maps(),
        fc.tuple(fc.double({ min: -5, max: 45, noNaN: true }), fc.double({ min: -5, max: 45, noNaN: true })),
        async (map, [x, y]) => {
          const streets = await streetsOf(map)
          const point = { lon: 104.3 + x / 5000, lat: 23.6 + y / 5000 }
          const snap = snapperOf(streets).snap(point, { within: 3000, fragments: 'take' })!
          const told = metresBetween(snap.lon * 1e7, snap.lat * 1e7, point.lon * 1e7, point.lat * 1e7)
          expect(Math.abs(told - snap.off)).toBeLessThan(0.01 + snap.off * 1e-4)
          // No place on any edge, tried at short steps, is nearer.
          let nearest = Number.POSITIVE_INFINITY
          for (let edge = 0; edge < streets.edgeCount; edge++) {
            const course = courseOf(streets, edge)
            for (let at = 2; at < course.length; at += 2) {
              for (let step = 0; step <= 20; step++) {
                const lon = course[at - 2]! + ((course[at]! - course[at - 2]!) * step) / 20
                const lat = course[at - 1]! + ((course[at + 1]! - course[at - 1]!) * step) / 20
                nearest = Math.min(nearest, metresBetween(lon, lat, point.lon * 1e7, point.lat * 1e7))
              }
            }
          }
          expect(snap.off).toBeLessThanOrEqual(nearest * 1.0001 + 0.01)
          expect(snap.fraction).toBeGreaterThanOrEqual(0)
          expect(snap.fraction).toBeLessThanOrEqual(1)
          expect(snapperOf(streets).snap(point, { within: snap.off * 0.9, fragments: 'take' })).toSatisfy(
            (found) => found === null || snap.off === 0,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a loose bit of map attracts only who stands on it', async () => {
    const town = inventStreets({ seed: 3, places: [{ lon: 104, lat: 23, kind: 'town', population: 8000 }] })
    const nodes = Array.from(town.osmId, (_, at) => ({
      id: at + 1,
      lon: town.position[at * 2]! / 1e7,
      lat: town.position[at * 2 + 1]! / 1e7,
    }))
    const ways = Array.from({ length: town.edgeCount }, (_, at) => ({
      id: at + 1,
      refs: [town.ends[at * 2]! + 1, town.ends[at * 2 + 1]! + 1],
      tags: { highway: 'residential' },
    }))
    const loose = [
      { id: 90_001, lon: 104.00011, lat: 23.00012 },
      { id: 90_002, lon: 104.00021, lat: 23.00012 },
    ]
    const streets = await streetsOf({
      nodes: [...nodes, ...loose],
      ways: [...ways, { id: 99_999, refs: [90_001, 90_002], tags: { highway: 'footway' } }],
    })
    const snapper = snapperOf(streets)
    const beside = { lon: 104.00016, lat: 23.00015 }
    expect(streets.way[snapper.snap(beside, { fragments: 'take' })!.edge]).toBe(99_999)
    expect(streets.way[snapper.snap(beside)!.edge]).not.toBe(99_999)
    expect(streets.way[snapper.snap({ lon: 104.00016, lat: 23.00012 })!.edge]).toBe(99_999)
  })
})

describe('keeping', () => {
  test('what is written is read again; what was altered is refused', async () => {
    await fc.assert(
      fc.asyncProperty(maps(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (map, where, change) => {
        const streets = buildStreets(await readStreets(pbfOf(map)))
        const bytes = encodeStreets(streets)
        expect(decodeStreets(bytes)).toEqual(streets)
        expect(streetsHash(decodeStreets(bytes))).toBe(streetsHash(streets))
        const at = where % bytes.length
        bytes[at] = bytes[at]! ^ change
        expect(() => decodeStreets(bytes)).toThrowError(/damaged|another version/)
        expect(() => decodeStreets(bytes.subarray(0, at))).toThrowError(/damaged|another version/)
      }),
      { numRuns: 40 },
    )
  })
})

describe('invented streets', () => {
  const places: InventedPlace[] = [
    { lon: 104.34, lat: 23.61, kind: 'town', population: 30_000 },
    { lon: 104.345, lat: 23.612, kind: 'community', population: 4000 },
    { lon: 104.4, lat: 23.66, kind: 'village', population: 3000 },
    { lon: 104.28, lat: 23.57, kind: 'village', population: 900 },
  ]

  test('hang together, say what they are, and follow the seed', () => {
    const streets = inventStreets({ seed: 5, places })
    expect(streets.componentSize.length).toBe(1)
    expect(streets.source.kind).toBe('invented')
    expect(Math.max(...streets.osmId)).toBeLessThan(0)
    expect(streets.vertexCount).toBeGreaterThan(1000)
    expect(new Set([...streets.highway].map((at) => HIGHWAYS[at]))).toContain('steps')
    expect(encodeStreets(inventStreets({ seed: 5, places }))).toEqual(encodeStreets(streets))
    expect(streetsHash(inventStreets({ seed: 6, places }))).not.toBe(streetsHash(streets))
    expect(inventStreets({ seed: 6, places }).position).not.toEqual(streets.position)
  })

  test('every place stands on them', () => {
    const streets = inventStreets({ seed: 5, places })
    const snapper = snapperOf(streets)
    for (const place of places) expect(snapper.snap(place)!.off).toBeLessThan(100)
  })

  test('without places there is nothing to invent', () => {
    expect(() => inventStreets({ seed: 1, places: [] })).toThrowError(/without places/)
  })
})
