import type { Clock } from '../clock.ts'
import { annealHomecare } from './anneal.ts'
import type { HomecareInstance } from './instance.ts'

/** A plan for a home health care file, by its ids; cost = (distance + total tardiness + greatest tardiness) / 3. */
export type HomecarePlan = {
  cost: number
  distance: number
  /** Caregivers who go out. */
  vehicles: number
  routes: { caregiver: string; stops: { patient: string; service: string; start: number }[] }[]
  /** Patients whom no caregivers, or no two different ones, are able to serve. */
  unassigned: string[]
  seconds: number
  iterations: number
}

/** Plans an instance until the clock's budget is used up. */
export function solveHomecare(
  instance: HomecareInstance,
  options: { seed: number; clock: Clock; onProgress?: (cost: number) => void },
): HomecarePlan {
  const { clock, onProgress } = options
  const served: number[] = []
  const unassigned: string[] = []
  instance.able.forEach((lists, p) => {
    if (canBeServed(lists)) served.push(p)
    else unassigned.push(instance.patients[p]!)
  })
  const part = partOf(instance, served)
  const stops: HomecarePlan['routes'][number]['stops'][] = instance.caregivers.map(() => [])
  const found =
    served.length === 0
      ? { visits: [], cost: 0, distance: 0, steps: 0 }
      : annealHomecare(part, { seed: options.seed, spent: clock.spent, ...(onProgress ? { onProgress } : {}) })
  for (const { patient, one, two, startOne, startTwo } of found.visits) {
    const [first, second] = part.services[patient]!
    stops[one]!.push({ patient: part.patients[patient]!, service: first!, start: startOne })
    if (two >= 0) stops[two]!.push({ patient: part.patients[patient]!, service: second!, start: startTwo })
  }
  const routes = instance.caregivers.map((caregiver, c) => ({ caregiver, stops: stops[c]! }))
  return {
    cost: found.cost,
    distance: found.distance,
    vehicles: routes.filter((route) => route.stops.length > 0).length,
    routes: routes.filter((route) => route.stops.length > 0),
    unassigned,
    seconds: clock.seconds(),
    iterations: found.steps,
  }
}

/** Whether there is somebody for every service, and two different persons for two. */
const canBeServed = ([first, second]: number[][]) =>
  first!.length > 0 && (second === undefined || (second.length > 0 && new Set([...first!, ...second]).size > 1))

/** The instance with these patients only. */
function partOf(instance: HomecareInstance, patients: number[]): HomecareInstance {
  const of = <T>(list: T[]) => patients.map((p) => list[p]!)
  const places = [0, ...patients.map((p) => p + 1)]
  return {
    ...instance,
    patients: of(instance.patients),
    services: of(instance.services),
    minutes: of(instance.minutes),
    able: of(instance.able),
    open: of(instance.open),
    close: of(instance.close),
    apart: of(instance.apart),
    distances: places.map((from) => places.map((to) => instance.distances[from]![to]!)),
  }
}
