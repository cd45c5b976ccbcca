import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { type FacilityView, findFacility, missingFacility } from '../../territory/index.ts'

/** A venue of the facility register of one of some kinds. @throws Refusal `facility.missing`, `venue.kind` */
export async function venueFor(tx: Tx, code: string, kinds: readonly string[]): Promise<FacilityView> {
  const found = await findFacility(tx, code, today(tx.now.getTime()))
  if (found === null) throw missingFacility(code, '/facility')
  if (!kinds.includes(found.kind))
    throw refuse(
      'venue.kind',
      { zh: `${found.name} 不是这一类场馆`, en: `${found.name} is no venue of this kind` },
      { at: '/facility' },
    )
  return found
}
