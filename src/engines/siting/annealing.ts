import type { Columns, Model } from './model.ts'
import type { Random } from './random.ts'

/** Part of the exchanges that look for the new site among those that share a point with the old one. */
const NEARBY = 0.7
/** Exchanges between two changes of temperature. */
const STEADY = 256

/**
 * Simulated annealing for maximal covering with a number of sites: one open site is exchanged for one closed, also for a worse one as
 * long as it is warm. Only what open sites alone cover is kept up to date, so that an exchange that is not made costs no more than
 * going through the points of one site.
 */
export class CoverAnnealing {
  /** People covered by the sites that are open now, and by the best ones so far. */
  covered = 0
  best = Number.NEGATIVE_INFINITY
  readonly bestOpen: Uint8Array
  /** Entries gone through: a measure of work that does not depend on the machine. */
  effort = 0
  /** Free sites that are open, the first `size` of them. */
  readonly chosen: Int32Array
  size = 0
  private readonly model: Model
  private readonly columns: Columns
  private readonly random: Random
  private readonly isOpen: Uint8Array
  private readonly may: Uint8Array
  /** People that only this open site covers. */
  private readonly alone: Float64Array
  private readonly covers: Int32Array
  /** Exclusive or of the open sites that cover a point: the site itself when there is one. */
  private readonly owner: Int32Array
  private readonly free: Int32Array
  private readonly placeOf: Int32Array
  private readonly room: number
  private temperature = 0
  private cooling = 1
  private left = 0

  constructor(model: Model, columns: Columns, random: Random) {
    this.model = model
    this.columns = columns
    this.random = random
    this.free = Int32Array.from(model.state.keys()).filter((j) => model.state[j] === -1)
    this.room = Math.min(model.count, this.free.length)
    this.isOpen = new Uint8Array(model.sites)
    this.bestOpen = new Uint8Array(model.sites)
    this.may = new Uint8Array(model.sites)
    this.alone = new Float64Array(model.sites)
    this.covers = new Int32Array(model.demands)
    this.owner = new Int32Array(model.demands)
    this.chosen = new Int32Array(model.sites)
    this.placeOf = new Int32Array(model.sites)
    for (const j of this.free) this.may[j] = 1
  }

  /** Starts from these sites and those that are open for good; fills up what the number allows. */
  load(sites: ArrayLike<number>): void {
    const { model } = this
    this.isOpen.fill(0)
    this.covers.fill(0)
    this.owner.fill(0)
    this.size = 0
    this.covered = 0
    for (let j = 0; j < model.sites; j++) if (model.state[j] === 1) this.add(j)
    for (let s = 0; s < sites.length; s++)
      if (this.isOpen[sites[s]!] === 0 && model.state[sites[s]!] === -1 && this.size < this.room) this.add(sites[s]!)
    this.fill()
    if (this.covered > this.best) this.record()
  }

  /** From the sites that are open now: so many exchanges are tried, the first and the last at these temperatures, in people. */
  schedule(exchanges: number, hot: number, cold: number): void {
    this.temperature = hot
    this.cooling = (cold / hot) ** (STEADY / exchanges)
    this.left = exchanges
  }

  /** Tries exchanges of the schedule; returns how many of it are left. */
  run(exchanges: number): number {
    const { model, columns, random, isOpen, may, free, chosen, alone } = this
    if (this.size === 0 || this.size === this.free.length || free.length === 0) this.left = 0
    const until = Math.max(0, this.left - exchanges)
    for (; this.left > until; this.left--) {
      if (this.left % STEADY === 0) this.temperature *= this.cooling
      const out = chosen[random.below(this.size)]!
      const first = columns.start[out]!
      const length = columns.start[out + 1]! - first
      let enter: number
      if (length > 0 && random.next() < NEARBY) {
        const i = columns.demand[first + random.below(length)]!
        enter = model.rowSite[model.rowStart[i]! + random.below(model.rowStart[i + 1]! - model.rowStart[i]!)]!
        if (may[enter] === 0) continue
      } else enter = free[random.below(free.length)]!
      if (isOpen[enter] === 1) continue
      const gain = this.worth(enter, out) - alone[out]!
      if (gain < 0 && random.next() >= Math.exp(gain / this.temperature)) continue
      this.remove(out)
      this.add(enter)
      if (this.covered > this.best) this.record()
    }
    return this.left
  }

