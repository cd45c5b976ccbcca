import { type Actor, type Database, sql, systemActor, type Tx } from '../db/index.ts'
import type { DeliveredEvent, Subscriber } from './subscriber.ts'

/** Which events are not settled yet, by jurisdiction. */
export type Open = { jurisdiction: string; names: string[] }

export const openNames = (tx: Tx) =>
  tx.rows<Open>(sql`select jurisdiction, array_agg(distinct name) names from events.outbox
    where settled_at is null group by jurisdiction order by jurisdiction`)

/** The next events for a subscriber, up to the first one that waits for another attempt. */
export async function nextFor(tx: Tx, { name, on }: Subscriber, limit: number): Promise<DeliveredEvent[]> {
  const rows = await tx.rows<DeliveredEvent & { waits: boolean }>(sql`
    select o.jurisdiction, o.id, o.name, o.payload, o.at, o.actor, coalesce(f.next_at > ${tx.now.toISOString()}, false) waits
    from events.outbox o
    left join events.failure f on f.jurisdiction = o.jurisdiction and f.subscriber = ${name} and f.event_id = o.id
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.settled_at is null and o.name = any(${on as string[]}) and not coalesce(f.parked, false)
      and not exists (select from events.delivery d where d.jurisdiction = o.jurisdiction and d.subscriber = ${name} and d.event_id = o.id)
    order by o.id limit ${limit}`)
  const first = rows.findIndex((row) => row.waits)
  return (first === -1 ? rows : rows.slice(0, first)).map(({ waits, ...event }) => event)
}

/** Makes the row that relays compete for. */
export async function enroll(db: Database, actor: Actor, subscriber: string): Promise<void> {
  const { jurisdiction } = actor
  await db.write(actor, (tx) =>
    tx.run(
      sql`insert into events.subscription (jurisdiction, subscriber) values (${jurisdiction}, ${subscriber}) on conflict do nothing`,
    ),
  )
}

/**
 * Notes a delivery in the transaction that makes it. False when it was made before, or when another relay is serving this subscriber.
 */
export async function claim(tx: Tx, subscriber: string, eventId: string): Promise<boolean> {
  const { jurisdiction } = tx.actor
  const rows = await tx.run(sql`
    with mine as (
      select from events.subscription where jurisdiction = ${jurisdiction} and subscriber = ${subscriber} for update skip locked
    ), mended as (
      delete from events.failure where jurisdiction = ${jurisdiction} and subscriber = ${subscriber} and event_id = ${eventId}
        and exists (select from mine)
    )
    insert into events.delivery (jurisdiction, subscriber, event_id, at)
    select ${jurisdiction}, ${subscriber}, ${eventId}, ${tx.now.toISOString()} from mine on conflict do nothing`)
  return rows === 1
}

/** Counts a failed attempt. Returns true when it was the last one and the event is parked for this subscriber. */
export async function noteFailure(
  tx: Tx,
  subscriber: string,
  eventId: string,
  error: string,
  attempts: number,
  wait: (attempt: number) => number,
): Promise<boolean> {
  const { jurisdiction } = tx.actor
  const before = await tx.maybe<{ attempts: number }>(sql`select attempts from events.failure
    where jurisdiction = ${jurisdiction} and subscriber = ${subscriber} and event_id = ${eventId} for update`)
  const attempt = (before?.attempts ?? 0) + 1
  const next = new Date(tx.now.getTime() + wait(attempt)).toISOString()
  const parked = attempt >= attempts
  await tx.run(sql`
    insert into events.failure (jurisdiction, subscriber, event_id, attempts, error, failed_at, next_at, parked)
    values (${jurisdiction}, ${subscriber}, ${eventId}, ${attempt}, ${error}, ${tx.now.toISOString()}, ${next}, ${parked})
    on conflict (jurisdiction, subscriber, event_id) do update set attempts = excluded.attempts, error = excluded.error,
      failed_at = excluded.failed_at, next_at = excluded.next_at, parked = excluded.parked`)
  return parked
}

/** Settles the events that every subscriber has had, or that are parked for those that could not take them. */
export async function settle(tx: Tx, subscribers: readonly Subscriber[]): Promise<number> {
  const wants = subscribers.flatMap(({ name, on }) => on.map((event) => ({ name, event })))
  return tx.run(sql`
    update events.outbox o set settled_at = ${tx.now.toISOString()}
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.settled_at is null and not exists (
      select from unnest(${wants.map((w) => w.name)}::text[], ${wants.map((w) => w.event)}::text[]) w (subscriber, event)
      where w.event = o.name
        and not exists (select from events.delivery d
          where d.jurisdiction = o.jurisdiction and d.subscriber = w.subscriber and d.event_id = o.id)
        and not exists (select from events.failure f
          where f.jurisdiction = o.jurisdiction and f.subscriber = w.subscriber and f.event_id = o.id and f.parked))`)
}

/** A delivery that failed, as an administrator sees it. */
export type Failure = {
  jurisdiction: string
  subscriber: string
  eventId: string
  name: string
  attempts: number
  error: string
  failedAt: string
  nextAt: string
  /** True when no more attempts are made until somebody asks for one. */
  parked: boolean
}

/** Deliveries that failed within the actor's reach, newest first. */
export const failures = (tx: Tx, limit = 200) =>
  tx.rows<Failure>(sql`
    select f.jurisdiction, f.subscriber, f.event_id "eventId", o.name, f.attempts, f.error, f.failed_at "failedAt", f.next_at "nextAt", f.parked
    from events.failure f join events.outbox o on o.jurisdiction = f.jurisdiction and o.id = f.event_id
    order by f.failed_at desc limit ${limit}`)

/** Asks for another attempt at a parked delivery. It then comes after events that were delivered meanwhile. False when there is none. */
export async function retry(tx: Tx, subscriber: string, eventId: string): Promise<boolean> {
  const { jurisdiction } = tx.actor
  const found = await tx.run(sql`
    update events.failure set parked = false, attempts = 0, next_at = ${tx.now.toISOString()}
    where jurisdiction = ${jurisdiction} and subscriber = ${subscriber} and event_id = ${eventId}`)
  if (found === 0) return false
  await tx.run(sql`update events.outbox set settled_at = null where jurisdiction = ${jurisdiction} and id = ${eventId}`)
  return true
}

/** The actor of a subscriber in one jurisdiction. */
export const actorOf = (subscriber: Subscriber, jurisdiction: string) => systemActor(subscriber.name, jurisdiction)
