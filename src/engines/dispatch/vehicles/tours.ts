import type { Random } from '../random.ts'
import type { Network } from './network.ts'

/** Customers a ruin takes out on average. */
const REMOVED = 10
/** Longest string taken out of one tour. */
const STRING = 15
/** Share of strings that keep a piece in their middle, and the chance that the piece grows. */
const SPLIT = 0.5
const GROW = 0.01
/** One of so many positions is passed over, so that putting back is not always the same. */
const BLINK = 100

/**
 * The tours of all vehicles as linked lists, with earliest and latest starts of service, and what one step of the search does to
 * them: take strings of customers out of neighbouring tours (Christiaens & Vanden Berghe 2020), put them back at the cheapest
 * positions, undo. A step allocates nothing. Who has no position is `absent`.
 */
export class Tours {
  readonly network: Network
  readonly random: Random
  /** Neighbours in the tour, 0 for the depot, and the tour of each customer, −1 when absent. */
  private readonly next: Int32Array
  private readonly prev: Int32Array
  private readonly tour: Int32Array
  private readonly first: Int32Array
  private readonly last: Int32Array
  private readonly size: Int32Array
  private readonly load: Float64Array
  /** When service at a customer ends at the soonest. */
  private readonly leaves: Float64Array
  /** When it must begin at the latest. */
  private readonly latest: Float64Array
  /** The way to the next; −∞ for who is absent, so that nobody is put behind them. */
  private readonly leg: Float64Array
  /** Tours behind these were never used. */
  private top = 0
  /** Tours that may be used, and those in use. */
  limit: number
  used = 0
  distance = 0
  /** Who is out, `out` of them. */
  readonly absent: Int32Array
  out = 0
  /** How often each customer was left out, for deciding which are hard. */
  readonly misses: Float64Array
  /** Positions until one is passed over. */
  private blink = BLINK
  /** Keeping for undo. */
  private readonly stamp: Int32Array
  private step = 0
  private readonly kept: Int32Array
  private keptTours = 0
  private readonly keptAt: Int32Array
  private readonly keptSize: Int32Array
  private readonly keptLoad: Float64Array
  private readonly keptStop: Int32Array
  private readonly keptLeaves: Float64Array
  private readonly keptLatest: Float64Array
  private readonly keptLeg: Float64Array
  private keptLength = 0
  private readonly keptAbsent: Int32Array
  private keptOut = 0
  private keptDistance = 0
  private keptUsed = 0
  private readonly key: Float64Array

  constructor(network: Network, random: Random) {
    const { places, vehicles } = network
    this.network = network
    this.random = random
    this.next = new Int32Array(places)
    this.prev = new Int32Array(places)
    this.tour = new Int32Array(places).fill(-1)
    this.first = new Int32Array(vehicles)
    this.last = new Int32Array(vehicles)
    this.size = new Int32Array(vehicles)
    this.load = new Float64Array(vehicles)
    this.leaves = new Float64Array(places)
    this.leg = new Float64Array(places).fill(Number.NEGATIVE_INFINITY)
    this.latest = new Float64Array(places)
    this.leaves[0] = network.ready[0]! + network.service[0]!
    this.latest[0] = network.due[0]!
    this.limit = vehicles
    this.absent = new Int32Array(places)
    this.misses = new Float64Array(places)
    this.stamp = new Int32Array(vehicles)
    this.kept = new Int32Array(vehicles)
    this.keptAt = new Int32Array(vehicles + 1)
    this.keptSize = new Int32Array(vehicles)
    this.keptLoad = new Float64Array(vehicles)
    this.keptStop = new Int32Array(places)
    this.keptLeaves = new Float64Array(places)
    this.keptLatest = new Float64Array(places)
    this.keptLeg = new Float64Array(places)
    this.keptAbsent = new Int32Array(places)
    this.key = new Float64Array(places)
  }

  /** Begins a step: what is touched from here on can be undone. */
  begin(): void {
    this.step++
    this.keptTours = 0
    this.keptLength = 0
    this.keptDistance = this.distance
    this.keptUsed = this.used
    this.keptOut = this.out
    for (let k = 0; k < this.out; k++) this.keptAbsent[k] = this.absent[k]!
  }

