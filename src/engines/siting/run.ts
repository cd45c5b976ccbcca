import type { Progress } from './answer.ts'
import { type BranchOptions, branchAndBound, fixByReducedCost, settle } from './branch.ts'
import { CoverTree, suitsTree } from './cover-tree.ts'
import { firstDual } from './first-dual.ts'
import { type Heuristic, hasLongRows, heuristicFor } from './heuristic.ts'
import { goalOf, type Incumbent, offer } from './incumbent.ts'
import { moreThanAll } from './leaf.ts'
import { columnsOf, type Model } from './model.ts'
import { Proof } from './proof.ts'
import { reduce, reducible } from './reduce.ts'
import { type Dual, Relaxation } from './relaxation.ts'
import { ascend } from './subgradient.ts'

export type RunOptions = {
  seed: number
  /** Whether the time is up or the run was cancelled. */
  stopped: () => boolean
  onProgress: (phase: Progress['phase'], cost: number, bound: number) => void
}

/** What a run ends with, in costs of the model. */
export type RunResult = { incumbent: Incumbent; bound: number; proof: Proof }

/** From this gap on, solutions get their full share of the work. */
const WIDE = 0.002

/** Work on solutions before the first bound, where a linear programme bounds. */
const FIRST_SEARCH = 1_000_000

/** Work on covers without a better one, once the bound says which of very many sites are promising. */
const GUIDED_SEARCH = 200_000_000

/** Part of the free sites that must be settled to make the question smaller once more. */
const WORTH_NARROWING = 0.15

/** Searches, bounds and branches until the bound meets the best solution or time is up. */
export function run(model: Model, options: RunOptions): RunResult {
  return new Run(model, options).result()
}

class Run {
  private readonly options: RunOptions
  private readonly proof: Proof
  /** The best solution, in the numbers of the whole question. */
  private readonly best: Incumbent
  /** Covers are found by many cheap exchanges, and their bounds close late or never: there the search gets more. */
  private readonly covering: boolean
  /** What is left of the question. */
  private model: Model
  /** The best cost so far; its sites, where they are not among those left, are as near to them as can be. */
  private incumbent: Incumbent
  private heuristic: Heuristic
  private relaxation: Relaxation
  /** Where what is left suits a linear programme. */
  private tree: CoverTree | null = null
  /** The bound while it branches. */
  private bound = Number.NEGATIVE_INFINITY
  /** The step of the argument that is still to be made. */
  private step: number

  constructor(model: Model, options: RunOptions) {
    this.options = options
    this.proof = new Proof(model)
    this.step = this.proof.reserve()
    this.covering = model.beyond.includes(Number.POSITIVE_INFINITY)
    this.best = { cost: costOfNothing(model), sites: new Int32Array(0), found: false }
    this.model = reducible(model) ? this.smaller(model, model.state).model : model
    this.incumbent = { ...this.best }
    const columns = columnsOf(this.model)
    this.relaxation = new Relaxation(this.model, columns)
    this.heuristic = heuristicFor(this.model, columns, this.incumbent, options.seed, options.stopped)
  }

  result(): RunResult {
    const { stopped, onProgress } = this.options
    this.heuristic.begin()
    this.tell('searching', Number.NEGATIVE_INFINITY)
    const first =
      (this.covering && !hasLongRows(this.model) ? 400 : 4) * (this.model.rowSite.length + this.model.demands)
    search(this.heuristic, this.incumbent, suitsTree(this.model) ? FIRST_SEARCH : first, stopped)
    this.tell('bounding', Number.NEGATIVE_INFINITY)
    const dual = this.narrowWhileItPays(this.polish(this.raise(firstDual(this.model, this.incumbent), true)))
    const bound = dual === null ? this.incumbent.cost : this.branch(dual)
    this.sync()
    while (bound < goalOf(this.best.cost, this.model.integral) && !stopped()) {
      this.heuristic.work()
      this.sync()
      onProgress('searching', this.best.cost, bound)
    }
    return { incumbent: this.best, bound: Math.min(bound, this.best.cost), proof: this.proof }
  }

  private smaller(model: Model, state: Int8Array) {
    const reduction = reduce(model, state)
    if (reduction.dominated.length > 0) {
      const next = this.proof.reserve()
      const without = reduction.dominated.map(([out, by]): [number, number] => [
        this.proof.siteOf(out),
        this.proof.siteOf(by),
      ])
      this.proof.steps[this.step] = { without, next }
      this.step = next
    }
    this.proof.enter(reduction)
    return reduction
  }

