import { keptSince, sql, systemActor, type Tx } from '../db/index.ts'
import type { Job } from './schedule.ts'

/** Clears away events that every subscriber has had, with their deliveries, once they are old. What failed somewhere stays. */
export async function pruneEvents(tx: Tx): Promise<number> {
  const { jurisdiction } = tx.actor
  const before = await keptSince(tx, 'event')
  const old = sql`select o.id from events.outbox o where o.jurisdiction = ${jurisdiction} and o.settled_at < ${before}
    and not exists (select from events.failure f where f.jurisdiction = o.jurisdiction and f.event_id = o.id)`
  await tx.run(sql`delete from events.delivery where jurisdiction = ${jurisdiction} and event_id in (${old})`)
  return tx.run(sql`delete from events.outbox where jurisdiction = ${jurisdiction} and id in (${old})`)
}

export const eventJobs: Job[] = [
  {
    name: 'events.prune',
    every: { dailyAt: '03:10' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('events.prune', jurisdiction), pruneEvents)
    },
  },
]
