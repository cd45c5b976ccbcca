import type { HomecareInstance } from './instance.ts'

/** Positions between two remembered states of all caregivers. */
const EVERY = 8

/**
 * A plan as one order of all patients and the caregivers of each: every caregiver visits those assigned to them in this order. So no
 * two visits can wait for each other in a circle, and following the order once gives the earliest start of every service, which is
 * also the best. Distance is kept up by the moves; lateness is counted anew from the first changed position, and only as far as
 * anything differs.
 */
export class Sequence {
  readonly count: number
  readonly caregivers: number
  readonly places: number
  /** Patients in order, and the position of each. */
  readonly order: Int32Array
  readonly at: Int32Array
  /** Caregivers of the first and second service; −1: none (there is no second, or the patient is taken out for the moment). */
  readonly one: Int32Array
  readonly two: Int32Array
  readonly double: Uint8Array
  readonly far: Float64Array
  readonly open: Float64Array
  readonly close: Float64Array
  private readonly least: Float64Array
  private readonly most: Float64Array
  readonly minutesOne: Float64Array
  readonly minutesTwo: Float64Array
  /** Starts of both services in the accepted plan. */
  readonly startOne: Float64Array
  readonly startTwo: Float64Array
  distance = 0
  tardiness = 0
  greatest = 0
  private readonly free: Float64Array
  private readonly where: Int32Array
  /** Remembered before each position that is a multiple of EVERY: when and where everyone is free, lateness so far and greatest from there on. */
  private readonly freeAt: Float64Array
  private readonly whereAt: Int32Array
  private readonly tardinessAt: Float64Array
  private readonly greatestAt: Float64Array
  private readonly greatestFrom: Float64Array

  constructor(instance: HomecareInstance) {
    const { patients, caregivers, distances, apart, minutes } = instance
    const count = patients.length
    this.count = count
    this.caregivers = caregivers.length
    this.places = count + 1
    this.order = Int32Array.from({ length: count }, (_, k) => k)
    this.at = Int32Array.from(this.order)
    this.one = new Int32Array(count).fill(-1)
    this.two = new Int32Array(count).fill(-1)
    this.double = Uint8Array.from(apart, (range) => (range === null ? 0 : 1))
    this.far = Float64Array.from(distances.flat())
    this.open = Float64Array.from(instance.open)
    this.close = Float64Array.from(instance.close)
    this.least = Float64Array.from(apart, (range) => range?.[0] ?? 0)
    this.most = Float64Array.from(apart, (range) => range?.[1] ?? 0)
    this.minutesOne = Float64Array.from(minutes, ([first]) => first!)
    this.minutesTwo = Float64Array.from(minutes, ([, second]) => second ?? 0)
    this.startOne = new Float64Array(count)
    this.startTwo = new Float64Array(count)
    this.free = new Float64Array(this.caregivers)
    this.where = new Int32Array(this.caregivers)
    const states = Math.ceil(count / EVERY) + 1
    this.freeAt = new Float64Array(states * this.caregivers)
    this.whereAt = new Int32Array(states * this.caregivers)
    this.tardinessAt = new Float64Array(states)
    this.greatestAt = new Float64Array(states)
    this.greatestFrom = new Float64Array(states)
  }

  get cost(): number {
    return (this.distance + this.tardiness + this.greatest) / 3
  }

  /** The place of caregiver c before position g. */
  before(c: number, g: number): number {
    const { order, one, two } = this
    for (let k = g - 1; k >= 0; k--) {
      const p = order[k]!
      if (one[p] === c || two[p] === c) return p + 1
    }
    return 0
  }

  /** The place of caregiver c from position g on. */
  after(c: number, g: number): number {
    const { order, one, two, count } = this
    for (let k = g; k < count; k++) {
      const p = order[k]!
      if (one[p] === c || two[p] === c) return p + 1
    }
    return 0
  }

  /** Moves the patient at position `from` so that they stand at position `to`. */
  shift(from: number, to: number): void {
    const { order, at } = this
    const p = order[from]!
    if (from < to)
      for (let k = from; k < to; k++) {
        const q = order[k + 1]!
        order[k] = q
        at[q] = k
      }
    else
      for (let k = from; k > to; k--) {
        const q = order[k - 1]!
        order[k] = q
        at[q] = k
      }
    order[to] = p
    at[p] = to
  }

