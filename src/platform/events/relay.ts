import { type Database, installationActor, systemActor } from '../db/index.ts'
import { actorOf, claim, enroll, nextFor, noteFailure, openNames, settle } from './store.ts'
import type { DeliveredEvent, Subscriber } from './subscriber.ts'
import { onWake, wake } from './wake.ts'

/** Carries committed events to the subscribers. */
export type Relay = {
  /** Delivers until nothing is left that can be delivered now; what waits for another attempt is left waiting. */
  drain(): Promise<void>
  /** Finishes the deliveries under way and stops. */
  stop(): Promise<void>
}

export type RelayOptions = {
  log?: (message: string) => void
  /** Attempts before a delivery is parked. */
  attempts?: number
  /** Milliseconds to wait after the given failed attempt (1, 2, …). */
  wait?: (attempt: number) => number
  /** Milliseconds between looks at the database; `null` looks only when drained. */
  every?: number | null
  /** Pairs of jurisdiction and subscriber served at the same time. */
  parallel?: number
}

const BATCH = 200
/** After a wake the commit may still be on its way: look soon, then a little later, then leave it to the regular look. */
const AFTER_WAKE = [5, 40, 250]
const doubling = (attempt: number) => Math.min(1000 * 2 ** (attempt - 1), 300_000)

const told = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

/** Events that are told as one, and the ids of all of them. */
type Told = { event: DeliveredEvent; ids: string[] }

/** Another relay serves the subscriber. */
class NotOurs extends Error {}

/** The first of some events with those behind it that the subscriber lets be told with it. */
function toldAsOne(subscriber: Subscriber, events: readonly DeliveredEvent[]): Told {
  let event = events[0]!
  const ids = [event.id]
  for (const later of events.slice(1)) {
    const payload = later.name === event.name ? (subscriber.merge?.(event.payload, later.payload) ?? null) : null
    if (payload === null) break
    event = { ...later, payload }
    ids.push(later.id)
  }
  return { event, ids }
}

/**
 * Starts delivering. Any number of processes may do so, with the same subscribers each; a row lock gives each subscriber of a
 * jurisdiction to one of them at a time. A failing subscriber holds up its own later events in that jurisdiction, nobody else's, and
 * only until the event is parked.
 */
export function startRelay(db: Database, subscribers: readonly Subscriber[], options: RelayOptions = {}): Relay {
  const { attempts = 8, wait = doubling, every = 1000, parallel = 4, log = () => undefined } = options
  if (new Set(subscribers.map(({ name }) => name)).size !== subscribers.length) {
    throw new Error('two subscribers have the same name')
  }
  const enrolled = new Set<string>()
  let stopping = false

  /** Events that are told as one fail as one; each is then told by itself, so that what is wrong with one holds up no other. */
  async function deliverTogether({ event, ids }: Told, subscriber: Subscriber): Promise<'done' | 'taken' | 'failed'> {
    return db
      .write(actorOf(subscriber, event.jurisdiction), async (tx) => {
        for (const id of ids) if (!(await claim(tx, subscriber.name, id))) throw new NotOurs()
        await subscriber.handle(tx, event)
        return 'done' as const
      })
      .catch((error) => (error instanceof NotOurs ? 'taken' : 'failed'))
  }

  async function deliver(subscriber: Subscriber, event: DeliveredEvent): Promise<'done' | 'taken' | 'failed'> {
    const actor = actorOf(subscriber, event.jurisdiction)
    try {
      const done = await db.write(actor, async (tx) => {
        if (!(await claim(tx, subscriber.name, event.id))) return false
        await subscriber.handle(tx, event)
        return true
      })
      return done ? 'done' : 'taken'
    } catch (error) {
      const parked = await db.write(actor, (tx) =>
        noteFailure(tx, subscriber.name, event.id, told(error), attempts, wait),
      )
      log(`${subscriber.name} failed on ${event.name} ${event.id}${parked ? ' and parked it' : ''}: ${error}`)
      return 'failed'
    }
  }

  /** Serves one subscriber in one jurisdiction. Returns how many events it got through. */
  async function serve(subscriber: Subscriber, jurisdiction: string): Promise<number> {
    const actor = actorOf(subscriber, jurisdiction)
    const events = await db.read(actor, (tx) => nextFor(tx, subscriber, BATCH))
    const key = `${jurisdiction} ${subscriber.name}`
    if (events.length > 0 && !enrolled.has(key)) {
      await enroll(db, actor, subscriber.name)
      enrolled.add(key)
    }
    let served = 0
    for (let next = 0; next < events.length && !stopping; ) {
      const together = toldAsOne(subscriber, events.slice(next))
      const many = together.ids.length
      const came = many === 1 ? 'failed' : await deliverTogether(together, subscriber)
      if (came === 'taken') break
      for (const event of came === 'done' ? [] : events.slice(next, next + many)) {
        if (stopping || (await deliver(subscriber, event)) !== 'done') return served
        served++
      }
      if (came === 'done') served += many
      next += many
    }
    return served
  }

  /** One round over everything that is open. Returns how much it moved. */
  async function round(): Promise<number> {
    const open = await db.read(installationActor('relay'), openNames)
    const pairs = open.flatMap(({ jurisdiction, names }) =>
      subscribers
        .filter(({ on }) => on.some((name) => names.includes(name)))
        .map((each) => [each, jurisdiction] as const),
    )
    let moved = 0
    const worker = async () => {
      for (let pair = pairs.pop(); pair !== undefined && !stopping; pair = pairs.pop()) moved += await serve(...pair)
    }
    await Promise.all(Array.from({ length: parallel }, worker))
    for (const { jurisdiction } of open) {
      if (!stopping) moved += await db.write(systemActor('relay', jurisdiction), (tx) => settle(tx, subscribers))
    }
    return moved
  }

  let running: Promise<void> | null = null
  let again = false
  /** One run at a time; whoever asks while one is on its way gets a further one after it. */
  function run(): Promise<void> {
    if (running !== null) {
      again = true
      return running
    }
    running = (async () => {
      try {
        do {
          again = false
          while (!stopping && (await round()) > 0);
        } while (again && !stopping)
      } finally {
        running = null
      }
    })()
    return running
  }
  const look = () => {
    if (!stopping) run().catch((error) => log(`the relay could not look for events: ${error}`))
  }
  const timers = new Set<NodeJS.Timeout>()
  const later = (milliseconds: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      look()
    }, milliseconds)
    timers.add(timer)
  }
  const regular = every === null ? null : setInterval(look, every)
  const deaf =
    every === null
      ? null
      : onWake(() => {
          if (timers.size === 0 && !stopping) for (const milliseconds of AFTER_WAKE) later(milliseconds)
        })
  if (every !== null) wake()

  return {
    drain: async () => {
      // A run under way may have looked before the caller's commit.
      if (running !== null) await running
      await run()
    },
    stop: async () => {
      stopping = true
      deaf?.()
      if (regular !== null) clearInterval(regular)
      for (const timer of timers) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
