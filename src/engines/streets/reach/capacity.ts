import { type Direction, FOOTHOLD, type Footholds, type Network } from '../network.ts'
import { eachAlone } from './alone.ts'

export type CapacityRequest = {
  sources: Footholds
  /** Places of each source; `null`: as many as come. */
  capacity: readonly (number | null)[]
  targets: Footholds
  /** People at each target. */
  demand: ArrayLike<number>
  /** Longest way in metres. */
  cut: number
  direction?: Direction
}

/** Part of a target's people that goes to one source. */
export type Placed = { target: number; source: number; people: number; decimetres: number }

export type CapacityAnswer = {
  placed: Placed[]
  /** People who have a source within the cut but no place at any. */
  full: Float64Array
  /** People without any source within the cut. */
  beyond: Float64Array
  /** Places left at each source; `null` where there was no limit. */
  left: (number | null)[]
}

/**
 * Gives places nearest first: the shortest way between any people and any free place is served before all longer ones, ties by the
 * lower number of source, then of target. People of one target may be divided. This is what people do who come by themselves; it is
 * not the division that serves the most.
 */
export function placeNearestFirst(network: Network, request: CapacityRequest): CapacityAnswer {
  const pairs: { source: number; target: number; decimetres: number }[] = []
  const known = new Uint8Array(request.targets.length / FOOTHOLD)
  eachAlone(network, request, (source, { targets, decimetres }) => {
    for (const [at, target] of targets.entries()) {
      known[target] = 1
      if (request.demand[target]! > 0) pairs.push({ source, target, decimetres: decimetres[at]! })
    }
  })
  pairs.sort((a, b) => a.decimetres - b.decimetres || a.source - b.source || a.target - b.target)
  const left = [...request.capacity]
  const waiting = Float64Array.from(request.demand)
  const placed: Placed[] = []
  for (const { source, target, decimetres } of pairs) {
    const places = left[source] ?? null
    const people = places === null ? waiting[target]! : Math.min(places, waiting[target]!)
    if (people <= 0) continue
    waiting[target]! -= people
    if (places !== null) left[source] = places - people
    placed.push({ target, source, people, decimetres })
  }
  return {
    placed,
    full: waiting.map((people, target) => (known[target] === 1 ? people : 0)),
    beyond: waiting.map((people, target) => (known[target] === 1 ? 0 : people)),
    left,
  }
}
