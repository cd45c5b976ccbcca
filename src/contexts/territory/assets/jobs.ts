import { today } from '../../../kernel/dates.ts'
import { type Database, join, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { emit, type Job } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { transitionState } from './rules.ts'

/**
 * Warns 12, 6 and 3 months before the five years of a transition end, and when they have ended, once each (A33).
 *
 * @returns how many were told of
 */
export async function watchTransitions(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const running = await tx.rows<{
    id: string
    until: string
    told: string[]
  }>(sql`select a.id, a.transition_until as until,
      coalesce((select array_agg(n.level) from territory.deadline_notice n where n.jurisdiction = a.jurisdiction and n.kind = 'transition' and n.subject = a.id
        and n.due = a.transition_until), '{}') as told
    from territory.idle_asset a where a.jurisdiction = ${tx.actor.jurisdiction} and a.transition_until is not null`)
  const raise = running.flatMap(({ id, until, told }) => {
    const level = transitionState(until, day)
    return level !== 'running' && !told.includes(level) ? [{ id, until, level }] : []
  })
  if (raise.length === 0) return 0
  await tx.run(
    sql`insert into territory.deadline_notice (jurisdiction, kind, subject, due, level, raised_at) values ${join(
      raise.map(
        ({ id, until, level }) => sql`(${tx.actor.jurisdiction}, 'transition', ${id}, ${until}, ${level}, ${tx.now})`,
      ),
    )} on conflict do nothing`,
  )
  await record(tx, {
    action: 'territory.transition.remind',
    subject: { kind: 'jurisdiction', id: tx.actor.jurisdiction },
    detail: raise,
  })
  await emit(tx, 'territory.transition.reminded', { assets: raise.map(({ id, level }) => ({ id, level })) })
  return raise.length
}

/** Runs every morning. */
export const assetJobs: Job[] = [
  {
    name: 'territory.transition',
    every: { dailyAt: '07:25' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('territory.transition', jurisdiction), watchTransitions)
    },
  },
]
