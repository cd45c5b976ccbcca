import fc from 'fast-check'
import { buildStreets } from '../build.ts'
import type { Snap, Streets } from '../model.ts'
import { CLOSED, type Direction, type Network } from '../network.ts'
import { readStreets } from '../read.ts'
import { type TestMap, xmlOf } from './osmfile.ts'

/** Streets of a map written as XML. */
export async function streetsOf(map: TestMap): Promise<Streets> {
  return buildStreets(await readStreets(xmlOf(map)))
}

const KINDS: Record<string, string>[] = [
  { highway: 'residential' },
  { highway: 'residential' },
  { highway: 'footway' },
  { highway: 'primary' },
  { highway: 'steps' },
  { highway: 'footway', 'oneway:foot': 'yes' },
  { highway: 'path', 'oneway:foot': '-1' },
  { highway: 'motorway' },
]

/** Random small maps: a few hundred metres wide, ways of two to five nodes, loops, parallels, islands, one-way footways. */
export function maps(options: { oneway?: boolean } = {}): fc.Arbitrary<TestMap> {
  const kinds = options.oneway === false ? KINDS.filter((tags) => !('oneway:foot' in tags)) : KINDS
  return fc
    .integer({ min: 2, max: 24 })
    .chain((count) =>
      fc.record({
        places: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
          minLength: count,
          maxLength: count,
          selector: ([x, y]) => x * 100 + y,
        }),
        ways: fc.array(
          fc.tuple(
            fc.array(fc.integer({ min: 1, max: count }), { minLength: 2, maxLength: 5 }),
            fc.constantFrom(...kinds),
          ),
          { minLength: 1, maxLength: 30 },
        ),
      }),
    )
    .map(({ places, ways }) => ({
      nodes: places.map(([x, y], index) => ({ id: index + 1, lon: 104.3 + x / 5000, lat: 23.6 + y / 5000 })),
      ways: [
        // One street that is always walked, so that there is a graph.
        { id: 1, refs: [1, 2], tags: { highway: 'residential' } },
        ...ways.map(([refs, tags], index) => ({ id: index + 2, refs, tags })),
      ],
    }))
}

/** Points on edges, picked by two numbers of 0…1. */
export function snapAt(streets: Streets, [where, along]: readonly [number, number]): Snap {
  const edge = Math.min(streets.edgeCount - 1, Math.floor(where * streets.edgeCount))
  return { edge, fraction: along, lon: 0, lat: 0, off: 0, component: streets.component[streets.ends[edge * 2]!]! }
}

export const spots = (options: { maxLength: number; minLength?: number }) =>
  fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 0.77, 1)), options)

/**
 * Decimetres from a snapped point by a textbook search that shares no code with the engine: points are vertices of their own that
 * cut their edge, edges are taken from the streets, the nearest unvisited vertex is found by looking at all. `to`: ways that lead
 * to the point.
 */
export function textbook(
  streets: Streets,
  network: Network,
  source: Snap,
  others: readonly Snap[],
  direction: Direction,
): { vertices: number[]; others: number[] } {
  const points = [source, ...others]
  const n = streets.vertexCount
  const arcs: { from: number; to: number; cost: number }[] = []
  const join = (a: number, b: number, cost: number, oneway: boolean) => {
    if (!oneway || direction === 'from') arcs.push({ from: a, to: b, cost })
    if (!oneway || direction === 'to') arcs.push({ from: b, to: a, cost })
  }
  for (let edge = 0; edge < streets.edgeCount; edge++) {
    const cost = network.cost[edge]!
    if (cost === CLOSED) continue
    const oneway = (streets.flags[edge]! & 4) !== 0
    const stops = points
      .map((point, index) => ({ at: Math.round(cost * point.fraction), vertex: n + index, edge: point.edge }))
      .filter((stop) => stop.edge === edge)
      .concat([
        { at: 0, vertex: streets.ends[edge * 2]!, edge },
        { at: cost, vertex: streets.ends[edge * 2 + 1]!, edge },
      ])
    for (const a of stops)
      for (const b of stops)
        if (a !== b && (a.at < b.at || (a.at === b.at && a.vertex < b.vertex))) {
          join(a.vertex, b.vertex, b.at - a.at, oneway)
          if (a.at === b.at && oneway) join(b.vertex, a.vertex, 0, oneway)
        }
  }
  const distance = new Array<number>(n + points.length).fill(Number.POSITIVE_INFINITY)
  const open = new Set(distance.keys())
  distance[n] = 0
  while (open.size > 0) {
    let nearest = -1
    for (const vertex of open) if (nearest < 0 || distance[vertex]! < distance[nearest]!) nearest = vertex
    open.delete(nearest)
    for (const { from, to, cost } of arcs)
      if (from === nearest) distance[to] = Math.min(distance[to]!, distance[nearest]! + cost)
  }
  return { vertices: distance.slice(0, n), others: distance.slice(n + 1) }
}
