import type { Multipliers, ProofStep } from './answer.ts'
import type { Model } from './model.ts'
import type { Dual } from './relaxation.ts'

/** Numbers that a proof may hold; beyond it branching ends, so that a certificate stays a file one can send. */
const MOST_NUMBERS = 8_000_000

/** Collects the argument for the bound while it is made. */
export class Proof {
  readonly scale: number
  readonly steps: ProofStep[] = []
  readonly multipliers: Multipliers[] = []
  private readonly demands: number

  constructor(model: Model) {
    this.demands = model.demands
    this.scale = scaleOf(model)
  }

  /** Reserves a place for a step that is filled in later. */
  reserve(): number {
    this.steps.push({ bound: 0 })
    return this.steps.length - 1
  }

  /** Rounds multipliers to the grid of the certificate, in place, never above the ceiling, and keeps them. */
  keep(dual: Dual, ceiling: Float64Array): number {
    const { scale } = this
    const u = Array.from(dual.u, (pays, i) => {
      const near = Math.round(pays * scale)
      return near / scale > ceiling[i]! ? Math.floor(ceiling[i]! * scale) : near
    })
    const kept = {
      u,
      count: Math.round(dual.count * scale),
      budget: Math.round(dual.budget * scale),
      quota: Math.round(dual.quota * scale),
    }
    for (let i = 0; i < u.length; i++) dual.u[i] = u[i]! / scale
    dual.count = kept.count / scale
    dual.budget = kept.budget / scale
    dual.quota = kept.quota / scale
    this.multipliers.push(kept)
    return this.multipliers.length - 1
  }

  get full(): boolean {
    return this.multipliers.length * this.demands > MOST_NUMBERS
  }
}

/**
 * A power of two that keeps sums of whole costs exact in floating point: with whole costs multipliers need few digits, because
 * the bound is rounded up to a whole number; otherwise they keep about twelve.
 */
function scaleOf(model: Model): number {
  let largest = 1
  const see = (cost: number) => {
    if (cost < Number.POSITIVE_INFINITY && cost > largest) largest = cost
  }
  for (const cost of model.rowCost) see(cost)
  for (const cost of model.open) see(cost)
  for (const cost of model.beyond) see(cost)
  return 2 ** Math.max(0, (model.integral ? 24 : 40) - Math.ceil(Math.log2(largest)))
}
