import { type Direction, FOOTHOLD, type Footholds } from '../network.ts'
import { BEYOND, type Labels, NOBODY, type Seeds } from './search.ts'

/** Sources with what is needed to begin a search from them and to meet targets on their own edges. */
export type Sources = { footholds: Footholds; seeds: Seeds; byEdge: Map<number, number[]> }

/**
 * Both ends of each source's edge with the way to them. A street that is one-way on foot is left (or entered) at one end only.
 * `numbers`: the number of each source, by default its place in the list.
 */
export function sourcesOf(footholds: Footholds, direction: Direction, numbers?: ArrayLike<number>): Sources {
  const count = footholds.length / FOOTHOLD
  const list = new Int32Array(count * 6)
  const byEdge = new Map<number, number[]>()
  let seeds = 0
  const seed = (vertex: number, distance: number, source: number) => {
    list[seeds * 3] = vertex
    list[seeds * 3 + 1] = distance
    list[seeds * 3 + 2] = source
    seeds++
  }
  for (let index = 0; index < count; index++) {
    const at = index * FOOTHOLD
    const edge = footholds[at]!
    if (edge < 0) continue
    const source = numbers?.[index] ?? index
    const oneway = footholds[at + 5] === 1
    // Towards the source one walks a one-way edge from its first vertex, away from it to its last.
    if (!oneway || direction === 'to') seed(footholds[at + 1]!, footholds[at + 3]!, source)
    if (!oneway || direction === 'from') seed(footholds[at + 2]!, footholds[at + 4]!, source)
    const there = byEdge.get(edge)
    if (there === undefined) byEdge.set(edge, [index])
    else there.push(index)
  }
  return { footholds, seeds: { list, count: seeds }, byEdge }
}

/**
 * Decimetres between a source and a target on the same edge without leaving it, or `BEYOND` when its direction forbids it.
 */
function alongEdge(sourceAt: number, targetAt: number, oneway: boolean, direction: Direction): number {
  const ahead = direction === 'to' ? sourceAt - targetAt : targetAt - sourceAt
  return oneway && ahead < 0 ? BEYOND : Math.abs(ahead)
}

/**
 * Labels of targets from the labels of vertices: over either end of the target's edge, or along the edge itself. Writes into
 * `into` from entry `offset` on and returns how many targets lie within the cut (decimetres).
 */
export function labelTargets(
  labels: Labels,
  sources: Sources,
  targets: Footholds,
  direction: Direction,
  cut: number,
  into: Labels,
  numbers?: ArrayLike<number>,
): number {
  const { distance, nearest } = labels
  let reached = 0
  for (let at = 0, target = 0; at < targets.length; at += FOOTHOLD, target++) {
    let best = BEYOND
    let who = NOBODY
    const edge = targets[at]!
    if (edge >= 0) {
      const first = targets[at + 1]!
      const last = targets[at + 2]!
      const oneway = targets[at + 5] === 1
      if ((!oneway || direction === 'from') && distance[first] !== BEYOND) {
        best = distance[first]! + targets[at + 3]!
        who = nearest[first]!
      }
      if ((!oneway || direction === 'to') && distance[last] !== BEYOND) {
        const over = distance[last]! + targets[at + 4]!
        if (over < best || (over === best && nearest[last]! < who)) {
          best = over
          who = nearest[last]!
        }
      }
      const here = sources.byEdge.get(edge)
      if (here !== undefined) {
        for (const source of here) {
          const along = alongEdge(sources.footholds[source * FOOTHOLD + 3]!, targets[at + 3]!, oneway, direction)
          const number = numbers?.[source] ?? source
          if (along < best || (along === best && along !== BEYOND && number < who)) {
            best = along
            who = number
          }
        }
      }
    }
    const within = best <= cut
    into.distance[target] = within ? best : BEYOND
    into.nearest[target] = within ? who : NOBODY
    if (within) reached++
  }
  return reached
}
