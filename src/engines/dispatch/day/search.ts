import { Nearest } from '../nearest.ts'
import { Random } from '../random.ts'
import type { Day } from './compile.ts'
import { Schedule } from './schedule.ts'

const LOOK = 16
/** Tasks behind which another is tried. */
const PREDECESSORS = 40
const AROUND = 120
const REMOVED = 10
const STRING = 10
const BLINK = 0.01
const HOT = 0.6
const COLD = 0.006
/** Where a plan is mended, it starts this much colder. */
const MEND = 0.05
/** Positions of the first carer from which the second of a pair is tried. */
const FIRST_OF_PAIR = 4

export type DaySearch = {
  seed: number
  spent: (steps: number) => number
  /** Tours to begin with: tasks by tour. */
  begin?: readonly (readonly number[])[]
  onProgress?: (cost: number, out: number, steps: number) => void
}

/** Tasks by tour and what they start at; items that are out. */
export type DayResult = { tours: number[][]; start: Float64Array; out: number[]; cost: number; steps: number }

/** Ruin and recreate under simulated annealing on a {@link Schedule}. */
export function searchDay(day: Day, options: DaySearch): DayResult {
  return new Search(day, new Random(options.seed)).run(options)
}

class Search {
  private readonly day: Day
  private readonly random: Random
  private readonly schedule: Schedule
  private readonly beforeStart: Int32Array
  private readonly before: Int32Array
  private readonly near: Int32Array
  private readonly around: number
  /** Mean cost of a way between neighbours. */
  private readonly edge: number
  private readonly out: Int32Array
  private outs = 0
  private readonly isOut: Uint8Array
  private readonly frozen: Uint8Array
  private readonly hit: Int32Array
  private step = 0
  private missing = 0
  private bestAfter = -1
  private bestTour = -1
  private readonly topCost = new Float64Array(FIRST_OF_PAIR)
  private readonly topAfter = new Int32Array(FIRST_OF_PAIR)
  private readonly topTour = new Int32Array(FIRST_OF_PAIR)
  private tops = 0
  private readonly ableStart: Int32Array
  private readonly ableTour: Int32Array

  constructor(day: Day, random: Random) {
    this.day = day
    this.random = random
    this.schedule = new Schedule(day)
    const { tasks, parts, items, tours, place, windowStart, windowFrom, windowLatest, minutes, way, places } = day
    this.out = new Int32Array(items)
    this.isOut = new Uint8Array(items)
    this.hit = new Int32Array(tours)
    this.frozen = Uint8Array.from({ length: items }, (_, v) => {
      const pin = day.problem.visits[v]?.pin
      return pin?.start !== undefined && pin.carers?.some((carer) => carer !== null) ? 1 : 0
    })
    const before: number[] = []
    const near: number[] = []
    this.beforeStart = new Int32Array(tasks + 1)
    this.around = Math.min(AROUND, parts)
    const base = tours > 0 ? day.base[0]! : 0
    const opens = (t: number) => windowFrom[windowStart[t]!]!
    const closes = (t: number) => windowLatest[windowStart[t + 1]! - 1]!
    const nearest = new Nearest(tasks)
    let sum = 0
    let ways = 0
    for (let t = 0; t < parts; t++) {
      const row = base + place[t]! * places
      nearest.clear()
      for (let q = 0; q < parts; q++) {
        const travel = way[base + place[q]! * places + place[t]!]!
        const ends = minutes[q]! + travel
        if (q === t || opens(q) + ends > closes(t)) continue
        nearest.add(q, travel + Math.min(1e4, 0.2 * Math.max(0, opens(t) - closes(q) - ends)))
      }
      this.beforeStart[t + 1] = this.beforeStart[t]! + nearest.take(PREDECESSORS, before)
      nearest.clear()
      for (let q = 0; q < parts; q++) nearest.add(q, q === t ? 0 : 1 + way[row + place[q]!]!)
      const from = near.length
      nearest.take(this.around, near)
      for (let k = 1; k < Math.min(5, this.around); k++) {
        sum += day.wayCost[row + place[near[from + k]!]!]!
        ways++
      }
    }
    for (let t = parts; t < tasks; t++) this.beforeStart[t + 1] = this.beforeStart[t]!
    this.near = Int32Array.from(near)
    this.before = Int32Array.from(before)
    this.edge = Math.max(0.5, ways === 0 ? 1 : sum / ways)
    const able: number[][] = Array.from({ length: tasks }, (_, t) =>
      Array.from({ length: tours }, (_, r) => r).filter(
        (r) => day.price[t * day.carers + day.carerOf[r]!] !== Number.POSITIVE_INFINITY,
      ),
    )
    this.ableTour = Int32Array.from(able.flat())
    this.ableStart = new Int32Array(tasks + 1)
    for (let t = 0; t < tasks; t++) this.ableStart[t + 1] = this.ableStart[t]! + able[t]!.length
    for (let v = 0; v < items; v++) this.leave(v)
  }

