import type { ProviderType } from '../model.ts'

/** What each kind of site offers in the demonstration, with prices of a unit in fen from low to high. Invented (演示数据). */
export const OFFERED: Record<string, [item: string, low: number, high: number][]> = {
  'elder-home-centre': [
    ['home-care', 3_000, 4_000],
    ['home-cleaning', 3_500, 4_500],
    ['bedding-care', 5_000, 8_000],
    ['escort', 5_000, 6_500],
    ['errand', 800, 1_500],
    ['bath-at-home', 12_000, 16_000],
    ['haircut', 0, 0],
    ['wheelchair-rent', 3_000, 3_000],
    ['urgent-help', 0, 0],
    ['rehab-visit', 9_000, 12_000],
  ],
  'elder-regional-centre': [
    ['home-care', 3_200, 4_200],
    ['nursing-visit', 8_000, 11_000],
    ['consultation', 0, 0],
    ['elder-class', 500, 1_000],
    ['clinic-slot', 1_000, 1_500],
  ],
  'elder-day-care': [
    ['day-care', 3_000, 4_500],
    ['noon-meal', 1_000, 1_400],
    ['elder-class', 0, 0],
  ],
  'elder-canteen': [
    ['noon-meal', 800, 1_300],
    ['meal-delivery', 1_000, 1_500],
  ],
  'elder-bathing': [['bath-at-point', 4_000, 6_000]],
  childcare: [['childcare-try', 0, 2_000]],
}

/** Types of providers by the kind of their sites. */
export const TYPES: Record<string, ProviderType[]> = {
  'elder-home-centre': ['elder-care'],
  'elder-regional-centre': ['elder-care', 'medical'],
  'elder-day-care': ['elder-care'],
  'elder-canteen': ['catering'],
  'elder-bathing': ['elder-care'],
  childcare: ['childcare'],
}

/** Share of the ways in which orders come, in per cent. */
export const WAYS = [
  ['phone', 52],
  ['app', 18],
  ['counter', 16],
  ['field', 10],
  ['paper', 4],
] as const

/** Who carries orders out in the demonstration: the login name of a carer's account. */
export const CARER = 'huli'

/** Names of the desks of the demonstration, and which kind of site each belongs to. */
export const DESKS = [
  { unit: '老年餐厅工作台（演示）', kind: 'elder-canteen' },
  { unit: '居家养老服务中心工作台（演示）', kind: 'elder-home-centre' },
] as const
