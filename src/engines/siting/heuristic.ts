import { capacitatedHeuristic } from './capacitated.ts'
import { coverageHeuristic } from './cover-heuristic.ts'
import { type Incumbent, offer, openSites } from './incumbent.ts'
import { Interchange } from './interchange.ts'
import { costOf, withinLimits } from './leaf.ts'
import type { Columns, Model } from './model.ts'
import { type Random, random } from './random.ts'
import { CoverSearch } from './rowweighting.ts'

/** What looks for good solutions while the bound is raised. All work is counted in steps, so that a seed repeats a run. */
export type Heuristic = {
  /** A first solution. */
  begin(): void
  /** Improves on a set of sites that a relaxation would open. */
  consider(chosen: Uint8Array, state: Int8Array): void
  /** A piece of search of its own. */
  work(): void
  /** Entries gone through so far, comparable with the relaxation's. */
  effort(): number
  /** Says what each site is worth under good multipliers (the lower, the more promising), and what each point is charged. */
  guide(values: Float64Array, charges: Float64Array): void
  /** How much of this work is due for each piece of work on the bound, in a long run. */
  readonly share: number
  /** Goes on from the incumbent's sites instead of beginning: what was left of them when the question was made smaller. */
  resume(): void
}

/** The fitting search: interchange where number or money is limited, row weighting where everyone must be served. */
export function heuristicFor(
  model: Model,
  columns: Columns,
  incumbent: Incumbent,
  seed: number,
  stopped: () => boolean,
): Heuristic {
  const source = random(seed)
  if (model.capacity !== null) return capacitatedHeuristic(model, incumbent, source, stopped)
  if (countsPeople(model)) return coverageHeuristic(model, columns, incumbent, source)
  return model.quota !== null || mustServe(model)
    ? coverHeuristic(model, columns, incumbent, source, stopped)
    : serviceHeuristic(model, columns, incumbent, source, stopped)
}

const mustServe = (model: Model) => model.beyond.includes(Number.POSITIVE_INFINITY)

/** Maximal covering with a number of sites and nothing else: serving costs nothing, not serving costs people. */
function countsPeople(model: Model): boolean {
  return (
    model.quota === null &&
    !mustServe(model) &&
    model.count < Number.POSITIVE_INFINITY &&
    model.budget === Number.POSITIVE_INFINITY &&
    model.rowCost.every((cost) => cost === 0)
  )
}

/** Sites a row has on average, beyond which the covering search keeps to the promising ones. */
const LONG_ROWS = 120
/** Promising sites for each row. */
const CORE = 5

/** Whether rows have so many sites that a search among all of them is slow. */
export const hasLongRows = (model: Model) => model.rowSite.length > LONG_ROWS * model.demands

/** States that leave free, for each row, the sites with the least values, and those of a solution. */
function coreOf(model: Model, columns: Columns, values: Float64Array, sites: Int32Array): Int8Array {
  const state = model.state.map((value) => (value === -1 ? 0 : value))
  const has = new Int32Array(model.demands)
  const free = Array.from(model.state.keys()).filter((j) => model.state[j] === -1)
  for (const j of free.sort((a, b) => values[a]! - values[b]!)) {
    let needed = false
    for (let k = columns.start[j]!; k < columns.start[j + 1]!; k++) if (has[columns.demand[k]!]! < CORE) needed = true
    if (!needed) continue
    state[j] = -1
    for (let k = columns.start[j]!; k < columns.start[j + 1]!; k++) has[columns.demand[k]!]!++
  }
  for (const j of sites) if (model.state[j] === -1) state[j] = -1
  return state
}

/** Exchanges of the covering search in one piece of work. */
const PIECE = 200

function coverHeuristic(
  model: Model,
  columns: Columns,
  incumbent: Incumbent,
  source: Random,
  stopped: () => boolean,
): Heuristic {
  let search = new CoverSearch(model, columns, model.state, source)
  let earlier = 0
  let told = Number.POSITIVE_INFINITY
  const take = () => {
    if (search.best < told && search.bestSites.length > 0) {
      told = search.best
      const isOpen = new Uint8Array(model.sites)
      for (const j of search.bestSites) isOpen[j] = 1
      offer(incumbent, costOf(model, isOpen), search.bestSites)
    }
  }
  return {
    begin() {
      search.begin()
      take()
    },
    consider() {
      // Row weighting finds its way better from its own state than from the sites of a relaxation.
    },
    work() {
      search.run(PIECE, stopped)
      take()
    },
    effort: () => earlier + search.effort,
    // Covers are found by many cheap exchanges, and their bounds close late or never.
    share: hasLongRows(model) ? 8 : 2,
    guide(values, charges) {
      // Row weights are a guide of their own, but every exchange costs what its rows have sites.
      if (!hasLongRows(model)) return
      earlier += search.effort
      search = new CoverSearch(model, columns, coreOf(model, columns, values, incumbent.sites), source, charges)
      search.best = incumbent.cost
      search.begin()
      take()
    },
    resume() {
      search.best = incumbent.cost
      search.begin(incumbent.sites)
      take()
    },
  }
}

function serviceHeuristic(
  model: Model,
  columns: Columns,
  incumbent: Incumbent,
  source: Random,
  stopped: () => boolean,
): Heuristic {
  const interchange = new Interchange(model, columns)
  const seen = new Set<string>()
  const free = openSites(Uint8Array.from(model.state, (value) => (value === -1 ? 1 : 0)))
  let promising = free
  let radius = 1
  const take = () => {
    const sites = interchange.slots.slice(0, interchange.size).sort()
    return offer(incumbent, costOf(model, interchange.isOpen), sites)
  }
  return {
    begin() {
      interchange.load(openSites(Uint8Array.from(model.state, (value) => (value === 1 ? 1 : 0))))
      interchange.improve(stopped)
      take()
    },
    consider(chosen, state) {
      const isOpen = Uint8Array.from(state, (value, j) => (value === 1 || chosen[j] === 1 ? 1 : 0))
      const sites = openSites(isOpen)
      const key = sites.join(' ')
      if (seen.has(key) || !withinLimits(model, isOpen)) return
      seen.add(key)
      interchange.load(sites)
      interchange.improve(stopped)
      take()
    },
    work() {
      // Variable neighbourhood search: exchange a few sites at random, descend, keep what is better, else exchange more.
      const widest = Math.max(2, Math.min(interchange.slots.length, 12))
      interchange.load(incumbent.sites)
      const before = incumbent.cost
      for (let turn = 0; turn < 6 && !stopped(); turn++) {
        for (let k = 0; k < radius; k++) {
          const list = source.below(4) === 0 ? free : promising
          const site = list[source.below(list.length)]
          if (site === undefined || !interchange.mayOpen(site)) continue
          const slot = interchange.bestSlotFor(site)
          if (slot >= 0) interchange.swap(site, slot)
        }
        interchange.improve(stopped)
        if (take()) radius = 1
        else {
          interchange.load(incumbent.sites)
          radius = radius >= widest ? 1 : radius + 1
        }
      }
      if (incumbent.cost < before) radius = 1
    },
    effort: () => interchange.effort,
    share: 0.3,
    guide(values) {
      const most = Math.max(20, 4 * interchange.slots.length)
      if (free.length > most)
        promising = Int32Array.from(
          Array.from(free)
            .sort((a, b) => values[a]! - values[b]!)
            .slice(0, most),
        )
    },
    resume() {
      interchange.load(incumbent.sites)
      interchange.improve(stopped)
      if (!take()) incumbent.sites = interchange.slots.slice(0, interchange.size).sort()
    },
  }
}
