import type { Columns, Model } from './model.ts'

/**
 * Fast interchange (Whitaker; Resende & Werneck 2007) for problems with a limit on number or money: keeps for every demand point
 * its nearest and second nearest open site, and from these the profit of every swap, updated only where a swap changed something.
 */
export class Interchange {
  cost = 0
  /** Entries gone through: a measure of work that does not depend on the machine. */
  effort = 0
  readonly isOpen: Uint8Array
  private readonly model: Model
  private readonly columns: Columns
  /** Open sites by slot; a slot keeps its place while its site is exchanged. */
  readonly slots: Int32Array
  size = 0
  private readonly slotOf: Int32Array
  private readonly first: Int32Array
  private readonly second: Int32Array
  private readonly firstCost: Float64Array
  private readonly secondCost: Float64Array
  private readonly gain: Float64Array
  private readonly loss: Float64Array
  /** Correction of a swap, by slot and site. */
  private readonly extra: Float64Array
  private left = 0
  private money = 0

  constructor(model: Model, columns: Columns) {
    this.model = model
    this.columns = columns
    const kept = model.state.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
    const room = Math.min(model.sites, kept + Math.min(model.count, mostForMoney(model)))
    this.isOpen = new Uint8Array(model.sites)
    this.slots = new Int32Array(room)
    this.slotOf = new Int32Array(model.sites).fill(-1)
    this.first = new Int32Array(model.demands)
    this.second = new Int32Array(model.demands)
    this.firstCost = new Float64Array(model.demands)
    this.secondCost = new Float64Array(model.demands)
    this.gain = new Float64Array(model.sites)
    this.loss = new Float64Array(room)
    this.extra = new Float64Array(room * model.sites)
  }

  /** Starts from these open sites, kept ones included. */
  load(sites: ArrayLike<number>): void {
    const { model } = this
    this.effort += this.extra.length / 4 + 4 * this.model.demands
    this.isOpen.fill(0)
    this.slotOf.fill(-1)
    this.gain.fill(0)
    this.loss.fill(0)
    this.extra.fill(0)
    this.size = 0
    this.left = model.count
    this.money = model.budget * (1 + 1e-9)
    this.cost = 0
    for (let s = 0; s < sites.length; s++) {
      const site = sites[s]!
      this.slots[this.size] = site
      this.slotOf[site] = this.size++
      this.isOpen[site] = 1
      this.spend(site, 1)
    }
    for (let i = 0; i < model.demands; i++) {
      this.findBoth(i)
      this.cost += this.firstCost[i]!
      this.account(i, 1)
    }
  }

  /** Makes profitable swaps and additions, the best one first, until there is none. */
  improve(stopped: () => boolean): void {
    while (!stopped()) {
      const move = this.bestMove()
      if (move === null) return
      if (move.slot === -1) this.add(move.site)
      else this.swap(move.site, move.slot)
    }
  }

  /** Opens one more site. */
  add(site: number): void {
    const slot = this.size++
    this.slots[slot] = site
    this.slotOf[site] = slot
    this.isOpen[site] = 1
    this.spend(site, 1)
    const { start, demand, cost } = this.columns
    for (let k = start[site]!; k < start[site + 1]!; k++) {
      const i = demand[k]!
      if (cost[k]! < this.secondCost[i]!) this.reconsider(i)
    }
  }

  /** Exchanges the site of a slot. */
  swap(site: number, slot: number): void {
    const out = this.slots[slot]!
    const { demands } = this.model
    // Everything that spoke of the old or the new site is taken out first, then the sites change, then it is put in again.
    const touched: number[] = []
    this.effort += 2 * demands
    const { start, demand, cost } = this.columns
    for (let i = 0; i < demands; i++) if (this.first[i] === out || this.second[i] === out) touched.push(i)
    for (let k = start[site]!; k < start[site + 1]!; k++) {
      const i = demand[k]!
      if (cost[k]! < this.secondCost[i]! && this.first[i] !== out && this.second[i] !== out) touched.push(i)
    }
    for (const i of touched) {
      this.account(i, -1)
      this.cost -= this.firstCost[i]!
    }
    this.isOpen[out] = 0
    this.isOpen[site] = 1
    this.slotOf[out] = -1
    this.slotOf[site] = slot
    this.slots[slot] = site
    this.spend(out, -1)
    this.spend(site, 1)
    for (const i of touched) {
      this.findBoth(i)
      this.cost += this.firstCost[i]!
      this.account(i, 1)
    }
  }

