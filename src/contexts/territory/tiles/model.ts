import type { Bilingual } from '../../../kernel/refusal.ts'
import type { HoursException, OpenNow } from '../facilities/hours.ts'
import type { FacilityFamily } from '../kinds.ts'
import type { FacilityState, Tier } from '../model.ts'

/** A facility as maps and their lists show it; facts anybody may know. Unknown is null. */
export type Place = {
  code: string
  name: string
  kind: string
  family: FacilityFamily
  state: FacilityState | null
  tier: Tier | null
  region: string
  regionName: string | null
  townName: string | null
  address: string | null
  /** WGS-84; null when not surveyed. */
  lon: number | null
  lat: number | null
  phone: string | null
  /** 开放时间, as registered. */
  hours: string | null
  /** Other hours that hold on the day shown. */
  exceptions: HoursException[]
  operator: string | null
  ownership: string | null
  inclusive: boolean | null
  functions: string[] | null
  /** 便民业态 and 无障碍条件; null is unknown, an empty list is none. */
  offers: string[] | null
  accessFeatures: string[] | null
  places: number | null
  beds: number | null
  nursingBeds: number | null
  childcarePlaces: number | null
  enrolled: number | null
  mealsDaily: number | null
  source: string | null
  /** Day on which what is shown was recorded. */
  recordedOn: string
}

/** A minute of a day by the clock of Asia/Shanghai; `holiday`: a public holiday, null when that is not announced yet. */
export type DayMinute = { date: string; minute: number; holiday: boolean | null }

/** Which places. All given conditions hold, but of kinds and families one is enough; `states` is `['open']` unless given, `unknown` asks for those whose state cannot be said. */
export type PlaceFilter = {
  kinds?: readonly string[]
  families?: readonly FacilityFamily[]
  states?: readonly (FacilityState | 'unknown')[]
  /** Code of 6 or 12 digits. */
  region?: string
  /** Part of a name, address or code; or pinyin, in full or initials. */
  q?: string
  codes?: readonly string[]
  /** Open at this moment by the registered hours; places without readable hours are left out and counted. */
  openAt?: DayMinute
}

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** How far a place is from the point asked about. */
export type Distance = {
  metres: number
  /** Walking minutes at the speed of `PlacePage.walk`; null where no way on foot is known, then the metres are the straight line. */
  minutes: number | null
  by: 'straight' | 'walk'
}

/** A place in a list. */
export type PlaceView = Place & {
  distance: Distance | null
  /** By the registered hours and their exceptions. */
  now: OpenNow
}

/** A page of the list beside the map: the same set as the map shows. */
export type PlacePage = {
  version: string
  asOf: string
  /** In the whole set, and of these inside the box asked for. */
  total: number
  inView: number
  /** In the set, without a known place: listed, not drawn. */
  unplaced: number
  /** Left out because their opening hours are unknown; 0 unless `openAt` was asked. */
  hoursUnknown: number
  /** How minutes are counted; null: no streets are known here, or no point was given. */
  walk: { metresPerMinute: number; title: Bilingual; streets: string; invented: boolean } | null
  /** How many of each kind the set would have with every kind chosen. */
  kinds: Record<string, number>
  items: PlaceView[]
  next: string | null
}

/** A region that can be chosen as "around here". */
export type PlaceRegion = {
  code: string
  name: string
  level: 'township' | 'village'
  parent: string | null
  pinyin: string
  initials: string
  lon: number | null
  lat: number | null
  /** Where the point comes from: the seat on record, the middle of where people live, or of the facilities there. */
  at: 'seat' | 'dwellings' | 'facilities' | null
}

/** Base map from outside, only where a key is set. */
export type BaseMap = { ground: string[]; names: string[]; attribution: string }

/** What a map needs before its first tile. */
export type MapMeta = {
  version: string
  asOf: string
  jurisdiction: string
  name: string
  /** Instant of the last change that the map shows; null when none was told. */
  changedAt: string | null
  /** Of everything placed; null when nothing is. */
  bounds: Box | null
  total: number
  unplaced: number
  regions: PlaceRegion[]
  base: BaseMap | null
  /** What the codes in a place are called. */
  titles: { functions: Record<string, Bilingual>; offers: Record<string, Bilingual>; access: Record<string, Bilingual> }
  /** Layers that have tiles. */
  layers: TileLayer[]
}

/** Vector tile layers. */
export const TILE_LAYERS = ['facilities', 'regions', 'streets'] as const
export type TileLayer = (typeof TILE_LAYERS)[number]
