import type { Model } from './model.ts'

/**
 * Multipliers of the Lagrangian relaxation: `u` pays for serving each demand point, `count` and `budget` are the prices of the
 * limits, `quota` the price of leaving one person unserved.
 */
export type Dual = { u: Float64Array; count: number; budget: number; quota: number }

/** What one evaluation leaves behind for the free sites: the value of opening each, and which of them would be opened. */
export type Evaluation = { bound: number; values: Float64Array; chosen: Uint8Array; count: number; budget: number }

/**
 * Lower bounds by relaxing that every point is served. For multipliers `u` a free site is worth
 * `v = opening − Σ max(0, u − cost)`, and `Σ u + Σ v` over the best choice within the limits is a lower bound.
 */
export class Relaxation {
  readonly model: Model
  /** Value of each site under the last multipliers; without meaning for sites that are closed. */
  readonly values: Float64Array
  readonly chosen: Uint8Array
  /** Most that serving a point can cost here: `beyond`, or its nearest site that is open for good. */
  readonly ceiling: Float64Array
  /** Rows of what is still undecided: only free sites, only costs below the ceiling. */
  readonly start: Int32Array
  readonly site: Int32Array
  readonly cost: Float64Array
  private readonly order: Float64Array

  constructor(model: Model) {
    this.model = model
    this.values = new Float64Array(model.sites)
    this.chosen = new Uint8Array(model.sites)
    this.ceiling = new Float64Array(model.demands)
    this.order = new Float64Array(model.sites)
    this.start = new Int32Array(model.demands + 1)
    this.site = new Int32Array(model.rowSite.length)
    this.cost = new Float64Array(model.rowSite.length)
  }

  /** Prepares for a node of the search: leaves out closed sites, and costs that an open site makes pointless. */
  enter(state: Int8Array): void {
    const { demands, rowStart, rowSite, rowCost, beyond } = this.model
    let filled = 0
    for (let i = 0; i < demands; i++) {
      let top = beyond[i]!
      for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end; k++) {
        const status = state[rowSite[k]!]!
        if (status === -1) {
          this.site[filled] = rowSite[k]!
          this.cost[filled++] = rowCost[k]!
        } else if (status === 1) {
          if (rowCost[k]! < top) top = rowCost[k]!
          break
        }
      }
      this.ceiling[i] = top
      this.start[i + 1] = filled
    }
  }

  /** The value of every site that was free or open when the node was entered, under `u` not above the ceiling. */
  price(u: Float64Array): void {
    const { values, start, site, cost } = this
    values.set(this.model.open)
    for (let i = 0, k = 0; i < u.length; i++) {
      const pays = u[i]!
      const end = start[i + 1]!
      for (k = start[i]!; k < end; k++) {
        const saved = cost[k]! - pays
        if (saved >= 0) break
        values[site[k]!]! += saved
      }
    }
  }

  /** The part of the bound that does not depend on which free sites are opened, and what is left of the limits. */
  private settled(u: Float64Array, quota: number, state: Int8Array) {
    const { model, values } = this
    let total = 0
    if (model.quota === null) for (let i = 0; i < u.length; i++) total += u[i]!
    else total = this.withQuota(u, quota)
    let left = model.count
    let money = model.budget
    for (let j = 0; j < model.sites; j++) {
      if (state[j] !== 1) continue
      total += values[j]!
      if (model.state[j] === 1) continue
      left--
      money -= model.price[j]!
    }
    return { total, left, money, broken: left < 0 || money < -1e-9 * model.budget }
  }

  /** Bound under `u` when the sites with a state are set, with the best prices for the limits. */
  evaluate(u: Float64Array, quota: number, state: Int8Array): Evaluation {
    const { model, values, chosen } = this
    this.price(u)
    const { total, left, money, broken } = this.settled(u, quota, state)
    if (broken) return { bound: Number.POSITIVE_INFINITY, values, chosen, count: 0, budget: 0 }
    let count = left === Number.POSITIVE_INFINITY ? 0 : this.countPrice(state, left)
    let budget = money === Number.POSITIVE_INFINITY ? 0 : this.budgetPrice(state, money)
    const byCount = total + this.limited(state, count, 0, left, 0)
    let bound = byCount
    if (money < Number.POSITIVE_INFINITY) {
      const byBudget = total + this.limited(state, 0, budget, 0, money)
      if (byBudget > byCount) {
        count = 0
        bound = byBudget
      } else budget = 0
    }
    for (let j = 0; j < model.sites; j++)
      chosen[j] = state[j] === -1 && values[j]! + count + budget * model.price[j]! < 0 ? 1 : 0
    return { bound, values, chosen, count, budget }
  }

  /** Bound under given multipliers, prices of the limits included: what a checker computes. */
  boundAt(dual: Dual, state: Int8Array): number {
    this.price(dual.u)
    const { total, left, money, broken } = this.settled(dual.u, dual.quota, state)
    if (broken) return Number.POSITIVE_INFINITY
    return total + this.limited(state, dual.count, dual.budget, left, money)
  }

  private limited(state: Int8Array, count: number, budget: number, left: number, money: number): number {
    const { values, model } = this
    let total = -(count > 0 ? count * left : 0) - (budget > 0 ? budget * money : 0)
    for (let j = 0; j < model.sites; j++) {
      if (state[j] !== -1) continue
      const value = values[j]! + count + budget * model.price[j]!
      if (value < 0) total += value
    }
    return total
  }

  private withQuota(u: Float64Array, quota: number): number {
    const { weight, spare } = this.model.quota!
    let total = -quota * spare
    for (let i = 0; i < u.length; i++) total += Math.min(u[i]!, quota * weight[i]!)
    return total
  }

  /** Price of one more place: the value of the best free site that the number no longer allows. */
  private countPrice(state: Int8Array, left: number): number {
    const { order, values } = this
    let size = 0
    for (let j = 0; j < state.length; j++) if (state[j] === -1 && values[j]! < 0) order[size++] = values[j]!
    return size <= left ? 0 : -smallest(order, size, left)
  }

  /** Price of money at which the free sites that are worth it just use up what there is (the continuous knapsack). */
  private budgetPrice(state: Int8Array, money: number): number {
    const { values, model } = this
    const worth: number[] = []
    for (let j = 0; j < state.length; j++) if (state[j] === -1 && values[j]! < 0 && model.price[j]! > 0) worth.push(j)
    worth.sort((a, b) => values[a]! / model.price[a]! - values[b]! / model.price[b]!)
    let spent = 0
    for (const j of worth) {
      spent += model.price[j]!
      if (spent > money) return -values[j]! / model.price[j]!
    }
    return 0
  }
}

/** The element that would stand at `rank` if the first `size` were sorted (quickselect; reorders them). */
export function smallest(order: Float64Array, size: number, rank: number): number {
  let low = 0
  let high = size - 1
  while (low < high) {
    const pivot = order[(low + high) >> 1]!
    let a = low
    let b = high
    while (a <= b) {
      while (order[a]! < pivot) a++
      while (order[b]! > pivot) b--
      if (a <= b) {
        const held = order[a]!
        order[a++] = order[b]!
        order[b--] = held
      }
    }
    if (rank <= b) high = b
    else if (rank >= a) low = a
    else return order[rank]!
  }
  return order[rank]!
}
