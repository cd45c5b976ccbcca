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

/** Below this a direction is nothing: numbers that fade away make arithmetic slow long before they are zero. */
const FAINT = 1e-7

/**
 * Raises the Lagrangian bound of the node that the relaxation has entered, by subgradient steps with a direction that remembers
 * the ones before.
 */
export function ascend(relaxation: Relaxation, start: Dual, options: AscentOptions): Ascent {
  const { model, ceiling, chosen, free, freeSize, active, activeSize } = relaxation
  const { demands, quota: partial } = model
  const u = start.u.slice()
  let quota = start.quota
  // A settled point pays its full cost; the others start where the caller says, as far as that makes sense.
  for (let i = 0; i < demands; i++) if (ceiling[i]! < Number.POSITIVE_INFINITY) u[i] = ceiling[i]!
  for (let a = 0; a < activeSize; a++) u[active[a]!] = Math.min(start.u[active[a]!]!, ceiling[active[a]!]!)
  const best: Dual = { u: u.slice(), count: 0, budget: 0, quota }
  const direction = new Float64Array(demands)
  const times = new Int32Array(demands)
  const inclination = new Float64Array(model.sites)
  let quotaDirection = 0
  let bound = Number.NEGATIVE_INFINITY
  let step = options.step
  let idle = 0
  for (let round = 0; round < options.iterations; round++) {
    const now = relaxation.evaluate(u, quota)
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
    if ((round & 7) === 7 && options.stopped()) break
    if (idle >= options.patience) {
      idle = 0
      step /= 2
      if (step < options.smallestStep) break
      u.set(best.u)
      quota = best.quota
      direction.fill(0)
      quotaDirection = 0
      continue
    }
    for (let f = 0; f < freeSize; f++) {
      const j = free[f]!
      inclination[j]! += (chosen[j]! - inclination[j]!) * 0.1
    }
    relaxation.countServed(u, times)
    let norm = 0
    let unserved = 0
    for (let a = 0; a < activeSize; a++) {
      const i = active[a]!
      const pays = u[i]!
      let slope = 1 - times[i]!
      if (partial !== null && pays >= quota * partial.weight[i]!) {
        unserved += partial.weight[i]!
        slope -= 1
      } else if (slope > 0 && pays >= ceiling[i]!) slope = 0
      if (slope < 0 && pays <= 0) slope = 0
      const turned = FRESH * slope + (1 - FRESH) * direction[i]!
      direction[i] = turned < FAINT && turned > -FAINT ? 0 : turned
      norm += turned * turned
    }
    if (partial !== null) {
      const slope = unserved - partial.spare
      quotaDirection = FRESH * slope + (1 - FRESH) * quotaDirection
      norm += quotaDirection * quotaDirection
    }
    if (norm < 1e-12) break
    const length = (step * Math.max(options.target - now.bound, 1e-6 * Math.abs(options.target) + 1e-9)) / norm
    for (let a = 0; a < activeSize; a++) {
      const i = active[a]!
      const moved = u[i]! + length * direction[i]!
      u[i] = moved < 0 ? 0 : moved > ceiling[i]! ? ceiling[i]! : moved
    }
    quota = Math.max(0, quota + length * quotaDirection)
  }
  return { dual: best, bound, inclination }
}
