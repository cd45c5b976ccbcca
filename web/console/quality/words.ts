import type { About, CaseLine, CaseState } from '../../../src/contexts/supervision/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

/** What cases are about. */
export const ABOUT_WORDS: Record<About, Bilingual> = {
  quality: { zh: '服务质量', en: 'quality' },
  price: { zh: '收费', en: 'charges' },
  attitude: { zh: '服务态度', en: 'manners' },
  safety: { zh: '人身和食品安全', en: 'safety' },
  absence: { zh: '没来或不按时', en: 'did not come or came late' },
  rights: { zh: '从业人员权益', en: 'rights of workers' },
  other: { zh: '其他', en: 'other' },
}

export const KIND_WORDS: Record<CaseLine['kind'], Bilingual> = {
  'bad-rating': { zh: '差评', en: 'bad rating' },
  complaint: { zh: '投诉', en: 'complaint' },
  report: { zh: '举报', en: 'report' },
}

export const STATE_WORDS: Record<CaseState, Bilingual> = {
  open: { zh: '待核实', en: 'to be verified' },
  verified: { zh: '待整改', en: 'to be put right' },
  rectified: { zh: '待反馈', en: 'to be answered' },
  closed: { zh: '已办结', en: 'closed' },
  excluded: { zh: '不予采纳', en: 'not upheld' },
  appealed: { zh: '申诉复核中', en: 'under appeal' },
}
