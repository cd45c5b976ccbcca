import type { Conflict, Version } from '../../../engines/merge/index.ts'
import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'

/** How somebody was visited (上门、电话、视频). */
export const MODES = {
  door: { zh: '上门', en: 'at the door' },
  phone: { zh: '电话', en: 'by phone' },
  video: { zh: '视频', en: 'by video' },
} as const satisfies Record<string, Bilingual>
export type VisitMode = keyof typeof MODES

/** Risk classes (高风险、重点、一般), the most urgent first. */
export const RISKS = {
  high: { zh: '高风险', en: 'high risk' },
  key: { zh: '重点', en: 'key' },
  general: { zh: '一般', en: 'general' },
} as const satisfies Record<string, Bilingual>
export type Risk = keyof typeof RISKS
export const RISK_ORDER = Object.keys(RISKS) as Risk[]

/** What a finding can ask of another unit (转介), and how many days it has. */
export const REFERRALS = [
  { code: 'medical', title: { zh: '就医、家庭医生', en: 'doctor' }, unit: '县卫生健康局', days: 2 },
  { code: 'meals', title: { zh: '助餐', en: 'meals' }, unit: '县民政局', days: 5 },
  { code: 'home-care', title: { zh: '居家照料、助浴', en: 'care at home' }, unit: '县民政局', days: 5 },
  { code: 'assessment', title: { zh: '能力评估', en: 'assessment of ability' }, unit: '县民政局', days: 10 },
  { code: 'retrofit', title: { zh: '适老化改造', en: 'retrofit of the home' }, unit: '县民政局', days: 15 },
  { code: 'relief', title: { zh: '社会救助', en: 'social assistance' }, unit: '县民政局', days: 5 },
  { code: 'safety', title: { zh: '安全隐患排除', en: 'a danger at home' }, unit: '县民政局', days: 1 },
  { code: 'rights', title: { zh: '权益保护、法律援助', en: 'protection and legal aid' }, unit: '县司法局', days: 1 },
] as const satisfies readonly { code: string; title: Bilingual; unit: string; days: number }[]
export type ReferralKind = (typeof REFERRALS)[number]['code']

/** What a visitor may find. `refer`: the referral that is offered; `urgent`: today. */
export const FINDINGS = [
  { code: 'well', title: { zh: '平安', en: 'safe and well' }, refer: null, urgent: false },
  { code: 'health-worse', title: { zh: '身体变差', en: 'health is worse' }, refer: 'medical', urgent: false },
  { code: 'fall', title: { zh: '跌倒受伤', en: 'fell and is hurt' }, refer: 'medical', urgent: true },
  { code: 'no-meals', title: { zh: '做饭吃饭困难', en: 'cannot cook or eat properly' }, refer: 'meals', urgent: false },
  {
    code: 'no-care',
    title: { zh: '无人照料、洗澡困难', en: 'nobody cares, cannot bathe' },
    refer: 'home-care',
    urgent: false,
  },
  { code: 'less-able', title: { zh: '自理能力下降', en: 'less able than before' }, refer: 'assessment', urgent: false },
  { code: 'home-hazard', title: { zh: '住房或用火用电隐患', en: 'danger in the home' }, refer: 'safety', urgent: true },
  { code: 'home-unfit', title: { zh: '居家环境不便', en: 'home does not fit' }, refer: 'retrofit', urgent: false },
  { code: 'poor', title: { zh: '生活困难', en: 'in want' }, refer: 'relief', urgent: false },
  { code: 'lonely', title: { zh: '孤独、情绪低落', en: 'lonely or low' }, refer: null, urgent: false },
  {
    code: 'abuse',
    title: { zh: '疑似受虐待、遗弃、欺诈', en: 'abuse, neglect or fraud suspected' },
    refer: 'rights',
    urgent: true,
  },
] as const satisfies readonly { code: string; title: Bilingual; refer: ReferralKind | null; urgent: boolean }[]
export type FindingCode = (typeof FINDINGS)[number]['code']

/** How it was proved that the person was there: a one-time code they spoke, their signature, nothing, or a code that did not fit. */
export type Confirmed = 'code' | 'signature' | 'none' | 'code-wrong'

