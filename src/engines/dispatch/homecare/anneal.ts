import { Random } from '../random.ts'
import type { HomecareInstance } from './instance.ts'
import { Sequence } from './sequence.ts'

export type HomecareSearch = {
  seed: number
  /** Share of the budget that is used up, from 0 to 1; looked at every few hundred steps. */
  spent: (steps: number) => number
  onProgress?: (cost: number, distance: number) => void
}

export type HomecareResult = {
  /** Patients in order with their caregivers and starts; −1 and 0 where there is no second service. */
  visits: { patient: number; one: number; two: number; startOne: number; startTwo: number }[]
  cost: number
  distance: number
  steps: number
}

const LOOK = 512
/** Temperatures at the start and the end, as shares of the mean way between neighbours. */
const HOT = 3
const COLD = 0.004
/** It cools down so many times: once alone ends far off now and then. */
const LAPS = 4
/** Patients next to whom another is tried. */
const NEIGHBOURS = 24

/** Simulated annealing over orders and caregivers; everybody in the instance can be served (the caller sees to it). */
export function annealHomecare(instance: HomecareInstance, options: HomecareSearch): HomecareResult {
  const annealing = new Annealing(instance, new Random(options.seed))
  return annealing.run(options)
}

class Annealing {
  private readonly plan: Sequence
  private readonly random: Random
  private readonly able: Int32Array[]
  private readonly ableTwo: Int32Array[]
  /** can[c × patients + p]: bit 1 for the first service, 2 for the second. */
  private readonly can: Uint8Array
  private readonly near: Int32Array
  private readonly neighbours: number
  /** The mean way between near neighbours. */
  private readonly edge: number
  private readonly bestOrder: Int32Array
  private readonly bestOne: Int32Array
  private readonly bestTwo: Int32Array
  private bestCost = Number.POSITIVE_INFINITY
  /** What the plan may cost to be accepted. */
  private limit = 0

  constructor(instance: HomecareInstance, random: Random) {
    const plan = new Sequence(instance)
    this.plan = plan
    this.random = random
    const { count, caregivers, far, places, open, close } = plan
    this.able = instance.able.map((lists) => Int32Array.from(lists[0]!))
    this.ableTwo = instance.able.map((lists) => Int32Array.from(lists[1] ?? []))
    this.can = new Uint8Array(caregivers * count)
    instance.able.forEach((lists, p) => {
      lists.forEach((list, service) => {
        for (const c of list) this.can[c * count + p]! |= service + 1
      })
    })
    this.neighbours = Math.min(NEIGHBOURS, count - 1)
    this.near = new Int32Array(count * this.neighbours)
    let sum = 0
    for (let p = 0; p < count; p++) {
      const key = (q: number) => {
        const way = far[(p + 1) * places + q + 1]!
        const wait = Math.max(0, open[q]! - close[p]! - way) + Math.max(0, open[p]! - close[q]! - way)
        return way + 0.2 * wait
      }
      const others = Array.from({ length: count }, (_, q) => q).filter((q) => q !== p)
      const keys = others.map(key)
      const order = others.map((_, k) => k).sort((a, b) => keys[a]! - keys[b]!)
      for (let k = 0; k < this.neighbours; k++) this.near[p * this.neighbours + k] = others[order[k]!]!
      for (let k = 0; k < Math.min(4, this.neighbours); k++) sum += keys[order[k]!]!
    }
    this.edge = Math.max(1e-3, sum / Math.max(1, count * Math.min(4, this.neighbours)))
    this.bestOrder = new Int32Array(count)
    this.bestOne = new Int32Array(count)
    this.bestTwo = new Int32Array(count)
    this.begin()
  }

  /** Patients by opening, each with whoever can be there soonest. */
  private begin(): void {
    const { plan, can } = this
    const { count, caregivers, order, at, open, close, one, two, double, far, places } = plan
    order.sort((p, q) => open[p]! + close[p]! - open[q]! - close[q]!)
    order.forEach((p, k) => {
      at[p] = k
    })
    const free = new Float64Array(caregivers)
    const where = new Int32Array(caregivers)
    const soonest = (p: number, bit: number, not: number) => {
      let best = -1
      let bestKey = Number.POSITIVE_INFINITY
      for (let c = 0; c < caregivers; c++) {
        if (c === not || (can[c * count + p]! & bit) === 0) continue
        const way = far[where[c]! * places + p + 1]!
        const key = Math.max(open[p]!, free[c]! + way) + 0.5 * way
        if (key < bestKey) {
          bestKey = key
          best = c
        }
      }
      return best
    }
    for (const p of order) {
      let a = soonest(p, 1, -1)
      let b = double[p] === 1 ? soonest(p, 2, a) : -1
      if (double[p] === 1 && b < 0) {
        // The only one for the second service was taken for the first.
        b = soonest(p, 2, -1)
        a = soonest(p, 1, b)
      }
      one[p] = a
      two[p] = b
      const start = Math.max(open[p]!, free[a]! + far[where[a]! * places + p + 1]!)
      free[a] = start + plan.minutesOne[p]!
      where[a] = p + 1
      if (b >= 0) {
        free[b] = Math.max(start, free[b]! + far[where[b]! * places + p + 1]!) + plan.minutesTwo[p]!
        where[b] = p + 1
      }
    }
    plan.distance = plan.measured()
    plan.settle(0)
    this.remember()
  }