  private leave(v: number): void {
    this.out[this.outs++] = v
    this.isOut[v] = 1
    this.missing += this.day.penalty[v]!
  }

  get total(): number {
    return this.schedule.cost + this.missing
  }

  run({ spent, begin, onProgress }: DaySearch): DayResult {
    const { schedule, random } = this
    if (begin !== undefined) this.takeOver(begin)
    this.recreate(true)
    let best = this.snapshot()
    let cost = this.total
    const hot = HOT * this.edge * (begin === undefined ? 1 : MEND)
    const cold = COLD * this.edge
    let temperature = hot
    let steps = 0
    const keptOut = new Int32Array(this.day.items)
    while (true) {
      if (steps % LOOK === 0) {
        const used = spent(steps)
        if (used >= 1) break
        temperature = hot * (cold / hot) ** used
        if (steps % (LOOK * 256) === 0) onProgress?.(best.cost, best.out.length, steps)
      }
      steps++
      schedule.forget()
      const outs = this.outs
      const missing = this.missing
      for (let k = 0; k < outs; k++) keptOut[k] = this.out[k]!
      this.ruin()
      this.recreate(false)
      const now = this.total
      if (now < cost - temperature * Math.log(random.next())) {
        cost = now
        if (now < best.cost - 1e-7) best = this.snapshot()
      } else {
        schedule.undo(0)
        for (let k = 0; k < this.outs; k++) this.isOut[this.out[k]!] = 0
        this.outs = outs
        this.missing = missing
        for (let k = 0; k < outs; k++) {
          this.out[k] = keptOut[k]!
          this.isOut[this.out[k]!] = 1
        }
      }
    }
    return { ...best, steps }
  }

  private snapshot(): Omit<DayResult, 'steps'> {
    const { schedule, day } = this
    const tours: number[][] = []
    for (let r = 0; r < day.tours; r++) {
      const stops: number[] = []
      for (let t = schedule.next[day.tasks + r]!; t < day.tasks; t = schedule.next[t]!) stops.push(t)
      tours.push(stops)
    }
    return { tours, start: schedule.start.slice(), out: [...this.out.subarray(0, this.outs)], cost: this.total }
  }

  /** Puts an earlier plan's tasks where they were, as far as that is still possible. */
  private takeOver(tours: readonly (readonly number[])[]): void {
    const { schedule, day } = this
    tours.forEach((stops, r) => {
      let after = day.tasks + r
      for (const t of stops) {
        if (!schedule.mayTake(t, r)) continue
        if (schedule.put(t, r, after) !== Number.POSITIVE_INFINITY) after = t
      }
    })
    this.outs = 0
    this.missing = 0
    this.isOut.fill(0)
    for (let v = 0; v < day.items; v++) {
      let whole = true
      for (let t = day.firstPart[v]!; t < day.firstPart[v + 1]!; t++) if (schedule.tour[t]! < 0) whole = false
      if (whole) continue
      for (let t = day.firstPart[v]!; t < day.firstPart[v + 1]!; t++) if (schedule.tour[t]! >= 0) schedule.take(t)
      schedule.settle()
      this.leave(v)
    }
  }

  private takeItem(v: number): void {
    const { day, schedule } = this
    for (let t = day.firstPart[v]!; t < day.firstPart[v + 1]!; t++) schedule.take(t)
    this.leave(v)
  }

  private ruin(): void {
    const { day, random, schedule, hit } = this
    if (day.parts === 0) return
    const seed = random.below(day.parts)
    let used = 0
    let inTours = 0
    for (let c = 0; c < day.carers; c++) {
      if (schedule.count[c]! > 0) used++
      inTours += schedule.count[c]!
    }
    const longest = Math.min(STRING, inTours / Math.max(1, used))
    let strings = Math.floor(random.next() * ((4 * REMOVED) / (1 + longest) - 1) + 1)
    this.step++
    for (let k = 0; k < this.around && strings > 0; k++) {
      const t = this.near[seed * this.around + k]!
      const r = schedule.tour[t]!
      if (r < 0 || hit[r] === this.step) continue
      hit[r] = this.step
      strings--
      const length = 1 + random.below(Math.max(1, longest))
      let node = t
      const back = random.below(length)
      for (let j = 0; j < back && schedule.prev[node]! < day.tasks; j++) node = schedule.prev[node]!
      for (let j = 0; j < length && node < day.tasks; j++) {
        let then = schedule.next[node]!
        const v = day.itemOf[node]!
        // Both parts of a visit go; the next in the string must not be one of them.
        while (then < day.tasks && day.itemOf[then] === v) then = schedule.next[then]!
        if (this.frozen[v] === 0) this.takeItem(v)
        node = then
      }
    }
    schedule.settle()
  }

  private recreate(first: boolean): void {
    const { out, isOut, day } = this
    const count = this.outs
    this.sort(count, first)
    this.outs = 0
    for (let k = 0; k < count; k++) {
      const v = out[k]!
      if (this.insert(v)) {
        isOut[v] = 0
        this.missing -= day.penalty[v]!
      } else out[this.outs++] = v
    }
    if (this.outs === 0) this.missing = 0
  }

