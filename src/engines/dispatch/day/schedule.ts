import { type Day, HERE } from './compile.ts'

/** Kinds of entries in the journal of a step. */
const MOVED = 0
const PUT = 1
const TAKEN = 2

const EPS = 1e-9

/**
 * Who does what after what, and when: every start is the earliest that the tours, windows and links between visits allow, so times
 * come from the order alone. Whatever is done is written down and can be taken back to any mark. Node `tasks + r` is both ends of
 * tour r.
 */
export class Schedule {
  readonly day: Day
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Tour of each task; −1: out. */
  readonly tour: Int32Array
  /** Start of each task, and when each tour is back (at its node). */
  readonly start: Float64Array
  /** Service minutes and tasks of each carer. */
  readonly load: Float64Array
  readonly count: Int32Array
  /** Cost of all tours and times, without what is out. */
  cost = 0
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
  private kinds: Uint8Array
  private whos: Int32Array
  private tours: Int32Array
  private afters: Int32Array
  private values: Float64Array
  private costs: Float64Array
  /** Entries in the journal. */
  mark = 0

  constructor(day: Day) {
    const nodes = day.tasks + day.tours
    this.day = day
    this.next = Int32Array.from({ length: nodes }, (_, k) => k)
    this.prev = Int32Array.from(this.next)
    this.tour = new Int32Array(nodes).fill(-1)
    this.start = new Float64Array(nodes)
    this.load = new Float64Array(day.carers)
    this.count = new Int32Array(day.carers)
    this.trial = new Float64Array(nodes)
    this.tried = new Int32Array(nodes)
    this.changed = new Int32Array(nodes)
    this.queue = new Int32Array(nodes + 1)
    this.queued = new Uint8Array(nodes)
    this.here = new Int32Array(nodes)
    this.hereRound = new Int32Array(nodes)
    this.touched = new Int32Array(nodes)
    this.isTouched = new Uint8Array(nodes)
    const room = 64 * nodes + 1024
    this.kinds = new Uint8Array(room)
    this.whos = new Int32Array(room)
    this.tours = new Int32Array(room)
    this.afters = new Int32Array(room)
    this.values = new Float64Array(room)
    this.costs = new Float64Array(room)
    for (let r = 0; r < day.tours; r++) {
      this.tour[day.tasks + r] = r
      this.start[day.tasks + r] = day.from[r]!
    }
  }

  /** Forgets the journal: nothing before can be taken back. */
  forget(): void {
    this.mark = 0
  }

  private write(kind: number, who: number, tour: number, after: number, value: number): void {
    if (this.mark === this.kinds.length) this.grow()
    const at = this.mark++
    this.kinds[at] = kind
    this.whos[at] = who
    this.tours[at] = tour
    this.afters[at] = after
    this.values[at] = value
    this.costs[at] = this.cost
  }

  private grow(): void {
    const wider = <T extends Uint8Array | Int32Array | Float64Array>(old: T): T => {
      const wide = new (old.constructor as new (length: number) => T)(2 * old.length)
      wide.set(old as never)
      return wide
    }
    this.kinds = wider(this.kinds)
    this.whos = wider(this.whos)
    this.tours = wider(this.tours)
    this.afters = wider(this.afters)
    this.values = wider(this.values)
    this.costs = wider(this.costs)
  }

  /** Takes back everything written since the journal had `mark` entries. */
  undo(mark: number): void {
    const { kinds, whos, tours, afters, values, costs, start } = this
    while (this.mark > mark) {
      const at = --this.mark
      const who = whos[at]!
      if (kinds[at] === MOVED) start[who] = values[at]!
      else if (kinds[at] === PUT) this.unlink(who)
      else this.link(who, tours[at]!, afters[at]!)
      this.cost = costs[at]!
    }
  }

  private link(t: number, r: number, after: number): void {
    const { next, prev, day } = this
    const following = next[after]!
    next[after] = t
    prev[t] = after
    next[t] = following
    prev[following] = t
    this.tour[t] = r
    if (t < day.parts) {
      const c = day.carerOf[r]!
      this.load[c]! += day.minutes[t]!
      this.count[c]!++
    }
  }

  private unlink(t: number): void {
    const { next, prev, day } = this
    const before = prev[t]!
    const following = next[t]!
    next[before] = following
    prev[following] = before
    if (t < day.parts) {
      const c = day.carerOf[this.tour[t]!]!
      this.load[c]! -= day.minutes[t]!
      this.count[c]!--
    }
    this.tour[t] = -1
  }

  /** Where the carer is after node t; of an end: where the tour begins. */
  private placeAfter(t: number): number {
    const { day, prev } = this
    let node = t
    while (node < day.tasks && day.place[node] === HERE) node = prev[node]!
    return node < day.tasks ? day.place[node]! : day.startPlace[node - day.tasks]!
  }

  /** Where the carer must be for node t or, when that is anywhere, for what comes then; −1: nowhere in particular. */
  private placeFor(t: number): number {
    const { day, next } = this
    let node = t
    while (node < day.tasks && day.place[node] === HERE) node = next[node]!
    return node < day.tasks ? day.place[node]! : day.endPlace[node - day.tasks]!
  }

  private wayCost(r: number, from: number, to: number): number {
    if (to < 0) return 0
    return this.day.wayCost[this.day.base[r]! + from * this.day.places + to]!
  }

  /** What using or filling the carer of tour r costs beyond travel and time, with `minutes` and `visits` more. */
  private fillCost(c: number, minutes: number, visits: number): number {
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

  private backCost(r: number, back: number): number {
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
