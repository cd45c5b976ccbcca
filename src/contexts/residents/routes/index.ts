import type { AnyRoute } from '../../../platform/http/index.ts'
import type { ResidentDesk } from '../desk.ts'
import { counterRoutes } from './counter.ts'
import { doorRoutes } from './door.ts'
import { orderRoutes } from './orders.ts'
import { ownRoutes } from './own.ts'

/** Every route of the residents' room. */
export const residentRoutes = (desk: ResidentDesk): AnyRoute[] => [
  ...doorRoutes(desk),
  ...ownRoutes(desk),
  ...orderRoutes(desk),
  ...counterRoutes(desk),
]
