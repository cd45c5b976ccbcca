import type { Progress } from './answer.ts'
import { branchAndBound } from './branch.ts'
import { type Heuristic, heuristicFor } from './heuristic.ts'
import { goalOf, type Incumbent } from './incumbent.ts'
import { moreThanAll } from './leaf.ts'
import { columnsOf, type Model } from './model.ts'
import { Proof } from './proof.ts'
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

/** Searches, bounds and branches until the bound meets the best solution or time is up. */
export function run(model: Model, options: RunOptions): RunResult {
  const { stopped } = options
  const columns = columnsOf(model)
  const incumbent: Incumbent = { cost: costOfNothing(model), sites: new Int32Array(0), found: false }
  // Covers are found by many cheap exchanges, and their bounds close late or never: there the search gets more.
  const covering = model.beyond.includes(Number.POSITIVE_INFINITY)
  const heuristic = heuristicFor(model, columns, incumbent, options.seed, stopped)
  heuristic.begin()
  options.onProgress('searching', incumbent.cost, Number.NEGATIVE_INFINITY)
  search(heuristic, incumbent, (covering ? 400 : 4) * (model.rowSite.length + model.demands), stopped)
  options.onProgress('bounding', incumbent.cost, Number.NEGATIVE_INFINITY)

  const relaxation = new Relaxation(model, columns)
  const root = raiseRoot(model, relaxation, incumbent, heuristic, options)
  const proof = new Proof(model)
  let narrowed = false
  const bound = branchAndBound(model, relaxation, proof, incumbent, root, {
    stopped,
    onProgress: (now) => options.onProgress('branching', incumbent.cost, Math.min(now, incumbent.cost)),
    onChosen: (chosen, state) => {
      if (heuristic.effort() < relaxation.work) heuristic.consider(chosen, state)
      if (!narrowed) heuristic.narrow(state)
      narrowed = true
      balance(heuristic, relaxation, covering ? COVER_PART : SEARCH_PART, stopped)
    },
  })
  while (bound < goalOf(incumbent.cost, model.integral) && !stopped()) {
    heuristic.work()
    options.onProgress('searching', incumbent.cost, bound)
  }
  return { incumbent, bound: Math.min(bound, incumbent.cost), proof }
}

/** The first long ascent, from multipliers that the greedy solution suggests, and with solutions tried on the way. */
function raiseRoot(
  model: Model,
  relaxation: Relaxation,
  incumbent: Incumbent,
  heuristic: Heuristic,
  options: RunOptions,
): Dual {
  relaxation.enter(model.state)
  let raises = 0
  const ascent = ascend(relaxation, firstDual(model, incumbent), {
    target: incumbent.cost,
    iterations: 1500,
    step: 1.5,
    patience: 20,
    smallestStep: 0.001,
    enough: goalOf(incumbent.cost, model.integral),
    stopped: options.stopped,
    onRaise: (bound) => {
      if (++raises % 10 !== 0) return
      heuristic.consider(relaxation.chosen, model.state)
      options.onProgress('bounding', incumbent.cost, bound)
    },
  })
  return ascent.dual
}

/** Pays for each point what its second nearest open site would cost, or its fair part of the cheapest site. */
function firstDual(model: Model, incumbent: Incumbent): Dual {
  const { demands, rowStart, rowSite, rowCost, beyond, open } = model
  const isOpen = new Uint8Array(model.sites)
  for (const j of incumbent.sites) isOpen[j] = 1
  const size = new Int32Array(model.sites)
  for (const j of rowSite) size[j]!++
  const u = new Float64Array(demands)
  for (let i = 0; i < demands; i++) {
    let near = Number.POSITIVE_INFINITY
    let seen = 0
    let part = Number.POSITIVE_INFINITY
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const j = rowSite[k]!
      part = Math.min(part, open[j]! / size[j]!)
      if (isOpen[j] === 1 && ++seen <= 2) near = rowCost[k]!
    }
    const top = beyond[i]!
    u[i] =
      top === Number.POSITIVE_INFINITY || model.quota !== null
        ? part < Number.POSITIVE_INFINITY
          ? part
          : 0
        : seen < 2
          ? top / 2
          : Math.min(near, top)
  }
  const total = model.quota === null ? 0 : model.quota.weight.reduce((sum, weight) => sum + weight, 0)
  return { u, count: 0, budget: 0, quota: total === 0 ? 0 : incumbent.cost / total }
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

/** Work that goes into the search for solutions first, as entries, and its part of all work after that. */
const SEARCH_FIRST = 20_000_000
const SEARCH_PART = 0.3
const COVER_PART = 2

/** Keeps the search for better solutions in step with the work on the bound: as much at first, less when it goes on. */
function balance(heuristic: Heuristic, relaxation: Relaxation, part: number, stopped: () => boolean): void {
  const due = Math.min(relaxation.work, SEARCH_FIRST) + part * Math.max(0, relaxation.work - SEARCH_FIRST)
  while (heuristic.effort() < due && !stopped() && makesAnEffort(heuristic)) {
    // Each piece counts itself.
  }
}
