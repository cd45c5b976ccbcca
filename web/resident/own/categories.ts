import type { CategoryCode } from '../../../src/contexts/people/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

/** Categories as the person is told them. */
export const CATEGORY_WORDS: Record<CategoryCode, Bilingual> = {
  'living-alone': { zh: '独居', en: 'living alone' },
  'empty-nest': { zh: '空巢', en: 'empty nest' },
  'left-behind': { zh: '留守', en: 'left behind' },
  'lost-ability': { zh: '失能', en: 'lost ability' },
  'part-lost-ability': { zh: '部分失能', en: 'partly lost ability' },
  'severe-disability': { zh: '重度残疾', en: 'severe disability' },
  dementia: { zh: '失智', en: 'dementia' },
  'family-planning': { zh: '计划生育特殊家庭', en: 'family that lost its only child' },
  destitute: { zh: '特困供养', en: 'destitute, supported' },
  subsistence: { zh: '最低生活保障', en: 'subsistence allowance' },
  'low-income': { zh: '低保边缘', en: 'low income' },
  'child-in-need': { zh: '困境儿童', en: 'child in need' },
  pregnant: { zh: '孕产妇', en: 'pregnant or newly mother' },
}
