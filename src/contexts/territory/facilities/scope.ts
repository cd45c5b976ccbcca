import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import type { FacilityView } from '../model.ts'
import { findFacility, missingFacility } from './views.ts'

/**
 * A facility the actor may change.
 *
 * @throws Refusal `facility.missing`, `access.region`
 */
export async function facilityToChange(tx: Tx, code: string, asOf: string): Promise<FacilityView> {
  const facility = await findFacility(tx, code, asOf)
  if (facility === null) throw missingFacility(code)
  expectRegion(tx, facility.region)
  return facility
}

/** Two who change the same thing of a facility at once take turns; the second sees what the first did. */
export async function takeTurn(tx: Tx, facility: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.jurisdiction} ${facility}`}, 0))`)
}
