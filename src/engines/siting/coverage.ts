import type { Columns, Model } from './model.ts'
import type { Random } from './random.ts'

/**
 * Tabu search for maximal covering with a number of sites: one leaves and one enters, whatever that costs, and neither may go back
 * for a while. Keeps for every site what it alone covers, or would newly cover, so that an exchange touches only what it changes.
 */
export class CoverageSearch {
  /** People covered by the sites that are open now, and by the best ones so far. */
  covered = 0
  best = Number.NEGATIVE_INFINITY
  readonly bestOpen: Uint8Array
  /** Entries gone through: a measure of work that does not depend on the machine. */
  effort = 0
  private readonly model: Model
  private readonly columns: Columns
  private readonly random: Random
  private readonly isOpen: Uint8Array
  /** People that only this open site covers, or that this closed site would newly cover. */
  private readonly worth: Float64Array
  private readonly covers: Int32Array
  /** Exclusive or of the open sites that cover a point: the site itself when there is one. */
  private readonly owner: Int32Array
  private readonly free: Int32Array
  /** Free sites that may enter. */
  private candidates: Int32Array
  /** Free sites that are open. */
  private readonly chosen: Int32Array
  private readonly placeOf: Int32Array
  size = 0
  private readonly room: number
  private readonly until: Float64Array
  private turn = 0

  constructor(model: Model, columns: Columns, random: Random) {
    this.model = model
    this.columns = columns
    this.random = random
    const free: number[] = []
    for (let j = 0; j < model.sites; j++) if (model.state[j] === -1) free.push(j)
    this.free = Int32Array.from(free)
    this.candidates = this.free
    this.room = Math.min(model.count, free.length)
    this.isOpen = new Uint8Array(model.sites)
    this.bestOpen = new Uint8Array(model.sites)
    this.worth = new Float64Array(model.sites)
    this.covers = new Int32Array(model.demands)
    this.owner = new Int32Array(model.demands)
    this.chosen = new Int32Array(model.sites)
    this.placeOf = new Int32Array(model.sites)
    this.until = new Float64Array(model.sites)
  }

  /** Starts from these sites and those that are open for good; fills up what the number allows. */
  load(sites: ArrayLike<number>): void {
    const { model, worth } = this
    this.isOpen.fill(0)
    this.covers.fill(0)
    this.owner.fill(0)
    worth.fill(0)
    this.until.fill(0)
    this.size = 0
    this.covered = 0
    this.effort += model.rowSite.length
    for (let i = 0; i < model.demands; i++)
      for (let k = model.rowStart[i]!, end = model.rowStart[i + 1]!; k < end; k++)
        worth[model.rowSite[k]!]! += model.beyond[i]!
    for (let j = 0; j < model.sites; j++) if (model.state[j] === 1) this.add(j)
    for (let s = 0; s < sites.length; s++)
      if (this.isOpen[sites[s]!] === 0 && model.state[sites[s]!] === -1 && this.size < this.room) this.add(sites[s]!)
    while (this.size < this.room) this.add(this.worthiest(false))
    if (this.covered > this.best) this.record()
  }

  /** Lets the sites that are open now be the best so far. */
  forget(): void {
    this.record()
  }

  /** Lets only these sites enter, or all. */
  focus(candidates: Int32Array | null): void {
    this.candidates = candidates ?? this.free
  }

  /** Makes so many exchanges. */
  run(exchanges: number): void {
    if (this.size === 0 || this.size === this.free.length) return
    for (let k = 0; k < exchanges; k++) {
      this.turn++
      if (this.random.below(2) === 0) this.leaveThenEnter()
      else this.enterThenLeave()
      if (this.covered > this.best) this.record()
    }
  }

  /** Goes back to the best sites. */
  comeBack(): void {
    for (let k = this.size - 1; k >= 0; k--) if (this.bestOpen[this.chosen[k]!] === 0) this.remove(this.chosen[k]!)
    for (const j of this.free) if (this.bestOpen[j] === 1 && this.isOpen[j] === 0) this.add(j)
  }

