import { CLOSED, type Direction, FOOTHOLD, type Footholds, type Network } from '../network.ts'
import { leaves, meets } from './footing.ts'

/** No way, or none within the cut. */
export const NO_WAY = 4_294_967_295

export type MatrixOptions = {
  /** Longest way in metres; default: none. */
  cut?: number
  /** `from` (default): from rows to columns. `to`: from columns to rows. They differ only by one-way streets. */
  direction?: Direction
}

/** Decimetres between points, row by row; `NO_WAY` where there is none. */
export type Matrix = { rows: number; columns: number; decimetres: Uint32Array }

/**
 * Labels of one source over any distance, decimetres in 32 bits. Buckets are taken round in a ring as wide as the longest edge.
 */
class LongSearch {
  readonly #first: Int32Array
  readonly #arcs: Int32Array
  readonly #heads: Int32Array
  readonly #entries: Int32Array
  readonly distance: Uint32Array

  constructor(network: Network, direction: Direction) {
    this.#first = direction === 'to' ? network.inFirst : network.outFirst
    this.#arcs = direction === 'to' ? network.in : network.out
    let longest = 1
    for (const cost of network.cost) if (cost !== CLOSED && cost > longest) longest = cost
    let ring = 2
    while (ring <= longest) ring *= 2
    this.#heads = new Int32Array(ring).fill(-1)
    this.#entries = new Int32Array(this.#arcs.length + 6)
    this.distance = new Uint32Array(network.vertexCount)
  }

  /** `seeds`: vertex and decimetres by turns. */
  run(seeds: readonly number[], cut: number): void {
    const { distance } = this
    const first = this.#first
    const arcs = this.#arcs
    const heads = this.#heads
    const entries = this.#entries
    const mask = heads.length - 1
    distance.fill(NO_WAY)
    let free = -1
    let fresh = 0
    let waiting = 0
    let low = NO_WAY
    for (let seed = 0; seed < seeds.length; seed += 2) {
      const vertex = seeds[seed]!
      const d = seeds[seed + 1]!
      if (d > cut || d >= distance[vertex]!) continue
      distance[vertex] = d
      entries[fresh] = vertex
      entries[fresh + 1] = heads[d & mask]!
      heads[d & mask] = fresh
      fresh += 2
      waiting++
      if (d < low) low = d
    }
    for (let d = low; waiting > 0; d++) {
      let entry = heads[d & mask]!
      if (entry < 0) continue
      heads[d & mask] = -1
      while (entry >= 0) {
        const vertex = entries[entry]!
        const after = entries[entry + 1]!
        entries[entry + 1] = free
        free = entry
        entry = after
        waiting--
        if (distance[vertex] !== d) continue
        const end = first[vertex + 1]! * 2
        for (let arc = first[vertex]! * 2; arc < end; arc += 2) {
          const next = arcs[arc]!
          const there = d + arcs[arc + 1]!
          if (there >= distance[next]! || there > cut) continue
          distance[next] = there
          let slot = free
          if (slot >= 0) free = entries[slot + 1]!
          else {
            slot = fresh
            fresh += 2
          }
          entries[slot] = next
          entries[slot + 1] = heads[there & mask]!
          heads[there & mask] = slot
          waiting++
        }
      }
    }
  }
}

/**
 * Exact walking decimetres between all rows and all columns, e.g. dwellings and candidate sites. One search a row: put the shorter
 * list into the rows (and turn the direction) when the network is symmetric.
 *
 * @example
 * const { decimetres, columns } = matrix(network, sites, dwellings, { cut: 3000 })
 * const metres = decimetres[site * columns + dwelling] / 10
 */
export function matrix(network: Network, rows: Footholds, columns: Footholds, options: MatrixOptions = {}): Matrix {
  const direction = options.direction ?? 'from'
  const cut = options.cut === undefined ? NO_WAY - 1 : Math.floor(options.cut * 10 + 1e-6)
  const rowCount = rows.length / FOOTHOLD
  const columnCount = columns.length / FOOTHOLD
  const decimetres = new Uint32Array(rowCount * columnCount).fill(NO_WAY)
  const search = new LongSearch(network, direction)
  const { distance } = search
  for (let row = 0; row < rowCount; row++) {
    const at = row * FOOTHOLD
    const edge = rows[at]!
    if (edge < 0) continue
    const oneway = rows[at + 5] === 1
    const seeds: number[] = []
    if (leaves(rows, at, 'first', direction)) seeds.push(rows[at + 1]!, rows[at + 3]!)
    if (leaves(rows, at, 'last', direction)) seeds.push(rows[at + 2]!, rows[at + 4]!)
    search.run(seeds, cut)
    for (let column = 0; column < columnCount; column++) {
      const to = column * FOOTHOLD
      const there = columns[to]!
      if (there < 0) continue
      let best = NO_WAY
      if (meets(columns, to, 'first', direction)) best = Math.min(best, distance[columns[to + 1]!]! + columns[to + 3]!)
      if (meets(columns, to, 'last', direction)) best = Math.min(best, distance[columns[to + 2]!]! + columns[to + 4]!)
      if (there === edge) {
        const ahead = (columns[to + 3]! - rows[at + 3]!) * (direction === 'from' ? 1 : -1)
        if (!oneway || ahead >= 0) best = Math.min(best, Math.abs(ahead))
      }
      if (best <= cut) decimetres[row * columnCount + column] = best
    }
  }
  return { rows: rowCount, columns: columnCount, decimetres }
}