  private keep(r: number): void {
    if (this.stamp[r] === this.step) return
    this.stamp[r] = this.step
    const { next, keptStop, keptLeaves, keptLatest, keptLeg, leaves, latest, leg } = this
    const slot = this.keptTours++
    let at = this.keptLength
    this.kept[slot] = r
    this.keptAt[slot] = at
    this.keptSize[slot] = this.size[r]!
    this.keptLoad[slot] = this.load[r]!
    for (let i = this.first[r]!; i !== 0; i = next[i]!) {
      keptStop[at] = i
      keptLeaves[at] = leaves[i]!
      keptLatest[at] = latest[i]!
      keptLeg[at] = leg[i]!
      at++
    }
    this.keptLength = at
  }

  /** Takes back everything since {@link begin}. */
  undo(): void {
    const { next, prev, tour, first, last, size, load, leaves, latest, leg } = this
    const { keptStop, keptLeaves, keptLatest, keptLeg } = this
    for (let k = 0; k < this.out; k++) tour[this.absent[k]!] = -1
    for (let slot = 0; slot < this.keptTours; slot++) {
      const r = this.kept[slot]!
      const from = this.keptAt[slot]!
      const length = this.keptSize[slot]!
      size[r] = length
      load[r] = this.keptLoad[slot]!
      let before = 0
      for (let at = from; at < from + length; at++) {
        const i = keptStop[at]!
        tour[i] = r
        prev[i] = before
        if (before === 0) first[r] = i
        else next[before] = i
        leaves[i] = keptLeaves[at]!
        latest[i] = keptLatest[at]!
        leg[i] = keptLeg[at]!
        before = i
      }
      if (length === 0) first[r] = 0
      else next[before] = 0
      last[r] = before
    }
    this.out = this.keptOut
    for (let k = 0; k < this.out; k++) {
      const c = this.keptAbsent[k]!
      this.absent[k] = c
      tour[c] = -1
      leg[c] = Number.NEGATIVE_INFINITY
    }
    this.distance = this.keptDistance
    this.used = this.keptUsed
  }

  /** Everybody is out. */
  clear(): void {
    this.out = 0
    for (let c = 1; c < this.network.places; c++) {
      this.tour[c] = -1
      this.absent[this.out++] = c
    }
    this.leg.fill(Number.NEGATIVE_INFINITY)
    this.first.fill(0)
    this.last.fill(0)
    this.size.fill(0)
    this.load.fill(0)
    this.used = 0
    this.top = 0
    this.distance = 0
  }

  /** Strings of customers go out of tours around a customer drawn at random. */
  ruin(): void {
    const { random, tour, size, stamp } = this
    const { places, around, nearest } = this.network
    const inTours = places - 1 - this.out
    if (inTours === 0) return
    const average = inTours / Math.max(1, this.used)
    const longest = Math.min(STRING, average)
    const most = (4 * REMOVED) / (1 + longest) - 1
    let strings = Math.floor(random.next() * most + 1)
    const seed = 1 + random.below(places - 1)
    for (let k = 0; k < around && strings > 0; k++) {
      const c = nearest[seed * around + k]!
      const r = tour[c]!
      // A tour is kept for undoing when it is first touched: until customers are put back, that is when it was ruined.
      if (r < 0 || stamp[r] === this.step) continue
      strings--
      const length = Math.floor(random.next() * Math.min(size[r]!, longest) + 1)
      if (length < size[r]! && length > 1 && random.next() < SPLIT) {
        let piece = 1
        while (length + piece < size[r]! && random.next() < GROW) piece++
        this.takeString(r, c, length + piece, piece)
      } else this.takeString(r, c, length, 0)
    }
  }

  /** Takes a string of `length` with customer c in it out of tour r; `piece` customers in its middle stay. */
  private takeString(r: number, c: number, length: number, piece: number): void {
    this.keep(r)
    const { next, prev, tour, size, load, leg, absent, random } = this
    const { places, far, demand } = this.network
    let before = 0
    let start = c
    for (let i = prev[c]!; i !== 0 && before < length - 1; i = prev[i]!) before++
    let after = 0
    for (let i = next[c]!; i !== 0 && after < length - 1; i = next[i]!) after++
    const least = Math.max(0, length - 1 - after)
    const back = least + random.below(before - least + 1)
    for (let k = 0; k < back; k++) start = prev[start]!
    const skipAt = piece === 0 ? -1 : 1 + random.below(length - piece - 1)
    let i = start
    const left = prev[start]!
    for (let k = 0; k < length; k++) {
      const following = next[i]!
      if (k < skipAt || k >= skipAt + piece || skipAt < 0) {
        const p = prev[i]!
        const way = far[p * places + following]!
        this.distance += way - far[p * places + i]! - leg[i]!
        leg[i] = Number.NEGATIVE_INFINITY
        if (p === 0) this.first[r] = following
        else {
          next[p] = following
          leg[p] = way
        }
        if (following === 0) this.last[r] = p
        else prev[following] = p
        tour[i] = -1
        absent[this.out++] = i
        load[r]! -= demand[i]!
        size[r]!--
      }
      i = following
    }
    const right = i
    if (size[r] === 0) {
      load[r] = 0
      this.used--
      return
    }
    this.forward(r, left, right)
    this.backward(r, right, left)
  }

