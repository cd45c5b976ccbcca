import type { DomainEvent } from '../../kernel/event.ts'
import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../db/index.ts'
import { wake } from './wake.ts'

/**
 * Tells what happened, in the transaction that made it true: no commit, no event. Delivered to the subscribers after the commit, at
 * least once to each relay and exactly once in effect.
 *
 * @param name `context.subject.verb-in-past`, e.g. `statistics.rows.imported`
 */
export async function emit<Name extends string, Payload>(
  tx: Tx,
  name: Name,
  payload: Payload,
): Promise<DomainEvent<Name, Payload>> {
  const event = { id: newId(), jurisdiction: tx.actor.jurisdiction, name, payload, at: tx.now.toISOString() }
  await tx.run(sql`insert into events.outbox (jurisdiction, id, name, payload, at, actor)
    values (${event.jurisdiction}, ${event.id}, ${name}, ${JSON.stringify(payload ?? null)}, ${event.at}, ${tx.actor.id})`)
  wake()
  return event
}
