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
  /**
   * What two events of the same kind that wait one behind the other come to, told as one; null when they are told apart. For reactions that look
   * at how things stand and not at each step on the way.
   */
  merge?(earlier: unknown, later: unknown): unknown
  /** Runs as the system actor `system:<name>` of the event's jurisdiction. What it throws undoes its work and is tried again later. */
  handle(tx: Tx, event: DeliveredEvent): Promise<void>
}

/** Declares a subscriber to one event with the event's payload type, and how its events may be told together. */
export function subscriber<Payload>(
  name: string,
  on: string,
  handle: (tx: Tx, event: DeliveredEvent<Payload>) => Promise<void>,
  merge?: (earlier: Payload, later: Payload) => Payload | null,
): Subscriber {
  return {
    name,
    on: [on],
    handle: (tx, event) => handle(tx, event as DeliveredEvent<Payload>),
    ...(merge === undefined ? {} : { merge: (earlier, later) => merge(earlier as Payload, later as Payload) }),
  }
}
