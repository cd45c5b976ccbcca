import { CoverAnnealing } from './annealing.ts'
import type { Heuristic } from './heuristic.ts'
import { type Incumbent, offer, openSites } from './incumbent.ts'
import { costOf } from './leaf.ts'
import type { Columns, Model } from './model.ts'
import type { Random } from './random.ts'

/** Exchanges tried in one piece of search. */
const PIECE = 2000
/** Exchanges tried while it cools for the first time, by how much more each time after that, and how many at most. */
const FIRST = 40_000
const LONGER = 1.4
const LONGEST = 6_000_000
/** First and last temperature, as parts of what an open site covers on average, in turn. */
const COOLING = [
  [0.05, 0.005],
  [0.1, 0.002],
  [0.03, 0.002],
] as const
/** The same for what a relaxation suggests, and how many exchanges that is worth. */
const TOUCH = [0.01, 0.001] as const
const TOUCHES = 3000
/** Work on solutions for each piece of work on the bound. */
const SHARE = 1.5

/** Maximal covering: it is warmed up and cools again and again, each time more slowly. */
export function coverageHeuristic(model: Model, columns: Columns, incumbent: Incumbent, source: Random): Heuristic {
  const search = new CoverAnnealing(model, columns, source)
  const touch = new CoverAnnealing(model, columns, source)
  let turn = 0
  let length = FIRST
  let told = Number.NEGATIVE_INFINITY
  const take = ({ best, bestOpen }: CoverAnnealing) => {
    if (best <= told) return
    told = best
    offer(incumbent, costOf(model, bestOpen), openSites(bestOpen))
  }
  const warmUp = () => {
    const [hot, cold] = COOLING[turn % COOLING.length]!
    const part = search.best / Math.max(1, search.size)
    search.schedule(length, hot * part, cold * part)
    length = Math.min(LONGEST, Math.round(length * LONGER))
    turn++
  }
  return {
    begin() {
      search.load([])
      take(search)
      warmUp()
    },
    resume() {
      search.load(incumbent.sites)
      incumbent.sites = openSites(search.bestOpen)
      take(search)
      warmUp()
    },
    consider(chosen) {
      touch.best = Number.NEGATIVE_INFINITY
      touch.load(openSites(chosen))
      const part = touch.best / Math.max(1, touch.size)
      touch.schedule(TOUCHES, TOUCH[0] * part, TOUCH[1] * part)
      touch.run(TOUCHES)
      take(touch)
    },
    work() {
      const before = search.best
      const left = search.run(PIECE)
      if (search.best > before) take(search)
      if (left > 0) return
      search.comeBack()
      search.descend()
      take(search)
      warmUp()
    },
    guide() {
      // What the bound settles is left out with the sites it settles; among the others annealing finds its way better without.
    },
    effort: () => search.effort + touch.effort,
    share: SHARE,
  }
}
