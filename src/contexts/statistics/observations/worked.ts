import type { Tx } from '../../../platform/db/index.ts'
import { facilitiesOfSites } from '../../providers/index.ts'
import { type CountedKind, workedKinds } from '../../services/index.ts'

/** Which function of a facility (设施功能) a kind of service shows to be there. */
const SHOWN: Partial<Record<CountedKind, string>> = { meal: 'meals', visit: 'home-visit' }

/**
 * Functions that facilities are known to have because they were at work: whoever served meals last month serves meals, whatever the register says or
 * leaves open.
 *
 * @param days in ascending order
 */
export async function workedFunctions(
  tx: Tx,
  days: readonly string[],
): Promise<(facility: string, day: string) => readonly string[]> {
  const kinds = await workedKinds(tx, days)
  const sites = await facilitiesOfSites(tx)
  return (facility, day) =>
    (sites.get(facility) ?? []).flatMap((site) => [...kinds(site, day)].flatMap((kind) => SHOWN[kind] ?? []))
}
