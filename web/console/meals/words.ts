import type { Allergen, Diet, Meal, Proof } from '../../../src/contexts/meals/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'

export const MEAL_WORDS: Record<Meal, Bilingual> = {
  breakfast: { zh: '早餐', en: 'Breakfast' },
  noon: { zh: '午餐', en: 'Noon meal' },
  evening: { zh: '晚餐', en: 'Evening meal' },
}

export const DIET_WORDS: Record<Diet, Bilingual> = {
  diabetic: { zh: '糖尿病', en: 'diabetic' },
  soft: { zh: '软食', en: 'soft' },
  'low-salt': { zh: '低盐', en: 'low salt' },
  halal: { zh: '清真', en: 'halal' },
}

export const ALLERGEN_WORDS: Record<Allergen, Bilingual> = {
  gluten: { zh: '麸质', en: 'gluten' },
  shellfish: { zh: '甲壳类', en: 'shellfish' },
  fish: { zh: '鱼', en: 'fish' },
  egg: { zh: '蛋', en: 'egg' },
  peanut: { zh: '花生', en: 'peanut' },
  soy: { zh: '大豆', en: 'soy' },
  milk: { zh: '乳', en: 'milk' },
  nut: { zh: '坚果', en: 'nuts' },
}

export const PROOF_WORDS: Record<Proof, Bilingual> = {
  code: { zh: '确认码', en: 'code' },
  card: { zh: '证件', en: 'card' },
  name: { zh: '姓名', en: 'name' },
}
