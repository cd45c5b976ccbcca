import { CoverageSearch } from './coverage.ts'
import type { Heuristic } from './heuristic.ts'
import { type Incumbent, offer, openSites } from './incumbent.ts'
import { costOf } from './leaf.ts'
import type { Columns, Model } from './model.ts'
import type { Random } from './random.ts'

/** Exchanges in one piece of search. */
const PIECE = 100
/** Pieces without a better solution after which the search starts again beside its best, and how often before it starts elsewhere. */
const PATIENCE = 3
const RETURNS = 60
/** Work on solutions for each piece of work on the bound. */
const SHARE = 1.5
/** Sites looked at for each one that is open, once the bound says which are promising, and how many at least. */
const SPREAD = 3
const FEWEST = 40
/** Good solutions that are remembered to start between them. */
const ELITE = 6

type Elite = { covered: number; open: Uint8Array }

/**
 * Maximal covering: tabu search in episodes. Each begins with what two good solutions have in common, filled up from what either
 * has, or far from the last one; its best joins the good ones.
 */
export function coverageHeuristic(
  model: Model,
  columns: Columns,
  incumbent: Incumbent,
  source: Random,
  stopped: () => boolean,
): Heuristic {
  const search = new CoverageSearch(model, columns, source)
  const elite: Elite[] = []
  let told = Number.NEGATIVE_INFINITY
  let promising: Int32Array | null = null
  let idle = 0
  let returns = 0
  const take = () => {
    if (search.best <= told) return false
    told = search.best
    returns = 0
    return offer(incumbent, costOf(model, search.bestOpen), openSites(search.bestOpen))
  }
  const start = (sites: ArrayLike<number>) => {
    idle = 0
    returns = 0
    search.load(sites)
    search.forget()
    told = Number.NEGATIVE_INFINITY
    take()
  }
  const remember = () => {
    const same = elite.some(
      ({ covered, open }) => covered === search.best && open.every((v, j) => v === search.bestOpen[j]),
    )
    if (same) return
    elite.push({ covered: search.best, open: search.bestOpen.slice() })
    elite.sort((a, b) => b.covered - a.covered)
    if (elite.length > ELITE) elite.pop()
  }
  const nextEpisode = () => {
    remember()
    search.focus(source.below(3) === 0 ? null : promising)
    if (elite.length < 3 || source.below(4) === 0) {
      start(incumbent.sites)
      search.shake(2 + search.size / 2, false)
      search.forget()
      return
    }
    const [a, b] = [elite[source.below(elite.length)]!.open, elite[source.below(elite.length)]!.open]
    const both: number[] = []
    const either: number[] = []
    for (let j = 0; j < a.length; j++)
      if (a[j]! + b[j]! === 2) both.push(j)
      else if (a[j]! + b[j]! === 1) either.splice(source.below(either.length + 1), 0, j)
    start([...both, ...either.slice(0, Math.ceil(either.length / 3))])
  }
  return {
    begin: () => start([]),
    resume() {
      start(incumbent.sites)
      incumbent.sites = openSites(search.bestOpen)
    },
    consider(chosen) {
      search.load(openSites(chosen))
      search.run(PIECE)
      take()
    },
    work() {
      for (let piece = 0; piece < 2 && !stopped(); piece++) {
        search.run(PIECE)
        if (take()) idle = 0
        else if (++idle >= PATIENCE) {
          idle = 0
          if (++returns > RETURNS) nextEpisode()
          else {
            search.comeBack()
            search.shake(2 + source.below(4), source.below(2) === 0)
          }
        }
      }
    },
    guide(values) {
      const most = Math.max(FEWEST, SPREAD * search.size)
      const free = Array.from(values.keys()).filter((j) => model.state[j] === -1)
      if (free.length <= most) return
      promising = Int32Array.from(free.sort((a, b) => values[a]! - values[b]!).slice(0, most)).sort()
      search.focus(promising)
    },
    effort: () => search.effort,
    share: SHARE,
  }
}