  /** Takes away open sites around some place, or anywhere, and fills up with the best that are left then. */
  shake(many: number, near: boolean): void {
    const { model, columns } = this
    const out: number[] = []
    if (near) {
      const centre = this.free[this.random.below(this.free.length)]!
      for (let e = columns.start[centre]!; e < columns.start[centre + 1]!; e++) {
        const i = columns.demand[e]!
        for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++) {
          const j = model.rowSite[k]!
          if (this.isOpen[j] === 1 && model.state[j] === -1 && !out.includes(j)) out.push(j)
        }
        this.effort += model.rowStart[i + 1]! - model.rowStart[i]!
      }
    }
    while (out.length < Math.min(many, this.size)) {
      const j = this.chosen[this.random.below(this.size)]!
      if (!out.includes(j)) out.push(j)
    }
    for (const j of out.slice(0, many)) {
      this.remove(j)
      this.until[j] = this.turn + 5 + this.random.below(20)
    }
    while (this.size < this.room) this.add(this.worthiest(true))
  }

  private leaveThenEnter(): void {
    const out = this.least(this.random.below(3) === 0)
    this.remove(out)
    this.add(this.worthiest(true))
    this.until[out] = this.turn + 3 + this.random.below(10)
  }

  private enterThenLeave(): void {
    const site = this.random.below(2) === 0 ? this.worthiest(true) : this.sampled()
    this.add(site)
    this.until[site] = this.turn + 2 + this.random.below(Math.min(10, 1 + (this.size >> 2)))
    const out = this.least(false)
    this.remove(out)
    this.until[out] = this.turn + 3 + this.random.below(10)
  }

  /** The best of a few closed sites. */
  private sampled(): number {
    let pick = -1
    for (let tries = 0; tries < 8; tries++) {
      const j = this.candidates[this.random.below(this.candidates.length)]!
      if (this.isOpen[j] === 0 && (pick < 0 || this.worth[j]! > this.worth[pick]!)) pick = j
    }
    return pick < 0 ? this.worthiest(false) : pick
  }

  /** The closed site that would newly cover the most, of those that may enter. */
  private worthiest(heed: boolean): number {
    const { candidates, isOpen, worth, until, turn } = this
    let pick = -1
    let most = -1
    let fallback = -1
    for (let f = 0; f < candidates.length; f++) {
      const j = candidates[f]!
      if (isOpen[j] === 1) continue
      fallback = j
      if (worth[j]! <= most || (heed && until[j]! >= turn)) continue
      most = worth[j]!
      pick = j
    }
    this.effort += candidates.length
    return pick < 0 ? fallback : pick
  }

  /** The open site that covers the least alone, of those that may leave; or of a few of them. */
  private least(sample: boolean): number {
    const { chosen, worth, until, turn } = this
    const looks = sample ? Math.min(3, this.size) : this.size
    let pick = -1
    let few = Number.POSITIVE_INFINITY
    for (let k = 0; k < looks; k++) {
      const j = chosen[sample ? this.random.below(this.size) : k]!
      if (worth[j]! >= few || until[j]! >= turn) continue
      few = worth[j]!
      pick = j
    }
    this.effort += looks
    return pick < 0 ? chosen[this.random.below(this.size)]! : pick
  }

  private record(): void {
    this.best = this.covered
    this.bestOpen.set(this.isOpen)
  }

  private add(site: number): void {
    const { worth, covers, owner } = this
    const { start, demand } = this.columns
    const { rowStart, rowSite, beyond } = this.model
    this.isOpen[site] = 1
    if (this.model.state[site] === -1) {
      this.placeOf[site] = this.size
      this.chosen[this.size++] = site
    }
    const own = worth[site]!
    this.covered += own
    for (let e = start[site]!, stop = start[site + 1]!; e < stop; e++) {
      const i = demand[e]!
      const count = covers[i]!++
      if (count === 0) {
        const people = beyond[i]!
        for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end; k++) worth[rowSite[k]!]! -= people
        this.effort += rowStart[i + 1]! - rowStart[i]!
      } else if (count === 1) worth[owner[i]!]! -= beyond[i]!
      owner[i]! ^= site
    }
    worth[site] = own
  }

  private remove(site: number): void {
    const { worth, covers, owner } = this
    const { start, demand } = this.columns
    const { rowStart, rowSite, beyond } = this.model
    this.isOpen[site] = 0
    const last = this.chosen[--this.size]!
    this.chosen[this.placeOf[site]!] = last
    this.placeOf[last] = this.placeOf[site]!
    const own = worth[site]!
    this.covered -= own
    for (let e = start[site]!, stop = start[site + 1]!; e < stop; e++) {
      const i = demand[e]!
      const count = --covers[i]!
      owner[i]! ^= site
      if (count === 0) {
        const people = beyond[i]!
        for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end; k++) worth[rowSite[k]!]! += people
        this.effort += rowStart[i + 1]! - rowStart[i]!
      } else if (count === 1) worth[owner[i]!]! += beyond[i]!
    }
    worth[site] = own
  }
}
