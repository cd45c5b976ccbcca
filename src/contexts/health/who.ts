import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db/index.ts'
import { type FacilityView, findFacility, missingFacility } from '../territory/index.ts'

/** Kinds of facilities that deliver basic public health services (基层医疗卫生机构和医院). */
export const MEDICAL_KINDS = [
  'hospital',
  'township-health-centre',
  'community-health-centre',
  'community-health-station',
  'village-clinic',
  'medical-elder-centre',
] as const

/** A medical institution of the register. @throws Refusal `facility.missing`, `health.institution` */
export async function institutionOf(tx: Tx, code: string): Promise<FacilityView> {
  const found = await findFacility(tx, code, today(tx.now.getTime()))
  if (found === null) throw missingFacility(code, '/facility')
  if ((MEDICAL_KINDS as readonly string[]).includes(found.kind)) return found
  throw refuse(
    'health.institution',
    { zh: `${found.name}不是医疗卫生机构`, en: `${found.name} is not a medical institution` },
    {
      at: '/facility',
      next: {
        zh: '请选择卫生院、社区卫生服务中心（站）、村卫生室或医院',
        en: 'Choose a health centre, station, clinic or hospital',
      },
    },
  )
}