  private remember(): void {
    this.bestCost = this.plan.cost
    this.bestOrder.set(this.plan.order)
    this.bestOne.set(this.plan.one)
    this.bestTwo.set(this.plan.two)
  }

  run({ spent, onProgress }: HomecareSearch): HomecareResult {
    const { plan, random } = this
    let steps = 0
    let temperature = 0
    let looks = 0
    while (true) {
      if (steps % LOOK === 0) {
        const used = spent(steps)
        if (used >= 1) break
        temperature = HOT * this.edge * (COLD / HOT) ** ((used * LAPS) % 1)
        if (++looks % 256 === 0) {
          plan.distance = plan.measured()
          onProgress?.(this.bestCost, plan.distance)
        }
      }
      steps++
      this.limit = 3 * (plan.cost - temperature * Math.log(random.next()))
      const kind = random.next()
      if (kind < 0.55) this.relocate()
      else if (kind < 0.9) this.swap()
      else this.exchangeTails()
      if (plan.cost < this.bestCost - 1e-9) this.remember()
    }
    plan.order.set(this.bestOrder)
    plan.one.set(this.bestOne)
    plan.two.set(this.bestTwo)
    plan.distance = plan.measured()
    plan.settle(0)
    const { order, one, two, startOne, startTwo } = plan
    return {
      visits: Array.from(order, (p) => ({
        patient: p,
        one: one[p]!,
        two: two[p]!,
        startOne: startOne[p]!,
        startTwo: startTwo[p]!,
      })),
      cost: plan.cost,
      distance: plan.distance,
      steps,
    }
  }

  /** What taking place p out between its neighbours saves, or putting it there costs, on the route of c at position g. */
  private detour(c: number, g: number, p: number): number {
    const { plan } = this
    const { far, places } = plan
    const from = plan.before(c, g)
    const to = plan.after(c, g)
    const place = p + 1
    return far[from * places + place]! + far[place * places + to]! - far[from * places + to]!
  }

  /** A patient goes to another position, other caregivers, or both. */
  private relocate(): void {
    const { plan, random, near, neighbours, can } = this
    const { count, one, two, double, at } = plan
    const p = random.below(count)
    const i = at[p]!
    const a = one[p]!
    const b = two[p]!
    let newA = a
    let newB = b
    let g = i
    const choice = random.next()
    if (choice < 0.6 && neighbours > 0) {
      // Next to somebody near, with one of their caregivers.
      const q = near[p * neighbours + random.below(neighbours)]!
      g = at[q]! + random.below(2)
      const c = double[q] === 1 && random.below(2) === 1 ? two[q]! : one[q]!
      const skills = can[c * count + p]!
      const first = (skills & 1) !== 0 && ((skills & 2) === 0 || random.below(2) === 0)
      if (first) newA = c
      else if (double[p] === 1 && (skills & 2) !== 0) newB = c
      else return
    } else if (choice < 0.8) {
      const spread = random.below(2) === 0 ? count : 12
      g = i + random.below(2 * spread + 1) - spread
      if (g < 0 || g > count) return
    }
    if (choice >= 0.7 || newA === newB) {
      if (double[p] === 1 && (newA === newB ? newB !== b : random.below(2) === 0)) newA = this.pick(this.able[p]!)
      else if (double[p] === 1) newB = this.pick(this.ableTwo[p]!)
      else newA = this.pick(this.able[p]!)
    }
    if (newA === newB) return
    if (newA === a && newB === b && (g === i || g === i + 1)) return
    let more = -this.saving(p, i)
    one[p] = -1
    two[p] = -1
    more += this.detour(newA, g, p)
    if (newB >= 0) more += this.detour(newB, g, p)
    const allowed = this.limit - plan.distance - more
    if (allowed <= 0 || (g <= i && this.surelyLater(p, newA, g) > allowed)) {
      one[p] = a
      two[p] = b
      return
    }
    one[p] = newA
    two[p] = newB
    const j = g > i ? g - 1 : g
    if (i !== j) plan.shift(i, j)
    const low = i < j ? i : j
    if (plan.follow(low, i < j ? j : i, allowed)) {
      plan.distance += more
      plan.settle(low)
    } else {
      if (i !== j) plan.shift(j, i)
      one[p] = a
      two[p] = b
    }
  }

  /** How late at least p and the next after it would be with caregiver c at a position g that nothing before has changed. */
  private surelyLater(p: number, c: number, g: number): number {
    const { plan } = this
    const { far, places, open, close, one, double, startOne, startTwo, minutesOne, minutesTwo } = plan
    const from = plan.before(c, g)
    let free = 0
    if (from > 0) {
      const q = from - 1
      free = one[q] === c ? startOne[q]! + minutesOne[q]! : startTwo[q]! + minutesTwo[q]!
    }
    let start = free + far[from * places + p + 1]!
    if (start < open[p]!) start = open[p]!
    let late = start - close[p]!
    if (late < 0) late = 0
    const to = plan.after(c, g)
    if (to > 0) {
      const shortest = double[p] === 0 || minutesOne[p]! < minutesTwo[p]! ? minutesOne[p]! : minutesTwo[p]!
      const next = start + shortest + far[(p + 1) * places + to]! - close[to - 1]!
      if (next > 0) late += next
    }
    return late
  }

