import type { Dual, Relaxation } from './relaxation.ts'

export type AscentOptions = {
  /** A known upper bound, which sets the length of the steps. */
  target: number
  iterations: number
  /** First step length as a part of the Polyak step. */
  step: number
  /** The step is halved after this many evaluations without a better bound, and the ascent ends below `smallestStep`. */
  patience: number
  smallestStep: number
  /** The ascent ends as soon as the bound reaches this. */
  enough: number
  /** Asked every few evaluations; ends the ascent. */
  stopped: () => boolean
  /** Called whenever the bound was raised, with what the relaxation would open. */
  onRaise?: (bound: number) => void
}

export type Ascent = {
  dual: Dual
  bound: number
  /** How often each free site was opened lately, 0 to 1: a guess at the continuous solution. */
  inclination: Float64Array
}

/** Weight of the new subgradient in the direction of the next step. */
const FRESH = 0.35

/**
 * Raises the Lagrangian bound by subgradient steps with a direction that remembers the ones before. The relaxation must have
 * entered the node, whose `state` this is.
 */
export function ascend(relaxation: Relaxation, start: Dual, state: Int8Array, options: AscentOptions): Ascent {
  const { model, ceiling, chosen, start: rowStart, site, cost } = relaxation
  const { demands } = model
  const u = start.u.slice()
  let quota = start.quota
  for (let i = 0; i < demands; i++) if (u[i]! > ceiling[i]! && model.quota === null) u[i] = ceiling[i]!
  const best: Dual = { u: u.slice(), count: 0, budget: 0, quota }
  const direction = new Float64Array(demands)
  const inclination = new Float64Array(model.sites)
  let quotaDirection = 0
  let bound = Number.NEGATIVE_INFINITY
  let step = options.step
  let idle = 0
  for (let round = 0; round < options.iterations; round++) {
    const now = relaxation.evaluate(u, quota, state)
    if (now.bound > bound) {
      // A rise too small to matter does not earn the step another chance.
      if (now.bound > bound + 1e-4 * Math.abs(options.target - bound)) idle = 0
      else idle++
      bound = now.bound
      best.u.set(u)
      best.count = now.count
      best.budget = now.budget
      best.quota = quota
      options.onRaise?.(bound)
      if (bound >= options.enough) break
    } else idle++
    if (idle >= options.patience) {
      idle = 0
      step /= 2
      if (step < options.smallestStep) break
      u.set(best.u)
      quota = best.quota
    }
    if ((round & 7) === 7 && options.stopped()) break
    for (let j = 0; j < model.sites; j++) inclination[j]! += (chosen[j]! - inclination[j]!) * 0.1

    let norm = 0
    let unserved = 0
    for (let i = 0; i < demands; i++) {
      const pays = u[i]!
      let slope = 1
      for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end && cost[k]! < pays; k++) slope -= chosen[site[k]!]!
      if (model.quota !== null && pays >= quota * model.quota.weight[i]!) {
        unserved += model.quota.weight[i]!
        slope -= 1
      } else if (slope > 0 && pays >= ceiling[i]!) slope = 0
      if (slope < 0 && pays <= 0) slope = 0
      const turned = FRESH * slope + (1 - FRESH) * direction[i]!
      direction[i] = turned
      norm += turned * turned
    }
    if (model.quota !== null) {
      const slope = unserved - model.quota.spare
      quotaDirection = FRESH * slope + (1 - FRESH) * quotaDirection
      norm += quotaDirection * quotaDirection
    }
    if (norm < 1e-12) break
    const length = (step * Math.max(options.target - now.bound, 1e-6 * Math.abs(options.target) + 1e-9)) / norm
    for (let i = 0; i < demands; i++) {
      const moved = u[i]! + length * direction[i]!
      u[i] = moved < 0 ? 0 : model.quota === null && moved > ceiling[i]! ? ceiling[i]! : moved
    }
    quota = Math.max(0, quota + length * quotaDirection)
  }
  return { dual: best, bound, inclination }
}
