import type { PersonCard, PersonState } from '../../../src/contexts/people/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** The categories as the server lists them; words for screens. */
export const CATEGORY_WORDS: Record<string, { zh: string; en: string }> = {
  'living-alone': { zh: '独居', en: 'living alone' },
  'empty-nest': { zh: '空巢', en: 'empty nest' },
  'left-behind': { zh: '留守', en: 'left behind' },
  'lost-ability': { zh: '失能', en: 'lost ability' },
  'part-lost-ability': { zh: '部分失能', en: 'partly lost ability' },
  'severe-disability': { zh: '重度残疾', en: 'severe disability' },
  dementia: { zh: '失智', en: 'dementia' },
  'family-planning': { zh: '计划生育特殊家庭', en: 'lost only child' },
  destitute: { zh: '特困供养', en: 'destitute' },
  subsistence: { zh: '最低生活保障', en: 'subsistence' },
  'low-income': { zh: '低保边缘', en: 'low income' },
  'child-in-need': { zh: '困境儿童', en: 'child in need' },
  pregnant: { zh: '孕产妇', en: 'pregnant or new mother' },
}

/** Sex and age in one line; what is unknown is said. */
export function useSexAge(): (person: Pick<PersonCard, 'sex' | 'age'>) => string {
  const t = useText(messages)
  return ({ sex, age }) =>
    [sex === null ? null : t(`sex_${sex}`), age === null ? null : t('age', { age })]
      .filter((part) => part !== null)
      .join(' · ') || t('unknown')
}

/** How a file stands, where it is not simply a resident's. */
export function StateWord({ state }: { state: PersonState }) {
  const t = useText(messages)
  return state === 'resident' ? null : <span className="yk-person-tag yk-person-tag--still">{t(`state_${state}`)}</span>
}
