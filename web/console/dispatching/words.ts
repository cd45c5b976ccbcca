import type { RotaLine } from '../../../src/contexts/dispatching/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

/** The same words as the server's: pages may not import its values. */
export const MODE: Record<RotaLine['mode'], Bilingual> = {
  foot: { zh: '步行', en: 'on foot' },
  'e-bike': { zh: '电动自行车', en: 'e-bike' },
  car: { zh: '汽车', en: 'car' },
}

export const EXCEPTION = {
  sick: { zh: '病假', en: 'sick' },
  leave: { zh: '请假', en: 'on leave' },
  training: { zh: '培训', en: 'in training' },
  other: { zh: '其他', en: 'away' },
  extra: { zh: '加班', en: 'extra hours' },
} as const

export const WISH = {
  carer: { zh: '希望由某人来', en: 'would like a carer' },
  not: { zh: '不要某人', en: 'does not want a carer' },
  gender: { zh: '希望护理员性别', en: 'gender of the carer' },
  language: { zh: '希望会讲', en: 'language spoken' },
} as const
