import { keptSince, sql, systemActor, type Tx } from '../db/index.ts'
import type { Job } from '../events/index.ts'

/** Clears away sessions that ended, or could no longer be used, before the days they are kept. */
export async function pruneSessions(tx: Tx): Promise<number> {
  const before = await keptSince(tx, 'session')
  return tx.run(sql`delete from identity.session
    where jurisdiction = ${tx.actor.jurisdiction} and least(ended_at, closes_at) < ${before}`)
}

export const identityJobs: Job[] = [
  {
    name: 'identity.prune',
    every: { dailyAt: '03:30' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('identity.prune', jurisdiction), pruneSessions)
    },
  },
]
