import Type, { type Static } from 'typebox'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Span } from '../facilities/hours.ts'

const t = (zh: string, en: string): Bilingual => ({ zh, en })

/** What rooms are used for (用途). */
export const SPACE_USES = [
  { value: 'meals', title: t('助餐', 'meals') },
  { value: 'day-care', title: t('日间照料', 'day care') },
  { value: 'rehab', title: t('康复', 'rehabilitation') },
  { value: 'bathing', title: t('助浴', 'assisted bathing') },
  { value: 'medical', title: t('健康服务', 'health services'), aliases: ['义诊'] },
  { value: 'childcare', title: t('托育', 'childcare') },
  { value: 'after-school', title: t('儿童托管', 'after-school care'), aliases: ['四点半课堂'] },
  { value: 'culture', title: t('文化活动', 'culture'), aliases: ['文体活动'] },
  { value: 'reading', title: t('阅览', 'reading') },
  { value: 'sport', title: t('健身', 'sport') },
  { value: 'training', title: t('培训', 'training') },
  { value: 'meeting', title: t('议事协商', 'meetings'), aliases: ['会议'] },
  { value: 'volunteer', title: t('志愿服务', 'volunteers') },
  { value: 'office', title: t('办公', 'office') },
  { value: 'storage', title: t('储藏', 'storage') },
] as const

export type SpaceUse = { value: string; title: Bilingual }

/** A room as it goes through import and export. */
export type SpaceRow = {
  /** Code of the facility. */
  facility: string
  code: string
  name: string
  storey: string | null
  /** m²; counted once, under the first use. */
  area: number
  capacity: number | null
  /** Codes of uses joined by commas, the main one first in `main_use`. */
  main_use: string
  other_uses: string | null
  bookable: boolean
}

/** A room on a day. */
export type SpaceView = {
  code: string
  name: string
  storey: string | null
  area: number
  capacity: number | null
  uses: string[]
  bookable: boolean
}

/** Areas of a facility by use, each room counted once; what no room accounts for is `rest`. */
export type AreasByUse = {
  uses: { use: string; area: number; rooms: number; alsoIn: number }[]
  rooms: number
  /** Floor area without a room; null where the floor area is unknown. */
  rest: number | null
}

const Use = Type.Enum(SPACE_USES.map(({ value }) => value))

/** A room as it is entered by hand. Area in m², kept to a tenth. */
export const NewRoom = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 20 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  storey: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]),
  area: Type.Number({ minimum: 0.1, maximum: 100_000 }),
  capacity: Type.Union([Type.Integer({ minimum: 1, maximum: 100_000 }), Type.Null()]),
  mainUse: Use,
  otherUses: Type.Array(Use, { uniqueItems: true, maxItems: SPACE_USES.length }),
  bookable: Type.Boolean(),
})
export type NewRoom = Static<typeof NewRoom>

/** How often a booking repeats. */
export const Repeat = Type.Object({
  every: Type.Enum(['day', 'workday', 'week', 'fortnight']),
  until: Type.String({ format: 'date' }),
})
export type Repeat = Static<typeof Repeat>

const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' })

export const NewBooking = Type.Object({
  space: Type.String({ minLength: 1, maxLength: 60 }),
  date: Type.String({ format: 'date' }),
  from: Clock,
  to: Clock,
  use: Type.String({ maxLength: 40 }),
  title: Type.String({ minLength: 2, maxLength: 120 }),
  organiser: Type.String({ minLength: 2, maxLength: 120 }),
  contact: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  persons: Type.Union([Type.Integer({ minimum: 1, maximum: 100_000 }), Type.Null()]),
  repeat: Type.Union([Repeat, Type.Null()]),
})
export type NewBooking = Static<typeof NewBooking>

/** One occurrence: a day and minutes from midnight, China time. */
export type Occurrence = { date: string; from: number; to: number }

/** A booking as it is shown; what and who only to those who keep the place. */
export type BookingView = {
  id: string
  space: string
  date: string
  from: string
  to: string
  use: string
  title: string | null
  organiser: string | null
  contact: string | null
  persons: number | null
  series: string | null
}

/** The rooms of a facility over some days: when they can be had, and who has them. */
export type SpacePlan = {
  facility: { code: string; name: string; region: string; hours: string | null; mayBook: boolean }
  rooms: SpaceView[]
  areas: AreasByUse
  days: { date: string; open: Record<string, Span[] | null> }[]
  bookings: BookingView[]
}
