import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Direction, FOOTHOLD, footholdsOf, networkOf } from '../network.ts'
import { maps, snapAt, spots, streetsOf, textbook } from '../testkit/graphs.ts'
import { eachAlone } from './alone.ts'
import { placeNearestFirst } from './capacity.ts'
import { Circle } from './circle.ts'
import { matrix, NO_WAY } from './matrix.ts'
import { startReach } from './pool.ts'
import { reach } from './reach.ts'
import { BEYOND, NOBODY } from './search.ts'

const directions = fc.constantFrom<Direction>('to', 'from')

describe('reach', () => {
  test('equals a textbook search on random maps: vertices, targets, nearest source, in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(
        maps(),
        spots({ minLength: 1, maxLength: 5 }),
        spots({ minLength: 0, maxLength: 6 }),
        directions,
        fc.constantFrom(40, 250, 1200),
        async (map, from, to, direction, cut) => {
          const streets = await streetsOf(map)
          const network = networkOf(streets, { steps: 2 })
          const sources = from.map((spot) => snapAt(streets, spot))
          const targets = to.map((spot) => snapAt(streets, spot))
          const [found] = reach(network, {
            kinds: [{ sources: footholdsOf(network, sources) }],
            cut,
            direction,
            targets: footholdsOf(network, targets),
            vertices: true,
          })
          const each = sources.map((source) => textbook(streets, network, source, targets, direction))
          const best = (distances: number[]) => {
            const near = Math.min(...distances)
            return near <= cut * 10 ? [near, distances.indexOf(near)] : [BEYOND, NOBODY]
          }
          for (let vertex = 0; vertex < streets.vertexCount; vertex++) {
            expect([found!.vertices!.distance[vertex], found!.vertices!.nearest[vertex]]).toEqual(
              best(each.map(({ vertices }) => vertices[vertex]!)),
            )
          }
          for (let target = 0; target < targets.length; target++) {
            expect([found!.targets!.distance[target], found!.targets!.nearest[target]]).toEqual(
              best(each.map(({ others }) => others[target]!)),
            )
          }
          expect(found!.verticesReached).toBe(
            found!.vertices!.distance.filter((distance) => distance !== BEYOND).length,
          )
          expect(found!.targetsReached).toBe(found!.targets!.distance.filter((distance) => distance !== BEYOND).length)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a facility reaches itself in zero', async () => {
    await fc.assert(
      fc.asyncProperty(maps(), spots({ minLength: 1, maxLength: 4 }), directions, async (map, from, direction) => {
        const streets = await streetsOf(map)
        const network = networkOf(streets)
        const here = footholdsOf(
          network,
          from.map((spot) => snapAt(streets, spot)),
        )
        const [found] = reach(network, { kinds: [{ sources: here }], cut: 100, targets: here, direction })
        expect([...found!.targets!.distance]).toEqual(from.map(() => 0))
      }),
      { numRuns: 60 },
    )
  })

  test('minutes are symmetric where no street is one-way on foot', async () => {
    await fc.assert(
      fc.asyncProperty(maps({ oneway: false }), spots({ minLength: 2, maxLength: 6 }), async (map, points) => {
        const streets = await streetsOf(map)
        const network = networkOf(streets)
        const here = footholdsOf(
          network,
          points.map((spot) => snapAt(streets, spot)),
        )
        const { decimetres, columns } = matrix(network, here, here)
        for (let a = 0; a < columns; a++)
          for (let b = 0; b < columns; b++) expect(decimetres[a * columns + b]).toBe(decimetres[b * columns + a])
      }),
      { numRuns: 60 },
    )
  })

  test('another street never lengthens a way', async () => {
    await fc.assert(
      fc.asyncProperty(maps(), fc.tuple(fc.nat(), fc.nat()), fc.nat(), async (map, [a, b], start) => {
        const n = map.nodes.length
        const more = {
          ...map,
          ways: [...map.ways, { id: 9999, refs: [(a % n) + 1, (b % n) + 1], tags: { highway: 'footway' } }],
        }
        const before = await streetsOf(map)
        const after = await streetsOf(more)
        // The source is a vertex of both graphs, found by its id on the map.
        const ids = [...before.osmId].filter((id) => after.osmId.includes(id))
        const id = ids[start % ids.length]!
        const metres = (streets: typeof before) => {
          const vertex = streets.osmId.indexOf(id)
          const edge = Array.from({ length: streets.edgeCount }, (_, at) => at).find(
            (at) => streets.ends[at * 2] === vertex || streets.ends[at * 2 + 1] === vertex,
          )!
          const fraction = streets.ends[edge * 2] === vertex ? 0 : 1
          const network = networkOf(streets)
          const [found] = reach(network, {
            kinds: [{ sources: footholdsOf(network, [{ edge, fraction }]) }],
            cut: 3000,
          })
          return new Map([...streets.osmId].map((osm, at) => [osm, found!.vertices!.distance[at]!]))
        }
        const [first, second] = [metres(before), metres(after)]
        for (const [osm, distance] of first) {
          if (distance === BEYOND || !second.has(osm)) continue
          // A new junction cuts an edge in two, and each part is rounded to a decimetre by itself: half of one for each cut.
          expect(second.get(osm)!).toBeLessThanOrEqual(distance + map.ways.length + 2)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a cut out of range is refused', async () => {
    const streets = await streetsOf({
      nodes: [
        { id: 1, lon: 0, lat: 0 },
        { id: 2, lon: 0.001, lat: 0 },
      ],
      ways: [{ id: 1, refs: [1, 2], tags: { highway: 'path' } }],
    })
    for (const cut of [6554, -1, Number.NaN])
      expect(() => reach(networkOf(streets), { kinds: [], cut })).toThrowError(/out of range/)
  })

  test('steps may be closed: what stands behind them is not reached', async () => {
    const streets = await streetsOf({
      nodes: [1, 2, 3].map((id) => ({ id, lon: 104 + id / 1000, lat: 23 })),
      ways: [
        { id: 1, refs: [1, 2], tags: { highway: 'residential' } },
        { id: 2, refs: [2, 3], tags: { highway: 'steps' } },
      ],
    })
    const steps = streets.flags.indexOf(1)
    const street = 1 - steps
    const reached = (weight: number | null) => {
      const network = networkOf(streets, { steps: weight })
      const targets = footholdsOf(network, [{ edge: steps, fraction: 0.5 }])
      const [found] = reach(network, {
        kinds: [{ sources: footholdsOf(network, [{ edge: street, fraction: 0.5 }]) }],
        cut: 1000,
        targets,
      })
      return found!.targets!.distance[0]
    }
    expect(reached(1)).toBeLessThan(reached(2)!)
    expect(reached(null)).toBe(BEYOND)
  })
})

test('threads give the answers of one thread', async () => {
  const streets = await streetsOf(fc.sample(maps(), { numRuns: 1, seed: 7 })[0]!)
  const network = networkOf(streets)
  const points = fc.sample(spots({ minLength: 3, maxLength: 9 }), { numRuns: 12, seed: 8 })
  const kinds = points.map((list) => ({
    sources: footholdsOf(
      network,
      list.map((spot) => snapAt(streets, spot)),
    ),
  }))
  const request = { kinds, cut: 300, targets: kinds[0]!.sources, vertices: true }
  const pool = startReach(network, 2)
  try {
    // Two requests at once must not mix.
    const [first, second] = await Promise.all([pool.reach(request), pool.reach({ kinds: kinds.slice(3), cut: 50 })])
    expect(first).toEqual(reach(network, request))
    expect(second).toEqual(reach(network, { kinds: kinds.slice(3), cut: 50 }))
  } finally {
    await pool.close()
  }
})

describe('a kept circle', () => {
  test('equals a fresh search after any openings and closings', async () => {
    await fc.assert(
      fc.asyncProperty(
        maps(),
        spots({ minLength: 1, maxLength: 8 }),
        spots({ minLength: 0, maxLength: 8 }),
        fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 12 }),
        directions,
        fc.constantFrom(60, 400),
        async (map, places, dwellings, moves, direction, cut) => {
          const streets = await streetsOf(map)
          const network = networkOf(streets)
          const targets = footholdsOf(
            network,
            dwellings.map((spot) => snapAt(streets, spot)),
          )
          const facility = (number: number) => ({ number, snap: snapAt(streets, places[number]!) })
          const kept = new Circle(network, [facility(0)], { cut, direction, targets })
          for (const move of moves) {
            const number = move % places.length
            const before = [kept.vertices.distance.slice(), kept.vertices.nearest.slice()] as const
            const targetsBefore = [kept.targets.distance.slice(), kept.targets.nearest.slice()] as const
            const touched = kept.numbers().includes(number) ? kept.close(number) : kept.open(facility(number))
            const fresh = new Circle(network, kept.numbers().map(facility), { cut, direction, targets })
            expect(kept.vertices).toEqual(fresh.vertices)
            expect(kept.targets).toEqual(fresh.targets)
            for (let vertex = 0; vertex < network.vertexCount; vertex++) {
              const same =
                before[0][vertex] === kept.vertices.distance[vertex] &&
                before[1][vertex] === kept.vertices.nearest[vertex]
              expect(same || touched.vertices.includes(vertex)).toBe(true)
            }
            for (let target = 0; target < dwellings.length; target++) {
              const same =
                targetsBefore[0][target] === kept.targets.distance[target] &&
                targetsBefore[1][target] === kept.targets.nearest[target]
              expect(same || touched.targets.includes(target)).toBe(true)
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('says when a number is used twice or unknown', async () => {
    const streets = await streetsOf(fc.sample(maps(), { numRuns: 1, seed: 3 })[0]!)
    const circle = new Circle(networkOf(streets), [{ number: 1, snap: null }], { cut: 10 })
    expect(() => circle.open({ number: 1, snap: null })).toThrowError(/open already/)
    expect(() => circle.close(2)).toThrowError(/not open/)
    expect(circle.close(1).vertices.length).toBe(0)
  })
})

describe('matrices', () => {
  test('equal a textbook search, with and without a cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        maps(),
        spots({ minLength: 1, maxLength: 4 }),
        spots({ minLength: 1, maxLength: 4 }),
        directions,
        fc.constantFrom(undefined, 100),
        async (map, from, to, direction, cut) => {
          const streets = await streetsOf(map)
          const network = networkOf(streets)
          const rows = from.map((spot) => snapAt(streets, spot))
          const columns = to.map((spot) => snapAt(streets, spot))
          const found = matrix(network, footholdsOf(network, rows), footholdsOf(network, columns), { direction, cut })
          for (const [row, source] of rows.entries()) {
            const { others } = textbook(streets, network, source, columns, direction)
            for (const [column, distance] of others.entries()) {
              const expected = distance <= (cut ?? 1e9) * 10 ? distance : NO_WAY
              expect(found.decimetres[row * columns.length + column]).toBe(expected)
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('each source alone reaches what a search from it alone reaches', async () => {
  await fc.assert(
    fc.asyncProperty(
      maps(),
      spots({ minLength: 1, maxLength: 5 }),
      spots({ minLength: 0, maxLength: 6 }),
      directions,
      async (map, from, to, direction) => {
        const streets = await streetsOf(map)
        const network = networkOf(streets)
        const sources = footholdsOf(
          network,
          from.map((spot) => snapAt(streets, spot)),
        )
        const targets = footholdsOf(
          network,
          to.map((spot) => snapAt(streets, spot)),
        )
        eachAlone(network, { sources, cut: 90, targets, direction }, (source, alone) => {
          const kinds = [{ sources: sources.slice(source * FOOTHOLD, (source + 1) * FOOTHOLD) }]
          const [found] = reach(network, { kinds, cut: 90, targets, vertices: true, direction })
          const within = (distance: Uint16Array) => [...distance.keys()].filter((at) => distance[at] !== BEYOND)
          expect([...alone.vertices].sort((a, b) => a - b)).toEqual(within(found!.vertices!.distance))
          expect([...alone.targets]).toEqual(within(found!.targets!.distance))
          expect([...alone.decimetres]).toEqual([...alone.targets].map((target) => found!.targets!.distance[target]))
        })
      },
    ),
    { numRuns: 60 },
  )
})

describe('places', () => {
  test('nobody is placed farther than a free place, nobody is lost, nothing is overfilled', async () => {
    await fc.assert(
      fc.asyncProperty(
        maps(),
        spots({ minLength: 1, maxLength: 5 }),
        spots({ minLength: 1, maxLength: 8 }),
        fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 5, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 8, maxLength: 8 }),
        async (map, from, to, capacities, people) => {
          const streets = await streetsOf(map)
          const network = networkOf(streets)
          const sources = footholdsOf(
            network,
            from.map((spot) => snapAt(streets, spot)),
          )
          const targets = footholdsOf(
            network,
            to.map((spot) => snapAt(streets, spot)),
          )
          const capacity = capacities.slice(0, from.length)
          const demand = people.slice(0, to.length)
          const cut = 400
          const answer = placeNearestFirst(network, { sources, targets, capacity, demand, cut })
          const way = matrix(network, targets, sources, { cut })
          for (const [target, count] of demand.entries()) {
            const mine = answer.placed.filter((each) => each.target === target)
            const sum = mine.reduce((total, each) => total + each.people, 0)
            expect(sum + answer.full[target]! + answer.beyond[target]!).toBe(count)
            for (const each of mine) {
              expect(each.decimetres).toBe(way.decimetres[target * from.length + each.source])
              // Any source with places left is no nearer than where they went.
              for (const [source, left] of answer.left.entries())
                if (left === null || left > 0)
                  expect(way.decimetres[target * from.length + source]!).toBeGreaterThanOrEqual(each.decimetres)
            }
            if (answer.full[target]! > 0)
              for (const [source, left] of answer.left.entries())
                if (left !== 0) expect(way.decimetres[target * from.length + source]).toBe(NO_WAY)
          }
          for (const [source, limit] of capacity.entries()) {
            const taken = answer.placed
              .filter((each) => each.source === source)
              .reduce((sum, each) => sum + each.people, 0)
            expect(answer.left[source]).toBe(limit === null ? null : limit - taken)
            if (limit !== null) expect(taken).toBeLessThanOrEqual(limit)
          }
          expect(targets.length).toBe(to.length * FOOTHOLD)
        },
      ),
      { numRuns: 60 },
    )
  })
})
