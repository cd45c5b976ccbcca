import type { Columns, Model } from './model.ts'
import type { Random } from './random.ts'

/** How much more a row weighs at first that is charged as much as rows are on average. */
const HARD = 20

/**
 * Local search with row weights for set covering, with or without costs and for part of the people (after Gao, Weise & Li 2015):
 * sites leave and enter by what they cover of the weighted rows for their cost; rows that stay uncovered weigh more and more, so
 * that the search leaves every pit again.
 */
export class CoverSearch {
  /** Cost and sites of the best cover so far (∞ while there is none). */
  best = Number.POSITIVE_INFINITY
  bestSites: Int32Array = new Int32Array(0)
  steps = 0
  /** Entries gone through: a measure of work that does not depend on the machine. */
  effort = 0
  private readonly model: Model
  private readonly random: Random
  private readonly site: Int32Array
  private readonly price: Float64Array
  private readonly always: Int32Array
  private readonly columnStart: Int32Array
  private readonly columnRow: Int32Array
  private readonly rowStart: Int32Array
  private readonly rowColumn: Int32Array
  private readonly people: Float64Array
  private readonly spare: number
  private readonly weight: Float64Array
  /** Weighted rows a column would newly cover, or, when it is in, would leave uncovered (negative). */
  private readonly score: Float64Array
  private readonly inside: Uint8Array
  private readonly covers: Int32Array
  private readonly changed: Uint8Array
  private readonly stamp: Float64Array
  private readonly chosen: Int32Array
  private readonly placeOf: Int32Array
  private chosenSize = 0
  private readonly uncovered: Int32Array
  private readonly uncoveredAt: Int32Array
  private uncoveredSize = 0
  private unmet = 0
  private cost = 0
  private tabu = -1

  /**
   * Searches among the free sites that `state` leaves; its open ones are always in. Multipliers of a bound, where there are any, tell
   * which rows are hard from the beginning.
   */
  constructor(model: Model, columns: Columns, state: Int8Array, random: Random, charges?: Float64Array) {
    this.model = model
    this.random = random
    const always: number[] = []
    const free: number[] = []
    for (let j = 0; j < model.sites; j++) {
      // What costs nothing is simply opened.
      if (state[j] === 1 || (state[j] === -1 && model.open[j] === 0 && model.count === Number.POSITIVE_INFINITY))
        always.push(j)
      else if (state[j] === -1) free.push(j)
    }
    this.always = Int32Array.from(always)
    const served = new Uint8Array(model.demands)
    for (const j of always)
      for (let k = columns.start[j]!; k < columns.start[j + 1]!; k++) served[columns.demand[k]!] = 1
    const local = new Int32Array(model.demands).fill(-1)
    const rows: number[] = []
    for (let i = 0; i < model.demands; i++) {
      const wanted = model.quota === null ? model.beyond[i]! > 0 : model.quota.weight[i]! > 0
      if (served[i] === 0 && wanted) {
        local[i] = rows.length
        rows.push(i)
      }
    }
    this.people = Float64Array.from(rows, (i) => (model.quota === null ? 1 : model.quota.weight[i]!))
    this.spare = model.quota === null ? 0 : model.quota.spare
    this.site = Int32Array.from(free)
    this.price = Float64Array.from(free, (j) => Math.max(model.open[j]!, 1e-9))
    this.columnStart = new Int32Array(free.length + 1)
    const entries: number[] = []
    const lengths = new Int32Array(rows.length + 1)
    free.forEach((j, c) => {
      for (let k = columns.start[j]!; k < columns.start[j + 1]!; k++) {
        const row = local[columns.demand[k]!]!
        if (row < 0) continue
        entries.push(row)
        lengths[row + 1]!++
      }
      this.columnStart[c + 1] = entries.length
    })
    this.columnRow = Int32Array.from(entries)
    for (let i = 0; i < rows.length; i++) lengths[i + 1]! += lengths[i]!
    this.rowStart = lengths
    this.rowColumn = new Int32Array(entries.length)
    const next = lengths.slice(0, rows.length)
    for (let c = 0; c < free.length; c++)
      for (let k = this.columnStart[c]!; k < this.columnStart[c + 1]!; k++)
        this.rowColumn[next[this.columnRow[k]!]!++] = c
    const mean = this.people.reduce((sum, people) => sum + people, 0) / Math.max(1, rows.length)
    this.weight = this.people.map((people) => people / mean)
    if (charges !== undefined) {
      const fair = rows.reduce((sum, i) => sum + charges[i]!, 0) / Math.max(1, rows.length)
      rows.forEach((i, row) => {
        this.weight[row]! *= 1 + (HARD * charges[i]!) / Math.max(1e-9, fair)
      })
    }
    this.score = new Float64Array(free.length)
    this.inside = new Uint8Array(free.length)
    this.covers = new Int32Array(rows.length)
    this.changed = new Uint8Array(free.length).fill(1)
    this.stamp = new Float64Array(free.length)
    this.chosen = new Int32Array(free.length)
    this.placeOf = new Int32Array(free.length)
    this.uncovered = Int32Array.from(rows, (_, row) => row)
    this.uncoveredAt = Int32Array.from(rows, (_, row) => row)
    this.uncoveredSize = rows.length
    for (const people of this.people) this.unmet += people
    for (const j of always) this.cost += model.open[j]!
    for (let c = 0; c < free.length; c++)
      for (let k = this.columnStart[c]!; k < this.columnStart[c + 1]!; k++)
        this.score[c]! += this.weight[this.columnRow[k]!]!
  }

