import { today } from '../../../kernel/dates.ts'
import { type Database, join, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { emit, type Job } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { HandoverTerm } from './model.ts'
import { handoverState } from './rules.ts'

type Waiting = { id: string; due: string; term: HandoverTerm; told: string[] }

/**
 * Warns of hand-overs whose deadline is near and tells of those that passed it, once per deadline and level.
 *
 * @returns how many were told of
 */
export async function watchHandovers(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const waiting = await tx.rows<Waiting>(sql`select p.id, p.handover_due as due, p.handover_term as term,
      coalesce((select array_agg(n.level) from territory.deadline_notice n where n.jurisdiction = p.jurisdiction and n.kind = 'handover' and n.subject = p.id and n.due = p.handover_due), '{}') as told
    from territory.building_project p where p.jurisdiction = ${tx.actor.jurisdiction} and p.handover_due is not null and p.handed_over_on is null`)
  const raise = waiting.flatMap(({ id, due, term, told }) => {
    const level = handoverState({ handoverDue: due, handedOverOn: null, warnDays: term.warnDays }, day)
    return (level === 'soon' || level === 'overdue') && !told.includes(level) ? [{ id, due, level }] : []
  })
  if (raise.length === 0) return 0
  await tx.run(
    sql`insert into territory.deadline_notice (jurisdiction, kind, subject, due, level, raised_at) values ${join(
      raise.map(
        ({ id, due, level }) => sql`(${tx.actor.jurisdiction}, 'handover', ${id}, ${due}, ${level}, ${tx.now})`,
      ),
    )} on conflict do nothing`,
  )
  await record(tx, {
    action: 'territory.handover.remind',
    subject: { kind: 'jurisdiction', id: tx.actor.jurisdiction },
    detail: raise,
  })
  await emit(tx, 'territory.handover.reminded', { projects: raise.map(({ id, level }) => ({ id, level })) })
  return raise.length
}

/** Runs every morning. */
export const buildingJobs: Job[] = [
  {
    name: 'territory.handover',
    every: { dailyAt: '07:20' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('territory.handover', jurisdiction), watchHandovers)
    },
  },
]
