import { Random } from '../random.ts'
import type { Network } from './network.ts'
import { Tours } from './tours.ts'

/** What decides between plans: distance alone, or the number of vehicles first. */
export type VehicleObjective = 'distance' | 'vehicles-first'

export type VehicleSearch = {
  objective: VehicleObjective
  seed: number
  /** Share of the budget that is used up, from 0 to 1; looked at every few hundred steps. */
  spent: (steps: number) => number
  onProgress?: (vehicles: number, distance: number, absent: number) => void
}

export type VehicleResult = { tours: number[][]; absent: number[]; distance: number; steps: number }

/** Steps between two looks at the clock. */
const LOOK = 128
/** Temperatures at the start and the end, as multiples of the mean edge of the first plan, and at the start of using fewer vehicles. */
const HOT = 10
const COLD = 0.01
const FLEET_HOT = 1
/** Share of the budget that may go into using fewer vehicles; mostly their number is reached within a tenth. */
const FLEET_SHARE = 0.25
/** What a customer left out costs, as a multiple of all edges: never worth it. */
const LEFT_OUT = 10

/**
 * Ruin and recreate under simulated annealing. For `vehicles-first` a first phase gives up tour after tour and tries to place
 * everybody in those that are left; customers that were often left out count as hard (Christiaens & Vanden Berghe 2020). The same
 * seed and the same sequence of `spent` give the same plan.
 */
export function searchTours(network: Network, options: VehicleSearch): VehicleResult {
  const tours = new Tours(network, new Random(options.seed))
  tours.clear()
  tours.begin()
  tours.recreate()
  const first = tours.distance / Math.max(1, network.places - 1 - tours.out + tours.used)
  let steps = 0
  let from = 0
  if (options.objective === 'vehicles-first') {
    steps = fewerVehicles(tours, options)
    from = options.spent(steps)
  }
  const best = { tours: tours.tours(), cost: costOf(tours, first) }
  let cost = best.cost
  let cool = 1
  const hot = HOT * first
  const cold = COLD * first
  let temperature = hot
  const { random } = tours
  let since = 0
  while (true) {
    if (steps % LOOK === 0) {
      const spent = options.spent(steps)
      if (spent >= 1) break
      cool = (spent - from) / Math.max(1e-9, 1 - from)
      temperature = hot * (cold / hot) ** cool
      if (++since === 64) {
        since = 0
        options.onProgress?.(tours.used, tours.distance, tours.out)
      }
    }
    steps++
    const whole = tours.out === 0
    const limit = cost - temperature * Math.log(random.next())
    tours.begin()
    tours.ruin()
    // Most steps end here: while nobody is left out, what is too long already need not be finished.
    if (!tours.recreate(whole ? limit : undefined)) {
      tours.undo()
      continue
    }
    const now = costOf(tours, first)
    if (now < limit) {
      cost = now
      if (now < best.cost - 1e-9) {
        best.cost = now
        best.tours = tours.tours()
      }
    } else tours.undo()
  }
  tours.take(best.tours)
  return { tours: best.tours, absent: [...tours.absent.subarray(0, tours.out)], distance: tours.distance, steps }
}

const costOf = (tours: Tours, edge: number) =>
  tours.out === 0 ? tours.distance : tours.distance + tours.out * LEFT_OUT * edge * tours.network.places

/** Gives up tours as long as everybody finds a place in the others; leaves the plan with the fewest. Returns the steps it took. */
function fewerVehicles(tours: Tours, options: VehicleSearch): number {
  const { demand, capacity, places } = tours.network
  const least = Math.max(1, Math.ceil(demand.reduce((sum, value) => sum + value, 0) / Math.max(capacity, 1e-9) - 1e-9))
  const { misses, random } = tours
  let steps = 0
  if (tours.out > 0) return 0
  let best = tours.tours()
  const first = tours.distance / (places - 1 + tours.used)
  const hot = FLEET_HOT * first
  let temperature = hot
  while (best.length > least) {
    tours.dropTour()
    let cost = tours.distance
    let out = tours.out
    let hardness = hardnessOf(tours)
    while (tours.out > 0) {
      if (steps % LOOK === 0) {
        const spent = options.spent(steps) / FLEET_SHARE
        if (spent >= 1) {
          tours.take(best)
          tours.limit = best.length
          return steps
        }
        temperature = hot * ((COLD * first) / hot) ** spent
      }
      steps++
      tours.begin()
      tours.ruin()
      tours.recreate()
      const nowHard = hardnessOf(tours)
      for (let k = 0; k < tours.out; k++) misses[tours.absent[k]!]!++
      if (
        tours.out < out ||
        nowHard < hardness ||
        (tours.out === out && tours.distance < cost - temperature * Math.log(random.next()))
      ) {
        cost = tours.distance
        out = tours.out
      } else tours.undo()
      hardness = hardnessOf(tours)
    }
    best = tours.tours()
  }
  tours.take(best)
  tours.limit = best.length
  return steps
}

function hardnessOf({ misses, absent, out }: Tours): number {
  let sum = 0
  for (let k = 0; k < out; k++) sum += misses[absent[k]!]!
  return sum
}