  /** Begins at these sites, or greedily when none are given. */
  begin(sites?: ArrayLike<number>): void {
    if (sites !== undefined) {
      const wanted = new Set(Array.from(sites))
      for (let c = 0; c < this.site.length; c++) if (wanted.has(this.site[c]!)) this.add(c)
    }
    while (!this.satisfied()) {
      let pick = -1
      let most = 0
      for (let c = 0; c < this.site.length; c++) {
        const worth = this.inside[c] === 1 ? 0 : this.score[c]! / this.price[c]!
        if (worth > most) {
          most = worth
          pick = c
        }
      }
      if (pick < 0) return
      this.add(pick)
    }
    this.prune()
    this.record()
  }

  /** Makes `steps` exchanges, or fewer when stopped. Returns whether the best cover got better. */
  run(steps: number, stopped: () => boolean): boolean {
    const before = this.best
    if (this.chosenSize === 0 && this.uncoveredSize === 0) this.record()
    for (let step = 0; step < steps; step++) {
      if ((step & 63) === 63 && stopped()) break
      this.steps++
      this.effort += 20
      while (this.satisfied()) {
        this.record()
        if (this.chosenSize === 0) return this.best < before
        this.remove(this.leastUseful(-1))
      }
      if (this.chosenSize > 0) {
        const out = this.leastUseful(this.tabu)
        this.remove(out)
        this.stamp[out] = this.steps
      }
      this.refill()
    }
    return this.best < before
  }

  private refill(): void {
    while (!this.satisfied()) {
      const row = this.uncovered[this.random.below(this.uncoveredSize)]!
      let pick = -1
      let most = Number.NEGATIVE_INFINITY
      for (let k = this.rowStart[row]!; k < this.rowStart[row + 1]!; k++) {
        const c = this.rowColumn[k]!
        if (this.changed[c] === 0) continue
        const worth = this.score[c]! / this.price[c]!
        if (worth > most || (worth === most && this.stamp[c]! < this.stamp[pick]!)) {
          most = worth
          pick = c
        }
      }
      if (pick < 0 || this.cost + this.price[pick]! >= this.best - 1e-9 * this.best) {
        this.grow()
        return
      }
      this.add(pick)
      this.stamp[pick] = this.steps
      this.tabu = pick
      this.grow()
    }
  }

  /** Uncovered rows weigh more. */
  private grow(): void {
    for (let k = 0; k < this.uncoveredSize; k++) {
      const row = this.uncovered[k]!
      const more = this.model.quota === null ? 1 : Math.min(1, this.people[row]!)
      this.weight[row]! += more
      for (let e = this.rowStart[row]!; e < this.rowStart[row + 1]!; e++) this.score[this.rowColumn[e]!]! += more
    }
  }

