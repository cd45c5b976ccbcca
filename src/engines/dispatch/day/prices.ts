import { Chains } from './chains.ts'
import { HERE } from './compile.ts'

const EPS = 1e-9

/** What ways, times and carers cost on the {@link Chains} of a day, and who may take what. */
export class Prices extends Chains {
  /** Where the carer is after node t; of an end: where the tour begins. */
  protected placeAfter(t: number): number {
    const { day, prev } = this
    let node = t
    while (node < day.tasks && day.place[node] === HERE) node = prev[node]!
    return node < day.tasks ? day.place[node]! : day.startPlace[node - day.tasks]!
  }

  /** Where the carer must be for node t or, when that is anywhere, for what comes then; −1: nowhere in particular. */
  protected placeFor(t: number): number {
    const { day, next } = this
    let node = t
    while (node < day.tasks && day.place[node] === HERE) node = next[node]!
    return node < day.tasks ? day.place[node]! : day.endPlace[node - day.tasks]!
  }

  protected wayCost(r: number, from: number, to: number): number {
    if (to < 0) return 0
    return this.day.wayCost[this.day.base[r]! + from * this.day.places + to]!
  }

  /** What using or filling the carer of tour r costs beyond travel and time, with `minutes` and `visits` more. */
  protected fillCost(c: number, minutes: number, visits: number): number {
    const { day, load, count } = this
    const { share, carerCost, weights } = day
    const old = load[c]! - share[c]!
    const now = old + minutes
    let cost = weights.fairness * ((now > 0 ? now : 0) - (old > 0 ? old : 0))
    if (carerCost[c]! > 0) {
      if (count[c] === 0 && visits > 0) cost += carerCost[c]!
      else if (visits < 0 && count[c] === -visits) cost -= carerCost[c]!
    }
    return cost
  }

  /** What it costs that task t starts at `start`: lateness after a window, moving a promise. */
  timeCost(t: number, start: number): number {
    const { windowStart, windowUntil, windowLatest, promised, weights, tolerance } = this.day
    if (t >= this.day.parts) return 0
    let cost = 0
    let k = windowStart[t]!
    const end = windowStart[t + 1]! - 1
    while (k < end && windowLatest[k]! < start - EPS) k++
    const late = start - windowUntil[k]!
    if (late > EPS) cost += weights.late * late
    const moved = Math.abs(start - promised[t]!) - tolerance
    if (moved > EPS) cost += weights.moved + weights.movedMinute * moved
    return cost
  }

  protected backCost(r: number, back: number): number {
    const over = back - this.day.until[r]!
    return over > EPS ? this.day.weights.overtime * over : 0
  }

  /** What putting task t behind `after` in tour r costs without its times: a quick lower bound, but for promises. ∞: not allowed. */
  wayAndPrice(t: number, r: number, after: number): number {
    const { day } = this
    const c = day.carerOf[r]!
    const price = day.price[t * day.carers + c]!
    if (price === Number.POSITIVE_INFINITY) return price
    const place = day.place[t]!
    let sum = price
    if (place !== HERE) {
      const from = this.placeAfter(after)
      const to = this.placeFor(this.next[after]!)
      sum += this.wayCost(r, from, place) + this.wayCost(r, place, to)
      // Nobody goes the way of an empty tour.
      if (this.next[after] !== after) sum -= this.wayCost(r, from, to)
    }
    return t < day.parts ? sum + this.fillCost(c, day.minutes[t]!, 1) : sum
  }

  /** Whether the carer of tour r may take task t on: minutes of the day, not two parts of one visit. */
  mayTake(t: number, r: number): boolean {
    const { day } = this
    if (t >= day.parts) return true
    const c = day.carerOf[r]!
    if (this.load[c]! + day.minutes[t]! > day.most[c]! + EPS) return false
    const v = day.itemOf[t]!
    for (let other = day.firstPart[v]!; other < day.firstPart[v + 1]!; other++) {
      const at = this.tour[other]!
      if (at >= 0 && day.carerOf[at] === c) return false
    }
    return true
  }
}
