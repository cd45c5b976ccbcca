import type { Bilingual } from '../../../kernel/refusal.ts'

/** How a gap is mended: 购置、置换、租赁、补建、新建、改建（改造）、扩建. */
export const GAP_METHODS = ['purchase', 'exchange', 'lease', 'supplement', 'new-build', 'convert', 'extend'] as const
export type GapMethod = (typeof GAP_METHODS)[number]

const t = (zh: string, en: string): Bilingual => ({ zh, en })

export const METHOD_TITLES: Record<GapMethod, Bilingual> = {
  purchase: t('购置', 'purchase'),
  exchange: t('置换', 'exchange'),
  lease: t('租赁', 'lease'),
  supplement: t('补建', 'supplement'),
  'new-build': t('新建', 'new building'),
  convert: t('改建（改造）', 'conversion'),
  extend: t('扩建', 'extension'),
}

/** What a community misses of one line on a day; null is unknown. */
export type Shortfall = {
  region: string
  family: string
  line: string
  title: Bilingual
  state: 'pass' | 'fail' | 'unknown'
  required: number | null
  measured: number | null
  missing: number | null
  unit: Bilingual
  clause: string
}

export type GapLine = {
  id: string
  region: string
  regionName: string
  /** 乡镇（街道） it lies in. */
  town: string
  townName: string
  family: string
  familyTitle: Bilingual
  line: string
  title: string
  unit: string | null
  clause: string
  openedOn: string
  required: number | null
  measured: number | null
  missing: number | null
  checkedOn: string
  ownerUnit: string | null
  method: GapMethod | null
  plannedOn: string | null
  costFen: number | null
  share: number
  note: string | null
  state: 'open' | 'closed'
  closedOn: string | null
  timesOpened: number
  revision: number
  overdueWorkdays: number
  /** Owner, method or date is still missing. */
  unplanned: boolean
}

export type GapHappening = {
  id: string
  act: 'open' | 'plan' | 'progress' | 'check' | 'close' | 'reopen'
  detail: Record<string, unknown>
  note: string | null
  by: string
  at: string
}

export type GapView = GapLine & {
  happenings: GapHappening[]
  /** How the line stands today, by the standards. */
  now: Shortfall | null
  may: { plan: boolean; report: boolean }
}
