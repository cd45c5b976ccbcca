import { capacitatedHeuristic } from './capacitated.ts'
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
  /** Sites that are settled for good by the bound need not be looked at again. */
  narrow(state: Int8Array): void
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
  return model.quota !== null || mustServe(model)
    ? coverHeuristic(model, columns, incumbent, source, stopped)
    : serviceHeuristic(model, columns, incumbent, source, stopped)
}

const mustServe = (model: Model) => model.beyond.includes(Number.POSITIVE_INFINITY)

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
  const take = () => {
    if (search.best < Number.POSITIVE_INFINITY) {
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
    narrow(state) {
      earlier += search.effort
      search = new CoverSearch(model, columns, state, source)
      search.best = incumbent.cost
      search.begin(incumbent.sites)
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
  let candidates = free
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
          const site = candidates[source.below(candidates.length)]
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
    narrow(state) {
      const left = openSites(Uint8Array.from(state, (value) => (value === -1 ? 1 : 0)))
      candidates = left.length > 0 ? left : free
    },
  }
}
