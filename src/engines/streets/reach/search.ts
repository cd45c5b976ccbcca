import type { Network } from '../network.ts'

/** No source within the cut. */
export const BEYOND = 65_535
/** The longest cut of a search with 16-bit labels, decimetres. */
export const LONGEST_CUT = 65_534
/** No source. */
export const NOBODY = -1

/**
 * What one search needs beside its network; kept from search to search so that nothing is allocated in between. Entries of
 * buckets are vertex and next entry by turns; used ones are recycled at once, which keeps the working set in the cache.
 */
export type Scratch = {
  heads: Int32Array
  entries: Int32Array
  /** Vertices in the order in which a repair settled them; one may stand twice. */
  log: Int32Array
}

/** Scratch for searches on one network up to a cut in decimetres, with at most so many seeds. */
export function scratchFor(network: Network, cut: number, seeds: number, repairs = false): Scratch {
  // A vertex is queued at most once for each arc into it and each seed on it.
  const queued = Math.max(network.in.length, network.out.length) / 2 + seeds + 1
  return {
    heads: new Int32Array(cut + 1).fill(-1),
    entries: new Int32Array(2 * queued),
    log: new Int32Array(repairs ? queued : 0),
  }
}

const REPAIRS = new WeakMap<Network, Scratch>()

/** Scratch for repairs of any cut. It is large and never used twice at once in a thread: all of one network share it. */
export function repairScratch(network: Network): Scratch {
  const known = REPAIRS.get(network)
  if (known !== undefined) return known
  const made = scratchFor(network, LONGEST_CUT, network.vertexCount, true)
  REPAIRS.set(network, made)
  return made
}

/** Labels of all vertices: decimetres to the nearest source (`BEYOND`) and which source it is (`NOBODY`). */
export type Labels = { distance: Uint16Array; nearest: Int32Array }

/** Labels that say nothing yet. */
export function unlabelled(count: number): Labels {
  return { distance: new Uint16Array(count).fill(BEYOND), nearest: new Int32Array(count).fill(NOBODY) }
}

/** Where a search begins: vertex, decimetres, source, by threes. The same vertex may come several times. */
export type Seeds = { list: Int32Array; count: number }

/**
 * Settles the vertices within the cut of the seeds, in order of distance (Dial 1969: one bucket a decimetre). Of several sources
 * at the same distance the lowest number is the nearest, so labels do not depend on the order of work. Costs are at least 1.
 *
 * `arcFirst`, `arcs`: those of the network to walk on. A fresh search begins with `BEYOND` and `NOBODY` everywhere and returns how
 * many vertices it settled. A `repair` begins with labels that hold already and only betters them: a vertex whose source gives way
 * to a lower number must then pass that on, although it was settled before.
 */
export function settle(
  arcFirst: Int32Array,
  arcs: Int32Array,
  seeds: Seeds,
  cut: number,
  labels: Labels,
  scratch: Scratch,
  repair: boolean,
): number {
  const { distance, nearest } = labels
  const { heads, entries, log } = scratch
  let free = -1
  let fresh = 0
  let waiting = 0
  let low = cut + 1
  const list = seeds.list
  for (let seed = 0; seed < seeds.count * 3; seed += 3) {
    const vertex = list[seed]!
    const d = list[seed + 1]!
    const source = list[seed + 2]!
    if (d > cut) continue
    const known = distance[vertex]!
    if (d < known) {
      distance[vertex] = d
      nearest[vertex] = source
      entries[fresh] = vertex
      entries[fresh + 1] = heads[d]!
      heads[d] = fresh
      fresh += 2
      waiting++
      if (d < low) low = d
    } else if (d === known && source < nearest[vertex]!) {
      nearest[vertex] = source
      if (repair) {
        entries[fresh] = vertex
        entries[fresh + 1] = heads[d]!
        heads[d] = fresh
        fresh += 2
        waiting++
        if (d < low) low = d
      }
    }
  }
  let settled = 0
  for (let d = low; waiting > 0; d++) {
    let entry = heads[d]!
    if (entry < 0) continue
    heads[d] = -1
    while (entry >= 0) {
      const vertex = entries[entry]!
      const after = entries[entry + 1]!
      entries[entry + 1] = free
      free = entry
      entry = after
      waiting--
      if (distance[vertex] !== d) continue
      if (repair) log[settled] = vertex
      settled++
      const source = nearest[vertex]!
      const end = arcFirst[vertex + 1]! * 2
      for (let arc = arcFirst[vertex]! * 2; arc < end; arc += 2) {
        const next = arcs[arc]!
        const there = d + arcs[arc + 1]!
        const known = distance[next]!
        if (there > known || there > cut) continue
        if (there < known) {
          distance[next] = there
          nearest[next] = source
          let slot = free
          if (slot >= 0) free = entries[slot + 1]!
          else {
            slot = fresh
            fresh += 2
          }
          entries[slot] = next
          entries[slot + 1] = heads[there]!
          heads[there] = slot
          waiting++
        } else if (source < nearest[next]!) {
          nearest[next] = source
          if (repair) {
            let slot = free
            if (slot >= 0) free = entries[slot + 1]!
            else {
              slot = fresh
              fresh += 2
            }
            entries[slot] = next
            entries[slot + 1] = heads[there]!
            heads[there] = slot
            waiting++
          }
        }
      }
    }
  }
  return settled
}
