import { parentPort, workerData } from 'node:worker_threads'
import { clockOf } from './clock.ts'
import { solveHere } from './day/solve.ts'
import type { Plan, Problem, Progress } from './problem.ts'

/** What a planning thread is given. `stop[0]` becomes 1 when the run is cancelled. */
export type Order = {
  problem: Problem
  seconds: number
  iterations: number | undefined
  seed: number
  begin: Pick<Plan, 'routes'> | undefined
  stop: Int32Array
}

/** What a planning thread tells. */
export type Message = { kind: 'progress'; progress: Progress } | { kind: 'plan'; plan: Plan }

const { problem, seconds, iterations, seed, begin, stop }: Order = workerData
const tell = (message: Message) => parentPort!.postMessage(message)
const cancelled = () => Atomics.load(stop, 0) === 1

tell({
  kind: 'plan',
  plan: solveHere(problem, {
    seed,
    clock: clockOf({ seconds, iterations }, cancelled),
    ...(begin === undefined ? {} : { begin }),
    cancelled,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  }),
})
