import { type Database, systemActor } from '../../platform/db/index.ts'
import type { Job } from '../../platform/events/index.ts'
import { noteExpired } from './bans/commands.ts'
import { watchTerms } from './papers/jobs.ts'

/** What runs just after midnight: bans whose last day has passed, terms that end. */
export const providerJobs: Job[] = [
  {
    name: 'providers.bans',
    every: { dailyAt: '00:05' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('providers.bans', jurisdiction), noteExpired)
    },
  },
  {
    name: 'providers.terms',
    every: { dailyAt: '00:10' },
    run: async (db: Database, jurisdiction: string) => {
      await db.write(systemActor('providers.terms', jurisdiction), watchTerms)
    },
  },
]
