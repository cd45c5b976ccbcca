import { type Direction, FOOTHOLD, type Footholds, type Network } from '../network.ts'
import { labelTarget, type OnEdges, seedOf, targetsByVertex } from './footing.ts'
import { cutOf } from './reach.ts'
import { BEYOND, NOBODY, repairScratch, type Seeds, settle, unlabelled } from './search.ts'

export type AloneRequest = {
  sources: Footholds
  /** Longest way in metres. */
  cut: number
  direction?: Direction
  targets?: Footholds
}

/** What one source reaches by itself, whoever else is nearer. */
export type Alone = {
  /** Vertices within the cut, by distance. */
  vertices: Int32Array
  /** Targets within the cut, ascending, and their decimetres. */
  targets: Int32Array
  decimetres: Uint16Array
}

/**
 * Looks at each source by itself, at the price of what it reaches: how many people live within a quarter of an hour of each facility.
 * The arrays given to `visit` are its own.
 *
 * @example eachAlone(network, { sources, cut: 1200, targets }, (source, { targets }) => console.assert(targets.length >= source))
 */
export function eachAlone(
  network: Network,
  request: AloneRequest,
  visit: (source: number, alone: Alone) => void,
): void {
  const cut = cutOf(request.cut)
  const direction = request.direction ?? 'to'
  const targets = request.targets ?? new Int32Array(0)
  const beside = targetsByVertex(network, targets)
  const labels = unlabelled(network.vertexCount)
  const targetLabels = unlabelled(targets.length / FOOTHOLD)
  const scratch = repairScratch(network)
  const inward = direction === 'to'
  const first = inward ? network.inFirst : network.outFirst
  const arcs = inward ? network.in : network.out
  const seeds: Seeds = { list: new Int32Array(6), count: 0 }
  for (let source = 0; source * FOOTHOLD < request.sources.length; source++) {
    const at = source * FOOTHOLD
    const edge = request.sources[at]!
    seeds.count = seedOf(request.sources, source, 0, direction, seeds.list, 0)
    const settled = settle(first, arcs, seeds, cut, labels, scratch, true)
    const vertices = scratch.log.slice(0, settled)
    const onEdges: OnEdges = new Map(edge < 0 ? [] : [[edge, [request.sources[at + 3]!, 0]]])
    const near = new Set<number>()
    const offer = (vertex: number) => {
      for (let place = beside.first[vertex]!; place < beside.first[vertex + 1]!; place++) near.add(beside.list[place]!)
    }
    vertices.forEach(offer)
    if (edge >= 0) offer(request.sources[at + 1]!)
    const reached = Int32Array.from(near)
      .sort()
      .filter((target) => labelTarget(labels, onEdges, targets, target, direction, cut, targetLabels))
    visit(source, {
      vertices,
      targets: reached,
      decimetres: Uint16Array.from(reached, (target) => targetLabels.distance[target]!),
    })
    for (const vertex of vertices) {
      labels.distance[vertex] = BEYOND
      labels.nearest[vertex] = NOBODY
    }
  }
}
