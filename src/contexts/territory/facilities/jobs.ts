import { addDays, today } from '../../../kernel/dates.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import type { Job } from '../../../platform/events/index.ts'
import { changesBetween, facilityStands, tellFacilities } from './changes.ts'

/**
 * Tells of what was entered earlier and comes true today: facilities that open, close or change by their date.
 *
 * @returns how many facilities are different from yesterday
 */
export async function tellDay(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const due = await tx.rows<{
    code: string
  }>(sql`select f.code from territory.facility f where f.jurisdiction = ${own} and (
      exists (select from territory.facility_state s where s.jurisdiction = f.jurisdiction and s.facility = f.id
        and s.superseded_at is null and (lower(s.during) = ${day}::date or upper(s.during) = ${day}::date))
      or exists (select from territory.facility_version v where v.jurisdiction = f.jurisdiction and v.facility = f.id
        and v.superseded_at is null and lower(v.during) = ${day}::date))`)
  const codes = due.map((each) => each.code)
  const changes = changesBetween(
    await facilityStands(tx, addDays(day, -1), codes),
    await facilityStands(tx, day, codes),
  )
  await tellFacilities(tx, day, changes)
  return changes.length
}

/** Facilities that change by their date, soon after midnight. */
export const facilityJobs: Job[] = [
  {
    name: 'territory.facility-day',
    every: { dailyAt: '00:05' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('job:territory.facility-day', jurisdiction), tellDay)
    },
  },
]
