import type { Random } from '../random.ts'
import { Fleet } from './fleet.ts'
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
 * What one step of the search does to the tours: take strings of customers out of neighbouring tours (Christiaens & Vanden Berghe 2020)
 * and put them back at the cheapest positions.
 */
export class Tours extends Fleet {
  /** Positions until one is passed over. */
  private blink = BLINK
  private readonly key: Float64Array

  constructor(network: Network, random: Random) {
    super(network, random)
    this.key = new Float64Array(network.places)
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

  /**
   * Puts those who are out back, each at its cheapest position; an empty vehicle competes on cost while one may be used. With `longest`
   * gives up, and is false, as soon as somebody finds no place within that length of all tours: the step must then be undone.
   */
  recreate(longest = Number.POSITIVE_INFINITY): boolean {
    const { absent } = this
    const count = this.out
    this.sort(count)
    this.out = 0
    for (let k = 0; k < count; k++) {
      const c = absent[k]!
      if (this.insert(c, longest - this.distance)) continue
      if (longest < Number.POSITIVE_INFINITY) return false
      absent[this.out++] = c
    }
    return true
  }

  /** Puts c in where it costs least, if that is less than `most`. */
  private insert(c: number, most: number): boolean {
    const { next, tour, load, leaves, latest, leg, first, size } = this
    const { places, far, ready, due, service, demand, before, beforeFar, beforeStart, capacity } = this.network
    const room = capacity - demand[c]!
    const readyC = ready[c]!
    const dueC = due[c]!
    const serviceC = service[c]!
    const row = c * places
    let best = most
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
}
