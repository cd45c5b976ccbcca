import type { Clock } from '../clock.ts'
import type { Plan, Problem, Progress } from '../problem.ts'
import { compile, type Day } from './compile.ts'
import { planOf } from './plan.ts'
import { searchDay } from './search.ts'

export type HereOptions = {
  seed?: number
  clock: Clock
  /** A plan to start from and to keep to as far as it still holds. */
  begin?: Pick<Plan, 'routes'>
  onProgress?: (progress: Progress) => void
  cancelled?: () => boolean
}

/** Plans a day in this thread until the clock's budget is used up. */
export function solveHere(problem: Problem, options: HereOptions): Plan {
  const { clock, onProgress, begin } = options
  const day = compile(problem)
  const result = searchDay(day, {
    seed: options.seed ?? 1,
    spent: clock.spent,
    ...(begin === undefined ? {} : { begin: toursOf(day, begin) }),
    ...(onProgress === undefined
      ? {}
      : {
          onProgress: (cost, unassigned, iterations) =>
            onProgress({ seconds: clock.seconds(), iterations, cost, unassigned }),
        }),
  })
  return {
    ...planOf(day, result),
    seconds: clock.seconds(),
    iterations: result.steps,
    cancelled: options.cancelled?.() ?? false,
  }
}

/**
 * The tasks of an earlier plan by tour; what the problem no longer knows is passed over. Breaks are put in anew unless they are asked
 * for.
 */
export function toursOf(day: Day, plan: Pick<Plan, 'routes'>, breaks = false): number[][] {
  const { problem } = day
  const taskAt = new Map<string, number>()
  for (let t = 0; t < day.parts; t++) taskAt.set(`${day.partOf[t]} ${problem.visits[day.itemOf[t]!]!.id}`, t)
  const tours: number[][] = Array.from({ length: day.tours }, () => [])
  for (const { carer, shift, stops } of plan.routes) {
    const r = tours.findIndex((_, k) => problem.carers[day.carerOf[k]!]!.id === carer && day.shiftOf[k] === shift)
    if (r < 0) continue
    let rest = day.parts - 1
    for (const { visit, part, start } of stops) {
      if (visit === null) {
        rest = breaks ? breakAt(day, day.carerOf[r]!, start, rest + 1) : -1
        if (rest >= 0) tours[r]!.push(rest)
        continue
      }
      const t = taskAt.get(`${part} ${visit}`)
      if (t !== undefined) tours[r]!.push(t)
    }
  }
  return tours
}

/** The next break of a carer, from task `from` on, in whose window a start lies; −1: none. */
function breakAt(day: Day, c: number, start: number, from: number): number {
  for (let t = Math.max(from, day.parts); t < day.tasks; t++) {
    const k = day.windowStart[t]!
    const own = day.price[t * day.carers + c] !== Number.POSITIVE_INFINITY
    if (own && start >= day.windowFrom[k]! - 1e-6 && start <= day.windowLatest[k]! + 1e-6) return t
  }
  return -1
}
