import type { Job, Subscriber } from '../platform/events/index.ts'
import type { AnyRoute } from '../platform/http/index.ts'
import { type IdentityConfig, identityRoutes } from '../platform/identity/index.ts'
import type { JournalKeys } from '../platform/journal/index.ts'

/** What routes need besides the database. */
export type Surroundings = { identity: IdentityConfig; keys: JournalKeys; folder: string }

/** Every route of the house, room by room. */
export function routes(surroundings: Surroundings): AnyRoute[] {
  return [...identityRoutes(surroundings.identity)]
}

/** Everything that reacts to events. */
export const subscribers: Subscriber[] = []

/** Everything that runs by the clock. */
export const jobs: Job[] = []
