import type { LivingState } from '../../../src/contexts/plan/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

/** States as the wall shows them, the worst first. */
export const STATE_ORDER: readonly LivingState[] = ['missed', 'behind', 'unknown', 'on-track', 'not-due', 'met']

export const STATE_WORDS: Record<LivingState, Bilingual> = {
  missed: { zh: '未达到', en: 'missed' },
  behind: { zh: '滞后', en: 'behind' },
  unknown: { zh: '未知', en: 'unknown' },
  'on-track': { zh: '按期推进', en: 'on track' },
  'not-due': { zh: '未到节点', en: 'not due' },
  met: { zh: '已达到', en: 'met' },
}
