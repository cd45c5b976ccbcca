import { benefitReactions, benefitRoutes } from '../contexts/benefits/index.ts'
import { careJobs, careReactions, careRoutes } from '../contexts/care/index.ts'
import { communityReactions, communityRoutes, urgentJobs } from '../contexts/community/index.ts'
import { dispatchingRoutes, planRun } from '../contexts/dispatching/index.ts'
import { evaluationJobs, evaluationReactions, evaluationRoutes } from '../contexts/evaluation/index.ts'
import { healthReactions, healthRegisters, healthRoutes } from '../contexts/health/index.ts'
import { hotlineRoutes } from '../contexts/hotline/index.ts'
import { learningReactions, learningRegisters, learningRoutes } from '../contexts/learning/index.ts'
import { mealReactions, mealRoutes } from '../contexts/meals/index.ts'
import { peopleJobs, peopleRoutes, personRegister } from '../contexts/people/index.ts'
import {
  planRoutesAll,
  serviceItemRegister,
  targetJobs,
  targetReactions,
  taskJobs,
  taskRoutes,
} from '../contexts/plan/index.ts'
import { providerJobs, providerReactions, providerRegisters, providerRoutes } from '../contexts/providers/index.ts'
import { residentJobs, residentReactions, residentRoutes } from '../contexts/residents/index.ts'
import { serviceJobs, serviceRoutes } from '../contexts/services/index.ts'
import {
  ledgerRegisters,
  statisticsJobs,
  statisticsRoutes,
  statisticsSubscribers,
} from '../contexts/statistics/index.ts'
import { qualityReactions, supervisionRegisters, supervisionRoutes } from '../contexts/supervision/index.ts'
import {
  assetJobs,
  type BaseMap,
  buildingJobs,
  facilityJobs,
  gapJobs,
  gapReactions,
  type MapCache,
  mapReactions,
  mapRoutes,
  resolveRegions,
  streetsRoutes,
  territoryRegisters,
  territoryRoutes,
  territoryRuns,
} from '../contexts/territory/index.ts'
import { workforceJobs, workforceReactions, workforceRegisters, workforceRoutes } from '../contexts/workforce/index.ts'
import { auditRoutes } from '../platform/audit/index.ts'
import { calendarRoutes } from '../platform/calendar/index.ts'
import { eventJobs, type Job, type Subscriber } from '../platform/events/index.ts'
import { type AnyRoute, httpJobs } from '../platform/http/index.ts'
import { type IdentityConfig, identityJobs, identityRoutes } from '../platform/identity/index.ts'
import { importJobs, importRoutes } from '../platform/imports/index.ts'
import type { JournalKeys } from '../platform/journal/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'
import { type Desk, procedureJobs, procedureRoutes } from '../platform/procedures/index.ts'
import { reviewRoutes } from '../platform/reviews/index.ts'
import { type AnyRunKind, runRoutes } from '../platform/runs/index.ts'
import { syncJobs, syncRoutes } from '../platform/sync/index.ts'
import { deskOf } from './desk.ts'
import { syncDeskOf } from './field.ts'
import { peopleDeskOf } from './people.ts'
import { residentDeskOf } from './residents.ts'
import { searchRoutes } from './search.ts'
import { todayRoutes } from './today.ts'

/** What routes need besides the database. */
export type Surroundings = {
  identity: IdentityConfig
  keys: JournalKeys
  folder: string
  base?: BaseMap | null
  /** Where maps are kept; somebody may keep them ready. */
  maps?: MapCache
}

/** Every register of the house: one mechanism imports, lists and exports them all. */
const registers = [
  ...territoryRegisters,
  ...providerRegisters,
  ...workforceRegisters,
  ...learningRegisters,
  ...healthRegisters,
  ...supervisionRegisters,
  ...ledgerRegisters,
  serviceItemRegister,
]

/** Every computation that is longer than a request. */
export const runKinds = (folder: string): AnyRunKind[] => [...territoryRuns, planRun(peopleDeskOf(folder))]

/** Every route of the house, room by room. */
export function routes({ identity, keys, folder, base = null, maps }: Surroundings): AnyRoute[] {
  const desk = deskOf({ keys, folder })
  const people = peopleDeskOf(folder)
  return [
    ...identityRoutes(identity),
    ...auditRoutes(keys),
    ...calendarRoutes,
    ...importRoutes([...registers, personRegister(people)], resolveRegions),
    ...runRoutes(runKinds(folder)),
    ...syncRoutes(syncDeskOf(folder)),
    ...searchRoutes,
    ...todayRoutes(desk, people),
    ...procedureRoutes(desk),
    ...reviewRoutes,
    ...territoryRoutes,
    ...mapRoutes({ base, ...(maps === undefined ? {} : { cache: maps }) }),
    ...peopleRoutes(people),
    ...providerRoutes(openKeyRoom(folder)),
    ...workforceRoutes(people),
    ...benefitRoutes(people),
    ...careRoutes(people),
    ...learningRoutes(people),
    ...healthRoutes(people),
    ...communityRoutes(desk, people),
    ...serviceRoutes(people),
    ...hotlineRoutes(people),
    ...dispatchingRoutes(people),
    ...mealRoutes(people),
    ...residentRoutes(residentDeskOf(identity, desk, people)),
    ...supervisionRoutes(people),
    ...streetsRoutes({ folder }),
    ...statisticsRoutes,
    ...planRoutesAll,
    ...taskRoutes,
    ...evaluationRoutes,
  ]
}

/** Everything that reacts to events. */
export const subscribers: Subscriber[] = [
  ...gapReactions,
  ...mapReactions,
  ...providerReactions,
  ...workforceReactions,
  ...benefitReactions,
  ...learningReactions,
  ...healthReactions,
  ...communityReactions,
  ...mealReactions,
  ...residentReactions,
  ...statisticsSubscribers,
  ...targetReactions,
  ...evaluationReactions,
]

/** What runs by the clock and reads what stands under persons' keys. */
export const personalJobs = (folder: string): Job[] => [...careJobs(peopleDeskOf(folder))]

/** What reacts to events and opens what stands under a person's key. */
export const personalReactions = (folder: string): Subscriber[] => [
  ...careReactions(peopleDeskOf(folder)),
  ...qualityReactions(peopleDeskOf(folder)),
]

/** Everything that runs by the clock. */
export const jobs = (desk: Desk): Job[] => [
  ...eventJobs,
  ...httpJobs,
  ...syncJobs,
  ...identityJobs,
  ...facilityJobs,
  ...buildingJobs,
  ...gapJobs,
  ...assetJobs,
  ...peopleJobs,
  ...residentJobs,
  ...importJobs,
  ...providerJobs,
  ...workforceJobs,
  ...urgentJobs,
  ...serviceJobs,
  ...statisticsJobs,
  ...targetJobs,
  ...taskJobs,
  ...evaluationJobs,
  ...procedureJobs(desk),
]
