import Type, { type Static } from 'typebox'
import type { Bilingual } from '../../../kernel/refusal.ts'
import {
  FAMILIES,
  type Family,
  PRICE_KINDS,
  PROVIDER_TYPES,
  type PriceKind,
  type ProviderType,
  UNITS,
  type Unit,
} from '../model.ts'

const keys = <T extends Record<string, unknown>>(of: T) => Object.keys(of) as (keyof T & string)[]
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
const Instant = Type.String({ format: 'date-time' })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A skill that each of the staff must be attested; 5 is the lowest level, null: any. */
export type SkillNeed = { skill: string; level: number | null }

/** A service item (服务项目) as a county keeps it. */
export type Item = {
  code: string
  standard: string | null
  family: Family
  title: Bilingual
  unit: Unit
  minutes: number | null
  /** How many have to come; 0: served at the provider's. */
  staff: number
  skills: SkillNeed[]
  /** Checks on the day without which it does not begin. */
  checks: string[]
  needsAddress: boolean
  needsFiling: boolean
  needsPapers: string[]
  /** Types that may offer it without an authorisation of its own; empty: any. */
  offeredBy: ProviderType[]
  leadMinutes: number
  region: string
  basis: string
  open: boolean
  revision: number
}

/** A standard item that a county may take into its own catalogue. */
export type StandardItem = Omit<Item, 'standard' | 'region' | 'open' | 'revision'>

/** An item of the county's own making, or the changes to a standard one. */
export const ItemInput = Type.Object({
  code: Code,
  family: Type.Enum(keys(FAMILIES)),
  title: Type.Object({
    zh: Type.String({ minLength: 1, maxLength: 60 }),
    en: Type.String({ minLength: 1, maxLength: 100 }),
  }),
  unit: Type.Enum(keys(UNITS)),
  minutes: orNull(Type.Integer({ minimum: 1, maximum: 1440 })),
  staff: Type.Integer({ minimum: 0, maximum: 6 }),
  skills: Type.Array(Type.Object({ skill: Code, level: orNull(Type.Integer({ minimum: 1, maximum: 5 })) }), {
    maxItems: 8,
  }),
  checks: Type.Array(Code, { maxItems: 8 }),
  needsAddress: Type.Boolean(),
  needsFiling: Type.Boolean(),
  needsPapers: Type.Array(Code, { maxItems: 8 }),
  offeredBy: Type.Array(Type.Enum(keys(PROVIDER_TYPES)), { uniqueItems: true }),
  leadMinutes: Type.Integer({ minimum: 0, maximum: 43_200 }),
  region: Type.String({ pattern: '^[0-9]{2,12}$' }),
  basis: Type.String({ minLength: 2, maxLength: 200 }),
})
export type ItemInput = Static<typeof ItemInput>

/** What a site offers. */
export const OfferInput = Type.Object({
  item: Code,
  site: Uuid,
  areas: Type.Array(Type.String({ pattern: '^[0-9]{6,12}$' }), { maxItems: 60 }),
  dayCapacity: orNull(Type.Integer({ minimum: 1, maximum: 100_000 })),
  freeSite: Type.Boolean(),
  note: orNull(Type.String({ maxLength: 300 })),
})
export type OfferInput = Static<typeof OfferInput>

/** A version of a price. Without `from` it takes effect as it is published. */
export const PriceInput = Type.Object({
  fen: Type.Integer({ minimum: 0, maximum: 100_000_00 }),
  kind: Type.Enum(keys(PRICE_KINDS)),
  basis: Type.String({ minLength: 2, maxLength: 200 }),
  guideLowFen: orNull(Type.Integer({ minimum: 0 })),
  guideHighFen: orNull(Type.Integer({ minimum: 0 })),
  conditions: orNull(Type.String({ maxLength: 300 })),
  from: orNull(Instant),
})
export type PriceInput = Static<typeof PriceInput>

/** A rule by which a benefit bears part of a list price (抵扣规则). */
export const SubsidyInput = Type.Object({
  benefit: Code,
  title: Type.Object({
    zh: Type.String({ minLength: 1, maxLength: 60 }),
    en: Type.String({ minLength: 1, maxLength: 100 }),
  }),
  items: Type.Array(Code, { minItems: 1, maxItems: 60 }),
  sharePercent: Type.Integer({ minimum: 1, maximum: 100 }),
  capFen: orNull(Type.Integer({ minimum: 1 })),
  period: Type.Enum(['day', 'month']),
  timesLimit: orNull(Type.Integer({ minimum: 1 })),
  fenLimit: orNull(Type.Integer({ minimum: 1 })),
  from: Type.String({ format: 'date' }),
  basis: Type.String({ minLength: 2, maxLength: 200 }),
})
export type SubsidyInput = Static<typeof SubsidyInput>

/** An observed price of the market. */
export const MarketInput = Type.Object({
  item: Code,
  region: Type.String({ pattern: '^[0-9]{6,12}$' }),
  fen: Type.Integer({ minimum: 1 }),
  observedOn: Type.String({ format: 'date' }),
  seller: Type.String({ minLength: 2, maxLength: 100 }),
  source: Type.String({ minLength: 2, maxLength: 200 }),
})
export type MarketInput = Static<typeof MarketInput>

/** A published price. */
export type PriceView = {
  version: number
  fen: number
  kind: PriceKind
  basis: string
  guideLowFen: number | null
  guideHighFen: number | null
  conditions: string | null
  publishedAt: string
  from: string
}

/** An offer with the price in force, or null where none is published. */
export type OfferView = {
  id: string
  item: string
  title: Bilingual
  family: Family
  unit: Unit
  minutes: number | null
  organisation: string
  organisationName: string
  site: string
  siteName: string
  region: string
  /** Where the site stands; null where it has no point. */
  point: { lon: number; lat: number } | null
  areas: string[]
  dayCapacity: number | null
  freeSite: boolean
  note: string | null
  state: 'open' | 'paused' | 'ended'
  stateReason: string | null
  needsAddress: boolean
  leadMinutes: number
  staff: number
  price: PriceView | null
  /** A version that is published and takes effect later. */
  coming: PriceView | null
  revision: number
}
