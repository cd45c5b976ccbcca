import type { Columns, Model } from './model.ts'
import { smallest } from './select.ts'

/**
 * Multipliers of the Lagrangian relaxation: `u` pays for serving each demand point, `count` and `budget` are the prices of the
 * limits, `quota` the price of leaving one person unserved.
 */
export type Dual = { u: Float64Array; count: number; budget: number; quota: number }

/** What one evaluation finds: the bound and the prices of the limits that give it. */
export type Evaluation = { bound: number; count: number; budget: number }

/**
 * Lower bounds by relaxing that every point is served. For multipliers `u` a free site is worth
 * `v = opening − Σ max(0, u − cost)`, and `Σ u + Σ v` over the best choice within the limits is a lower bound.
 */
export class Relaxation {
  readonly model: Model
  readonly columns: Columns
  /** Value of each free or newly opened site under the last multipliers; without meaning for other sites. */
  readonly values: Float64Array
  /** Free sites that the last evaluation would open. */
  readonly chosen: Uint8Array
  /** Most that serving a point can cost here: `beyond`, or its nearest site that is open for good. */
  readonly ceiling: Float64Array
  /** The free sites of the node. */
  readonly free: Int32Array
  freeSize = 0
  /** The demand points that are not settled: some free site could serve them for less than the ceiling. */
  readonly active: Int32Array
  activeSize = 0
  /** Entries gone through since the beginning: a measure of work that does not depend on the machine. */
  work = 0
  /** Rows of what is still undecided: only free sites, only costs below the ceiling. */
  private readonly start: Int32Array
  private readonly site: Int32Array
  private readonly cost: Float64Array
  /** Entries the last pricing went through. */
  private passed = 0
  private readonly order: Float64Array
  /** Serving costs nothing anywhere: pricing need not compare. */
  private readonly flat: boolean
  private opening = 0
  private left = 0
  private money = 0

  constructor(model: Model, columns: Columns) {
    this.model = model
    this.columns = columns
    this.flat = model.rowCost.every((cost) => cost === 0)
    this.values = new Float64Array(model.sites)
    this.chosen = new Uint8Array(model.sites)
    this.free = new Int32Array(model.sites)
    this.order = new Float64Array(model.sites)
    this.ceiling = new Float64Array(model.demands)
    this.active = new Int32Array(model.demands)
    this.start = new Int32Array(model.demands + 1)
    this.site = new Int32Array(model.rowSite.length)
    this.cost = new Float64Array(model.rowSite.length)
  }

