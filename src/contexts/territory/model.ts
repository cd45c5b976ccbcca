import type { RegionLevel } from '../../kernel/region.ts'
import type { FacilityFamily } from './kinds.ts'

/** Which tree a region stands in: 统计用区划, or who reports to whom (报送关系). */
export type RegionTree = 'statistical' | 'reporting'

/** A region in force on a day. Codes have twelve digits. */
export type RegionView = {
  code: string
  name: string
  level: RegionLevel
  parent: string | null
  pinyin: string
  initials: string
  urbanRural: string | null
  lon: number | null
  lat: number | null
  validFrom: string
  validTo: string | null
  successors: string[]
}

/** 中心、站、点. */
export type Tier = 'centre' | 'station' | 'point'

/** What a facility is on a day; null: cannot be said, the opening date is unknown. */
export type FacilityState = 'planned' | 'open' | 'suspended' | 'closed'

/** A facility as it goes through import and export. A type alias, so that it fits a register row. */
export type FacilityRow = {
  code: string
  name: string
  kind: string
  tier: string | null
  /** Codes of functions joined by commas. */
  functions: string | null
  region: string
  address: string | null
  lon: number | null
  lat: number | null
  operator_name: string | null
  operator_code: string | null
  ownership: string | null
  inclusive: boolean | null
  floor_area: number | null
  activity_area: number | null
  outdoor_area: number | null
  storey: string | null
  tenure: string | null
  hours: string | null
  phone: string | null
  places: number | null
  beds: number | null
  nursing_beds: number | null
  childcare_places: number | null
  enrolled: number | null
  /** Meals it can serve a day (助餐能力). */
  meals_daily: number | null
  /** Codes of what is offered (便民业态) and of what makes it accessible, joined by commas. */
  offers: string | null
  access_features: string | null
  /** An outlet in a dwelling (普通住宅内网点): it opens only after its safety check. */
  in_dwelling: boolean | null
  /** Of the works: m², and the total investment in ten thousand yuan (万元). */
  works_area: number | null
  works_cost: number | null
  opened_on: string | null
  closed_on: string | null
  filed_on: string | null
  source: string | null
  note: string | null
  /** Import only: the system of `lon` and `lat`. */
  coordinates: string | null
  /** Import only: first day on which changed values hold. */
  effective_on: string | null
  /** Import only: somebody looked; it is not the facility of the same kind beside it. */
  distinct: boolean | null
}

/** Numbers of a facility that can be added up. Areas in m². */
export const FACILITY_AMOUNTS = [
  'floor_area',
  'activity_area',
  'outdoor_area',
  'places',
  'beds',
  'nursing_beds',
  'childcare_places',
  'enrolled',
  'meals_daily',
] as const
export type FacilityAmount = (typeof FACILITY_AMOUNTS)[number]

/** Which facilities. All given conditions must hold; a record that lacks a needed value is neither in nor out but unknown. */
export type FacilityFilter = {
  kinds?: readonly string[]
  families?: readonly FacilityFamily[]
  tiers?: readonly Tier[]
  /** All of these functions. */
  functions?: readonly string[]
  ownership?: readonly string[]
  inclusive?: boolean
  /** Filed (备案) on or before the day. */
  filed?: boolean
  /** Least floor area, m². */
  minArea?: number
  /** Region: a code of 6 or 12 digits; the facility lies in it. */
  region?: string
  /** States that count, `['open']` unless given; `any`: whatever is known of it, records of unknown standing too. */
  states?: readonly FacilityState[] | 'any'
  /** Codes of single facilities. */
  codes?: readonly string[]
}

/** What facilities are grouped by. */
export type GroupLevel = 'village' | 'township' | 'county'

/** A facility on a day. */
export type FacilityView = Omit<
  FacilityRow,
  'functions' | 'offers' | 'access_features' | 'coordinates' | 'effective_on' | 'distinct'
> & {
  id: string
  functions: string[] | null
  offers: string[] | null
  access_features: string[] | null
  family: FacilityFamily
  regionName: string | null
  state: FacilityState | null
}
