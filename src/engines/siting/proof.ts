import type { Certificate, Multipliers, ProofStep } from './answer.ts'
import type { Model } from './model.ts'
import type { Reduction } from './reduce.ts'
import type { Dual } from './relaxation.ts'

/** Numbers that a proof may hold; beyond it branching ends, so that a certificate stays a file one can send. */
const MOST_NUMBERS = 8_000_000

/** Multipliers as they were kept, for the question as small as it was then. */
type Kept = { u: Float64Array; count: number; budget: number; quota: number; depth: number }

/**
 * Collects the argument for the bound while it is made. The question may be made smaller on the way; what is kept is told in terms
 * of the first one when it is written.
 */
export class Proof {
  readonly scale: number
  readonly steps: ProofStep[] = []
  private readonly multipliers: Kept[] = []
  private readonly reductions: Reduction[] = []
  private numbers = 0

  constructor(model: Model) {
    this.scale = scaleOf(model)
  }

  /** Reserves a place for a step that is filled in later. */
  reserve(): number {
    this.steps.push({ bound: 0 })
    return this.steps.length - 1
  }

  /** Forgets all that was argued from this step on. */
  rewind(step: number): void {
    this.steps.length = step + 1
  }

  /** From here on multipliers and sites are those of a smaller question. */
  enter(reduction: Reduction): void {
    this.reductions.push(reduction)
  }

  /** Number in the first question of a site of the smallest. */
  siteOf(site: number): number {
    return this.reductions.reduceRight((at, { siteOf }) => siteOf[at]!, site)
  }

  /** Rounds multipliers to the grid of the certificate, in place, never above the ceiling, and keeps them. */
  keep(dual: Dual, ceiling: Float64Array): number {
    const { scale } = this
    const u = Float64Array.from(dual.u, (pays, i) => {
      const near = Math.round(pays * scale)
      return near / scale > ceiling[i]! ? Math.floor(ceiling[i]! * scale) : near
    })
    const kept = {
      u,
      count: Math.round(dual.count * scale),
      budget: Math.round(dual.budget * scale),
      quota: Math.round(dual.quota * scale),
      depth: this.reductions.length,
    }
    for (let i = 0; i < u.length; i++) dual.u[i] = u[i]! / scale
    dual.count = kept.count / scale
    dual.budget = kept.budget / scale
    dual.quota = kept.quota / scale
    this.numbers += u.length
    this.multipliers.push(kept)
    return this.multipliers.length - 1
  }

  /** The argument as it goes into a certificate, without multipliers that no step refers to. */
  written(): Certificate['proof'] {
    const place = new Map<number, number>()
    const multipliers: Multipliers[] = []
    const refer = (index: number) => {
      let at = place.get(index)
      if (at === undefined) {
        at = multipliers.push(shorter(this.expanded(this.multipliers[index]!), multipliers[0])) - 1
        place.set(index, at)
      }
      return at
    }
    const steps = this.steps.map((step) =>
      'bound' in step ? { bound: refer(step.bound) } : 'fix' in step ? { fix: refer(step.fix), next: step.next } : step,
    )
    return { scale: this.scale, multipliers, steps }
  }

  private expanded({ u, count, budget, quota, depth }: Kept): Multipliers {
    let all: ArrayLike<number> = u
    for (let level = depth - 1; level >= 0; level--) all = this.reductions[level]!.expand(all, this.scale)
    return { u: Array.from(all), count, budget, quota }
  }

  get full(): boolean {
    return this.numbers > MOST_NUMBERS
  }
}

/** As what differs from the first set of multipliers, where that is shorter. */
function shorter(given: Multipliers, first: Multipliers | undefined): Multipliers {
  if (first === undefined) return given
  const at: number[] = []
  for (let i = 0; i < given.u.length; i++) if (given.u[i] !== first.u[i]) at.push(i)
  return 2 * at.length > given.u.length ? given : { like: 0, at, ...given, u: at.map((i) => given.u[i]!) }
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