  /** Takes over what was found. */
  private sync(): void {
    if (this.incumbent.found && this.incumbent.cost < this.best.cost)
      offer(this.best, this.incumbent.cost, this.incumbent.sites.map((j) => this.proof.siteOf(j)).sort())
  }

  private tell(phase: Progress['phase'], bound: number): void {
    this.sync()
    this.options.onProgress(phase, this.best.cost, Math.min(bound, this.best.cost))
  }

  /** A long ascent over all that is left, with solutions tried on the way. */
  private raise(from: Dual, first: boolean): Dual {
    const { model, relaxation, heuristic, incumbent } = this
    relaxation.enter(model.state)
    let raises = 0
    const soon = suitsTree(model)
    const long = this.covering && hasLongRows(model)
    const { dual } = ascend(relaxation, from, {
      target: incumbent.cost,
      iterations: soon ? 250 : long ? 600 : first ? 3000 : 1000,
      step: first ? 1.5 : 0.8,
      patience: soon ? 8 : long ? 15 : first ? 40 : 25,
      smallestStep: 0.0005,
      enough: goalOf(incumbent.cost, model.integral),
      stopped: this.options.stopped,
      onRaise: (bound) => {
        if (++raises % 10 !== 0 || soon) return
        heuristic.consider(relaxation.chosen, model.state)
        this.tell('bounding', bound)
      },
    })
    relaxation.evaluate(dual.u, dual.quota)
    heuristic.guide(relaxation.values, dual.u)
    if (long) search(heuristic, incumbent, GUIDED_SEARCH, this.options.stopped)
    return dual
  }

  /** Multipliers of the linear programme, where it is small enough, or these. */
  private polish(dual: Dual): Dual {
    const { model, relaxation, incumbent } = this
    this.tree = suitsTree(model)
      ? new CoverTree(model, relaxation.columns, relaxation, this.proof, incumbent, dual)
      : null
    if (this.tree === null || this.options.stopped()) return dual
    const exact = this.tree.root(this.options.stopped)
    relaxation.enter(model.state)
    const before = relaxation.boundAt(dual, model.state)
    const bound = relaxation.boundAt(exact, model.state)
    this.tell('bounding', Math.max(before, bound))
    if (bound <= before) return dual
    this.heuristic.guide(relaxation.values, exact.u)
    return exact
  }

  /**
   * Settles sites by their reduced costs and goes on with what is left, as long as that makes the question much smaller. Returns
   * the multipliers to go on with, or `null` when they close the question.
   */
  private narrowWhileItPays(root: Dual): Dual | null {
    for (let dual = root; ; ) {
      const { model, relaxation, proof } = this
      const goal = goalOf(this.incumbent.cost, model.integral)
      const state = model.state.slice()
      settle(model, state)
      relaxation.enter(state)
      const kept = proof.keep(dual, relaxation.ceiling)
      if (relaxation.boundAt(dual, state) >= goal) {
        proof.steps[this.step] = { bound: kept }
        return null
      }
      const free = count(state)
      const fixed = fixByReducedCost(model, relaxation, { state, dual }, goal)
      // A budget is compared with a slack that depends on it, so it stays whole.
      const may = reducible(model) && model.budget === Number.POSITIVE_INFINITY
      if (!may || fixed < WORTH_NARROWING * free || this.options.stopped()) {
        if (!this.searchFurther()) return dual
        continue
      }
      const next = proof.reserve()
      proof.steps[this.step] = { fix: kept, next }
      this.step = next
      dual = this.narrow(state, dual)
      this.heuristic.resume()
      search(this.heuristic, this.incumbent, 4 * (this.model.rowSite.length + this.model.demands), this.options.stopped)
      dual = this.tree === null ? this.raise(dual, false) : this.polish(dual)
    }
  }

  /**
   * Where a linear programme bounds, as much work goes into solutions as into it before anything is split: the better they are, the
   * more is settled. Tells whether a better one was found.
   */
  private searchFurther(): boolean {
    const { tree, heuristic, incumbent } = this
    const before = incumbent.cost
    while (tree !== null && incumbent.cost === before && !this.options.stopped()) {
      if (heuristic.effort() > tree.effort || !makesAnEffort(heuristic)) return false
    }
    return tree !== null && incumbent.cost < before
  }

