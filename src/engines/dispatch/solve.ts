import { Worker } from 'node:worker_threads'
import { soundProblem } from './day/parse.ts'
import { mend, type Replanned, type ReplanOptions, told } from './day/replan.ts'
import type { Plan, Problem, SolveOptions } from './problem.ts'
import type { Message, Order } from './worker.ts'

/**
 * Plans a day in a thread of its own, so that the caller stays responsive. An aborted signal ends the run with the best plan so far
 * (`cancelled: true`). Throws a `Refusal` when the problem makes no sense. `begin` is a plan to start from.
 *
 * @example
 * const plan = await solve({ visits, carers, modes: { foot: { minutes } } }, { seconds: 2 })
 */
export async function solve(
  problem: Problem,
  options: SolveOptions & { begin?: Pick<Plan, 'routes'> } = {},
): Promise<Plan> {
  const { seconds = 5, iterations, seed = 1, onProgress, signal, begin } = options
  soundProblem(problem)
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const order: Order = { problem, seconds, iterations, seed, begin, stop }
  const cancel = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  return new Promise<Plan>((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress?.(message.progress)
      else resolve(message.plan)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal?.removeEventListener('abort', cancel)
      reject(new Error('the planning thread ended without a plan'))
    })
  })
}

/**
 * A new plan from where everyone is now, that moves as little as possible: what has begun stays, promised times and carers have their
 * price ({@link Problem.weights}). The problem is today's truth: cancelled visits are gone from it, urgent ones are in it, a visit that
 * takes longer says so. Default 0.7 seconds, so that with starting a thread it is there within one.
 */
export async function replan(problem: Problem, plan: Pick<Plan, 'routes'>, options: ReplanOptions): Promise<Replanned> {
  soundProblem(problem)
  const mended = mend(problem, plan, options)
  const next = await solve(mended.problem, { seconds: 0.7, ...options, begin: mended.begin })
  return told(mended, plan, next, options)
}
