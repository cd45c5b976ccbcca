import { evaluationJobs, evaluationReactions, evaluationRoutes } from '../contexts/evaluation/index.ts'
import {
  planRoutesAll,
  serviceItemRegister,
  targetJobs,
  targetReactions,
  taskJobs,
  taskRoutes,
} from '../contexts/plan/index.ts'
import {
  ledgerRegisters,
  statisticsJobs,
  statisticsRoutes,
  statisticsSubscribers,
} from '../contexts/statistics/index.ts'
import {
  type BaseMap,
  mapReactions,
  mapRoutes,
  resolveRegions,
  territoryRegisters,
  territoryRoutes,
} from '../contexts/territory/index.ts'
import { auditRoutes } from '../platform/audit/index.ts'
import { calendarRoutes } from '../platform/calendar/index.ts'
import type { Job, Subscriber } from '../platform/events/index.ts'
import type { AnyRoute } from '../platform/http/index.ts'
import { type IdentityConfig, identityRoutes } from '../platform/identity/index.ts'
import { importRoutes } from '../platform/imports/index.ts'
import type { JournalKeys } from '../platform/journal/index.ts'
import { searchRoutes } from './search.ts'
import { todayRoutes } from './today.ts'

/** What routes need besides the database. */
export type Surroundings = { identity: IdentityConfig; keys: JournalKeys; folder: string; base?: BaseMap | null }

/** Every register of the house: one mechanism imports, lists and exports them all. */
const registers = [...territoryRegisters, ...ledgerRegisters, serviceItemRegister]

/** Every route of the house, room by room. */
export function routes({ identity, keys, base = null }: Surroundings): AnyRoute[] {
  return [
    ...identityRoutes(identity),
    ...auditRoutes(keys),
    ...calendarRoutes,
    ...importRoutes(registers, resolveRegions),
    ...searchRoutes,
    ...todayRoutes,
    ...territoryRoutes,
    ...mapRoutes({ base }),
    ...statisticsRoutes,
    ...planRoutesAll,
    ...taskRoutes,
    ...evaluationRoutes,
  ]
}

/** Everything that reacts to events. */
export const subscribers: Subscriber[] = [
  ...mapReactions,
  ...statisticsSubscribers,
  ...targetReactions,
  ...evaluationReactions,
]

/** Everything that runs by the clock. */
export const jobs: Job[] = [...statisticsJobs, ...targetJobs, ...taskJobs, ...evaluationJobs]
