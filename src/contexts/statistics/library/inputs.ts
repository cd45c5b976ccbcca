import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Group } from '../../territory/index.ts'
import type { Indicator } from '../model.ts'

/** Which rows of a register count: the field equals the value, is one of the values, contains it (a list), or is at least `min`. */
export type Where = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | { min: number }>>

/** Communities and villages that are meant: 社区 (urban), 村 (rural), or both. */
export type Settlement = 'urban' | 'rural' | 'all'

/** Facilities that offer a service: of one of the kinds, or with one of the functions. */
export type Offer = { kinds?: readonly string[]; functions?: readonly string[] }

/** Where an input of a formula comes from. */
export type InputSource =
  /** Rows of a ledger: counted, or one field summed. Rows whose `measure` or `where` field is unknown are counted as unknown. */
  | { kind: 'ledger'; ledger: string; measure: string | null; where?: Where }
  /**
   * Facilities open on the date: counted, or one field summed. `where` also knows `filed` (备案 in force on the date) and `grade` (等级 in
   * force on the date, 0 for none) of the institution that works in it, and `active` of a mutual-aid point (期内有活动).
   */
  | { kind: 'facilities'; kinds: readonly string[]; measure: FacilityMeasure | null; where?: Where }
  /** Communities or villages that have at least one open facility of each offer. */
  | { kind: 'served'; offers: readonly Offer[]; settlement: Settlement; where?: Where }
  /** Townships (or only 街道) that have at least one open facility of the kinds. */
  | { kind: 'served-townships'; kinds: readonly string[]; only?: 'subdistrict'; where?: Where }
  /** Communities, villages or townships there are. */
  | { kind: 'regions'; level: 'village' | 'township'; settlement: Settlement; only?: 'subdistrict' }
  /** Resident population (常住人口) of the newest census or estimate on or before the date. */
  | { kind: 'population'; ageFrom?: number; ageTo?: number }
  | CommunitySource
  /** Communities that pass a family of building standards (建设标准); those that cannot be judged count as unknown. */
  | { kind: 'standard'; family: string; settlement: Settlement }
  /** People of a group, or those of them who have one of the kinds within some minutes on foot. */
  | ReachSource

/**
 * An amount of communities as the building standards know it (areas in m², households), summed over those of which every amount in
 * `known` is known: the parts of one ratio speak of the same communities. The others count as unknown.
 */
export type CommunitySource = {
  kind: 'community'
  measure: CommunityMeasure
  known: readonly CommunityMeasure[]
  settlement: Settlement
}

/** People by where they live and walk: the group itself (`all`), or the part within reach (`within`). */
export type ReachSource = {
  kind: 'reach'
  kinds: readonly string[]
  minutes: number
  metresPerMinute: number
  group: Group
  count: 'all' | 'within'
}

/** Numbers of a facility that can be added up. */
export type FacilityMeasure =
  | 'floor_area'
  | 'activity_area'
  | 'places'
  | 'beds'
  | 'nursing_beds'
  | 'childcare_places'
  | 'enrolled'

/** Amounts of communities, by the names the standards measure them under. */
export const COMMUNITY_MEASURES = [
  'hall-area',
  'resident-area',
  'commerce-area',
  'building-area',
  'households',
] as const

export type CommunityMeasure = (typeof COMMUNITY_MEASURES)[number]

export type Input = { name: string; label: Bilingual; from: InputSource }

/** An indicator with what its formula needs; the form in which the library is written. */
export type Definition = Omit<Indicator, 'version' | 'validFrom'> & { inputs: readonly Input[] }

type Spec = {
  code: string
  families: string[]
  name: [zh: string, en: string]
  aliases?: string[]
  unit: string
  direction?: Indicator['direction']
  numerator: [zh: string, en: string]
  denominator?: [zh: string, en: string]
  countOf?: Indicator['countOf']
  window?: Indicator['window']
  note?: [zh: string, en: string]
  decimals?: number
}

const both = ([zh, en]: [string, string]): Bilingual => ({ zh, en })