  /** Prepares for a node of the search: leaves out closed sites, and costs that an open site makes pointless. */
  enter(state: Int8Array): void {
    const { demands, sites, rowStart, rowSite, rowCost, beyond } = this.model
    this.freeSize = 0
    for (let j = 0; j < sites; j++) if (state[j] === -1) this.free[this.freeSize++] = j
    this.chosen.fill(0)
    Object.assign(this, this.spentOn(state))
    let filled = 0
    this.activeSize = 0
    for (let i = 0; i < demands; i++) {
      let top = beyond[i]!
      for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end; k++) {
        if (rowCost[k]! >= top) break
        const status = state[rowSite[k]!]!
        if (status === -1) {
          this.site[filled] = rowSite[k]!
          this.cost[filled++] = rowCost[k]!
        } else if (status === 1) {
          top = rowCost[k]!
          break
        }
      }
      this.ceiling[i] = top
      this.start[i + 1] = filled
      if (filled > this.start[i]! || top === Number.POSITIVE_INFINITY) this.active[this.activeSize++] = i
    }
    this.work += filled
  }

  /** Opening costs of the open sites, and what they leave of the limits. */
  private spentOn(state: Int8Array): { opening: number; left: number; money: number } {
    const { model } = this
    let opening = 0
    let left = model.count
    let money = model.budget
    for (let j = 0; j < model.sites; j++) {
      if (state[j] !== 1) continue
      opening += model.open[j]!
      if (model.state[j] === 1) continue
      left--
      money -= model.price[j]!
    }
    return { opening, left, money }
  }

  /** The value of every site that was free when the node was entered, under `u` not above the ceiling. */
  private price(u: Float64Array): void {
    const { values, start, site, cost, free, active, activeSize } = this
    const { open } = this.model
    for (let f = 0; f < this.freeSize; f++) values[free[f]!] = open[free[f]!]!
    let passed = 0
    if (this.flat)
      for (let a = 0; a < activeSize; a++) {
        const i = active[a]!
        const pays = u[i]!
        if (pays <= 0) continue
        const end = start[i + 1]!
        passed += end - start[i]!
        for (let k = start[i]!; k < end; k++) values[site[k]!]! -= pays
      }
    else
      for (let a = 0; a < activeSize; a++) {
        const i = active[a]!
        const pays = u[i]!
        const end = start[i + 1]!
        let k = start[i]!
        for (; k < end; k++) {
          const saved = cost[k]! - pays
          if (saved >= 0) break
          values[site[k]!]! += saved
        }
        passed += k - start[i]!
      }
    this.passed = passed
    this.work += passed + this.freeSize
  }

  /** How many chosen sites each active point would pay for more than they cost; written into `times`. */
  countServed(u: Float64Array, times: Int32Array): void {
    const { start, site, cost, columns, chosen, free, active, activeSize } = this
    let byColumn = 0
    for (let f = 0; f < this.freeSize; f++) {
      const j = free[f]!
      if (chosen[j] === 1) byColumn += columns.start[j + 1]! - columns.start[j]!
    }
    if (byColumn < this.passed) {
      for (let a = 0; a < activeSize; a++) times[active[a]!] = 0
      for (let f = 0; f < this.freeSize; f++) {
        const j = free[f]!
        if (chosen[j] === 0) continue
        for (let k = columns.start[j]!, end = columns.start[j + 1]!; k < end; k++) {
          const i = columns.demand[k]!
          if (columns.cost[k]! < u[i]!) times[i]!++
        }
      }
      return
    }
    for (let a = 0; a < activeSize; a++) {
      const i = active[a]!
      const pays = u[i]!
      let count = 0
      for (let k = start[i]!, end = start[i + 1]!; k < end && cost[k]! < pays; k++) count += chosen[site[k]!]!
      times[i] = count
    }
  }

  /** Bound of the node that was entered, under `u`, with the best prices for the limits. */
  evaluate(u: Float64Array, quota: number): Evaluation {
    const { model, values, chosen, free, left, money } = this
    this.price(u)
    if (left < 0 || money < -1e-9 * model.budget) return { bound: Number.POSITIVE_INFINITY, count: 0, budget: 0 }
    const total = this.opening + this.paid(u, quota)
    let count = left === Number.POSITIVE_INFINITY ? 0 : this.countPrice()
    let budget = money === Number.POSITIVE_INFINITY ? 0 : this.budgetPrice()
    let bound = total + this.limited(count, 0)
    if (money < Number.POSITIVE_INFINITY) {
      const byBudget = total + this.limited(0, budget)
      if (byBudget > bound) {
        count = 0
        bound = byBudget
      } else budget = 0
    }
    for (let f = 0; f < this.freeSize; f++) {
      const j = free[f]!
      chosen[j] = values[j]! + count + budget * model.price[j]! < 0 ? 1 : 0
    }
    return { bound, count, budget }
  }

  /**
   * Bound under given multipliers, prices of the limits included, for the node that was entered or one below it: what a checker
   * computes.
   */
  boundAt(dual: Dual, state: Int8Array): number {
    const { values, free, model } = this
    this.price(dual.u)
    const { opening, left, money } = this.spentOn(state)
    if (left < 0 || money < -1e-9 * model.budget) return Number.POSITIVE_INFINITY
    let bound = opening + this.paid(dual.u, dual.quota)
    if (dual.count > 0) bound -= dual.count * left
    if (dual.budget > 0) bound -= dual.budget * money
    for (let f = 0; f < this.freeSize; f++) {
      const j = free[f]!
      if (state[j] === 1) bound += values[j]! - model.open[j]!
      else if (state[j] === -1) bound += Math.min(0, values[j]! + dual.count + dual.budget * model.price[j]!)
    }
    return bound
  }

  /** What all points pay. */
  private paid(u: Float64Array, quota: number): number {
    let total = 0
    if (this.model.quota === null) {
      for (let i = 0; i < u.length; i++) total += u[i]!
      return total
    }
    const { weight, spare } = this.model.quota
    for (let i = 0; i < u.length; i++) total += Math.min(u[i]!, quota * weight[i]!)
    return total - quota * spare
  }

  private limited(count: number, budget: number): number {
    const { values, model, free } = this
    let total = -(count > 0 ? count * this.left : 0) - (budget > 0 ? budget * this.money : 0)
    for (let f = 0; f < this.freeSize; f++) {
      const j = free[f]!
      const value = values[j]! + count + budget * model.price[j]!
      if (value < 0) total += value
    }
    return total
  }

  /** Price of one more place: the value of the best free site that the number no longer allows. */
  private countPrice(): number {
    const { order, values, free, left } = this
    let size = 0
    for (let f = 0; f < this.freeSize; f++) {
      const value = values[free[f]!]!
      if (value < 0) order[size++] = value
    }
    return size <= left ? 0 : -smallest(order, size, left)
  }

  /** Price of money at which the free sites that are worth it just use up what there is (the continuous knapsack). */
  private budgetPrice(): number {
    const { values, model, free } = this
    const worth: number[] = []
    for (let f = 0; f < this.freeSize; f++) {
      const j = free[f]!
      if (values[j]! < 0 && model.price[j]! > 0) worth.push(j)
    }
    worth.sort((a, b) => values[a]! / model.price[a]! - values[b]! / model.price[b]!)
    let spent = 0
    for (const j of worth) {
      spent += model.price[j]!
      if (spent > this.money) return -values[j]! / model.price[j]!
    }
    return 0
  }
}
