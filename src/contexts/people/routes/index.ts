import type { AnyRoute } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../desk.ts'
import { actRoutes } from './acts.ts'
import { fileRoutes } from './files.ts'
import { gridRoutes } from './grid.ts'

/** Every route of the people room. */
export const peopleRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...gridRoutes(desk),
  ...actRoutes(desk),
  ...fileRoutes(desk),
]
