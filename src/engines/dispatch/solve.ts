import type { Explanation } from './day/explain.ts'
import { soundProblem } from './day/parse.ts'
import { mend, type Replanned, type ReplanOptions, told } from './day/replan.ts'
import type { Plan, Problem, Progress, SolveOptions } from './problem.ts'
import { ask, instant } from './thread.ts'

/**
 * Plans a day in a thread of its own, so that the caller stays responsive; `seconds` count from the call. An aborted signal ends the run
 * with the best plan so far (`cancelled: true`). Throws a `Refusal` when the problem makes no sense. `begin` is a plan to start from.
 *
 * @example
 * const plan = await solve({ visits, carers, modes: { foot: { minutes } } }, { seconds: 2 })
 */
export async function solve(
  problem: Problem,
  options: SolveOptions & { begin?: Pick<Plan, 'routes'> } = {},
): Promise<Plan> {
  const { seconds = 5, iterations, seed = 1, onProgress, signal, begin } = options
  const asked = instant()
  soundProblem(problem)
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const cancel = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await ask<Plan>({ kind: 'plan', problem, seconds, asked, iterations, seed, begin, stop }, (news) =>
      onProgress?.(news as Progress),
    )
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** `explain` in the planning thread. */
export async function explainAside(problem: Problem, plan: Pick<Plan, 'routes' | 'unassigned'>): Promise<Explanation> {
  const { routes, unassigned } = plan
  return ask<Explanation>({ kind: 'explain', problem, plan: { routes, unassigned } })
}

/**
 * A new plan from where everyone is now, that moves as little as possible: what has begun stays, promised times and carers have their
 * price ({@link Problem.weights}). The problem is today's truth: cancelled visits are gone from it, urgent ones are in it, a visit that
 * takes longer says so. Default 0.7 seconds.
 */
export async function replan(problem: Problem, plan: Pick<Plan, 'routes'>, options: ReplanOptions): Promise<Replanned> {
  const asked = instant()
  soundProblem(problem)
  const mended = mend(problem, plan, options)
  const seconds = Math.max(0, (options.seconds ?? 0.7) - (instant() - asked) / 1000)
  const next = await solve(mended.problem, { ...options, seconds, begin: mended.begin })
  return told(mended, plan, next, options)
}
