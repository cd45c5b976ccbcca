import { EDGE, type Snap, type Streets } from './model.ts'

/** How streets are weighed for walking. */
export type Weighing = {
  /** Steps count this many times their length; default 1. `null`: steps are not walked at all (wheelchairs, prams). */
  steps?: number | null
}

/**
 * Streets made ready for searches: what each edge costs (decimetres, steps weighed) and which edges leave each vertex, as
 * neighbour and cost by turns. All arrays lie on shared memory, so that threads search the same network.
 */
export type Network = {
  vertexCount: number
  edgeCount: number
  /** Vertices of edge e at `2e` and `2e + 1`. */
  ends: Int32Array
  /** Decimetres to walk along each edge; `CLOSED` where nobody walks. */
  cost: Int32Array
  flags: Uint8Array
  /** Where the arcs of vertex v begin in `out`, in entries of two; one more than vertices. */
  outFirst: Int32Array
  out: Int32Array
  /** Arcs turned round; the same arrays when no street is one-way on foot. */
  inFirst: Int32Array
  in: Int32Array
  /** Edge of each arc of `in`. */
  inEdge: Int32Array
}

export const CLOSED = 2_147_483_647

/** `to`: minutes people need to get to the points; `from`: minutes from the points outwards. They differ only by one-way streets. */
export type Direction = 'to' | 'from'

function sharedInts(count: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Math.max(1, count) * 4))
}

function arcsOf(streets: Streets, cost: Int32Array, reversed: boolean) {
  const first = sharedInts(streets.vertexCount + 1)
  const both = (edge: number) => (streets.flags[edge]! & EDGE.onewayFoot) === 0
  const eachArc = (visit: (from: number, to: number, edge: number) => void) => {
    for (let edge = 0; edge < streets.edgeCount; edge++) {
      const a = streets.ends[edge * 2]!
      const b = streets.ends[edge * 2 + 1]!
      // A loop leads nowhere; points on it are found through its ends.
      if (a === b || cost[edge] === CLOSED) continue
      if (!reversed || both(edge)) visit(a, b, edge)
      if (reversed || both(edge)) visit(b, a, edge)
    }
  }
  let count = 0
  eachArc((from) => {
    first[from + 1]!++
    count++
  })
  for (let vertex = 0; vertex < streets.vertexCount; vertex++) first[vertex + 1]! += first[vertex]!
  const fill = first.slice()
  const arcs = sharedInts(count * 2)
  const edges = sharedInts(count)
  eachArc((from, to, edge) => {
    const at = fill[from]!++
    arcs[at * 2] = to
    arcs[at * 2 + 1] = cost[edge]!
    edges[at] = edge
  })
  return { first, arcs, edges }
}

/** Weighs streets for walking. */
export function networkOf(streets: Streets, weighing: Weighing = {}): Network {
  const steps = weighing.steps === undefined ? 1 : weighing.steps
  const cost = sharedInts(streets.edgeCount)
  const flags = new Uint8Array(new SharedArrayBuffer(Math.max(1, streets.edgeCount)))
  const ends = sharedInts(streets.edgeCount * 2)
  ends.set(streets.ends)
  flags.set(streets.flags)
  let oneway = false
  for (let edge = 0; edge < streets.edgeCount; edge++) {
    const isSteps = (streets.flags[edge]! & EDGE.steps) !== 0
    if ((streets.flags[edge]! & EDGE.onewayFoot) !== 0) oneway = true
    if (!isSteps) cost[edge] = streets.length[edge]!
    else cost[edge] = steps === null ? CLOSED : Math.max(1, Math.round(streets.length[edge]! * steps))
  }
  const inward = arcsOf(streets, cost, true)
  const outward = oneway ? arcsOf(streets, cost, false) : inward
  return {
    vertexCount: streets.vertexCount,
    edgeCount: streets.edgeCount,
    ends,
    cost,
    flags,
    outFirst: outward.first,
    out: outward.arcs,
    inFirst: inward.first,
    in: inward.arcs,
    inEdge: inward.edges,
  }
}

/**
 * Points on edges in the terms of a search, `FOOTHOLD` numbers each: edge (-1: no street near, or a closed one), its first and last
 * vertex, decimetres to the first and to the last, and 1 where the edge is walked only from first to last.
 */
export type Footholds = Int32Array

/** Numbers a foothold takes. */
export const FOOTHOLD = 6

/** Puts snapped points on a network; shared memory, so that threads read the same list. */
export function footholdsOf(network: Network, snaps: readonly (Pick<Snap, 'edge' | 'fraction'> | null)[]): Footholds {
  const list = sharedInts(snaps.length * FOOTHOLD)
  for (const [index, snap] of snaps.entries()) {
    const at = index * FOOTHOLD
    const cost = snap === null ? CLOSED : network.cost[snap.edge]!
    if (snap === null || cost === CLOSED) {
      list[at] = -1
      continue
    }
    const toFirst = Math.round(cost * snap.fraction)
    list[at] = snap.edge
    list[at + 1] = network.ends[snap.edge * 2]!
    list[at + 2] = network.ends[snap.edge * 2 + 1]!
    list[at + 3] = toFirst
    list[at + 4] = cost - toFirst
    list[at + 5] = (network.flags[snap.edge]! & EDGE.onewayFoot) === 0 ? 0 : 1
  }
  return snaps.length === 0 ? list.subarray(0, 0) : list
}
