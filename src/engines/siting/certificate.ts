import { sha256Hex } from '../../kernel/hash.ts'
import type { Certificate } from './answer.ts'
import { goalOf } from './incumbent.ts'
import type { Model } from './model.ts'
import type { Problem, Reach } from './problem.ts'
import type { RunResult } from './run.ts'

/** The question as plain JSON: lists of numbers become arrays, a pair without a way becomes `null`. */
export function plainProblem(problem: Problem): Problem {
  const list = (values: ArrayLike<number> | undefined) =>
    values === undefined ? undefined : Array.from(values, (value) => (Number.isFinite(value) ? value : null) as number)
  const plain = {
    ...problem,
    reach: plainReach(problem.reach, (values) => list(values)!),
    weights: list(problem.weights),
    costs: list(problem.costs),
    capacities: list(problem.capacities),
  }
  // What is left out in JSON is left out here too, so that the text is the same before and after.
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as unknown as Problem
}

function plainReach(reach: Reach, list: (values: ArrayLike<number>) => number[]): Reach {
  if (reach.form === 'matrix') return { ...reach, metres: list(reach.metres) }
  if (reach.form === 'lists')
    return { ...reach, sites: reach.sites.map((one) => ({ demand: list(one.demand), metres: list(one.metres) })) }
  return reach
}

/** The bound as it is told: whole where objectives are whole, and meeting the objective when the proof is complete. */
export function boundOf(model: Model, result: RunResult): { cost: number; proven: boolean } {
  const goal = goalOf(result.incumbent.cost, model.integral)
  const proven = result.bound >= goal
  if (proven) return { cost: model.integral ? result.incumbent.cost : goal, proven }
  return { cost: model.integral ? Math.ceil(result.bound - 1e-6) : result.bound, proven }
}

/** Writes the certificate of a run. */
export function writeCertificate(
  problem: Problem,
  model: Model,
  result: RunResult,
  shares: [number, number, number][] | null,
): Certificate {
  const instance = plainProblem(problem)
  const { cost, proven } = boundOf(model, result)
  const { found, sites } = result.incumbent
  const open: Omit<Certificate, 'seal'> = {
    format: 'yike-siting-certificate-1',
    instance,
    instanceHash: sha256Hex(JSON.stringify(instance)),
    objective: found ? model.offset + model.sign * result.incumbent.cost : null,
    bound: model.offset + model.sign * cost,
    proven,
    sites: found ? Array.from(sites) : [],
    shares,
    proof: result.proof.written(),
  }
  return { ...open, seal: sha256Hex(JSON.stringify(open)) }
}
