import { parentPort } from 'node:worker_threads'
import { clockOf } from './clock.ts'
import { explain } from './day/explain.ts'
import { solveHere } from './day/solve.ts'
import type { Plan, Problem, Progress } from './problem.ts'
import { instant } from './thread.ts'

/** What a planning thread is asked. */
export type Order =
  | {
      kind: 'plan'
      problem: Problem
      seconds: number
      /** The moment (see `instant`) from which the seconds count. */
      asked: number
      iterations: number | undefined
      seed: number
      begin: Pick<Plan, 'routes'> | undefined
      /** `stop[0]` becomes 1 when the run is cancelled. */
      stop: Int32Array
    }
  | { kind: 'explain'; problem: Problem; plan: Pick<Plan, 'routes' | 'unassigned'> }

/** What a planning thread tells. */
export type Answer = { news: Progress } | { done: unknown }

const tell = (answer: Answer) => parentPort!.postMessage(answer)

parentPort!.on('message', (order: Order) => tell({ done: answerOf(order) }))

function answerOf(order: Order): unknown {
  if (order.kind === 'explain') return explain(order.problem, order.plan)
  const { problem, seconds, asked, iterations, seed, begin, stop } = order
  const cancelled = () => Atomics.load(stop, 0) === 1
  return solveHere(problem, {
    seed,
    clock: clockOf({ seconds, iterations }, cancelled, Math.max(0, instant() - asked) / 1000),
    ...(begin === undefined ? {} : { begin }),
    cancelled,
    onProgress: (news) => tell({ news }),
  })
}
