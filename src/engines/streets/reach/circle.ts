import type { Snap } from '../model.ts'
import { type Direction, FOOTHOLD, type Footholds, footholdsOf, type Network } from '../network.ts'
import { labelTarget, labelTargets, type OnEdges, seedOf, targetsByVertex } from './footing.ts'
import { cutOf } from './reach.ts'
import { BEYOND, type Labels, NOBODY, repairScratch, type Seeds, scratchFor, settle, unlabelled } from './search.ts'

/** One open facility. Its number names it in labels and decides among equally near ones: the lowest wins. */
export type OpenFacility = { number: number; snap: Pick<Snap, 'edge' | 'fraction'> | null }

/** What a change made look at again: vertices and targets, ascending. Everything else kept its label. */
export type Touched = { vertices: Int32Array; targets: Int32Array }

export type CircleOptions = {
  /** Longest way in metres. */
  cut: number
  direction?: Direction
  /** Points to be kept labelled, e.g. dwellings. */
  targets?: Footholds
}

/**
 * The circle of one kind kept right while facilities open and close: the same labels, number for number, as a fresh search over the
 * facilities that are open, at the price of the region that a change touches.
 *
 * @example
 * const meals = new Circle(network, facilities, { cut: 1200, targets: dwellings })
 * meals.open({ number: 812, snap })
 * const { targets } = meals.close(17)
 */
export class Circle {
  /** Labels of all vertices: decimetres and number of the nearest facility. */
  readonly vertices: Labels
  /** Labels of the targets. */
  readonly targets: Labels
  readonly #network: Network
  readonly #cut: number
  readonly #direction: Direction
  readonly #points: Footholds
  readonly #pointsOf: { first: Int32Array; list: Int32Array }
  readonly #facilities = new Map<number, Footholds>()
  readonly #onEdges: OnEdges = new Map()
  /** Facilities whose search begins at a vertex. */
  readonly #atVertex = new Map<number, Set<number>>()

