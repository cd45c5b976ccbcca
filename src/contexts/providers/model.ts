import type { Bilingual } from '../../kernel/refusal.ts'
import type { TermState } from './terms.ts'

/** 公办、公建民营、民办非营利、营利性. */
export const NATURES = ['public', 'public-private', 'non-profit', 'profit'] as const
export type Nature = (typeof NATURES)[number]

export const SITE_STATES = ['preparing', 'open', 'suspended', 'closed'] as const
export type SiteState = (typeof SITE_STATES)[number]

/** 证照、保险、协议、认证、自我声明的服务标准. */
export const PAPER_KINDS = ['licence', 'insurance', 'agreement', 'certification', 'declared-standard'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** What a paper of a kind is, more exactly. */
export const PAPER_SUBKINDS: Record<PaperKind, readonly string[]> = {
  licence: ['business', 'food', 'medical', 'fire', 'special-equipment', 'training', 'other'],
  insurance: ['liability', 'accident', 'fire', 'prepaid-guarantee', 'other'],
  agreement: ['medical', 'operation', 'purchase', 'meals', 'other'],
  certification: ['quality', 'service', 'other'],
  'declared-standard': ['service', 'other'],
}

/** 备案、认定、等级、承诺、示范: what a procedure grants. */
export const STANDING_KINDS = ['filing', 'recognition', 'grade', 'commitment', 'award'] as const
export type StandingKind = (typeof STANDING_KINDS)[number]

/** What a ban stops: 备案、认定（含等级评定）、派单. */
export const BAN_SCOPES = ['filing', 'recognition', 'dispatch'] as const
export type BanScope = (typeof BAN_SCOPES)[number]

/** 全托、护理型、日托、喘息. */
export const BED_KINDS = ['full', 'nursing', 'day', 'respite'] as const
export type BedKind = (typeof BED_KINDS)[number]

/** An organisation in a list. */
export type OrganisationLine = {
  id: string
  creditCode: string
  name: string
  shortName: string | null
  nature: Nature | null
  region: string
  regionName: string
  brand: string | null
  chainHead: string | null
  state: 'active' | 'merged'
  sites: number
  openSites: number
  /** Sites with a filing in force; null when it has no open site. */
  filed: number | null
  /** Best grade in force. */
  grade: number | null
  banned: boolean
  breaches: number
  /** Papers and standings that end within three months, or have ended and were not replaced. */
  ending: number
}

/** A site (网点). Counts and money are null where nobody knows them. */
export type SiteView = {
  id: string
  code: string
  organisation: string
  name: string
  kind: string
  facility: string | null
  region: string
  regionName: string
  address: string | null
  lon: number | null
  lat: number | null
  phone: string | null
  state: SiteState
  openedOn: string | null
  closedOn: string | null
  founder: string | null
  admits: string[] | null
  floorArea: number | null
  fullBeds: number | null
  dayBeds: number | null
  nursingBeds: number | null
  childcarePlaces: number | null
  fireStatus: string | null
  foodStatus: string | null
  liabilityInsured: boolean | null
  ltcDesignated: boolean | null
  medicalContract: boolean | null
  preferences: string | null
  homeServices: string[] | null
  homeVisits: number | null
  feeLowFen: number | null
  feeHighFen: number | null
  residents: number | null
  residentsOn: string | null
  filedOn: string | null
  revision: number
}

/** A paper with how it stands today. */
export type PaperView = {
  id: string
  organisation: string
  site: string | null
  kind: PaperKind
  subkind: string
  number: string | null
  title: string
  party: string | null
  partyCode: string | null
  scope: string | null
  amountFen: number | null
  from: string
  until: string | null
  endedOn: string | null
  endedReason: string | null
  activeOn: string | null
  state: TermState
}

/** What was granted, with how it stands today. */
export type StandingView = {
  id: string
  organisation: string
  site: string | null
  kind: StandingKind
  code: string
  value: number | null
  label: string
  casefile: string | null
  caseNumber: string | null
  certificate: string | null
  version: number | null
  from: string
  until: string | null
  suspended: boolean
  endedOn: string | null
  endedReason: string | null
  follows: string | null
  detail: StandingDetail
  origin: 'procedure' | 'register'
  state: TermState
}

/** What a standing keeps of its decision. */
export type StandingDetail = {
  /** Text of a commitment. */
  text?: string
  matters?: string[]
  /** Rules of the decision: each with its result, as the letter cites them. */
  rules?: { rule: string; title: Bilingual; result: 'pass' | 'fail' | 'unknown'; filled: string; basis: string }[]
  /** Total score of a grade. */
  total?: number
  sheet?: string
  service?: string
  priceFen?: number
  filed?: Record<string, string | number | boolean | string[] | null>
}

export type BreachView = {
  id: string
  organisation: string
  commitment: string
  foundOn: string
  what: string
  source: 'inspection' | 'complaint' | 'visit' | 'other'
  severity: 'minor' | 'general' | 'serious'
  evidence: string
  mendedOn: string | null
  mendedNote: string | null
  by: string
}

export type BanView = {
  id: string
  subject: 'organisation' | 'person'
  creditCode: string | null
  shown: string
  scopes: BanScope[]
  basis: string
  paperNumber: string
  decidedBy: string
  reason: string
  startsOn: string
  endsOn: string | null
  appeal: string | null
  appealedOn: string | null
  appealResult: 'upheld' | 'dismissed' | null
  appealAnswer: string | null
  liftedOn: string | null
  liftedHow: 'expiry' | 'appeal' | 'revoked' | null
  liftedReason: string | null
  revision: number
  state: 'future' | 'in-force' | 'lifted'
  daysLeft: number | null
  /** The organisation here, if it is known here. */
  organisation: string | null
}

/** Something that happened to an organisation. */
export type HappeningView = {
  id: string
  site: string | null
  act: string
  detail: Record<string, unknown>
  by: string
  at: string
}