  private narrow(state: Int8Array, dual: Dual): Dual {
    this.sync()
    const { siteOf, model, gather } = this.smaller(this.model, state)
    const local = new Map(Array.from(siteOf, (j, at) => [j, at]))
    const open = new Set(Array.from(model.state.keys()).filter((j) => model.state[j] === 1))
    for (const j of this.incumbent.sites) {
      const at = local.get(j)
      if (at !== undefined && open.size < model.sites && withinCount(model, open, at)) open.add(at)
    }
    const sites = Int32Array.from(open).sort()
    this.incumbent = { cost: this.best.cost, sites, found: this.best.found }
    this.model = model
    const columns = columnsOf(model)
    this.relaxation = new Relaxation(model, columns)
    this.heuristic = heuristicFor(model, columns, this.incumbent, this.options.seed, this.options.stopped)
    return { ...dual, u: gather(dual.u) }
  }

  /** How much of the work goes into solutions: where a linear programme bounds, the less the nearer the bound is. */
  private share(): number {
    const { heuristic, tree, incumbent, model, bound } = this
    if (tree === null) return heuristic.share
    const gap = (incumbent.cost - bound) / Math.max(1, Math.abs(model.offset + model.sign * incumbent.cost))
    return heuristic.share * Math.min(1, gap / WIDE)
  }

  private branch(dual: Dual): number {
    const { model, relaxation, heuristic, incumbent, tree } = this
    const work = () => relaxation.work + (tree === null ? 0 : tree.effort)
    const options: BranchOptions = {
      stopped: this.options.stopped,
      onProgress: (bound) => {
        this.bound = bound
        this.tell('branching', bound)
      },
      onChosen: (chosen, state) => {
        if (heuristic.effort() < work()) heuristic.consider(chosen, state)
        balance(heuristic, work(), this.share(), this.options.stopped)
      },
    }
    if (tree === null) return branchAndBound(model, relaxation, this.proof, incumbent, dual, this.step, options)
    const bound = tree.run(dual, this.step, options)
    if (bound !== null) return bound
    // So much better a solution was found that the question is better made smaller first.
    this.proof.rewind(this.step)
    const next = this.narrowWhileItPays(dual)
    return next === null ? this.incumbent.cost : this.branch(next)
  }
}

const count = (state: Int8Array) => state.reduce((sum, value) => sum + (value === -1 ? 1 : 0), 0)

/** Whether one more site may be opened. */
function withinCount(model: Model, open: Set<number>, site: number): boolean {
  if (open.has(site)) return false
  let free = 0
  for (const j of open) if (model.state[j] === -1) free++
  return free < model.count
}

/** More than any solution costs: what stands in for one until there is one. */
function costOfNothing(model: Model): number {
  if (model.beyond.includes(Number.POSITIVE_INFINITY)) return moreThanAll(model)
  return model.beyond.reduce((sum, cost) => sum + cost, 1)
}

/** Does a piece of search; false when there was nothing to try. */
function makesAnEffort(heuristic: Heuristic): boolean {
  const before = heuristic.effort()
  heuristic.work()
  return heuristic.effort() > before + 20
}

/** Searches until `effort` went by without a better solution. */
function search(heuristic: Heuristic, incumbent: Incumbent, effort: number, stopped: () => boolean): void {
  let until = heuristic.effort() + effort
  while (heuristic.effort() < until && !stopped()) {
    const before = incumbent.cost
    if (!makesAnEffort(heuristic)) return
    if (incumbent.cost < before) until = heuristic.effort() + effort
  }
}

/** Work that goes into the search for solutions first, as entries; after that it gets its share. */
const SEARCH_FIRST = 20_000_000

/** Keeps the search for better solutions in step with the work on the bound: as much at first, less when it goes on. */
function balance(heuristic: Heuristic, work: number, share: number, stopped: () => boolean): void {
  const due = Math.min(work, SEARCH_FIRST) + share * Math.max(0, work - SEARCH_FIRST)
  while (heuristic.effort() < due && !stopped() && makesAnEffort(heuristic)) {
    // Each piece counts itself.
  }
}
