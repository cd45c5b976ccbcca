import { keptSince, sql, systemActor, type Tx } from '../db/index.ts'
import type { Job } from '../events/index.ts'

/**
 * Forgets what refused operations said once somebody has settled them and the time to ask again is over. That they came, with their reason and
 * what was done about them, stays.
 */
export async function forgetSettled(tx: Tx): Promise<number> {
  const before = await keptSince(tx, 'operation')
  return tx.run(sql`update sync.operation set payload = null
    where jurisdiction = ${tx.actor.jurisdiction} and state = 'refused' and closed_at < ${before} and payload is not null`)
}

export const syncJobs: Job[] = [
  {
    name: 'sync.forget',
    every: { dailyAt: '03:40' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('sync.forget', jurisdiction), forgetSettled)
    },
  },
]
