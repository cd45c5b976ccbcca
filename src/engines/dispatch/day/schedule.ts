import { MOVED, PUT, TAKEN } from './chains.ts'
import { type Day, HERE } from './compile.ts'
import { Prices } from './prices.ts'

const EPS = 1e-9

/**
 * Times on the tours of a day: every start is the earliest that the tours, windows and links between visits allow, so they come
 * from the order alone.
 */
export class Schedule extends Prices {
  /** The trial: starts that would change. */
  private readonly trial: Float64Array
  private readonly tried: Int32Array
  private round = 0
  private readonly changed: Int32Array
  private changes = 0
  private readonly queue: Int32Array
  private readonly queued: Uint8Array
  private readonly here: Int32Array
  private readonly hereRound: Int32Array

  constructor(day: Day) {
    super(day)
    const nodes = day.tasks + day.tours
    this.trial = new Float64Array(nodes)
    this.tried = new Int32Array(nodes)
    this.changed = new Int32Array(nodes)
    this.queue = new Int32Array(nodes + 1)
    this.queued = new Uint8Array(nodes)
    this.here = new Int32Array(nodes)
    this.hereRound = new Int32Array(nodes)
    this.touched = new Int32Array(nodes)
    this.isTouched = new Uint8Array(nodes)
  }

  /**
   * What putting task t behind `after` in tour r costs in all, or ∞ when it is impossible; gives up beyond `limit`. What would move is
   * kept for {@link put}.
   */
  tryPut(t: number, r: number, after: number, limit: number): number {
    const { day, next } = this
    const { tasks, place, minutes } = day
    const leaves = after < tasks ? this.start[after]! + minutes[after]! : day.from[r]!
    const following = next[after]!
    // Windows rule most positions out before any way is looked up.
    if (leaves > this.closes(t) + EPS) return Number.POSITIVE_INFINITY
    if (following < tasks && this.opens(t) + minutes[t]! > this.closes(following) + EPS) return Number.POSITIVE_INFINITY
    let cost = this.wayAndPrice(t, r, after)
    if (cost >= limit) return Number.POSITIVE_INFINITY
    this.round++
    this.changes = 0
    const from = this.placeAfter(after)
    // A break behind t takes place where t is.
    if (place[t] !== HERE)
      for (let node = following; node < tasks && place[node] === HERE; node = next[node]!) {
        this.here[node] = place[t]!
        this.hereRound[node] = this.round
      }
    else {
      this.here[t] = from
      this.hereRound[t] = this.round
    }
    const to = place[t] === HERE ? from : place[t]!
    let at = leaves + day.way[day.base[r]! + from * day.places + to]!
    const { linkStart, linkTo, linkGap } = day
    at = this.soonestByLinks(t, at)
    at = this.inWindow(t, at)
    if (at === Number.POSITIVE_INFINITY) return at
    this.trial[t] = at
    this.tried[t] = this.round
    this.changed[this.changes++] = t
    cost += this.timeCost(t, at)
    if (cost >= limit) return Number.POSITIVE_INFINITY
    const { queue, queued } = this
    const size = queue.length
    let head = 0
    let tail = 0
    queue[tail++] = t
    queued[t] = 1
    let work = 0
    let possible = true
    while (head !== tail) {
      const node = queue[head]!
      head = head + 1 === size ? 0 : head + 1
      queued[node] = 0
      const begins = this.trial[node]!
      if (++work > 8 * tasks) {
        possible = false
        break
      }
      // What comes behind it in its tour.
      let tour = this.tour[node]!
      let then = next[node]!
      if (node === t) {
        tour = r
        then = following
      } else if (node === after) then = t
      const ends = begins + minutes[node]!
      const where =
        place[node] !== HERE
          ? place[node]!
          : this.hereRound[node] === this.round
            ? this.here[node]!
            : this.placeAfter(node)
      const old = this.tried[then] === this.round ? this.trial[then]! : this.start[then]!
      let value: number
      if (then >= tasks) {
        const end = day.endPlace[tour]!
        value = end < 0 ? ends : ends + day.way[day.base[tour]! + where * day.places + end]!
        // The way home is new when t comes last: it may also be shorter.
        if (value > day.latest[tour]! + EPS) {
          possible = false
          break
        }
        if (value !== old) {
          cost += this.backCost(tour, value) - this.backCost(tour, old)
          if (this.tried[then] !== this.round) {
            this.tried[then] = this.round
            this.changed[this.changes++] = then
          }
          this.trial[then] = value
        }
      } else {
        value = place[then] === HERE ? ends : ends + day.way[day.base[tour]! + where * day.places + place[then]!]!
        // A break that is now held elsewhere changes the way to what comes next, even where it does not begin later.
        const elsewhere = place[then] === HERE && this.hereRound[then] === this.round && this.tried[then] !== this.round
        if (value > old + EPS || elsewhere) {
          const raised = this.raise(then, value > old ? value : old, old)
          if (raised === Number.POSITIVE_INFINITY) {
            possible = false
            break
          }
          cost += raised
          if (queued[then] === 0) {
            queue[tail] = then
            tail = tail + 1 === size ? 0 : tail + 1
            queued[then] = 1
          }
        }
      }
      if (cost >= limit) {
        possible = false
        break
      }
      for (let k = linkStart[node]!; k < linkStart[node + 1]!; k++) {
        const other = linkTo[k]!
        if (this.tour[other]! < 0 && other !== t) continue
        const known = this.tried[other] === this.round ? this.trial[other]! : this.start[other]!
        if (begins + linkGap[k]! <= known + EPS) continue
        const raised = this.raise(other, begins + linkGap[k]!, known)
        if (raised === Number.POSITIVE_INFINITY) {
          possible = false
          break
        }
        cost += raised
        if (queued[other] === 0) {
          queue[tail] = other
          tail = tail + 1 === size ? 0 : tail + 1
          queued[other] = 1
        }
      }
      if (!possible) break
    }
    while (head !== tail) {
      queued[queue[head]!] = 0
      head = head + 1 === size ? 0 : head + 1
    }
    return possible && cost < limit ? cost : Number.POSITIVE_INFINITY
  }