  /** The slot whose exchange for `site` costs least, or −1 when none may go for it. */
  bestSlotFor(site: number): number {
    const { sites } = this.model
    let slot = -1
    let best = Number.NEGATIVE_INFINITY
    for (let r = 0; r < this.size; r++) {
      if (!this.removable(r) || this.model.price[site]! - this.model.price[this.slots[r]!]! > this.money) continue
      const profit = this.extra[r * sites + site]! - this.loss[r]!
      if (profit > best) {
        best = profit
        slot = r
      }
    }
    return slot
  }

  /** A free site that is closed and may be opened. */
  mayOpen(site: number): boolean {
    return this.isOpen[site] === 0 && this.model.state[site] === -1
  }

  private removable(slot: number): boolean {
    return this.model.state[this.slots[slot]!] === -1
  }

  private spend(site: number, sign: 1 | -1): void {
    if (this.model.state[site] === 1) return
    this.left -= sign
    this.money -= sign * this.model.price[site]!
  }

  private bestMove(): { site: number; slot: number } | null {
    const { sites, price } = this.model
    this.effort += this.size * sites
    const limited = this.model.budget < Number.POSITIVE_INFINITY
    let best = 1e-9 * Math.max(1, this.cost)
    let pick: { site: number; slot: number } | null = null
    if (this.left > 0 && this.size < this.slots.length)
      for (let j = 0; j < sites; j++)
        if (this.mayOpen(j) && this.gain[j]! > best && price[j]! <= this.money) {
          best = this.gain[j]!
          pick = { site: j, slot: -1 }
        }
    if (pick !== null) return pick
    let site = -1
    let slot = -1
    for (let r = 0; r < this.size; r++) {
      if (!this.removable(r)) continue
      const base = r * sites
      const needed = best + this.loss[r]!
      let most = needed
      let at = -1
      const room = limited ? this.money + price[this.slots[r]!]! : Number.POSITIVE_INFINITY
      for (let j = 0; j < sites; j++) {
        const profit = this.gain[j]! + this.extra[base + j]!
        if (profit > most && this.mayOpen(j) && price[j]! <= room) {
          most = profit
          at = j
        }
      }
      if (at >= 0) {
        best = most - this.loss[r]!
        site = at
        slot = r
      }
    }
    return site < 0 ? null : { site, slot }
  }

  private reconsider(i: number): void {
    this.account(i, -1)
    this.cost -= this.firstCost[i]!
    this.findBoth(i)
    this.cost += this.firstCost[i]!
    this.account(i, 1)
  }

  /** Nearest and second nearest open site of a demand point; −1 at the price of staying unserved. */
  private findBoth(i: number): void {
    const { rowStart, rowSite, rowCost, beyond } = this.model
    const end = rowStart[i + 1]!
    let k = rowStart[i]!
    while (k < end && this.isOpen[rowSite[k]!] === 0) k++
    this.first[i] = k < end ? rowSite[k]! : -1
    this.firstCost[i] = k < end ? rowCost[k]! : beyond[i]!
    if (k < end) k++
    while (k < end && this.isOpen[rowSite[k]!] === 0) k++
    this.second[i] = k < end ? rowSite[k]! : -1
    this.secondCost[i] = k < end ? rowCost[k]! : beyond[i]!
  }

  /** Adds what a demand point says about gains, losses and swaps, or takes it back. */
  private account(i: number, sign: 1 | -1): void {
    const { rowStart, rowSite, rowCost, sites } = this.model
    const { gain, extra } = this
    const near = this.firstCost[i]!
    const next = this.secondCost[i]!
    const nearest = this.first[i]!
    const end = rowStart[i + 1]!
    let k = rowStart[i]!
    this.effort += 20
    if (nearest === -1) {
      for (; k < end; k++) gain[rowSite[k]!]! += sign * (near - rowCost[k]!)
      return
    }
    const slot = this.slotOf[nearest]!
    const base = slot * sites
    const far = sign * (next - near)
    this.loss[slot]! += far
    for (; k < end && rowCost[k]! < near; k++) {
      gain[rowSite[k]!]! += sign * (near - rowCost[k]!)
      extra[base + rowSite[k]!]! += far
    }
    for (; k < end && rowCost[k]! < next; k++) extra[base + rowSite[k]!]! += sign * (next - rowCost[k]!)
  }
}

/** How many of the cheapest free sites the money buys. */
function mostForMoney(model: Model): number {
  if (model.budget === Number.POSITIVE_INFINITY) return model.sites
  const prices = model.price.filter((_, j) => model.state[j] === -1).sort()
  let money = model.budget * (1 + 1e-9)
  let count = 0
  while (count < prices.length && prices[count]! <= money) money -= prices[count++]!
  return count
}
