import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Edit, Inbox, merge, type Version } from './index.ts'

type Op = Edit<number> & { id: string; record: string; deviceTime: number }

/** One telephone of a simulated field day: what it made, what it still has to send, what it has seen. */
type Phone = {
  name: string
  made: Op[]
  unsent: Op[]
  seen: Map<string, Version>
  clock: number
}

const RECORDS = ['r1', 'r2', 'r3']
const FIELDS = ['name', 'beds', 'open']
const sum = (version: Version) => Object.values(version).reduce((total, each) => total + each, 0)

/** The server of the simulation: an inbox, and the operations carried out so far by record. */
class Server {
  readonly inbox = new Inbox<Op>()
  readonly done = new Map<string, Op[]>()

  take(op: Op): void {
    for (const ready of this.inbox.receive(op).ready)
      this.done.set(ready.record, [...(this.done.get(ready.record) ?? []), ready])
  }

  state(record: string) {
    return merge(this.done.get(record) ?? [])
  }

  picture(): string {
    return JSON.stringify(RECORDS.map((record) => this.state(record)))
  }
}

type Step =
  | { act: 'edit'; phone: number; record: number; field: number; value: number }
  | { act: 'send'; phone: number; lostOnTheWay: boolean; answerLost: boolean; backwards: boolean; twice: boolean }
  | { act: 'fetch'; phone: number; record: number }
  | { act: 'clock'; phone: number; by: number }

const phone = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant('edit' as const),
    phone,
    record: fc.nat(2),
    field: fc.nat(2),
    value: fc.nat(3),
  }),
  fc.record({
    act: fc.constant('send' as const),
    phone,
    lostOnTheWay: fc.boolean(),
    answerLost: fc.boolean(),
    backwards: fc.boolean(),
    twice: fc.boolean(),
  }),
  fc.record({ act: fc.constant('fetch' as const), phone, record: fc.nat(2) }),
  fc.record({ act: fc.constant('clock' as const), phone, by: fc.integer({ min: -400 * 86_400, max: 400 * 86_400 }) }),
)

function walk(steps: readonly Step[]): { server: Server; phones: Phone[] } {
  const server = new Server()
  const phones = ['a', 'b', 'c'].map(
    (name): Phone => ({ name, made: [], unsent: [], seen: new Map(), clock: 1_790_000_000 }),
  )
  for (const each of steps) {
    const here = phones[each.phone]!
    if (each.act === 'clock') here.clock += each.by
    else if (each.act === 'fetch') {
      const record = RECORDS[each.record]!
      // A fetched state does not yet hold what waits in the outbox: the telephone keeps knowing its own.
      const known = { ...server.state(record).version }
      const own = here.made.filter((op) => op.record === record).at(-1)?.seq
      if (own !== undefined) known[here.name] = own
      const before = here.seen.get(record)
      if (before === undefined || sum(known) >= sum(before)) here.seen.set(record, known)
    } else if (each.act === 'edit') {
      const record = RECORDS[each.record]!
      const seq = here.made.length + 1
      const base = here.seen.get(record) ?? {}
      const op: Op = {
        id: `${here.name}${seq}`,
        record,
        device: here.name,
        seq,
        base,
        fields: { [FIELDS[each.field]!]: each.value },
        deviceTime: here.clock++,
      }
      here.made.push(op)
      here.unsent.push(op)
      here.seen.set(record, { ...base, [here.name]: seq })
    } else {
      const batch = each.backwards ? here.unsent.toReversed() : [...here.unsent]
      if (each.twice) batch.push(...batch)
      // A line that breaks in the middle: half of it came.
      const came = each.lostOnTheWay ? batch.slice(0, Math.floor(batch.length / 2)) : batch
      for (const op of came) server.take(op)
      if (!each.answerLost && !each.lostOnTheWay) here.unsent = []
    }
  }
  for (const here of phones) for (const op of here.unsent) server.take(op)
  return { server, phones }
}

function shuffled<T>(list: readonly T[], keys: readonly number[]): T[] {
  return list
    .map((item, i) => ({ item, key: keys[i % keys.length]! * 1_000 + ((i * 7919) % 997) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

describe('merging what three devices made out of each other’s sight', () => {
  it('gives the same final state in every order of arrival, and loses and doubles nothing, over 10,000 schedules', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 30 }),
        (steps, keys) => {
          const { server, phones } = walk(steps)
          const all = phones.flatMap((each) => each.made)
          expect(server.inbox.holding).toBe(0)
          const carriedOut = [...server.done.values()].flat()
          expect(carriedOut.map((op) => op.id).sort()).toEqual(all.map((op) => op.id).sort())
          const another = new Server()
          for (const op of shuffled([...all, ...all.slice(0, 5)], keys)) another.take(op)
          expect(another.picture()).toBe(server.picture())
          const third = new Server()
          for (const op of all.toReversed()) third.take(op)
          expect(third.picture()).toBe(server.picture())
        },
      ),
      { numRuns: 10_000 },
    )
  }, 120_000)

  it('keeps every saying as a value or a head unless somebody who knew it said otherwise', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const { server, phones } = walk(steps)
        for (const record of RECORDS) {
          const state = server.state(record)
          const sayings = phones.flatMap((each) => each.made).filter((op) => op.record === record)
          for (const op of sayings) {
            const [field] = Object.keys(op.fields) as [string]
            const replaced = sayings.some(
              (other) =>
                field in other.fields &&
                (other.device === op.device ? other.seq > op.seq : (other.base[op.device] ?? 0) >= op.seq),
            )
            const head =
              state.conflicts
                .find((each) => each.field === field)
                ?.heads.some((each) => each.device === op.device && each.seq === op.seq) ?? false
            expect(replaced || head || state.fields[field] === op.fields[field]).toBe(true)
          }
        }
      }),
      { numRuns: 2_000 },
    )
  }, 60_000)

  it('shows a conflict to whoever settles it, and a settlement stands', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 40 }), fc.nat(9), (steps, value) => {
        const { server } = walk(steps)
        for (const record of RECORDS) {
          const edits = server.done.get(record) ?? []
          const before = merge(edits)
          const fields = Object.fromEntries(before.conflicts.map(({ field }) => [field, value]))
          const after = merge([...edits, { device: 'desk', seq: 1, base: before.version, fields }])
          expect(after.conflicts).toEqual([])
          for (const { field } of before.conflicts) expect(after.fields[field]).toBe(value)
        }
      }),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('tells a number that is taken by another operation from one that came twice', () => {
    const inbox = new Inbox<{ device: string; seq: number; id: string }>()
    expect(inbox.receive({ device: 'a', seq: 2, id: 'y' })).toEqual({ arrival: 'new', ready: [] })
    expect(inbox.holding).toBe(1)
    expect(inbox.receive({ device: 'a', seq: 1, id: 'x' }).ready.map((op) => op.id)).toEqual(['x', 'y'])
    expect(inbox.receive({ device: 'a', seq: 1, id: 'x' })).toEqual({ arrival: 'known', ready: [] })
    expect(inbox.receive({ device: 'a', seq: 2, id: 'z' })).toEqual({ arrival: 'clash', ready: [] })
  })
})
