import { keptSince, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import type { Job } from '../../platform/events/index.ts'
import { REMEMBERED } from './rules.ts'

/** Forgets codes that were used up or ran out, and who asked too long ago to matter. */
export async function pruneCodes(tx: Tx): Promise<number> {
  const own = tx.actor.jurisdiction
  const before = await keptSince(tx, 'resident-code')
  const codes = await tx.run(sql`delete from residents.code where jurisdiction = ${own} and until < ${before}`)
  await tx.run(
    sql`update residents.code set to_tell = null where jurisdiction = ${own} and to_tell is not null and until < ${tx.now}`,
  )
  await tx.run(
    sql`delete from residents.asking where jurisdiction = ${own} and at < ${new Date(tx.now.getTime() - REMEMBERED)}`,
  )
  return codes
}

/** Every night. */
export const residentJobs: Job[] = [
  {
    name: 'residents.prune',
    every: { dailyAt: '03:40' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('residents.prune', jurisdiction), pruneCodes)
    },
  },
]
