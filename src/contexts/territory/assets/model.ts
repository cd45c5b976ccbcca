import type { AttachmentView } from '../projects/model.ts'

/** The stages of an idle asset (登记、发布、审批、移交、使用). Applications come while it is listed. */
export const STAGES = ['registered', 'listed', 'approved', 'handed-over', 'in-use', 'withdrawn'] as const
export type Stage = (typeof STAGES)[number]

export type PriceMode = 'free' | 'low' | 'market'

/** An idle asset as it goes through import and export. A type alias, so that it fits a register row. */
export type AssetRow = {
  code: string
  name: string
  owner_name: string
  /** 国有、集体、业主共有、企业自持. */
  owner_kind: string
  region: string
  address: string | null
  lon: number | null
  lat: number | null
  /** m². */
  area: number | null
  storey: string | null
  condition: string | null
  constraints: string | null
  tenure: string | null
  price_mode: string | null
  /** Yuan a year for the whole asset. */
  price: number | null
  /** What the market asks, yuan a year. */
  market_price: number | null
  uses: string | null
  in_estate: boolean | null
  transition_from: string | null
  transition_terms: string | null
  note: string | null
  source: string | null
  /** Read only. */
  stage: string | null
  /** Import only: the system of `lon` and `lat`. */
  coordinates: string | null
}

export type Consent = {
  id: string
  body: 'committee' | 'owners'
  metOn: string
  minutes: string
  agreed: boolean
  votes: Votes | null
  attachment: string
  by: string
}

/** A vote of owners, counted by number of owners and by area (民法典第二百七十八条). */
export type Votes = {
  owners: { all: number; taking: number; favour: number }
  area: { all: number; taking: number; favour: number }
}

export type Application = {
  id: string
  applicant: string
  applicantCode: string | null
  contact: string | null
  use: string
  plan: string
  appliedOn: string
  state: 'pending' | 'approved' | 'declined' | 'withdrawn'
  decidedOn: string | null
  decidedBy: string | null
  reason: string | null
}

/** How the five years of the transition stand on a day; null where none was granted. */
export type TransitionState = 'running' | 'year-left' | 'half-year-left' | 'quarter-left' | 'over'

export type AssetLine = {
  id: string
  code: string
  name: string
  ownerName: string
  ownerKind: string
  region: string
  regionName: string
  address: string | null
  lon: number | null
  lat: number | null
  area: number | null
  storey: string | null
  condition: string | null
  constraints: string | null
  tenure: string | null
  priceMode: PriceMode | null
  /** fen a year. */
  priceFen: number | null
  marketFen: number | null
  uses: string | null
  inEstate: boolean | null
  stage: Stage
  listedOn: string | null
  applyUntil: string | null
  handedOverOn: string | null
  inUseOn: string | null
  facility: string | null
  transitionFrom: string | null
  transitionUntil: string | null
  transitionTerms: string | null
  transition: TransitionState | null
  pending: number
  revision: number
}

export type AssetLease = {
  id: string
  code: string
  lessee: string
  from: string
  until: string | null
  rentFen: number
  marketRentFen: number | null
  reliefFen: number
  reliefBasis: string | null
  duty: string | null
  dutyClause: string | null
  endedOn: string | null
}

export type AssetView = AssetLine & {
  note: string | null
  applications: Application[]
  consents: Consent[]
  attachments: AttachmentView[]
  leases: AssetLease[]
  happenings: { id: string; act: string; detail: Record<string, unknown>; by: string; at: string }[]
  facilityName: string | null
  may: { keep: boolean; decide: boolean }
}

/** What everybody may see of an asset: no contact of an applicant, no name of one before it was decided. */
export type PublicAsset = Pick<
  AssetLine,
  | 'id'
  | 'code'
  | 'name'
  | 'ownerName'
  | 'ownerKind'
  | 'regionName'
  | 'address'
  | 'area'
  | 'storey'
  | 'condition'
  | 'constraints'
  | 'tenure'
  | 'priceMode'
  | 'priceFen'
  | 'marketFen'
  | 'uses'
  | 'stage'
  | 'listedOn'
  | 'applyUntil'
> & { applications: number; allottedTo: string | null; use: string | null; decidedOn: string | null }