  /** Raises the start of a task in the trial; what that costs, ∞ when no window is left. */
  private raise(t: number, value: number, old: number): number {
    const at = this.inWindow(t, value)
    if (at === Number.POSITIVE_INFINITY) return at
    if (this.tried[t] !== this.round) {
      this.tried[t] = this.round
      this.changed[this.changes++] = t
    }
    this.trial[t] = at
    return this.timeCost(t, at) - this.timeCost(t, old)
  }

  /** The first moment from `at` on in a window of t; ∞ when there is none. */
  private inWindow(t: number, at: number): number {
    const { windowStart, windowFrom, windowLatest } = this.day
    for (let k = windowStart[t]!; k < windowStart[t + 1]!; k++) {
      if (windowLatest[k]! < at - EPS) continue
      return at > windowFrom[k]! ? at : windowFrom[k]!
    }
    return Number.POSITIVE_INFINITY
  }

  private opens(t: number): number {
    return this.day.windowFrom[this.day.windowStart[t]!]!
  }

  private closes(t: number): number {
    return this.day.windowLatest[this.day.windowStart[t + 1]! - 1]!
  }

  private soonestByLinks(t: number, at: number): number {
    const { backStart, backFrom, backGap } = this.day
    let soonest = at
    for (let k = backStart[t]!; k < backStart[t + 1]!; k++) {
      const other = backFrom[k]!
      if (this.tour[other]! < 0) continue
      const value = this.start[other]! + backGap[k]!
      if (value > soonest) soonest = value
    }
    return soonest
  }

  /** Puts task t behind `after` in tour r, which must be possible; what it costs. */
  put(t: number, r: number, after: number): number {
    const cost = this.tryPut(t, r, after, Number.POSITIVE_INFINITY)
    if (cost === Number.POSITIVE_INFINITY) return cost
    this.write(PUT, t, r, after, 0)
    this.link(t, r, after)
    for (let k = 0; k < this.changes; k++) {
      const node = this.changed[k]!
      this.write(MOVED, node, 0, 0, this.start[node]!)
      this.start[node] = this.trial[node]!
    }
    this.cost += cost
    return cost
  }

