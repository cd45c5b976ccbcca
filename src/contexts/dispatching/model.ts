import type { Cost, Explanation, Route } from '../../engines/dispatch/index.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { PersonCard } from '../people/index.ts'
import type { OrderState } from '../services/index.ts'

/** How a carer gets about (出行方式). */
export const MODES = {
  foot: { zh: '步行', en: 'on foot' },
  'e-bike': { zh: '电动自行车', en: 'e-bike' },
  car: { zh: '汽车', en: 'car' },
} as const satisfies Record<string, Bilingual>
export type TravelMode = keyof typeof MODES

/** Exceptions from the weekly pattern (请假、加班). */
export const EXCEPTIONS = {
  sick: { zh: '病假', en: 'sick' },
  leave: { zh: '请假', en: 'on leave' },
  training: { zh: '培训', en: 'in training' },
  other: { zh: '其他', en: 'away' },
  extra: { zh: '加班', en: 'extra hours' },
} as const satisfies Record<string, Bilingual>
export type ExceptionKind = keyof typeof EXCEPTIONS

export const WISHES = {
  carer: { zh: '希望由', en: 'would like' },
  not: { zh: '不要', en: 'does not want' },
  gender: { zh: '希望护理员性别', en: 'would like somebody who is' },
  language: { zh: '希望会讲', en: 'would like somebody who speaks' },
} as const satisfies Record<string, Bilingual>
export type WishKind = keyof typeof WISHES

/** Minutes of the day in China, 0 to 1440. */
export type Span = { from: number; until: number }
/** A working window of the week; `weekday` 1 is Monday. */
export type PatternWindow = Span & { weekday: number }

/** What is stated of how a carer works. */
export type CarerInput = {
  staff: string
  /** Works for the asked site only. */
  ownSite: boolean
  mode: TravelMode
  startAt: 'site' | 'home'
  pattern: PatternWindow[]
  lunch: { from: number; until: number; minutes: number } | null
  mostMinutes: number | null
  languages: string[]
  planned: boolean
}

export type ExceptionView = { id: string; kind: ExceptionKind; from: string; until: string }

/** Somebody of the provider on the rota. `pattern` null: nobody has said yet how this person works. */
export type RotaLine = Omit<CarerInput, 'pattern' | 'staff'> & {
  staff: string
  name: string
  post: string
  sex: 'male' | 'female' | null
  pattern: PatternWindow[] | null
  skills: { skill: string; title: Bilingual; until: IsoDate | null }[]
  exceptions: ExceptionView[]
}

export type WishView = {
  id: string
  person: string
  kind: WishKind
  staff: string | null
  staffName: string | null
  value: string | null
  hard: boolean
}

/** Why a plan was asked for. */
export type PlanEvent =
  | { kind: 'sick'; staff: string }
  | { kind: 'late'; order: string; minutes: number }
  | { kind: 'urgent' }

/** A visit that is elsewhere, at another time or with others than was told. `big`: by more than the tolerance, or others come. */
export type Change = {
  order: string
  from: number
  /** Null: no longer served. */
  to: number | null
  before: string[]
  after: string[]
  big: boolean
}

/** Who could not be planned, why, and the cheapest that would help. */
export type Unserved = {
  order: string
  reason: Bilingual
  repair: Explanation['unassigned'][number]['repair']
}

/** What the ways of a plan were taken from. */
export type WaysTold = {
  /** Null: no streets were brought in, every way is a straight line with a detour. */
  streets: boolean
  /** Places off the streets, whose ways are straight lines. */
  offStreets: number
  places: number
  speeds: { mode: TravelMode; metresPerMinute: number; basis: string }[]
  detour: number
}

/** What a plan version holds. */
export type PlanResult = {
  routes: Route[]
  cost: Cost
  travelMinutes: number
  metres: number
  seconds: number
  iterations: number
  cancelled: boolean
  missedBreaks: string[]
  explanation: Explanation
  unserved: Unserved[]
  changes: Change[]
  /** Visits that had been told a time before. */
  promised: number
  ways: WaysTold
  /** Revision of each order as it was planned; taken over only when nobody has dealt with it since. */
  revisions: Record<string, number>
}

export type PlanState = 'computing' | 'proposed' | 'taken' | 'dropped'

/** A version of a day's plan. */
export type PlanView = {
  id: string
  version: number
  kind: 'optimise' | 'replan' | 'hand'
  event: PlanEvent | null
  state: PlanState
  seed: number
  engine: string | null
  askedAt: string
  takenAt: string | null
  result: PlanResult | null
  run: { id: string; state: string; progress: number | null; note: unknown; refusal: { text: Bilingual } | null } | null
}

/** A carer of the board: a row of the timeline. */
export type BoardCarer = {
  staff: string
  name: string
  post: string
  mode: TravelMode
  shifts: Span[]
  lunch: CarerInput['lunch']
  skills: Bilingual[]
  languages: string[]
  away: { kind: ExceptionKind; from: number; until: number }[]
  /** Bound elsewhere: other sites, sessions. */
  bound: Span[]
  /** Why this person is not planned today; null when planned. */
  notPlanned: Bilingual | null
}

/** A visit of the board. */
export type BoardVisit = {
  order: string
  no: string
  revision: number
  person: PersonCard | null
  title: Bilingual
  state: OrderState
  minutes: number
  staff: number
  window: { from: number; until: number; latest: number }
  needs: Bilingual[]
  place: { lon: number; lat: number; name: string } | null
  /** Who is sent now, and when; empty while nobody is. */
  standing: { staff: string; from: number; until: number }[]
  wishes: { text: Bilingual; hard: boolean }[]
  known: string[]
  hold: { staff: (string | null)[] | null; start: number | null; extra: number } | null
}

/** The day of a site. */
export type Board = {
  site: {
    id: string
    name: string
    organisation: string
    organisationName: string
    lon: number | null
    lat: number | null
  }
  day: IsoDate
  /** Minute of now when the day is today. */
  now: number | null
  /** Minutes by which a told time may move without counting. */
  tolerance: number
  carers: BoardCarer[]
  visits: BoardVisit[]
  /** The newest version that was not dropped. */
  plan: PlanView | null
}

/** What a move by hand would do. */
export type MoveCheck = {
  ok: boolean
  reasons: Bilingual[]
  costBefore: number | null
  costAfter: number | null
  changes: Change[]
}
