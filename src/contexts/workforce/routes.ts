import type { AnyRoute } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { hiringRoutes } from './hiring/routes.ts'
import { institutionRoutes } from './institutions/routes.ts'
import { staffRoutes } from './staff/routes.ts'
import { trainingRoutes } from './training/routes.ts'

/** Every route of the workforce room. */
export const workforceRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...staffRoutes(desk),
  ...trainingRoutes(desk),
  ...hiringRoutes(desk),
  ...institutionRoutes(desk),
]
