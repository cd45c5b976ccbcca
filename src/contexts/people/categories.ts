import type { Bilingual } from '../../kernel/refusal.ts'

/**
 * Special difficulties and groups a person may belong to (A65): 独居、空巢、留守、失能、重残、计划生育特殊家庭 of the older, and those that social
 * assistance knows. Coded; a person may belong to several. `health`: the word alone says something about health.
 */
export const CATEGORIES = [
  { code: 'living-alone', title: { zh: '独居', en: 'living alone' }, health: false, elder: true },
  { code: 'empty-nest', title: { zh: '空巢', en: 'empty nest' }, health: false, elder: true },
  { code: 'left-behind', title: { zh: '留守', en: 'left behind' }, health: false, elder: true },
  { code: 'lost-ability', title: { zh: '失能', en: 'lost ability' }, health: true, elder: true },
  { code: 'part-lost-ability', title: { zh: '部分失能', en: 'partly lost ability' }, health: true, elder: true },
  { code: 'severe-disability', title: { zh: '重度残疾', en: 'severe disability' }, health: true, elder: true },
  { code: 'dementia', title: { zh: '失智', en: 'dementia' }, health: true, elder: true },
  {
    code: 'family-planning',
    title: { zh: '计划生育特殊家庭', en: 'family that lost its only child' },
    health: false,
    elder: true,
  },
  { code: 'destitute', title: { zh: '特困供养', en: 'destitute, supported' }, health: false, elder: false },
  { code: 'subsistence', title: { zh: '最低生活保障', en: 'subsistence allowance' }, health: false, elder: false },
  { code: 'low-income', title: { zh: '低保边缘', en: 'low income' }, health: false, elder: false },
  { code: 'child-in-need', title: { zh: '困境儿童', en: 'child in need' }, health: false, elder: false },
  { code: 'pregnant', title: { zh: '孕产妇', en: 'pregnant or newly mother' }, health: true, elder: false },
] as const satisfies readonly { code: string; title: Bilingual; health: boolean; elder: boolean }[]

export type CategoryCode = (typeof CATEGORIES)[number]['code']

/** Those that make an older person one of special difficulty (特殊困难老年人): the denominator of the monthly visits. */
export const SPECIAL_DIFFICULTY: readonly CategoryCode[] = [
  'living-alone',
  'empty-nest',
  'left-behind',
  'lost-ability',
  'severe-disability',
  'family-planning',
]

/** Keyed tags by category, and back. */
export type CategoryTags = { of(code: CategoryCode): Buffer; name(tag: string): CategoryCode | null }

/** The tags of the categories under a ring. `name` takes the tag in hex. */
export function categoryTags(ring: { digest(kind: string, text: string): Buffer }): CategoryTags {
  const tags = new Map(CATEGORIES.map(({ code }) => [code, ring.digest('tag:category', code).subarray(0, 12)]))
  const names = new Map([...tags].map(([code, tag]) => [tag.toString('hex'), code]))
  return { of: (code) => tags.get(code)!, name: (tag) => names.get(tag) ?? null }
}
