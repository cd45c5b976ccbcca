import type { AnyRoute } from '../../platform/http/index.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { demandRoutes } from './demand/routes.ts'
import { figureRoutes } from './figures/routes.ts'
import type { OrderDesk } from './orders/beside.ts'
import { orderRoutes } from './orders/routes.ts'
import { sessionRoutes } from './sessions/routes.ts'

/** Every route of the services room. */
export const serviceRoutes = (desk: OrderDesk): AnyRoute[] => [
  ...catalogueRoutes(),
  ...orderRoutes(desk),
  ...sessionRoutes(desk),
  ...demandRoutes(desk),
  ...figureRoutes,
]
