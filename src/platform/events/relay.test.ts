import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import {
  emit,
  failures,
  type Relay,
  type RelayOptions,
  retry,
  type Subscriber,
  startRelay,
  subscriber,
} from './index.ts'
import { witness } from './relay.witness.ts'

const t = testDatabase()
beforeAll(async () => {
  await t.asOwner(`create schema probe; create table probe.seen (jurisdiction text, subscriber text, n int, turn serial);
    select platform.protect('probe.seen', 'select, insert'); grant usage on all sequences in schema probe to yike_app`)
})
beforeEach(() => t.asOwner('truncate probe.seen; truncate events.outbox cascade; truncate events.schedule', [], true))

const relays: Relay[] = []
const relay = (subscribers: readonly Subscriber[], options: RelayOptions = {}) => {
  const made = startRelay(t.db, subscribers, { every: null, wait: () => 0, attempts: 3, ...options })
  relays.push(made)
  return made
}
afterEach(async () => {
  for (const each of relays.splice(0)) await each.stop()
  t.setNow(null)
})

const county = (code: string) => systemActor('test', code)
const tell = (code: string, ...numbers: number[]) =>
  t.db.write(county(code), async (tx) => {
    for (const n of numbers) await emit(tx, 'probe.counted', { n })
  })
const seen = (subscriberName = 'probe.first', code = '%') =>
  t
    .asOwner<{ n: number }>(
      'select n from probe.seen where subscriber = $1 and jurisdiction like $2 order by turn',
      [subscriberName, code],
      true,
    )
    .then((rows) => rows.map(({ n }) => n))