  private insert(v: number): boolean {
    const { day, schedule } = this
    const from = day.firstPart[v]!
    const to = day.firstPart[v + 1]!
    if (to - from === 1) {
      this.find(from, day.penalty[v]!, false)
      if (this.bestTour < 0) return false
      schedule.put(from, this.bestTour, this.bestAfter)
      return true
    }
    // The first part at each of its best places, the others wherever they then fit best.
    this.find(from, day.penalty[v]!, true)
    const tops = this.tops
    const places = Array.from({ length: tops }, (_, k) => [this.topTour[k]!, this.topAfter[k]!] as const)
    const mark = schedule.mark
    const before = schedule.cost
    let best = day.penalty[v]!
    let chosen: (readonly [number, number])[] = []
    for (const place of places) {
      const tried = [place]
      if (schedule.put(from, place[0], place[1]) < best) {
        for (let t = from + 1; t < to; t++) {
          this.find(t, best - (schedule.cost - before), false)
          if (this.bestTour < 0) break
          tried.push([this.bestTour, this.bestAfter])
          schedule.put(t, this.bestTour, this.bestAfter)
        }
        if (tried.length === to - from && schedule.cost - before < best) {
          best = schedule.cost - before
          chosen = tried
        }
      }
      schedule.undo(mark)
    }
    chosen.forEach(([tour, after], k) => {
      schedule.put(from + k, tour, after)
    })
    return chosen.length > 0
  }

  /** The cheapest place for a task below `limit`; with `several` the best tours go into `top…`. */
  private find(t: number, limit: number, several: boolean): void {
    const { day, schedule, before, beforeStart, ableStart, ableTour, random } = this
    const { tour } = schedule
    this.bestTour = -1
    this.tops = 0
    let best = limit
    for (let k = beforeStart[t]!; k < beforeStart[t + 1]!; k++) {
      const q = before[k]!
      const r = tour[q]!
      if (r < 0 || day.price[t * day.carers + day.carerOf[r]!] === Number.POSITIVE_INFINITY) continue
      if (random.next() < BLINK || !schedule.mayTake(t, r)) continue
      best = this.consider(t, r, q, best, several)
      // Behind a break that follows.
      const then = schedule.next[q]!
      if (then >= day.parts && then < day.tasks) best = this.consider(t, r, then, best, several)
    }
    for (let k = ableStart[t]!; k < ableStart[t + 1]!; k++) {
      const r = ableTour[k]!
      if (!schedule.mayTake(t, r)) continue
      best = this.consider(t, r, day.tasks + r, best, several)
      if (t < day.parts) continue
      for (let node = schedule.next[day.tasks + r]!; node < day.tasks; node = schedule.next[node]!)
        best = this.consider(t, r, node, best, several)
    }
  }

  private consider(t: number, r: number, after: number, limit: number, several: boolean): number {
    const cost = this.schedule.tryPut(t, r, after, limit)
    if (cost >= limit) return limit
    if (!several) {
      this.bestTour = r
      this.bestAfter = after
      return cost
    }
    const { topCost, topAfter, topTour } = this
    let at = 0
    while (at < this.tops && topTour[at] !== r) at++
    if (at === this.tops) {
      if (this.tops < FIRST_OF_PAIR) this.tops++
      else at--
    } else if (topCost[at]! <= cost) return limit
    while (at > 0 && topCost[at - 1]! > cost) {
      topCost[at] = topCost[at - 1]!
      topAfter[at] = topAfter[at - 1]!
      topTour[at] = topTour[at - 1]!
      at--
    }
    topCost[at] = cost
    topAfter[at] = after
    topTour[at] = r
    return this.tops < FIRST_OF_PAIR ? limit : Math.min(limit, topCost[this.tops - 1]!)
  }

  private sort(count: number, first: boolean): void {
    const { out, random, day } = this
    const { firstPart, windowStart, windowFrom, windowLatest, minutes } = day
    const choice = first ? 1 : random.below(6)
    const key = (v: number): number => {
      const t = firstPart[v]!
      // Breaks and pairs first, where it matters.
      if (choice === 1) return windowLatest[windowStart[t + 1]! - 1]! - 1e5 * (firstPart[v + 1]! - t)
      if (choice === 2) return windowFrom[windowStart[t]!]!
      if (choice === 3) return windowLatest[windowStart[t + 1]! - 1]! - windowFrom[windowStart[t]!]!
      if (choice === 4) return -minutes[t]! * (firstPart[v + 1]! - t)
      return random.next()
    }
    const keys = new Float64Array(count)
    for (let k = 0; k < count; k++) {
      const v = out[k]!
      const value = key(v)
      let at = k
      while (at > 0 && keys[at - 1]! > value) {
        keys[at] = keys[at - 1]!
        out[at] = out[at - 1]!
        at--
      }
      keys[at] = value
      out[at] = v
    }
  }
}
