import { addDays, addMonths, today } from '../../kernel/dates.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import type { Job } from '../../platform/events/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { checkVisits } from './visits/flags.ts'
import { tellMonth } from './visits/routes.ts'

/** Until this day of the month late entries still change the month before. */
const LATE_UNTIL = 10

/** The months to count: the one that runs, and the one before while late entries come in, if it was counted here before. */
async function monthsToCount(tx: Tx): Promise<string[]> {
  const day = today(tx.now.getTime())
  const running = day.slice(0, 7)
  if (Number(day.slice(8)) > LATE_UNTIL) return [running]
  const before = addMonths(`${running}-01`, -1)
  const { counted } = await tx.one<{
    counted: boolean
  }>(sql`select exists (select from care.visit_count where jurisdiction = ${tx.actor.jurisdiction}
    and month = ${before}::date) counted`)
  return counted ? [before.slice(0, 7), running] : [running]
}

/** Late entries are looked at with the days they belong to. */
const CHECKED_DAYS = 14

/** Counts the visits of the month once an hour, so that the indicator follows the work, and looks for what cannot be true among those of two weeks. A county without visits is left alone. */
export const careJobs = (desk: PeopleDesk): Job[] => [
  {
    name: 'care.visits.count',
    every: '1h',
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('care.visits.count', jurisdiction), async (tx) => {
        const { any } = await tx.one<{
          any: boolean
        }>(sql`select exists (select from care.visit where jurisdiction = ${jurisdiction}) "any"`)
        if (!any) return
        for (const month of await monthsToCount(tx)) await tellMonth(tx, desk, month)
        const day = today(tx.now.getTime())
        await checkVisits(tx, desk, addDays(day, -CHECKED_DAYS), day)
      })
    },
  },
]
