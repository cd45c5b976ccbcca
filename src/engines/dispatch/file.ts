import { Worker } from 'node:worker_threads'
import type { Format } from './check/check.ts'
import { clockOf } from './clock.ts'
import { parseProblem } from './day/parse.ts'
import { solveHere } from './day/solve.ts'
import type { FileOrder } from './file-worker.ts'
import { parseHomecare } from './homecare/instance.ts'
import { solveHomecare } from './homecare/solve.ts'
import type { Cost, Route } from './problem.ts'
import { parseSolomon } from './vehicles/instance.ts'
import type { VehicleObjective } from './vehicles/search.ts'
import { solveVehicles } from './vehicles/solve.ts'

/** What is printed for a file of any format; `routes` are those of its format. */
export type FilePlan = {
  cost: number
  distance: number
  vehicles: number
  routes: unknown[]
  unassigned: (number | string)[]
  seconds: number
  iterations: number
  /** Of the own model: carers without a break, minutes on the way, the cost part by part. */
  missedBreaks?: string[]
  travelMinutes?: number
  parts?: Cost
}

export type FileOptions = {
  format: Format
  /** Only `solomon` knows `vehicles-first`; default `distance`. */
  objective?: VehicleObjective
  /** Counted from the start of the process. */
  seconds: number
  iterations?: number | undefined
  seed: number
}

/** Plans a file in this thread. */
export function planFile(text: string, options: FileOptions): FilePlan {
  const { format, objective = 'distance', seed } = options
  const clock = clockOf(options, () => false, options.iterations === undefined ? performance.now() / 1000 : 0)
  if (format === 'solomon') return solveVehicles(parseSolomon(text), { objective, seed, clock })
  if (format === 'hhc') return solveHomecare(parseHomecare(text), { seed, clock })
  const plan = solveHere(parseProblem(text), { seed, clock })
  const { cost, metres, travelMinutes, routes, unassigned, missedBreaks, iterations } = plan
  return {
    cost: cost.total,
    // Where no mode tells metres, the minutes on the way.
    distance: metres > 0 ? metres : travelMinutes,
    vehicles: routes.length,
    routes: routes satisfies Route[],
    unassigned,
    seconds: clock.seconds(),
    iterations,
    missedBreaks,
    travelMinutes,
    parts: cost,
  }
}

/** Plans a file with several seeds at once, one thread each, and keeps the best plan; which one that is does not depend on who is first. */
export async function planFileByThreads(text: string, options: FileOptions, threads: number): Promise<FilePlan> {
  const others = Array.from({ length: threads - 1 }, (_, k) => {
    const passed = options.iterations === undefined ? performance.now() / 1000 : 0
    const order: FileOrder = { text, options: { ...options, seed: options.seed + k + 1 }, passed }
    return new Promise<FilePlan>((resolve, reject) => {
      const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { workerData: order })
      worker.on('message', resolve)
      worker.on('error', reject)
    })
  })
  const plans = [planFile(text, options), ...(await Promise.all(others))]
  const order = (plan: FilePlan) => [
    plan.unassigned.length,
    options.objective === 'vehicles-first' ? plan.vehicles : 0,
    plan.cost,
  ]
  const best = plans.reduce((one, other) => (isLess(order(other), order(one)) ? other : one))
  return { ...best, iterations: plans.reduce((sum, plan) => sum + plan.iterations, 0) }
}

function isLess(a: number[], b: number[]): boolean {
  const k = a.findIndex((value, at) => value !== b[at])
  return k >= 0 && a[k]! < b[k]!
}
