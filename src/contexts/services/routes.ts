import type { AnyRoute } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { demandRoutes } from './demand/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { sessionRoutes } from './sessions/routes.ts'

/** Every route of the services room. */
export const serviceRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...catalogueRoutes(),
  ...orderRoutes(desk),
  ...sessionRoutes(desk),
  ...demandRoutes(desk),
]
