import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'

/** 五级评价 (国办发〔2019〕51号): the two worst are bad ratings (差评). */
export const LEVELS = {
  5: { zh: '非常满意', en: 'very content' },
  4: { zh: '满意', en: 'content' },
  3: { zh: '基本满意', en: 'fairly content' },
  2: { zh: '不满意', en: 'not content' },
  1: { zh: '非常不满意', en: 'not content at all' },
} as const satisfies Record<number, Bilingual>
export type Level = keyof typeof LEVELS

/** Whether a level is a bad rating. */
export const isBad = (level: Level): boolean => level <= 2

/** What a case is about. */
export const ABOUT = {
  quality: { zh: '服务质量', en: 'quality' },
  price: { zh: '收费', en: 'charges' },
  attitude: { zh: '服务态度', en: 'manners' },
  safety: { zh: '人身和食品安全', en: 'safety' },
  absence: { zh: '没来或不按时', en: 'did not come or came late' },
  rights: { zh: '从业人员权益', en: 'rights of workers' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Bilingual>
export type About = keyof typeof ABOUT

export const KINDS = {
  'bad-rating': { zh: '差评', en: 'bad rating' },
  complaint: { zh: '投诉', en: 'complaint' },
  report: { zh: '举报', en: 'report' },
} as const satisfies Record<string, Bilingual>
export type CaseKind = keyof typeof KINDS

/** 建单 → 回访核实 → 整改 → 反馈办结; a finding of a mistaken or malicious rating leaves the path, and an appeal may bring it back. */
export const CASE_STATES = {
  open: { zh: '待核实', en: 'to be verified' },
  verified: { zh: '待整改', en: 'to be put right' },
  rectified: { zh: '待反馈', en: 'to be answered' },
  closed: { zh: '已办结', en: 'closed' },
  excluded: { zh: '不予采纳', en: 'not upheld' },
  appealed: { zh: '申诉复核中', en: 'under appeal' },
} as const satisfies Record<string, Bilingual>
export type CaseState = keyof typeof CASE_STATES

/** What may be done to a case. */
export type CaseAct = 'verify' | 'rectify' | 'close' | 'exclude' | 'appeal' | 'uphold' | 'restore' | 'hand-over'

export const CASE_ACTS: Record<CaseAct | 'open', Bilingual> = {
  open: { zh: '建单', en: 'opened' },
  verify: { zh: '回访核实', en: 'verified with the person' },
  rectify: { zh: '整改', en: 'put right' },
  close: { zh: '反馈并办结', en: 'answered and closed' },
  exclude: { zh: '认定误评或恶意', en: 'found mistaken or malicious' },
  appeal: { zh: '申诉', en: 'appealed' },
  uphold: { zh: '复核维持', en: 'finding stands' },
  restore: { zh: '复核撤销认定', en: 'finding withdrawn' },
  'hand-over': { zh: '转办', en: 'handed over' },
}

/** A case in a list. Who said it is not shown in lists. */
export type CaseLine = {
  id: string
  no: string
  kind: CaseKind
  about: About
  state: CaseState
  organisationName: string | null
  siteName: string | null
  regionName: string
  unitName: string
  openedAt: string
  callbackDue: IsoDate
  due: IsoDate
  late: boolean
  revision: number
}

/** A case with its story. */
export type CaseView = CaseLine & {
  order: { id: string; no: string; title: Bilingual } | null
  person: string | null
  personName: string | null
  anonymous: boolean
  /** What was said; null when its time is up. */
  words: string | null
  rating: { level: Level; again: Level | null } | null
  published: string | null
  steps: { act: CaseAct | 'open'; title: Bilingual; by: string; at: string; words: string | null }[]
  acts: CaseAct[]
}

/** Ratings of a site as everybody may read them: every person is one voice, however often they rate. */
export type SiteRatings = {
  site: string
  siteName: string
  organisationName: string
  /** Mean of the voices; null where fewer persons rated than may be published. */
  mean: number | null
  persons: number
  ratings: number
  /** Ratings by level, from very content to not content at all. */
  levels: Record<Level, number>
  from: IsoDate | null
  until: IsoDate | null
  /** Bad ratings: how many, and how many of their cases are closed. */
  bad: number
  answered: number
}

/** Payload of `supervision.case.opened`, `.moved`. */
export type CaseMoved = { case: string; no: string; kind: CaseKind; state: CaseState; site: string | null }
