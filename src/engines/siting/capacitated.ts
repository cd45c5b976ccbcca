import type { Heuristic } from './heuristic.ts'
import { type Incumbent, offer, openSites } from './incumbent.ts'
import { costOf, withinLimits } from './leaf.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'

/** Search where sites have limited room: every set of sites is judged by its cheapest transport, so few sets are looked at. */
export function capacitatedHeuristic(
  model: Model,
  incumbent: Incumbent,
  source: Random,
  stopped: () => boolean,
): Heuristic {
  const free = openSites(Uint8Array.from(model.state, (value) => (value === -1 ? 1 : 0)))
  const seen = new Set<string>()
  let effort = 0
  const attempt = (isOpen: Uint8Array): boolean => {
    const sites = openSites(isOpen)
    const key = sites.join(' ')
    effort += 100
    if (seen.has(key) || !withinLimits(model, isOpen)) return false
    seen.add(key)
    effort += model.demands * sites.length * sites.length
    return offer(incumbent, costOf(model, isOpen), sites)
  }
  const mark = (sites: ArrayLike<number>) => {
    const isOpen = new Uint8Array(model.sites)
    for (let s = 0; s < sites.length; s++) isOpen[sites[s]!] = 1
    return isOpen
  }
  return {
    begin() {
      // The largest rooms first, as far as number and money go: if anything has room for everyone, this has.
      const isOpen = Uint8Array.from(model.state, (value) => (value === 1 ? 1 : 0))
      const { room } = model.capacity!
      for (const j of Array.from(free).sort((a, b) => room[b]! / model.price[b]! - room[a]! / model.price[a]!)) {
        isOpen[j] = 1
        if (!withinLimits(model, isOpen)) isOpen[j] = 0
      }
      attempt(isOpen)
    },
    consider(chosen, state) {
      attempt(Uint8Array.from(state, (value, j) => (value === 1 || chosen[j] === 1 ? 1 : 0)))
    },
    work() {
      for (let turn = 0; turn < 8 && !stopped(); turn++) {
        const isOpen = mark(incumbent.sites)
        const inside = Array.from(incumbent.sites).filter((j) => model.state[j] === -1)
        const site = free[source.below(free.length)]
        if (site === undefined) return
        effort += 100
        if (isOpen[site] === 1) continue
        isOpen[site] = 1
        if (!withinLimits(model, isOpen) && inside.length > 0) isOpen[inside[source.below(inside.length)]!] = 0
        attempt(isOpen)
      }
    },
    effort: () => effort,
    share: 0.3,
    guide() {
      // The multipliers know nothing of room.
    },
    resume() {
      // With capacities a question is never made smaller: it goes on as it is.
    },
  }
}