  /** What taking patient p out of position i saves, with all their caregivers. */
  private saving(p: number, i: number): number {
    const { plan } = this
    const { one, two, far, places } = plan
    const place = p + 1
    let sum = 0
    let c = one[p]!
    while (true) {
      const from = plan.before(c, i)
      const to = plan.after(c, i + 1)
      sum += far[from * places + place]! + far[place * places + to]! - far[from * places + to]!
      if (c === two[p] || two[p]! < 0) return sum
      c = two[p]!
    }
  }

  private pick(list: Int32Array): number {
    return list[this.random.below(list.length)]!
  }

  /** Two patients change positions, caregivers, or both. */
  private swap(): void {
    const { plan, random, near, neighbours, can } = this
    const { count, one, two, double, at } = plan
    if (count < 2) return
    let p = random.below(count)
    let q = random.below(3) === 0 ? random.below(count) : near[p * neighbours + random.below(neighbours)]!
    if (p === q) return
    if (at[p]! > at[q]!) {
      const held = p
      p = q
      q = held
    }
    const positions = random.below(4) > 0
    const caregivers = !positions || random.below(4) > 0
    const pa = one[p]!
    const pb = two[p]!
    const qa = one[q]!
    const qb = two[q]!
    if (caregivers) {
      if (double[p] !== double[q]) return
      if ((can[qa * count + p]! & 1) === 0 || (can[pa * count + q]! & 1) === 0) return
      if (double[p] === 1 && ((can[qb * count + p]! & 2) === 0 || (can[pb * count + q]! & 2) === 0)) return
      if (!positions && pa === qa && pb === qb) return
    }
    const i = at[p]!
    const j = at[q]!
    let more = -this.saving(p, i)
    one[p] = -1
    two[p] = -1
    more -= this.saving(q, j)
    one[q] = -1
    two[q] = -1
    const newPa = caregivers ? qa : pa
    const newPb = caregivers ? qb : pb
    const newQa = caregivers ? pa : qa
    const newQb = caregivers ? pb : qb
    // Where q goes is emptied first: from here on it stands before everything between, p behind it.
    if (positions) {
      plan.shift(i, j)
      plan.shift(j - 1, i)
    }
    const atP = positions ? j : i
    const atQ = positions ? i : j
    more += this.detour(newPa, atP, p)
    if (newPb >= 0) more += this.detour(newPb, atP, p)
    one[p] = newPa
    two[p] = newPb
    more += this.detour(newQa, atQ, q)
    if (newQb >= 0) more += this.detour(newQb, atQ, q)
    one[q] = newQa
    two[q] = newQb
    const allowed = this.limit - plan.distance - more
    if (allowed > 0 && plan.follow(i, j, allowed)) {
      plan.distance += more
      plan.settle(i)
      return
    }
    if (positions) {
      plan.shift(i, j)
      plan.shift(j - 1, i)
    }
    one[p] = pa
    two[p] = pb
    one[q] = qa
    two[q] = qb
  }

  /** From one position on, two caregivers go each other's way. */
  private exchangeTails(): void {
    const { plan, random, can } = this
    const { count, caregivers, order, one, two, far, places } = plan
    if (caregivers < 2) return
    const g = random.below(count)
    const c = one[order[g]!]!
    const d = random.below(caregivers)
    if (c === d) return
    for (let k = g; k < count; k++) {
      const p = order[k]!
      const skillsC = can[c * count + p]!
      const skillsD = can[d * count + p]!
      if (one[p] === c && (skillsD & 1) === 0) return
      if (two[p] === c && (skillsD & 2) === 0) return
      if (one[p] === d && (skillsC & 1) === 0) return
      if (two[p] === d && (skillsC & 2) === 0) return
    }
    const fromC = plan.before(c, g)
    const fromD = plan.before(d, g)
    const toC = plan.after(c, g)
    const toD = plan.after(d, g)
    const more =
      far[fromC * places + toD]! + far[fromD * places + toC]! - far[fromC * places + toC]! - far[fromD * places + toD]!
    const allowed = this.limit - plan.distance - more
    if (allowed <= 0) return
    this.rename(c, d, g)
    if (plan.follow(g, count, allowed)) {
      plan.distance += more
      plan.settle(g)
    } else this.rename(c, d, g)
  }

  private rename(c: number, d: number, g: number): void {
    const { count, order, one, two } = this.plan
    for (let k = g; k < count; k++) {
      const p = order[k]!
      if (one[p] === c) one[p] = d
      else if (one[p] === d) one[p] = c
      if (two[p] === c) two[p] = d
      else if (two[p] === d) two[p] = c
    }
  }
}
