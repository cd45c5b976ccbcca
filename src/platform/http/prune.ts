import { keptSince, sql, systemActor, type Tx } from '../db/index.ts'
import type { Job } from '../events/index.ts'

/** Forgets the answers of old commands: a key is good for as long as they are kept. */
export async function pruneAnswers(tx: Tx): Promise<number> {
  const before = await keptSince(tx, 'answer')
  return tx.run(sql`delete from http.answer where jurisdiction = ${tx.actor.jurisdiction} and at < ${before}`)
}

export const httpJobs: Job[] = [
  {
    name: 'http.prune',
    every: { dailyAt: '03:20' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('http.prune', jurisdiction), pruneAnswers)
    },
  },
]
