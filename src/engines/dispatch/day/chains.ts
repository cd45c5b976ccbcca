import type { Day } from './compile.ts'

/** Kinds of entries in the journal of a step. */
export const MOVED = 0
export const PUT = 1
export const TAKEN = 2

/**
 * Who does what after what, and when, as linked lists. Whatever is done is written down and can be taken back to any mark. Node
 * `tasks + r` is both ends of tour r.
 */
export class Chains {
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

  protected write(kind: number, who: number, tour: number, after: number, value: number): void {
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

  protected link(t: number, r: number, after: number): void {
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

  protected unlink(t: number): void {
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
}
