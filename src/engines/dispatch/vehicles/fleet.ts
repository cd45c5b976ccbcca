import type { Random } from '../random.ts'
import type { Network } from './network.ts'

/**
 * The tours of all vehicles as linked lists, with earliest and latest starts of service. What is about to change is kept, so that a step
 * of the search can be undone by what it touched alone. Nothing is allocated in a step. Who has no position is `absent`.
 */
export class Fleet {
  readonly network: Network
  readonly random: Random
  /** Neighbours in the tour, 0 for the depot, and the tour of each customer, −1 when absent. */
  protected readonly next: Int32Array
  protected readonly prev: Int32Array
  protected readonly tour: Int32Array
  protected readonly first: Int32Array
  protected readonly last: Int32Array
  protected readonly size: Int32Array
  protected readonly load: Float64Array
  /** When service at a customer ends at the soonest. */
  protected readonly leaves: Float64Array
  /** When it must begin at the latest. */
  protected readonly latest: Float64Array
  /** The way to the next; −∞ for who is absent, so that nobody is put behind them. */
  protected readonly leg: Float64Array
  /** Tours behind these were never used. */
  protected top = 0
  /** Tours that may be used, and those in use. */
  limit: number
  used = 0
  distance = 0
  /** Who is out, `out` of them. */
  readonly absent: Int32Array
  out = 0
  /** How often each customer was left out, for deciding which are hard. */
  readonly misses: Float64Array
  /** Keeping for undo. */
  protected readonly stamp: Int32Array
  protected step = 0
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

  protected keep(r: number): void {
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

  /** Earliest starts behind `i` (0: from the first on); stops where nothing changes any more, from `until` on (0: never). */
  protected forward(r: number, i: number, until: number): void {
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
  protected backward(r: number, i: number, until: number): void {
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

  protected stopsOf(r: number): number[] {
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
