import type { BranchOptions } from './branch.ts'
import { fixByReducedCost, settle } from './branch.ts'
import { CoverProgramme } from './cover-programme.ts'
import { goalOf, type Incumbent, offer, openSites } from './incumbent.ts'
import { costOf, leafDual } from './leaf.ts'
import type { Columns, Model } from './model.ts'
import type { Proof } from './proof.ts'
import { Queue } from './queue.ts'
import type { Dual, Relaxation } from './relaxation.ts'

/** A part of the question: its limits, the multipliers of the part it was split from, and what these prove. */
type Part = {
  state: Int8Array
  dual: Dual
  kept: number
  bound: number
  step: number
  /** The site that was set to make it, and how far that went from its value in the programme before. */
  by?: { site: number; value: 0 | 1; far: number }
}

/** Pivots for one part at most; after that its bound stays as far as it came. */
const MOST_PIVOTS = 2000
/** Part of the free sites that the first multipliers must settle to begin once more. */
const WORTH_BEGINNING = 0.25
/** A value nearer to a whole number than this is one. */
const WHOLE = 1e-6

/** Whether the tree is of use here: maximal covering with a number. */
export function suitsTree(model: Model): boolean {
  return (
    model.quota === null &&
    model.capacity === null &&
    model.budget === Number.POSITIVE_INFINITY &&
    model.count < Number.POSITIVE_INFINITY &&
    !model.beyond.includes(Number.POSITIVE_INFINITY) &&
    model.rowCost.every((cost) => cost === 0)
  )
}

/** What was seen of splitting at a site: how much the bound rose for each part of a site that was closed, or opened. */
class Experience {
  private readonly sum: [Float64Array, Float64Array]
  private readonly times: [Int32Array, Int32Array]
  private readonly all = [0, 0]
  private readonly seen = [0, 0]

  constructor(sites: number) {
    this.sum = [new Float64Array(sites), new Float64Array(sites)]
    this.times = [new Int32Array(sites), new Int32Array(sites)]
  }

  add(site: number, value: 0 | 1, rise: number): void {
    this.sum[value][site]! += rise
    this.times[value][site]!++
    this.all[value]! += rise
    this.seen[value]!++
  }

  of(site: number, value: 0 | 1): number {
    const times = this.times[value][site]!
    if (times > 0) return this.sum[value][site]! / times
    return this.seen[value]! > 0 ? this.all[value]! / this.seen[value]! : 0
  }
}

/**
 * Branch and bound over sites for maximal covering, where every part is bounded by its linear programme: best bound first, and
 * from there down, as each programme goes on from the last. The argument is written as multipliers like any other.
 */
export class CoverTree {
  private readonly model: Model
  private readonly relaxation: Relaxation
  private readonly proof: Proof
  private readonly incumbent: Incumbent
  private readonly programme: CoverProgramme
  private readonly queue = new Queue<Part>((a, b) => a.bound - b.bound)
  private readonly experience: Experience
  /** Parts looked at. */
  parts = 0

  get effort(): number {
    return this.programme.effort
  }

  constructor(model: Model, columns: Columns, relaxation: Relaxation, proof: Proof, incumbent: Incumbent, root: Dual) {
    this.model = model
    this.relaxation = relaxation
    this.proof = proof
    this.incumbent = incumbent
    this.experience = new Experience(model.sites)
    this.programme = new CoverProgramme(model, columns)
    this.programme.begin(root.u)
  }

  private dual(): Dual {
    return { u: this.programme.u.slice(), count: this.programme.price, budget: 0, quota: 0 }
  }

  /** Multipliers of the whole programme. */
  root(stopped: () => boolean): Dual {
    const { programme, model } = this
    programme.restrict(model.state)
    while (programme.solve(Number.POSITIVE_INFINITY, 50) === 'stopped' && !stopped()) {
      // A piece at a time, so that it can be stopped.
    }
    this.offerWhole()
    return this.dual()
  }

  /** Where the programme opens whole sites only, they are a solution; tells whether it does. */
  private offerWhole(): boolean {
    const { x } = this.programme
    if (x.some((value) => Math.abs(value - Math.round(value)) > WHOLE)) return false
    const isOpen = Uint8Array.from(x, (value) => (value > 0.5 ? 1 : 0))
    offer(this.incumbent, costOf(this.model, isOpen), openSites(isOpen))
    return true
  }

  /**
   * As `branchAndBound`; but `null`, with the work thrown away, when a better solution lets the first multipliers settle much that was
   * open when it began.
   */
  run(root: Dual, step: number, options: BranchOptions): number | null {
    const { model, relaxation, proof, queue, incumbent } = this
    const state = model.state.slice()
    settle(model, state)
    relaxation.enter(state)
    const kept = proof.keep(root, relaxation.ceiling)
    const bound = relaxation.boundAt(root, state)
    const values = relaxation.values.map((value) => Math.abs(value + root.count))
    const free = Array.from(state.keys()).filter((j) => state[j] === -1)
    let known = incumbent.cost
    let part: Part | undefined = { state, dual: root, kept, bound, step }
    for (;;) {
      if (incumbent.cost < known) {
        known = incumbent.cost
        const goal = goalOf(known, model.integral)
        const settled = free.filter((j) => bound + values[j]! >= goal).length
        if (bound < goal && settled > WORTH_BEGINNING * free.length) return null
      }
      part ??= queue.pop()
      if (part === undefined) return incumbent.cost
      const lowest = Math.min(part.bound, queue.peek()?.bound ?? Number.POSITIVE_INFINITY)
      const done = lowest >= goalOf(incumbent.cost, model.integral)
      options.onProgress(done ? incumbent.cost : lowest)
      if (done || options.stopped() || proof.full) {
        for (const open of [part, ...queue.items]) this.close(open)
        return done ? incumbent.cost : lowest
      }
      part = this.split(part, options)
    }
  }

