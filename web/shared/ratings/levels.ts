import type { Level } from '../../../src/contexts/supervision/index.ts'
import type { Bilingual } from '../i18n/index.ts'

/** The five levels of a rating, the best first. */
export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1]

/** How content somebody was. */
export const LEVEL_WORDS: Record<Level, Bilingual> = {
  5: { zh: '非常满意', en: 'very content' },
  4: { zh: '满意', en: 'content' },
  3: { zh: '基本满意', en: 'fairly content' },
  2: { zh: '不满意', en: 'not content' },
  1: { zh: '非常不满意', en: 'not content at all' },
}