  /** Earliest starts behind `i` (0: from the first on); stops where nothing changes any more, from `until` on (0: never). */
  private forward(r: number, i: number, until: number): void {
    const { next, leaves } = this
    const { places, far, ready, service } = this.network
    let passed = false
    let from = i
    for (let j = i === 0 ? this.first[r]! : next[i]!; j !== 0; j = next[j]!) {
      let at = leaves[from]! + far[from * places + j]!
      if (at < ready[j]!) at = ready[j]!
      at += service[j]!
      if (j === until) passed = true
      if (passed && leaves[j] === at) return
      leaves[j] = at
      from = j
    }
  }

  /** Latest starts before `i` (0: from the last on), likewise. */
  private backward(r: number, i: number, until: number): void {
    const { prev, latest } = this
    const { places, far, due, service } = this.network
    let passed = false
    let to = i
    for (let j = i === 0 ? this.last[r]! : prev[i]!; j !== 0; j = prev[j]!) {
      let at = latest[to]! - service[j]! - far[j * places + to]!
      if (at > due[j]!) at = due[j]!
      if (j === until) passed = true
      if (passed && latest[j] === at) return
      latest[j] = at
      to = j
    }
  }

  /** Puts those who are out back, each at its cheapest position; an empty vehicle competes on cost while one may be used. */
  recreate(): void {
    const { absent } = this
    const count = this.out
    this.sort(count)
    this.out = 0
    for (let k = 0; k < count; k++) {
      const c = absent[k]!
      if (!this.insert(c)) absent[this.out++] = c
    }
  }

  private insert(c: number): boolean {
    const { next, tour, load, leaves, latest, leg, first, size } = this
    const { places, far, ready, due, service, demand, before, beforeFar, beforeStart, capacity } = this.network
    const room = capacity - demand[c]!
    const readyC = ready[c]!
    const dueC = due[c]!
    const serviceC = service[c]!
    const row = c * places
    let best = Number.POSITIVE_INFINITY
    let bestAfter = -1
    let bestTour = -1
    let blink = this.blink
    const end = beforeStart[c + 1]!
    for (let k = beforeStart[c]!; k < end; k++) {
      const i = before[k]!
      const j = next[i]!
      const there = beforeFar[k]!
      const on = far[row + j]!
      const more = there + on - leg[i]!
      if (more >= best) continue
      let at = leaves[i]! + there
      if (at > dueC) continue
      if (at < readyC) at = readyC
      if (at + serviceC + on > latest[j]!) continue
      const r = tour[i]!
      if (load[r]! > room) continue
      if (--blink === 0) {
        blink = this.nextBlink()
        continue
      }
      best = more
      bestAfter = i
      bestTour = r
    }
    const out = far[c]!
    let leave = leaves[0]! + out
    if (leave <= dueC) {
      if (leave < readyC) leave = readyC
      leave += serviceC
      let empty = this.top < this.limit ? this.top : -1
      for (let r = this.top - 1; r >= 0; r--) {
        if (size[r] === 0) {
          if (r < this.limit) empty = r
          continue
        }
        const j = first[r]!
        const on = far[row + j]!
        const more = out + on - far[j]!
        if (more >= best || load[r]! > room || leave + on > latest[j]!) continue
        if (--blink === 0) {
          blink = this.nextBlink()
          continue
        }
        best = more
        bestAfter = 0
        bestTour = r
      }
      if (empty >= 0 && out + far[row]! < best && room >= 0 && leave + far[row]! <= latest[0]!) {
        best = out + far[row]!
        bestAfter = 0
        bestTour = empty
        if (empty === this.top) this.top++
      }
    }
    this.blink = blink
    if (bestTour < 0) return false
    this.place(c, bestTour, bestAfter)
    this.distance += best
    return true
  }

  private nextBlink(): number {
    return 1 + Math.floor(-Math.log(1 - this.random.next()) * BLINK)
  }

