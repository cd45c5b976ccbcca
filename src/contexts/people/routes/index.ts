import type { AnyRoute } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../desk.ts'
import { actRoutes } from './acts.ts'
import { fileRoutes } from './files.ts'
import { gridRoutes } from './grid.ts'
import { paperRoutes } from './papers.ts'

/** Every route of the people room. */
export const peopleRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...gridRoutes(desk),
  ...paperRoutes(desk),
  ...actRoutes(desk),
  ...fileRoutes(desk),
]
