import type { Clock } from '../clock.ts'
import type { VehicleInstance } from './instance.ts'
import { networkOf } from './network.ts'
import { searchTours, type VehicleObjective } from './search.ts'

/** A plan for a Solomon file, in its customer numbers; every start is the earliest. */
export type VehiclePlan = {
  cost: number
  distance: number
  vehicles: number
  routes: { stops: { customer: number; start: number }[] }[]
  /** Who is left out: no vehicle can reach them, or there are too few. */
  unassigned: number[]
  seconds: number
  iterations: number
}

/** Plans an instance until the clock's budget is used up. */
export function solveVehicles(
  instance: VehicleInstance,
  options: {
    objective: VehicleObjective
    seed: number
    clock: Clock
    onProgress?: (cost: number, out: number) => void
  },
): VehiclePlan {
  const { clock, onProgress } = options
  const network = networkOf(instance)
  const { tours, absent, distance, steps } = searchTours(network, {
    objective: options.objective,
    seed: options.seed,
    spent: clock.spent,
    ...(onProgress === undefined ? {} : { onProgress: (_, length, out) => onProgress(length, out) }),
  })
  const { places, far, service, ready } = network
  const routes = tours.map((stops) => {
    let at = 0
    let start = ready[0]!
    return {
      stops: stops.map((c) => {
        start = Math.max(ready[c]!, start + service[at]! + far[at * places + c]!)
        at = c
        return { customer: instance.numbers[c]!, start }
      }),
    }
  })
  return {
    cost: distance,
    distance,
    vehicles: routes.length,
    routes,
    unassigned: absent.map((c) => instance.numbers[c]!).sort((a, b) => a - b),
    seconds: clock.seconds(),
    iterations: steps,
  }
}
