import { type Direction, FOOTHOLD, type Footholds, type Network } from '../network.ts'
import { BEYOND, type Labels, NOBODY, type Seeds } from './search.ts'

/**
 * Sources on each edge that carries any: decimetres to its first vertex and the source's number, by turns. Needed for targets on the
 * same edge, whose way may not touch a vertex.
 */
export type OnEdges = Map<number, number[]>

/**
 * Whether a search from a foothold goes on over one end of its edge. Towards a point one walks a one-way edge from its first vertex,
 * away from it to its last; a point right on a vertex has that vertex either way.
 */
export function leaves(footholds: Footholds, at: number, end: 'first' | 'last', direction: Direction): boolean {
  if (footholds[at + 5] !== 1) return true
  return end === 'first'
    ? direction === 'to' || footholds[at + 3] === 0
    : direction === 'from' || footholds[at + 4] === 0
}

/** Whether a target is met over one end of its edge: what a search from it in the other direction would do. */
export function meets(targets: Footholds, at: number, end: 'first' | 'last', direction: Direction): boolean {
  return leaves(targets, at, end, direction === 'to' ? 'from' : 'to')
}

/** The ways by which a search leaves (or enters) one foothold: at most two seeds, written into `list` from seed `count` on. */
export function seedOf(
  footholds: Footholds,
  index: number,
  number: number,
  direction: Direction,
  list: Int32Array,
  count: number,
): number {
  const at = index * FOOTHOLD
  if (footholds[at]! < 0) return count
  let filled = count
  if (leaves(footholds, at, 'first', direction)) {
    list[filled * 3] = footholds[at + 1]!
    list[filled * 3 + 1] = footholds[at + 3]!
    list[filled * 3 + 2] = number
    filled++
  }
  if (leaves(footholds, at, 'last', direction)) {
    list[filled * 3] = footholds[at + 2]!
    list[filled * 3 + 1] = footholds[at + 4]!
    list[filled * 3 + 2] = number
    filled++
  }
  return filled
}

/** Seeds of all sources, each numbered by its place in the list, and where they lie. */
export function sourcesOf(footholds: Footholds, direction: Direction): { seeds: Seeds; onEdges: OnEdges } {
  const count = footholds.length / FOOTHOLD
  const list = new Int32Array(count * 6)
  const onEdges: OnEdges = new Map()
  let seeds = 0
  for (let source = 0; source < count; source++) {
    seeds = seedOf(footholds, source, source, direction, list, seeds)
    const edge = footholds[source * FOOTHOLD]!
    if (edge < 0) continue
    const here = onEdges.get(edge)
    if (here === undefined) onEdges.set(edge, [footholds[source * FOOTHOLD + 3]!, source])
    else here.push(footholds[source * FOOTHOLD + 3]!, source)
  }
  return { seeds: { list, count: seeds }, onEdges }
}

/**
 * Label of one target from the labels of vertices: over either end of its edge, or along the edge itself. Writes into `into` and
 * tells whether the target lies within the cut (decimetres).
 */
export function labelTarget(
  labels: Labels,
  onEdges: OnEdges,
  targets: Footholds,
  target: number,
  direction: Direction,
  cut: number,
  into: Labels,
): boolean {
  const { distance, nearest } = labels
  const at = target * FOOTHOLD
  const edge = targets[at]!
  let best = BEYOND
  let who = NOBODY
  const offer = (far: number, source: number) => {
    if (far < best || (far === best && far !== BEYOND && source < who)) {
      best = far
      who = source
    }
  }
  if (edge >= 0) {
    const first = targets[at + 1]!
    const last = targets[at + 2]!
    const oneway = targets[at + 5] === 1
    if (meets(targets, at, 'first', direction) && distance[first] !== BEYOND)
      offer(distance[first]! + targets[at + 3]!, nearest[first]!)
    if (meets(targets, at, 'last', direction) && distance[last] !== BEYOND)
      offer(distance[last]! + targets[at + 4]!, nearest[last]!)
    const here = onEdges.get(edge)
    if (here !== undefined) {
      for (let source = 0; source < here.length; source += 2) {
        const ahead = (here[source]! - targets[at + 3]!) * (direction === 'to' ? 1 : -1)
        if (!oneway || ahead >= 0) offer(Math.abs(ahead), here[source + 1]!)
      }
    }
  }
  const within = best <= cut
  into.distance[target] = within ? best : BEYOND
  into.nearest[target] = within ? who : NOBODY
  return within
}

/** Labels of all targets; returns how many lie within the cut (decimetres). */
export function labelTargets(
  labels: Labels,
  onEdges: OnEdges,
  targets: Footholds,
  direction: Direction,
  cut: number,
  into: Labels,
): number {
  let reached = 0
  for (let target = 0; target * FOOTHOLD < targets.length; target++)
    if (labelTarget(labels, onEdges, targets, target, direction, cut, into)) reached++
  return reached
}

/** Targets by the vertices at the ends of their edges. */
export function targetsByVertex(network: Network, targets: Footholds): { first: Int32Array; list: Int32Array } {
  const first = new Int32Array(network.vertexCount + 1)
  const each = (visit: (vertex: number, target: number) => void) => {
    for (let target = 0; target * FOOTHOLD < targets.length; target++) {
      const at = target * FOOTHOLD
      if (targets[at]! < 0) continue
      visit(targets[at + 1]!, target)
      if (targets[at + 2] !== targets[at + 1]) visit(targets[at + 2]!, target)
    }
  }
  each((vertex) => first[vertex + 1]!++)
  for (let vertex = 0; vertex < network.vertexCount; vertex++) first[vertex + 1]! += first[vertex]!
  const list = new Int32Array(first[network.vertexCount]!)
  const fill = first.slice()
  each((vertex, target) => {
    list[fill[vertex]!++] = target
  })
  return { first, list }
}
