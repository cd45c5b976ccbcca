import { Nearest } from '../nearest.ts'
import { distancesOf, type VehicleInstance } from './instance.ts'

/** Positions tried for a customer: behind so many others that can come before it. */
const PREDECESSORS = 40

/** Customers around which a ruin may spread. */
const AROUND = 400

/** What the search reads again and again, in flat arrays; place 0 is the depot. */
export type Network = {
  /** Places, the depot among them. */
  places: number
  vehicles: number
  capacity: number
  demand: Float64Array
  ready: Float64Array
  due: Float64Array
  service: Float64Array
  /** From row to column: how far, and how long under way. */
  far: Float64Array
  /** For each place the customers that fit before it, most promising first: `before[k]` for k from `beforeStart[c]` to the next. */
  beforeStart: Int32Array
  before: Int32Array
  /** The way from each of them. */
  beforeFar: Float64Array
  /** For each customer all (or the nearest) customers by distance, itself first; `around` to a row. */
  around: number
  nearest: Int32Array
  /** Orders in which customers may be put back: customers' ranks by demand, distance from the depot, window. */
  rankDemand: Float64Array
  rankFar: Float64Array
  rankWidth: Float64Array
  rankReady: Float64Array
  rankDue: Float64Array
}

/** Prepares an instance for the search. */
export function networkOf(instance: VehicleInstance): Network {
  const { demand, ready, due, service } = instance
  const places = demand.length
  const far = distancesOf(instance)
  const around = Math.min(places - 1, AROUND)
  const nearest = new Int32Array(places * around)
  const beforeStart = new Int32Array(places + 1)
  const before: number[] = []
  const beforeFar: number[] = []
  const sorter = new Nearest(places)
  const near: number[] = []
  for (let c = 1; c < places; c++) {
    sorter.clear()
    for (let i = 1; i < places; i++) sorter.add(i, i === c ? 0 : 1 + far[c * places + i]!)
    sorter.take(around, near)
    sorter.clear()
    for (let i = 1; i < places; i++) {
      const lasts = service[i]! + far[i * places + c]!
      if (i !== c && ready[i]! + lasts <= due[c]!)
        sorter.add(i, far[i * places + c]! + 0.2 * Math.max(0, ready[c]! - due[i]! - lasts))
    }
    beforeStart[c] = before.length
    sorter.take(PREDECESSORS, before)
    for (let k = beforeStart[c]!; k < before.length; k++) beforeFar.push(far[before[k]! * places + c]!)
  }
  nearest.set(near, around)
  beforeStart[places] = before.length
  return {
    places,
    vehicles: Math.min(instance.vehicles, places - 1),
    capacity: instance.capacity,
    demand,
    ready,
    due,
    service,
    far,
    beforeStart,
    before: Int32Array.from(before),
    beforeFar: Float64Array.from(beforeFar),
    around,
    nearest,
    rankDemand: demand.map((value) => -value),
    rankFar: Float64Array.from({ length: places }, (_, i) => -far[i]!),
    rankWidth: ready.map((from, i) => due[i]! - from),
    rankReady: ready,
    rankDue: due.map((until) => -until),
  }
}
