import type { CallOutcome } from '../../../src/contexts/hotline/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

/** What a call without an order may come to. */
export const OUTCOME_WORDS: Record<Exclude<CallOutcome, 'order'>, Bilingual> = {
  asked: { zh: '咨询', en: 'a question answered' },
  changed: { zh: '改单或取消', en: 'an order changed or cancelled' },
  unmet: { zh: '有需求，暂时不能满足', en: 'a wish nobody can meet yet' },
  complaint: { zh: '投诉', en: 'a complaint' },
  urgent: { zh: '紧急求助', en: 'urgent help' },
  nobody: { zh: '误拨、无人应答', en: 'nobody there' },
  other: { zh: '其他', en: 'something else' },
}
