import type { AnyRoute } from '../../http/index.ts'
import type { IdentityConfig } from '../config.ts'
import { sessionRoutes } from './session.ts'

/** Every route of this room. */
export function identityRoutes(config: IdentityConfig): AnyRoute[] {
  return [...sessionRoutes(config)]
}