  private place(c: number, r: number, i: number): void {
    this.keep(r)
    const { next, prev, tour, size, leaves, latest, leg } = this
    const { places, far, ready, due, service, demand } = this.network
    const j = i === 0 ? this.first[r]! : next[i]!
    const there = far[i * places + c]!
    const on = far[c * places + j]!
    next[c] = j
    prev[c] = i
    tour[c] = r
    leg[c] = on
    if (i === 0) this.first[r] = c
    else {
      next[i] = c
      leg[i] = there
    }
    if (j === 0) this.last[r] = c
    else prev[j] = c
    if (size[r]!++ === 0) this.used++
    this.load[r]! += demand[c]!
    let at = leaves[i]! + there
    leaves[c] = (at < ready[c]! ? ready[c]! : at) + service[c]!
    at = latest[j]! - service[c]! - on
    latest[c] = at > due[c]! ? due[c]! : at
    for (let from = c, to = j; to !== 0; from = to, to = next[to]!) {
      let start = leaves[from]! + leg[from]!
      if (start < ready[to]!) start = ready[to]!
      start += service[to]!
      if (leaves[to] === start) break
      leaves[to] = start
    }
    for (let to = c, from = i; from !== 0; to = from, from = prev[from]!) {
      let start = latest[to]! - service[from]! - leg[from]!
      if (start > due[from]!) start = due[from]!
      if (latest[from] === start) break
      latest[from] = start
    }
  }

  /** Brings those who are out into one of seven orders. */
  private sort(count: number): void {
    const { absent, key, random } = this
    const { rankDemand, rankFar, rankWidth, rankReady, rankDue } = this.network
    const choice = random.below(17)
    if (choice < 4) {
      for (let k = count - 1; k > 0; k--) {
        const other = random.below(k + 1)
        const held = absent[k]!
        absent[k] = absent[other]!
        absent[other] = held
      }
      return
    }
    const sign = choice === 10 ? -1 : 1
    const rank =
      choice < 8 ? rankDemand : choice < 11 ? rankFar : choice < 13 ? rankWidth : choice < 15 ? rankReady : rankDue
    for (let k = 0; k < count; k++) {
      const c = absent[k]!
      const value = sign * rank[c]!
      let at = k
      while (at > 0 && key[at - 1]! > value) {
        key[at] = key[at - 1]!
        absent[at] = absent[at - 1]!
        at--
      }
      key[at] = value
      absent[at] = c
    }
  }

  /** Gives up the tour whose customers were hardest to place the least often; its vehicle is no longer used. */
  dropTour(): void {
    let least = Number.POSITIVE_INFINITY
    let chosen = -1
    for (let r = 0; r < this.size.length; r++) {
      if (this.size[r] === 0) continue
      let sum = 0
      for (let i = this.first[r]!; i !== 0; i = this.next[i]!) sum += this.misses[i]!
      if (sum < least) {
        least = sum
        chosen = r
      }
    }
    if (chosen < 0) return
    const left: number[][] = []
    for (let r = 0; r < this.size.length; r++) if (r !== chosen && this.size[r]! > 0) left.push(this.stopsOf(r))
    this.take(left)
    this.limit = left.length
  }

  private stopsOf(r: number): number[] {
    const stops: number[] = []
    for (let i = this.first[r]!; i !== 0; i = this.next[i]!) stops.push(i)
    return stops
  }

  /** The customers of each tour in use. */
  tours(): number[][] {
    const all: number[][] = []
    for (let r = 0; r < this.size.length; r++) if (this.size[r]! > 0) all.push(this.stopsOf(r))
    return all
  }

  /** Takes over whole tours; who is in none is out. */
  take(tours: readonly (readonly number[])[]): void {
    this.clear()
    this.out = 0
    const { places, far, demand } = this.network
    tours.forEach((stops, r) => {
      let i = 0
      for (const c of stops) {
        this.tour[c] = r
        this.prev[c] = i
        if (i === 0) this.first[r] = c
        else {
          this.next[i] = c
          this.leg[i] = far[i * places + c]!
        }
        this.distance += far[i * places + c]!
        this.load[r]! += demand[c]!
        i = c
      }
      if (i !== 0) {
        this.next[i] = 0
        this.leg[i] = far[i * places]!
      }
      this.last[r] = i
      this.size[r] = stops.length
      this.distance += far[i * places]!
      this.forward(r, 0, 0)
      this.backward(r, 0, 0)
    })
    this.used = tours.length
    this.top = tours.length
    for (let c = 1; c < places; c++) if (this.tour[c]! < 0) this.absent[this.out++] = c
  }
}