  /** Takes task t out of its tour; {@link settle} must follow. */
  take(t: number): void {
    const { day, next, prev, tour } = this
    const r = tour[t]!
    const c = day.carerOf[r]!
    const before = prev[t]!
    this.write(TAKEN, t, r, before, 0)
    const place = day.place[t]!
    let cost = day.price[t * day.carers + c]! + this.timeCost(t, this.start[t]!)
    if (t < day.parts) cost -= this.fillCost(c, -day.minutes[t]!, -1)
    if (place !== HERE) {
      const from = this.placeAfter(before)
      const to = this.placeFor(next[t]!)
      cost += this.wayCost(r, from, place) + this.wayCost(r, place, to)
      if (next[t] !== before) cost -= this.wayCost(r, from, to)
    }
    const following = next[t]!
    this.unlink(t)
    this.cost -= cost
    this.touch(following)
    const { linkStart, linkTo } = day
    for (let k = linkStart[t]!; k < linkStart[t + 1]!; k++) if (tour[linkTo[k]!]! >= 0) this.touch(linkTo[k]!)
  }

  private readonly touched: Int32Array
  private touches = 0
  private readonly isTouched: Uint8Array

  private touch(node: number): void {
    if (this.isTouched[node] === 1) return
    this.isTouched[node] = 1
    this.touched[this.touches++] = node
  }

  /** Brings the starts of everything behind what was taken out forward as far as it goes. */
  settle(): void {
    const { day, next, tour, touched, isTouched, trial, start, queue, queued } = this
    const { tasks, linkStart, linkTo } = day
    let kept = 0
    for (let k = 0; k < this.touches; k++) {
      const node = touched[k]!
      if (node < tasks) {
        if (tour[node]! < 0) {
          // Touched first, taken out later.
          isTouched[node] = 0
          continue
        }
        this.touch(next[node]!)
        for (let j = linkStart[node]!; j < linkStart[node + 1]!; j++) if (tour[linkTo[j]!]! >= 0) this.touch(linkTo[j]!)
      }
      touched[kept++] = node
    }
    this.touches = 0
    const size = queue.length
    let head = 0
    let tail = 0
    for (let k = 0; k < kept; k++) {
      const node = touched[k]!
      trial[node] = Number.NEGATIVE_INFINITY
      if (node >= tasks) continue
      queue[tail++] = node
      queued[node] = 1
    }
    while (head !== tail) {
      const node = queue[head]!
      head = head + 1 === size ? 0 : head + 1
      queued[node] = 0
      let at = this.inWindow(node, this.reached(node))
      if (at === Number.POSITIVE_INFINITY) at = start[node]!
      if (at <= trial[node]!) continue
      trial[node] = at
      const then = next[node]!
      if (then < tasks && queued[then] === 0 && isTouched[then] === 1) {
        queue[tail] = then
        tail = tail + 1 === size ? 0 : tail + 1
        queued[then] = 1
      }
      for (let j = linkStart[node]!; j < linkStart[node + 1]!; j++) {
        const other = linkTo[j]!
        if (tour[other]! < 0 || queued[other] === 1 || isTouched[other] === 0) continue
        queue[tail] = other
        tail = tail + 1 === size ? 0 : tail + 1
        queued[other] = 1
      }
    }
    for (let k = 0; k < kept; k++) {
      const node = touched[k]!
      if (node >= tasks) trial[node] = this.reached(node)
    }
    for (let k = 0; k < kept; k++) {
      const node = touched[k]!
      isTouched[node] = 0
      const old = start[node]!
      const at = trial[node]!
      if (at === old) continue
      this.write(MOVED, node, 0, 0, old)
      start[node] = at
      if (node < tasks) this.cost += this.timeCost(node, at) - this.timeCost(node, old)
      else this.cost += this.backCost(node - tasks, at) - this.backCost(node - tasks, old)
    }
  }

  /** When node can begin by what comes before it in its tour and by its links, with the trial's starts where they are being counted. */
  private reached(node: number): number {
    const { day, prev, tour, trial, start, isTouched } = this
    const { tasks, backStart, backFrom, backGap } = day
    const before = prev[node]!
    const r = tour[node]!
    if (before >= tasks && node >= tasks) return day.from[r]!
    const leaves =
      before >= tasks
        ? day.from[r]!
        : (isTouched[before] === 1 ? trial[before]! : start[before]!) + day.minutes[before]!
    const to = node >= tasks ? day.endPlace[r]! : day.place[node]!
    let at = to < 0 ? leaves : leaves + day.way[day.base[r]! + this.placeAfter(before) * day.places + to]!
    if (node >= tasks) return at
    for (let k = backStart[node]!; k < backStart[node + 1]!; k++) {
      const other = backFrom[k]!
      if (tour[other]! < 0) continue
      const value = (isTouched[other] === 1 ? trial[other]! : start[other]!) + backGap[k]!
      if (value > at) at = value
    }
    return at
  }
}
