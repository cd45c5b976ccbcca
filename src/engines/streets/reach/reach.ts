import { refuse } from '../../../kernel/refusal.ts'
import type { Direction, Footholds, Network } from '../network.ts'
import { FOOTHOLD } from '../network.ts'
import { labelTargets, sourcesOf } from './footing.ts'
import { BEYOND, type Labels, LONGEST_CUT, NOBODY, type Scratch, scratchFor, settle } from './search.ts'

/** One kind of facility: the points of it that are open. */
export type ReachKind = { sources: Footholds }

/** What is asked: several kinds in one call, each by itself. */
export type ReachRequest = {
  kinds: readonly ReachKind[]
  /** Longest way in metres; at most 6,553.4. */
  cut: number
  /** Points to be labelled, e.g. dwellings. */
  targets?: Footholds
  /** Whether labels of all vertices are wanted. Default: only when there are no targets. */
  vertices?: boolean
  /** Default `to`: how far people have to walk to the facility. */
  direction?: Direction
}

/** Answer for one kind: labels in decimetres (`BEYOND`: not within the cut) with the number of the nearest source. */
export type ReachOfKind = {
  vertices: Labels | null
  /** Vertices within the cut. */
  verticesReached: number
  targets: Labels | null
  targetsReached: number
}

/** The cut in whole decimetres; a refusal when it does not fit into 16 bits. */
export function cutOf(metres: number): number {
  const cut = Math.floor(metres * 10 + 1e-6)
  if (!(cut >= 0) || cut > LONGEST_CUT) {
    throw refuse(
      'streets.cut',
      {
        zh: `步行距离上限 ${metres} 米超出范围（0—${LONGEST_CUT / 10} 米）`,
        en: `A longest walk of ${metres} m is out of range (0 to ${LONGEST_CUT / 10} m)`,
      },
      { params: { metres, longest: LONGEST_CUT / 10 } },
    )
  }
  return cut
}

/** Searches one after the other on one network, with memory that is kept between them. */
export class ReachSearch {
  readonly #network: Network
  #scratch: Scratch | null = null
  #seeds = 0
  #labels: Labels | null = null

  constructor(network: Network) {
    this.#network = network
  }

  /**
   * Labels one kind. `vertices` and `targets` say where to write; without `vertices` the labels of vertices stay inside.
   * `cut` in decimetres.
   */
  run(
    kind: ReachKind,
    cut: number,
    direction: Direction,
    vertices: Labels | null,
    targets: Footholds | null,
    into: Labels | null,
  ): { verticesReached: number; targetsReached: number } {
    const network = this.#network
    const sources = sourcesOf(kind.sources, direction)
    if (this.#scratch === null || this.#scratch.heads.length <= cut || this.#seeds < sources.seeds.count) {
      this.#seeds = Math.max(this.#seeds, sources.seeds.count)
      this.#scratch = scratchFor(network, cut, this.#seeds)
    }
    if (vertices === null) this.#labels ??= emptyLabels(network.vertexCount)
    const labels = vertices ?? this.#labels!
    labels.distance.fill(BEYOND)
    labels.nearest.fill(NOBODY)
    const inward = direction === 'to'
    const verticesReached = settle(
      inward ? network.inFirst : network.outFirst,
      inward ? network.in : network.out,
      sources.seeds,
      cut,
      labels,
      this.#scratch,
      false,
    )
    const targetsReached =
      targets === null || into === null ? 0 : labelTargets(labels, sources.onEdges, targets, direction, cut, into)
    return { verticesReached, targetsReached }
  }
}

/** Labels for so many points, on shared memory; not yet filled. */
export function emptyLabels(count: number): Labels {
  return {
    distance: new Uint16Array(new SharedArrayBuffer(Math.max(2, count * 2)), 0, count),
    nearest: new Int32Array(new SharedArrayBuffer(Math.max(4, count * 4)), 0, count),
  }
}

/**
 * Exact walking distance of every vertex or target to the nearest source of each kind, in this thread.
 *
 * @example
 * const [meals] = reach(network, { kinds: [{ sources }], cut: 15 * 80, targets })
 * const metres = meals.targets.distance[0] / 10
 */
export function reach(network: Network, request: ReachRequest): ReachOfKind[] {
  const cut = cutOf(request.cut)
  const search = new ReachSearch(network)
  const wanted = request.vertices ?? request.targets === undefined
  return request.kinds.map((kind) => {
    const vertices = wanted ? emptyLabels(network.vertexCount) : null
    const targets = request.targets ?? null
    const into = targets === null ? null : emptyLabels(targets.length / FOOTHOLD)
    const counts = search.run(kind, cut, request.direction ?? 'to', vertices, targets, into)
    return { vertices, targets: into, ...counts }
  })
}
