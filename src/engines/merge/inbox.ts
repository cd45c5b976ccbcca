/** Something numbered by its device without gaps, from 1. */
export type Numbered = { device: string; seq: number; id: string }

/** What became of one arrival: new, there already, or another one under a number that is taken. */
export type Arrival = 'new' | 'known' | 'clash'

/**
 * Puts what comes in any order, any number of times, back into the order in which each device made it. What comes too early is held until
 * what is missing has come. Pure bookkeeping: the database keeps the same in tables.
 */
export class Inbox<Op extends Numbered> {
  readonly #next = new Map<string, number>()
  readonly #held = new Map<string, Map<number, Op>>()
  readonly #known = new Map<string, string>()

  /** Takes one in; `ready` are those that can be carried out now, in order. */
  receive(op: Op): { arrival: Arrival; ready: Op[] } {
    const place = `${op.device} ${op.seq}`
    const known = this.#known.get(place)
    if (known !== undefined) return { arrival: known === op.id ? 'known' : 'clash', ready: [] }
    this.#known.set(place, op.id)
    const held = this.#held.get(op.device) ?? new Map<number, Op>()
    this.#held.set(op.device, held)
    held.set(op.seq, op)
    const ready: Op[] = []
    let next = this.#next.get(op.device) ?? 1
    for (let found = held.get(next); found !== undefined; found = held.get(next)) {
      held.delete(next)
      ready.push(found)
      next++
    }
    this.#next.set(op.device, next)
    return { arrival: 'new', ready }
  }

  /** How many wait for one that has not come. */
  get holding(): number {
    let sum = 0
    for (const held of this.#held.values()) sum += held.size
    return sum
  }
}