  /**
   * Follows the order, of which positions `low` to `high` differ from the accepted plan. Gives up when lateness alone exceeds
   * `allowed`, and stops when everybody is again where and when they were. False when given up.
   */
  follow(low: number, high: number, allowed: number): boolean {
    const { order, one, two, double, far, open, close, least, most, minutesOne, minutesTwo, free, where, places } = this
    const { count, caregivers, freeAt, whereAt } = this
    const state = Math.floor(low / EVERY)
    for (let c = 0, k = state * caregivers; c < caregivers; c++, k++) {
      free[c] = freeAt[k]!
      where[c] = whereAt[k]!
    }
    let total = this.tardinessAt[state]!
    let greatest = this.greatestAt[state]!
    for (let k = state * EVERY; k < count; k++) {
      if (k > high && k % EVERY === 0) {
        let c = 0
        let remembered = (k / EVERY) * caregivers
        while (c < caregivers && free[c] === freeAt[remembered] && where[c] === whereAt[remembered]) {
          c++
          remembered++
        }
        if (c === caregivers) {
          const rest = k / EVERY
          total += this.tardiness - this.tardinessAt[rest]!
          if (this.greatestFrom[rest]! > greatest) greatest = this.greatestFrom[rest]!
          break
        }
      }
      const p = order[k]!
      const a = one[p]!
      const place = p + 1
      let start = free[a]! + far[where[a]! * places + place]!
      if (start < open[p]!) start = open[p]!
      if (double[p] === 0) {
        free[a] = start + minutesOne[p]!
        where[a] = place
        const late = start - close[p]!
        if (late > 0) {
          total += late
          if (late > greatest) greatest = late
          if (total + greatest > allowed) return false
        }
      } else {
        const b = two[p]!
        let second = free[b]! + far[where[b]! * places + place]!
        if (second < open[p]!) second = open[p]!
        if (second < start + least[p]!) second = start + least[p]!
        if (start < second - most[p]!) start = second - most[p]!
        free[a] = start + minutesOne[p]!
        where[a] = place
        free[b] = second + minutesTwo[p]!
        where[b] = place
        const late = start - close[p]!
        const later = second - close[p]!
        if (late > 0) {
          total += late
          if (late > greatest) greatest = late
        }
        if (later > 0) {
          total += later
          if (later > greatest) greatest = later
        }
        if (total + greatest > allowed) return false
      }
    }
    return total + greatest <= allowed
  }

  /** Takes the plan as it stands for the accepted one; positions below `low` did not change. */
  settle(low: number): void {
    const { order, one, two, double, far, open, close, least, most, minutesOne, minutesTwo, free, where, places } = this
    const { count, caregivers, freeAt, whereAt, tardinessAt, greatestAt, greatestFrom, startOne, startTwo } = this
    const state = Math.floor(low / EVERY)
    for (let c = 0, k = state * caregivers; c < caregivers; c++, k++) {
      free[c] = freeAt[k]!
      where[c] = whereAt[k]!
    }
    let total = tardinessAt[state]!
    let greatest = greatestAt[state]!
    for (let k = state * EVERY; k < count; k++) {
      if (k % EVERY === 0) {
        const s = k / EVERY
        for (let c = 0, j = s * caregivers; c < caregivers; c++, j++) {
          freeAt[j] = free[c]!
          whereAt[j] = where[c]!
        }
        tardinessAt[s] = total
        greatestAt[s] = greatest
      }
      const p = order[k]!
      const a = one[p]!
      const place = p + 1
      let start = free[a]! + far[where[a]! * places + place]!
      if (start < open[p]!) start = open[p]!
      let late = start - close[p]!
      if (double[p] === 1) {
        const b = two[p]!
        let second = free[b]! + far[where[b]! * places + place]!
        if (second < open[p]!) second = open[p]!
        if (second < start + least[p]!) second = start + least[p]!
        if (start < second - most[p]!) start = second - most[p]!
        free[b] = second + minutesTwo[p]!
        where[b] = place
        startTwo[p] = second
        late = start - close[p]!
        const later = second - close[p]!
        if (later > 0) {
          total += later
          if (later > greatest) greatest = later
        }
      }
      free[a] = start + minutesOne[p]!
      where[a] = place
      startOne[p] = start
      if (late > 0) {
        total += late
        if (late > greatest) greatest = late
      }
    }
    this.tardiness = total
    this.greatest = greatest
    let from = 0
    let s = Math.floor((count - 1) / EVERY)
    for (let k = count - 1; k >= 0; k--) {
      const p = order[k]!
      const late = startOne[p]! - close[p]!
      if (late > from) from = late
      if (double[p] === 1 && startTwo[p]! - close[p]! > from) from = startTwo[p]! - close[p]!
      if (k % EVERY === 0) greatestFrom[s--] = from
    }
  }

  /** The distance counted from the beginning. */
  measured(): number {
    const { order, one, two, far, where, places, count } = this
    let sum = 0
    where.fill(0)
    for (let k = 0; k < count; k++) {
      const p = order[k]!
      for (const c of two[p]! >= 0 ? [one[p]!, two[p]!] : [one[p]!]) {
        sum += far[where[c]! * places + p + 1]!
        where[c] = p + 1
      }
    }
    for (let c = 0; c < this.caregivers; c++) sum += far[where[c]! * places]!
    return sum
  }
}
