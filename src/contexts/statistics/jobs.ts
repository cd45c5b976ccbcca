import { systemActor } from '../../platform/db/index.ts'
import type { Job } from '../../platform/events/index.ts'
import { observe } from './observations/observe.ts'

const NAME = 'statistics.observe-day'

/**
 * Every morning the figures of the day: facilities open and close by date, awards end, months and years end. Looks back over two month-ends, so that a
 * month that ended while nobody was running is made up for.
 */
const observeDay: Job = {
  name: NAME,
  every: { dailyAt: '01:20' },
  run: async (db, jurisdiction) => {
    await db.write(systemActor(NAME, jurisdiction), (tx) => observe(tx, { from: null, reason: 'day', most: 2 }))
  },
}

/** What statistics does by the clock. */
export const statisticsJobs: Job[] = [observeDay]
