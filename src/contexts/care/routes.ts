import type { AnyRoute } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { assessmentRoutes } from './assessments/routes.ts'
import { bedRoutes } from './beds/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { retrofitRoutes } from './retrofit/routes.ts'
import { visitRoutes } from './visits/routes.ts'

/** Care over HTTP: assessments, beds at home, retrofits, devices, visits. What shows persons notes the reading and is therefore no plain read. */
export const careRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...assessmentRoutes(desk),
  ...bedRoutes(desk),
  ...retrofitRoutes(desk),
  ...deviceRoutes(desk),
  ...visitRoutes(desk),
]
