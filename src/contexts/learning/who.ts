import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { type FacilityView, findFacility, missingFacility } from '../territory/index.ts'

/** @throws Refusal `access.region` when a place lies outside the area the actor works for */
export function expectRegion(tx: Tx, region: string): void {
  if (tx.actor.region === '*' || region.startsWith(tx.actor.region)) return
  throw refuse(
    'access.region',
    { zh: '这里不在您的辖区内', en: 'This lies outside the area you work for' },
    {
      kind: 'forbidden',
      next: { zh: '请由所在乡镇（街道）或县级部门办理', en: 'Ask the township it lies in, or the county' },
    },
  )
}

/** The condition under which an actor sees rows with a region of the actor's own government. */
export function inScope(tx: Tx, region: Sql): Sql {
  return tx.actor.region === '*' ? sql`true` : sql`starts_with(${region}, ${tx.actor.region})`
}

/** A facility that the actor may change things in. @throws Refusal `facility.missing`, `access.region` */
export async function facilityFor(tx: Tx, code: string): Promise<FacilityView> {
  const found = await findFacility(tx, code, today(tx.now.getTime()))
  if (found === null) throw missingFacility(code, '/facility')
  expectRegion(tx, found.region)
  return found
}