  private close(part: Part): void {
    if (part.kept < 0) part.kept = this.proof.keep(part.dual, this.relaxation.ceiling)
    this.proof.steps[part.step] = { bound: part.kept }
  }

  /** All sites are set: one solution, and multipliers that say exactly what it costs. */
  private closeLeaf(part: Part): undefined {
    const isOpen = Uint8Array.from(part.state, (value) => (value === 1 ? 1 : 0))
    offer(this.incumbent, costOf(this.model, isOpen), openSites(isOpen))
    const dual = leafDual(this.model, isOpen)
    this.proof.steps[part.step] = { bound: this.proof.keep(dual, dual.u) }
  }

  /** Bounds a part and splits it: one half goes to the queue, the other is returned; nothing when it is done with. */
  private split(part: Part, options: BranchOptions): Part | undefined {
    const { model, programme, incumbent, proof } = this
    this.parts++
    const goal = goalOf(incumbent.cost, model.integral)
    if (part.bound >= goal) {
      this.close(part)
      return undefined
    }
    if (!part.state.includes(-1)) return this.closeLeaf(part)
    // A hair more than the goal, so that it is still reached when the multipliers are rounded.
    const enough = goal + 1e-4 * (goal - part.bound)
    programme.restrict(part.state)
    programme.solve(enough, MOST_PIVOTS)
    const dual = this.dual()
    const kept = proof.keep(dual, this.relaxation.ceiling)
    const bound = this.relaxation.boundAt(dual, part.state)
    if (part.by !== undefined)
      this.experience.add(part.by.site, part.by.value, Math.max(0, bound - part.bound) / part.by.far)
    if (bound >= part.bound) {
      part.dual = dual
      part.kept = kept
      part.bound = bound
    }
    if (part.bound >= goal) {
      this.close(part)
      return undefined
    }
    const fractional: number[] = []
    for (let j = 0; j < model.sites; j++)
      if (part.state[j] === -1 && Math.abs(programme.x[j]! - Math.round(programme.x[j]!)) > WHOLE) fractional.push(j)
    if (fractional.length === 0 && this.offerWhole()) {
      if (part.bound >= goalOf(incumbent.cost, model.integral)) {
        this.close(part)
        return undefined
      }
    } else {
      const order = Array.from(programme.x.keys()).sort((a, b) => programme.x[b]! - programme.x[a]!)
      const chosen = new Uint8Array(model.sites)
      let room = model.count
      for (const j of order) if (part.state[j] === -1 && programme.x[j]! > 0.3 && room-- > 0) chosen[j] = 1
      options.onChosen(chosen, part.state)
    }
    if (fixByReducedCost(model, this.relaxation, part, goalOf(incumbent.cost, model.integral)) > 0) {
      const next = proof.reserve()
      proof.steps[part.step] = { fix: part.kept, next }
      part.step = next
    }
    const site = this.choose(part, fractional)
    if (site < 0) return part
    const [closed, open] = [proof.reserve(), proof.reserve()]
    proof.steps[part.step] = { site: proof.siteOf(site), closed, open }
    const [down, up] = [this.half(part, site, 0, closed), this.half(part, site, 1, open)]
    const first = programme.x[site]! >= 0.5 ? up : down
    this.queue.push(first === up ? down : up)
    return first
  }

  private half(part: Part, site: number, value: 0 | 1, step: number): Part {
    const state = part.state.slice()
    state[site] = value
    settle(this.model, state)
    const far = Math.max(0.05, Math.abs(value - this.programme.x[site]!))
    return {
      ...part,
      state,
      step,
      bound: Math.max(part.bound, this.relaxation.boundAt(part.dual, state)),
      by: { site, value, far },
    }
  }

  /** The site at which splitting promises the most on both sides. */
  private choose(part: Part, fractional: number[]): number {
    const { programme, experience } = this
    let pick = -1
    let most = -1
    for (const j of fractional) {
      if (part.state[j] !== -1) continue
      const x = programme.x[j]!
      const { closing, opening } = programme.penalties(j)
      const down = Math.max(closing, experience.of(j, 0) * x)
      const up = Math.max(opening, experience.of(j, 1) * (1 - x))
      const score = Math.max(down, 1e-6) * Math.max(up, 1e-6)
      if (score > most) {
        most = score
        pick = j
      }
    }
    if (pick >= 0) return pick
    return part.state.indexOf(-1)
  }
}
