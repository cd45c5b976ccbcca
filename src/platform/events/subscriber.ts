import type { DomainEvent } from '../../kernel/event.ts'
import type { Tx } from '../db/index.ts'

/** An event as it is delivered: with who caused it. */
export type DeliveredEvent<Payload = unknown> = DomainEvent<string, Payload> & { actor: string }

/**
 * Reacts to events, each in a transaction of its own that also notes the delivery: a repeated delivery does nothing. Per jurisdiction
 * it gets the events it can see in the order of their ids.
 */
export type Subscriber = {
  /** Names the deliveries in the database; never changed once in use. `plan.observe-import`. */
  name: string
  /** Names of the events it wants. */
  on: readonly string[]
  /** Runs as the system actor `system:<name>` of the event's jurisdiction. What it throws undoes its work and is tried again later. */
  handle(tx: Tx, event: DeliveredEvent): Promise<void>
}

/** Declares a subscriber to one event with the event's payload type. */
export function subscriber<Payload>(
  name: string,
  on: string,
  handle: (tx: Tx, event: DeliveredEvent<Payload>) => Promise<void>,
): Subscriber {
  return { name, on: [on], handle: (tx, event) => handle(tx, event as DeliveredEvent<Payload>) }
}