function common(spec: Spec) {
  return {
    code: spec.code,
    families: spec.families,
    name: both(spec.name),
    aliases: spec.aliases ?? [],
    unit: spec.unit,
    direction: spec.direction ?? 'up',
    numerator: both(spec.numerator),
    denominator: spec.denominator === undefined ? null : both(spec.denominator),
    countOf: spec.countOf ?? null,
    window: spec.window ?? 'at',
    note: spec.note === undefined ? null : both(spec.note),
    decimals: spec.decimals ?? 2,
  } as const
}

/** An indicator computed from the registers. */
export function computed(
  spec: Spec & { formula: string; inputs: Record<string, [zh: string, en: string, from: InputSource]> },
): Definition {
  const inputs = Object.entries(spec.inputs).map(([name, [zh, en, from]]) => ({ name, label: { zh, en }, from }))
  return { ...common(spec), source: 'registers', formula: spec.formula, inputs }
}

/** An indicator whose figures others publish and somebody signs for. */
export function external(spec: Spec): Definition {
  return { ...common(spec), source: 'external', formula: null, inputs: [] }
}

/** Rows of a ledger that meet a condition. */
export const rowsOf = (ledger: string, where?: Where): InputSource => ({
  kind: 'ledger',
  ledger,
  measure: null,
  ...(where ? { where } : {}),
})

/** Sum of a field over the rows of a ledger that meet a condition. */
export const sumOf = (ledger: string, measure: string, where?: Where): InputSource => ({
  kind: 'ledger',
  ledger,
  measure,
  ...(where ? { where } : {}),
})

/** Whether a source asks what the institutions in facilities were granted. */
export const asksProviders = (from: InputSource): boolean =>
  'where' in from &&
  from.where !== undefined &&
  ('filed' in from.where || 'grade' in from.where) &&
  from.kind !== 'ledger'

/** Whether a source asks if mutual-aid points are active. */
export const asksCommunity = (from: InputSource): boolean =>
  'where' in from && from.where !== undefined && 'active' in from.where && from.kind !== 'ledger'

/** Whether a source asks for functions of facilities, which their work shows besides the register. */
export const asksFunctions = (from: InputSource): boolean =>
  (from.kind === 'facilities' && from.where?.functions !== undefined) ||
  (from.kind === 'served' && from.offers.some(({ functions }) => functions !== undefined && functions.length > 0))

/** A count of the service ledger, of one kind of services. */
export const servicesOf = (measure: string, kind?: string): InputSource =>
  sumOf('service', measure, kind === undefined ? undefined : { kind })

/** A figure of the yearly ledger. */
export const yearly = (item: string): InputSource => sumOf('annual', 'value', { item })

/** Open facilities of some kinds that meet a condition. */
export const facilities = (kinds: readonly string[], where?: Where): InputSource => ({
  kind: 'facilities',
  kinds,
  measure: null,
  ...(where ? { where } : {}),
})

/** Inhabitants, optionally of an age. */
export const inhabitants = (ageFrom?: number, ageTo?: number): InputSource => ({
  kind: 'population',
  ...(ageFrom === undefined ? {} : { ageFrom }),
  ...(ageTo === undefined ? {} : { ageTo }),
})

/** Communities (社区) or villages (村) that have each of the offers. */
export const served = (settlement: Settlement, ...offers: Offer[]): InputSource => ({
  kind: 'served',
  offers,
  settlement,
})

/** Communities or villages there are. */
export const communitiesOf = (settlement: Settlement): InputSource => ({
  kind: 'regions',
  level: 'village',
  settlement,
})

/** Amounts of urban communities that belong to one ratio. */
export function amountsOf<Measure extends CommunityMeasure>(...known: Measure[]): Record<Measure, CommunitySource> {
  const one = (measure: Measure): CommunitySource => ({ kind: 'community', measure, known, settlement: 'urban' })
  return Object.fromEntries(known.map((measure) => [measure, one(measure)])) as Record<Measure, CommunitySource>
}

/** The two parts of a share of people who walk to one of some kinds in time. */
export const walking = (
  kinds: readonly string[],
  group: Group,
  minutes: number,
  metresPerMinute: number,
): { within: ReachSource; all: ReachSource } => {
  const asked = { kind: 'reach', kinds, group, minutes, metresPerMinute } as const
  return { within: { ...asked, count: 'within' }, all: { ...asked, count: 'all' } }
}
