import { CHILDREN } from './children.ts'
import { COMMUNITY } from './community.ts'
import { ELDER } from './elder.ts'
import { ELDER_INSTITUTIONS } from './eldercare.ts'
import { HEALTH } from './health.ts'
import type { Definition } from './inputs.ts'
import { type Match, matchNames, type Named } from './match.ts'
import { SERVICES } from './services.ts'
import { WALKING } from './walking.ts'
import { WORK } from './work.ts'

/** The indicator library as it is delivered; a county may add its own. */
export const LIBRARY: readonly Definition[] = [
  ...CHILDREN,
  ...HEALTH,
  ...ELDER,
  ...ELDER_INSTITUTIONS,
  ...COMMUNITY,
  ...WORK,
  ...SERVICES,
  ...WALKING,
]

/**
 * Indicators of the library that a printed name may mean, best first; 1 is the very name or a known spelling. A share never matches
 * a count, nor an area a sum of money. Empty when nothing is alike.
 */
export function matchIndicator(name: string, unit: string, library: readonly Named[] = LIBRARY): Match[] {
  return matchNames(name, unit, library)
}
