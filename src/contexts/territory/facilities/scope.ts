import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { FacilityView } from '../model.ts'
import { findFacility, missingFacility } from './views.ts'

/** Refuses a place outside the area the actor works for. */
export function expectRegion(tx: Tx, region: string): void {
  if (tx.actor.region === '*' || region.startsWith(tx.actor.region)) return
  throw refuse(
    'access.region',
    { zh: '这处设施不在您的辖区内', en: 'This facility lies outside the area you work for' },
    {
      kind: 'forbidden',
      next: { zh: '请由所在乡镇（街道）或县级部门办理', en: 'Ask the township it lies in, or the county' },
    },
  )
}

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