/** What can be said, and said again, about a visit. */
export type VisitContent = {
  findings: FindingCode[]
  /** What the person asks for, in words. */
  needs: string | null
  note: string | null
}

/** A visit as it is handed in. Instants are ISO with zone. */
export type NewVisit = VisitContent & {
  person: string
  mode: VisitMode
  answered: boolean
  heldAt: string
  minutes: number | null
  /** Coarse place in degrees, rounded to three decimals here whatever is handed in. */
  place: { lon: number; lat: number } | null
  /** The code the person spoke (口头确认码). */
  code: string | null
  /** What the person drew, as a path of an SVG on 300 by 120. */
  signature: string | null
  /** Base64 of JPEG, PNG or WebP, shrunk by the device. */
  photos: string[]
  /** Referrals to open at once. */
  refer: { kind: ReferralKind; note: string | null }[]
}

/** Where an entry came from: the operation of a device, and what is known of its clock. */
export type Provenance = {
  operation: string
  clock: 'ok' | 'corrected' | 'doubtful'
}

/** How often a person of a class is visited, and where that stands. */
export type VisitTerm = { risk: Risk; every: number; unit: 'day' | 'month'; basis: string; certainty: string }

/** Somebody to be visited. `late`: days past the due date, 0 when not. `reached`: seen in this calendar month already. */
export type VisitDue = {
  id: string
  person: PersonCard
  risk: Risk
  /** Somebody set the class for this person. */
  riskSet: boolean
  /** Last successful contact; null: never. */
  last: IsoDate | null
  attempts: number
  due: IsoDate
  late: number
  reached: boolean
  /** Something happened that asks for a visit by this instant. */
  calledBy: string | null
}

/** A stop of a round. `minutes`: on foot from the stop before; null where no street is known. */
export type RoundStop = VisitDue & {
  place: { lon: number; lat: number; name: string } | null
  minutes: number | null
  address: string | null
  phones: { number: string; label: string | null }[]
  /** What the visitor has to know: categories in words, devices, what was found last. */
  needs: Bilingual[]
}

/** Today's round of a visitor. */
export type Round = {
  day: IsoDate
  /** Streets stand: walking minutes are real ways. */
  streets: boolean
  minutes: number | null
  items: RoundStop[]
  /** Due but not on this round, because it is full. */
  more: number
}

/** A visit as it is read. */
export type VisitView = VisitContent & {
  id: string
  person: string
  mode: VisitMode
  answered: boolean
  heldAt: string
  minutes: number | null
  place: { lon: number; lat: number } | null
  visitor: string
  confirmed: Confirmed
  entry: 'live' | 'late'
  clock: 'ok' | 'corrected' | 'doubtful'
  recordedAt: string
  voided: string | null
  /** What an edit of it has to name as what its author knew. */
  version: Version
  conflicts: Conflict[]
  papers: { id: string; kind: 'photo' | 'signature' }[]
  referrals: ReferralView[]
  flags: FlagView[]
}

/** A referral as it is read. */
export type ReferralView = {
  id: string
  visit: string
  person: string
  kind: ReferralKind
  unit: string
  due: IsoDate
  state: 'open' | 'accepted' | 'done' | 'declined'
  note: string | null
  answer: string | null
  openedAt: string
}

/** What a cross-check found against a visit. */
export type FlagView = { kind: string; other: string | null; detail: Record<string, unknown>; settled: string | null }

/** The monthly rate (月探访率) with how it was counted. */
export type MonthRate = {
  month: string
  eligible: number
  reached: number
  /** Left out of the denominator by the rule: died or moved away before the first due date. */
  leftOut: number
  contacts: number
  attempts: number
  /** Null where nobody is eligible: unknown, not zero. */
  share: number | null
  /** In an age where the birth date decides and nobody knows it. */
  ageUnknown: number
  rule: Bilingual
  parameters: { name: string; value: number; basis: string }[]
}

/** Counts of a month in a village, told to statistics. */
export type VisitsCounted = {
  month: string
  rows: { region: string; eligible: number; reached: number; contacts: number; attempts: number }[]
}