  /** Numbers must differ; a facility without a street (`snap: null`) is open and reaches nobody. */
  constructor(network: Network, facilities: readonly OpenFacility[], options: CircleOptions) {
    this.#network = network
    this.#cut = cutOf(options.cut)
    this.#direction = options.direction ?? 'to'
    this.#points = options.targets ?? new Int32Array(0)
    this.#pointsOf = targetsByVertex(network, this.#points)
    this.vertices = unlabelled(network.vertexCount)
    this.targets = unlabelled(this.#points.length / FOOTHOLD)
    for (const facility of facilities) this.#register(facility)
    const list = new Int32Array(facilities.length * 6)
    let count = 0
    for (const [number, foothold] of this.#facilities) count = seedOf(foothold, 0, number, this.#direction, list, count)
    const scratch = scratchFor(network, this.#cut, count)
    const [first, arcs] = this.#arcs(false)
    settle(first, arcs, { list, count }, this.#cut, this.vertices, scratch, false)
    labelTargets(this.vertices, this.#onEdges, this.#points, this.#direction, this.#cut, this.targets)
  }

  /** Numbers of the open facilities, ascending. */
  numbers(): number[] {
    return [...this.#facilities.keys()].sort((a, b) => a - b)
  }

  /** A facility opens. Throws when its number is open already. */
  open(facility: OpenFacility): Touched {
    const foothold = this.#register(facility)
    const seeds: Seeds = { list: new Int32Array(6), count: 0 }
    seeds.count = seedOf(foothold, 0, facility.number, this.#direction, seeds.list, 0)
    const scratch = repairScratch(this.#network)
    const [first, arcs] = this.#arcs(false)
    const settled = settle(first, arcs, seeds, this.#cut, this.vertices, scratch, true)
    return this.#relabel(scratch.log.slice(0, settled).sort(), foothold)
  }

  /** A facility closes, or stops to count. Throws when its number is not open. */
  close(number: number): Touched {
    const foothold = this.#facilities.get(number)
    if (foothold === undefined) throw new Error(`facility ${number} is not open`)
    this.#forget(number, foothold)
    const cell = this.#cellOf(number, foothold)
    const { distance, nearest } = this.vertices
    for (const vertex of cell) {
      distance[vertex] = BEYOND
      nearest[vertex] = NOBODY
    }
    const scratch = repairScratch(this.#network)
    const [first, arcs] = this.#arcs(false)
    settle(first, arcs, this.#seedsInto(cell), this.#cut, this.vertices, scratch, true)
    return this.#relabel(cell.sort(), foothold)
  }

  #arcs(back: boolean): [Int32Array, Int32Array] {
    const { inFirst, in: inward, outFirst, out } = this.#network
    return (this.#direction === 'to') !== back ? [inFirst, inward] : [outFirst, out]
  }

  #register({ number, snap }: OpenFacility): Footholds {
    if (this.#facilities.has(number)) throw new Error(`facility ${number} is open already`)
    const foothold = footholdsOf(this.#network, [snap])
    this.#facilities.set(number, foothold)
    if (foothold[0]! < 0) return foothold
    const here = this.#onEdges.get(foothold[0]!)
    if (here === undefined) this.#onEdges.set(foothold[0]!, [foothold[3]!, number])
    else here.push(foothold[3]!, number)
    for (const vertex of [foothold[1]!, foothold[2]!]) {
      const there = this.#atVertex.get(vertex)
      if (there === undefined) this.#atVertex.set(vertex, new Set([number]))
      else there.add(number)
    }
    return foothold
  }

  #forget(number: number, foothold: Footholds): void {
    this.#facilities.delete(number)
    if (foothold[0]! < 0) return
    const here = this.#onEdges.get(foothold[0]!)!
    for (let at = 0; at < here.length; at += 2) if (here[at + 1] === number) here.splice(at, 2)
    if (here.length === 0) this.#onEdges.delete(foothold[0]!)
    for (const vertex of [foothold[1]!, foothold[2]!]) this.#atVertex.get(vertex)?.delete(number)
  }

  /**
   * Vertices whose nearest is the facility. Each lies on a shortest way from it that keeps to its own vertices: were another source
   * named on the way, it would be named at the end too.
   */
  #cellOf(number: number, foothold: Footholds): Int32Array {
    const { nearest } = this.vertices
    const [first, arcs] = this.#arcs(false)
    const seen = new Set<number>()
    const cell: number[] = []
    const visit = (vertex: number) => {
      if (nearest[vertex] !== number || seen.has(vertex)) return
      seen.add(vertex)
      cell.push(vertex)
    }
    if (foothold[0]! >= 0) {
      visit(foothold[1]!)
      visit(foothold[2]!)
    }
    for (let next = 0; next < cell.length; next++) {
      const vertex = cell[next]!
      for (let arc = first[vertex]!; arc < first[vertex + 1]!; arc++) visit(arcs[arc * 2]!)
    }
    return Int32Array.from(cell)
  }

  /** The best way into each vertex of an emptied cell: from a labelled neighbour, or from a facility on an edge beside it. */
  #seedsInto(cell: Int32Array): Seeds {
    const { distance, nearest } = this.vertices
    const [first, arcs] = this.#arcs(true)
    const list = new Int32Array(cell.length * 3)
    const own = new Int32Array(6)
    let count = 0
    for (const vertex of cell) {
      let best = BEYOND
      let who = NOBODY
      const offer = (far: number, source: number) => {
        if (far < best || (far === best && far !== BEYOND && source < who)) {
          best = far
          who = source
        }
      }
      for (let arc = first[vertex]!; arc < first[vertex + 1]!; arc++) {
        const before = arcs[arc * 2]!
        if (distance[before] !== BEYOND) offer(distance[before]! + arcs[arc * 2 + 1]!, nearest[before]!)
      }
      for (const number of this.#atVertex.get(vertex) ?? []) {
        const seeds = seedOf(this.#facilities.get(number)!, 0, number, this.#direction, own, 0)
        for (let seed = 0; seed < seeds; seed++) if (own[seed * 3] === vertex) offer(own[seed * 3 + 1]!, number)
      }
      if (best > this.#cut) continue
      list[count * 3] = vertex
      list[count * 3 + 1] = best
      list[count * 3 + 2] = who
      count++
    }
    return { list, count }
  }

  /** Labels the targets beside touched vertices and on the facility's own edge again. */
  #relabel(vertices: Int32Array, foothold: Footholds): Touched {
    const { first, list } = this.#pointsOf
    const targets = new Set<number>()
    const beside = (vertex: number) => {
      for (let at = first[vertex]!; at < first[vertex + 1]!; at++) targets.add(list[at]!)
    }
    for (const vertex of vertices) beside(vertex)
    if (foothold[0]! >= 0) beside(foothold[1]!)
    for (const target of targets)
      labelTarget(this.vertices, this.#onEdges, this.#points, target, this.#direction, this.#cut, this.targets)
    return { vertices, targets: Int32Array.from(targets).sort() }
  }
}