const open = async () =>
  Number((await t.asOwner('select count(*) n from events.outbox where settled_at is null', [], true))[0]!.n)
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('relay', () => {
  it('delivers to every subscriber once, in order within a jurisdiction, and settles', async () => {
    await tell('532622', ...range(0, 30))
    await tell('532623', ...range(100, 130))
    await t.db.write(county('532622'), (tx) => emit(tx, 'probe.unheard', {}))
    const carrier = relay(witness)
    await carrier.drain()
    await carrier.drain()
    for (const { name } of witness) {
      expect(await seen(name, '532622')).toEqual(range(0, 30))
      expect(await seen(name, '532623')).toEqual(range(100, 130))
    }
    expect(await open()).toBe(0)
  })

  it('tells as one what a subscriber lets be told together, and each by itself once that failed', async () => {
    const heard: number[][] = []
    let ill: number | null = null
    const gathering = subscriber<{ n: number; all?: number[] }>(
      'probe.gathers',
      'probe.counted',
      async (tx, { payload: { n, all = [n] } }) => {
        if (ill !== null && all.includes(ill)) throw new Error('ill')
        heard.push(all)
        await emit(tx, 'probe.gathered', { n })
      },
      ({ n, all = [n] }, later) => (later.n % 10 === 0 ? null : { n: later.n, all: [...all, later.n] }),
    )
    await tell('532622', ...range(1, 13))
    await relay([gathering]).drain()
    expect(heard.splice(0)).toEqual([range(1, 10), range(10, 13)])
    await relay([gathering]).drain()
    expect(heard).toEqual([])
    ill = 22
    await tell('532622', ...range(20, 25))
    await relay([gathering], { attempts: 1 }).drain()
    expect(heard).toEqual([[20], [21], [23, 24]])
    expect(await t.db.read(county('532622'), (tx) => failures(tx))).toMatchObject([{ attempts: 1, parked: true }])
    const told = await t.asOwner(`select from events.outbox where name = 'probe.gathered'`, [], true)
    expect(told).toHaveLength(5)
  })

  it('runs a subscriber as a system actor of the event’s jurisdiction, and follows what that emits', async () => {
    const actors: string[] = []
    const chain: Subscriber[] = [
      subscriber<{ n: number }>('probe.chain', 'probe.counted', async (tx, event) => {
        actors.push(`${tx.actor.id} ${tx.actor.jurisdiction} ${event.actor}`)
        await emit(tx, 'probe.chained', { n: event.payload.n })
      }),
      subscriber<{ n: number }>('probe.end', 'probe.chained', async (_tx, event) => {
        actors.push(`end ${event.payload.n} by ${event.actor}`)
      }),
    ]
    await tell('532622', 7)
    await relay(chain).drain()
    expect(actors).toEqual(['system:probe.chain 532622 system:test', 'end 7 by system:probe.chain'])
  })

  it('undoes a failed attempt, keeps order behind it, holds up nobody else, parks it, and tries again when asked', async () => {
    await tell('532622', 0, 1, 2)
    await tell('532623', 3)
    let broken = true
    const [first, second] = witness as [Subscriber, Subscriber]
    const failing: Subscriber = {
      ...first,
      handle: async (tx, event) => {
        await first.handle(tx, event)
        if (broken && (event.payload as { n: number }).n === 1) throw new Error('cannot take a one')
      },
    }
    const carrier = relay([failing, second], { wait: () => 60_000 })
    t.setNow('2026-05-01T00:00:00Z')
    await carrier.drain()
    expect(await seen('probe.first', '532622')).toEqual([0])
    expect(await seen('probe.first', '532623')).toEqual([3])
    expect(await seen('probe.second', '532622')).toEqual([0, 1, 2])
    for (const minute of [2, 4]) {
      t.setNow(`2026-05-01T00:0${minute}:00Z`)
      await carrier.drain()
    }
    expect(await seen('probe.first', '532622')).toEqual([0, 2])
    expect(await open()).toBe(0)
    const [parked, ...more] = await t.db.read(county('532622'), (tx) => failures(tx))
    expect(more).toEqual([])
    expect(parked).toMatchObject({ subscriber: 'probe.first', name: 'probe.counted', attempts: 3, parked: true })
    expect(parked!.error).toContain('cannot take a one')

    broken = false
    expect(await t.db.write(county('532622'), (tx) => retry(tx, 'probe.first', parked!.eventId))).toBe(true)
    await carrier.drain()
    expect(await seen('probe.first', '532622')).toEqual([0, 2, 1])
    expect(await t.db.read(county('532622'), (tx) => failures(tx))).toEqual([])
    expect(await open()).toBe(0)
  })

  it('several relays at once deliver each event once', async () => {
    await tell('532622', ...range(0, 60))
    await tell('532623', ...range(0, 60))
    const carriers = range(0, 3).map(() => relay(witness))
    await Promise.all(carriers.map((each) => each.drain()))
    await carriers[0]!.drain()
    for (const { name } of witness) {
      for (const code of ['532622', '532623']) expect(await seen(name, code)).toEqual(range(0, 60))
    }
  })

  it('hears of an event without being asked to drain', async () => {
    const heard = Promise.withResolvers<void>()
    relay([subscriber('probe.ear', 'probe.counted', async () => heard.resolve())], { every: 1000 })
    await tell('532622', 1)
    await heard.promise
  })

  it('loses nothing and does nothing twice when the process is killed in the middle', async () => {
    const codes = ['532622', '532623', '532624']
    for (const code of codes) await tell(code, ...range(0, 400))
    const { socket, database, user } = t.address as { socket: string; database: string; user: string }
    const total = async () => Number((await t.asOwner('select count(*) n from probe.seen', [], true))[0]!.n)
    for (const enough of [100, 600]) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'relay.child.ts'), socket, database, user])
      const ended = once(child, 'exit')
      while ((await total()) < enough && child.exitCode === null);
      child.kill('SIGKILL')
      expect(await ended).toEqual([null, 'SIGKILL'])
    }
    expect(await total()).toBeLessThan(2400)
    // The server still holds the killed relay's row locks until it notices the broken connection: drain until all is settled.
    const carrier = relay(witness)
    while ((await open()) > 0) await carrier.drain()
    for (const { name } of witness) for (const code of codes) expect(await seen(name, code)).toEqual(range(0, 400))
  })
})