  /** Makes the best exchange of each open site as long as one is worth it. */
  descend(): void {
    for (let better = true; better; ) {
      better = false
      for (let k = 0; k < this.size; k++) {
        const out = this.chosen[k]!
        let most = this.alone[out]! * (1 + 1e-12)
        let pick = -1
        for (const j of this.free) {
          if (this.isOpen[j] === 1) continue
          const worth = this.worth(j, out)
          if (worth <= most) continue
          most = worth
          pick = j
        }
        if (pick < 0) continue
        this.remove(out)
        this.add(pick)
        better = true
      }
    }
    if (this.covered > this.best) this.record()
  }

  /** Goes on from the best sites. */
  comeBack(): void {
    for (let k = this.size - 1; k >= 0; k--) if (this.bestOpen[this.chosen[k]!] === 0) this.remove(this.chosen[k]!)
    for (const j of this.free) if (this.bestOpen[j] === 1 && this.isOpen[j] === 0) this.add(j)
  }

  /** The sites that cover the most of what is left, one after the other. */
  private fill(): void {
    while (this.size < this.room) {
      let pick = -1
      let most = -1
      for (const j of this.free) {
        if (this.isOpen[j] === 1) continue
        const worth = this.worth(j, -1)
        if (worth <= most) continue
        most = worth
        pick = j
      }
      this.add(pick)
    }
  }

  /** People that this closed site would newly cover once another one, or none (−1), has closed. */
  private worth(site: number, without: number): number {
    const { covers, owner } = this
    const { start, demand } = this.columns
    const { beyond } = this.model
    let people = 0
    for (let e = start[site]!, stop = start[site + 1]!; e < stop; e++) {
      const i = demand[e]!
      const count = covers[i]!
      if (count === 0 || (count === 1 && owner[i] === without)) people += beyond[i]!
    }
    this.effort += start[site + 1]! - start[site]! + 10
    return people
  }

  private record(): void {
    this.best = this.covered
    this.bestOpen.set(this.isOpen)
  }

  private add(site: number): void {
    const { covers, owner, alone } = this
    const { start, demand } = this.columns
    const { beyond } = this.model
    this.isOpen[site] = 1
    if (this.model.state[site] === -1) {
      this.placeOf[site] = this.size
      this.chosen[this.size++] = site
    }
    let own = 0
    for (let e = start[site]!, stop = start[site + 1]!; e < stop; e++) {
      const i = demand[e]!
      const count = covers[i]!++
      if (count === 0) own += beyond[i]!
      else if (count === 1) alone[owner[i]!]! -= beyond[i]!
      owner[i]! ^= site
    }
    alone[site] = own
    this.covered += own
    this.effort += start[site + 1]! - start[site]!
  }

  private remove(site: number): void {
    const { covers, owner, alone } = this
    const { start, demand } = this.columns
    const { beyond } = this.model
    this.isOpen[site] = 0
    const last = this.chosen[--this.size]!
    this.chosen[this.placeOf[site]!] = last
    this.placeOf[last] = this.placeOf[site]!
    this.covered -= alone[site]!
    for (let e = start[site]!, stop = start[site + 1]!; e < stop; e++) {
      const i = demand[e]!
      const count = --covers[i]!
      owner[i]! ^= site
      if (count === 1) alone[owner[i]!]! += beyond[i]!
    }
    this.effort += start[site + 1]! - start[site]!
  }
}
