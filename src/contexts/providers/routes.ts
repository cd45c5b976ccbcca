import type { AnyRoute } from '../../platform/http/index.ts'
import type { KeyRoom } from '../../platform/keys/index.ts'
import { banRoutes } from './bans/routes.ts'
import { bedRoutes } from './beds/routes.ts'
import { exitRoutes } from './exits/routes.ts'
import { gradingRoutes } from './grading/routes.ts'
import { organisationRoutes } from './organisations/routes.ts'
import { publicProviderRoutes } from './publicpages/routes.ts'
import { qualityRoutes } from './quality/routes.ts'

/** Providers over HTTP. The key room hashes the numbers of banned persons. */
export const providerRoutes = (keys: KeyRoom): AnyRoute[] => [
  ...organisationRoutes,
  ...banRoutes(keys),
  ...gradingRoutes,
  ...exitRoutes,
  ...bedRoutes,
  ...qualityRoutes,
  ...publicProviderRoutes,
]
