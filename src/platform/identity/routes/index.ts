import type { AnyRoute } from '../../http/index.ts'
import type { IdentityConfig } from '../config.ts'
import { accountRoutes } from './accounts.ts'
import { keyRoutes } from './keys.ts'
import { oidcRoutes } from './oidc.ts'
import { roleRoutes } from './roles.ts'
import { sessionRoutes } from './session.ts'
import { unitRoutes } from './units.ts'

/** Every route of this room. */
export function identityRoutes(config: IdentityConfig): AnyRoute[] {
  return [
    ...sessionRoutes(config),
    ...oidcRoutes(config),
    ...accountRoutes(config),
    ...roleRoutes(),
    ...unitRoutes(),
    ...keyRoutes(config),
  ]
}
