import { systemActor } from '../../../platform/db/index.ts'
import type { Job } from '../../../platform/events/index.ts'
import { runMonitors } from './commands.ts'

/** Monitors are looked at every morning; weekly ones when a week has passed. */
export const monitorJobs: Job[] = [
  {
    name: 'evaluation.monitors',
    every: { dailyAt: '06:40' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('evaluation.monitors', jurisdiction), (tx) => runMonitors(tx))
    },
  },
]