  private satisfied(): boolean {
    return this.uncoveredSize === 0 || this.unmet <= this.spare
  }

  private record(): void {
    if (this.cost >= this.best || this.chosenSize > this.model.count) return
    this.best = this.cost
    const sites = Array.from(this.always)
    for (let k = 0; k < this.chosenSize; k++) sites.push(this.site[this.chosen[k]!]!)
    this.bestSites = Int32Array.from(sites).sort()
  }

  /** Takes out what covers nothing of its own. */
  private prune(): void {
    for (let k = this.chosenSize - 1; k >= 0; k--) if (this.score[this.chosen[k]!] === 0) this.remove(this.chosen[k]!)
  }

  private leastUseful(except: number): number {
    const { chosen, chosenSize, score, price, stamp } = this
    // Of very large covers only a sample is looked at.
    const looks = chosenSize > 400 ? 120 : chosenSize
    let pick = -1
    let least = Number.POSITIVE_INFINITY
    for (let k = 0; k < looks; k++) {
      const c = chosen[looks < chosenSize ? this.random.below(chosenSize) : k]!
      if (c === except) continue
      const worth = -score[c]! / price[c]!
      if (worth < least || (worth === least && stamp[c]! < stamp[pick]!)) {
        least = worth
        pick = c
      }
    }
    return pick < 0 ? chosen[0]! : pick
  }

  private add(c: number): void {
    this.inside[c] = 1
    this.placeOf[c] = this.chosenSize
    this.chosen[this.chosenSize++] = c
    this.cost += this.price[c]!
    this.score[c] = -this.score[c]!
    for (let k = this.columnStart[c]!; k < this.columnStart[c + 1]!; k++) {
      const row = this.columnRow[k]!
      const weight = this.weight[row]!
      const count = ++this.covers[row]!
      this.effort += this.rowStart[row + 1]! - this.rowStart[row]!
      if (count === 1) {
        this.leaveUncovered(row)
        for (let e = this.rowStart[row]!; e < this.rowStart[row + 1]!; e++) {
          const other = this.rowColumn[e]!
          this.changed[other] = 1
          if (other !== c) this.score[other]! -= weight
        }
      } else if (count === 2) {
        for (let e = this.rowStart[row]!; e < this.rowStart[row + 1]!; e++) {
          const other = this.rowColumn[e]!
          if (this.inside[other] === 1 && other !== c) {
            this.score[other]! += weight
            break
          }
        }
      }
    }
  }

  private remove(c: number): void {
    this.inside[c] = 0
    const last = this.chosen[--this.chosenSize]!
    this.chosen[this.placeOf[c]!] = last
    this.placeOf[last] = this.placeOf[c]!
    this.cost -= this.price[c]!
    this.score[c] = -this.score[c]!
    for (let k = this.columnStart[c]!; k < this.columnStart[c + 1]!; k++) {
      const row = this.columnRow[k]!
      const weight = this.weight[row]!
      const count = --this.covers[row]!
      this.effort += this.rowStart[row + 1]! - this.rowStart[row]!
      if (count === 0) {
        this.enterUncovered(row)
        for (let e = this.rowStart[row]!; e < this.rowStart[row + 1]!; e++) {
          const other = this.rowColumn[e]!
          this.changed[other] = 1
          if (other !== c) this.score[other]! += weight
        }
      } else if (count === 1) {
        for (let e = this.rowStart[row]!; e < this.rowStart[row + 1]!; e++) {
          const other = this.rowColumn[e]!
          if (this.inside[other] === 1) {
            this.score[other]! -= weight
            break
          }
        }
      }
    }
    this.changed[c] = 0
  }

  private leaveUncovered(row: number): void {
    const at = this.uncoveredAt[row]!
    const last = this.uncovered[--this.uncoveredSize]!
    this.uncovered[at] = last
    this.uncoveredAt[last] = at
    this.unmet -= this.people[row]!
  }

  private enterUncovered(row: number): void {
    this.uncoveredAt[row] = this.uncoveredSize
    this.uncovered[this.uncoveredSize++] = row
    this.unmet += this.people[row]!
  }
}
