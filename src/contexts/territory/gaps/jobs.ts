import { prefixOf } from '../../../kernel/region.ts'
import { type Database, systemActor } from '../../../platform/db/index.ts'
import { type Job, type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { RowsChanged } from '../../../platform/imports/index.ts'
import { recheckGaps } from './commands.ts'

/** Registers whose rows decide whether a community meets its lines. */
const DECIDING = new Set(['facility', 'community-figure', 'population', 'standard-line'])

/** What is measured anew is judged anew: items close and reopen with the registers. */
export const gapReactions: Subscriber[] = [
  subscriber<RowsChanged>('territory.gap-recheck', 'register.rows.changed', async (tx, { payload }) => {
    if (DECIDING.has(payload.register)) await recheckGaps(tx, payload.regions.map(prefixOf))
  }),
]

/** Every day, for what changes by its date. */
export const gapJobs: Job[] = [
  {
    name: 'territory.gaps',
    every: { dailyAt: '06:40' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('territory.gaps', jurisdiction), (tx) => recheckGaps(tx))
    },
  },
]
