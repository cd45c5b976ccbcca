import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'

/** 国民体质测定标准: what grades are by. */
export const STANDARD = '国民体质测定标准（2023年修订）'

/** Grades, the best first. */
export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const
export type Grade = (typeof GRADES)[number]

/** Items of the test, with the unit they are measured in. */
export const ITEMS = {
  bmi: { zh: '身体质量指数', en: 'body mass index' },
  vital: { zh: '肺活量（毫升）', en: 'vital capacity (ml)' },
  grip: { zh: '握力（千克）', en: 'grip (kg)' },
  reach: { zh: '坐位体前屈（厘米）', en: 'sit and reach (cm)' },
  balance: { zh: '闭眼单脚站立（秒）', en: 'one-leg stand, eyes closed (s)' },
  reaction: { zh: '选择反应时（秒）', en: 'choice reaction (s)' },
} as const satisfies Record<string, Bilingual>
export type Item = keyof typeof ITEMS

/** Groups by completed years on the day of the test; both included. */
export const AGE_GROUPS = [
  { key: '3-19', from: 3, to: 19 },
  { key: '20-39', from: 20, to: 39 },
  { key: '40-59', from: 40, to: 59 },
  { key: '60-79', from: 60, to: 79 },
  { key: '80+', from: 80, to: 150 },
] as const

/** What stands sealed. */
export type FitnessResult = { grade: Grade; values: { item: Item; value: number }[]; advice: string | null }

/** A test as the person sees it. */
export type FitnessView = { id: string; heldOn: IsoDate; place: string; standard: string; result: FitnessResult | null }
