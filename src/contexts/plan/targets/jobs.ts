import { systemActor } from '../../../platform/db/index.ts'
import type { Job } from '../../../platform/events/index.ts'
import { refreshTargets } from './refresh.ts'

/** A new day may bring a milestone due: every target is judged anew shortly after midnight. */
export const targetJobs: Job[] = [
  {
    name: 'plan.judge-targets',
    every: { dailyAt: '00:20' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('plan.judge-targets', jurisdiction), (tx) => refreshTargets(tx))
    },
  },
]
