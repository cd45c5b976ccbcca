import { today } from '../../kernel/dates.ts'
import { expectRegion, type Tx } from '../../platform/db/index.ts'
import { type FacilityView, findFacility, missingFacility } from '../territory/index.ts'

/** A facility that the actor may change things in. @throws Refusal `facility.missing`, `access.region` */
export async function facilityFor(tx: Tx, code: string): Promise<FacilityView> {
  const found = await findFacility(tx, code, today(tx.now.getTime()))
  if (found === null) throw missingFacility(code, '/facility')
  expectRegion(tx, found.region)
  return found
}
