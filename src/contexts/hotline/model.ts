import type { Bilingual } from '../../kernel/refusal.ts'
import type { Doorstep } from '../people/index.ts'
import type { Family, Near, OrderState } from '../services/index.ts'

/** What came of a call (来电结果). */
export const OUTCOMES = {
  order: { zh: '下单', en: 'An order' },
  changed: { zh: '改单或取消', en: 'An order changed or cancelled' },
  asked: { zh: '咨询', en: 'A question answered' },
  unmet: { zh: '需求登记（暂无供应）', en: 'A wish nobody can meet yet' },
  complaint: { zh: '投诉', en: 'A complaint' },
  urgent: { zh: '紧急求助', en: 'Urgent help' },
  nobody: { zh: '误拨、无人应答', en: 'Nobody there' },
  other: { zh: '其他', en: 'Something else' },
} as const satisfies Record<string, Bilingual>
export type CallOutcome = keyof typeof OUTCOMES

/** A benefit somebody holds, and what the newest frozen list says of it; null where no list has come by yet. */
export type HeldBenefit = { benefit: string; title: Bilingual; outcome: 'due' | 'not-due' | 'unknown' | null }

/** An open order, as the operator reads it out. */
export type OpenOrder = {
  id: string
  no: string
  title: Bilingual
  siteName: string
  state: OrderState
  from: string
  until: string
  selfFen: number
}

/** What somebody ordered before: offer and how often in the last half year. */
export type Habit = { offer: string; times: number }

/** Somebody the number leads to, with everything an operator needs within the first seconds. */
export type Caller = Doorstep & { benefits: HeldBenefit[]; open: OpenOrder[]; habits: Habit[] }

/** A call that was taken. */
export type Ring = {
  id: string
  masked: string | null
  /** Calls from the number within thirty days, with this one. */
  times: number
  callers: Caller[]
}

/** Something that can be ordered from where a person lives. `sound`: pinyin and initials of the title, to be found by letters. */
export type Orderable = {
  offer: string
  item: string
  title: Bilingual
  sound: { full: string; initials: string }
  family: Family
  unit: Bilingual
  minutes: number | null
  leadMinutes: number
  siteName: string
  organisationName: string
  fen: number
  /** Where the site lies, seen from where the person lives. */
  near: Near
  /** Metres as the crow flies; null where a place has no point. */
  metres: number | null
}

/** A call of a list. */
export type CallLine = {
  id: string
  masked: string | null
  personName: string | null
  person: string | null
  beganAt: string
  seconds: number | null
  outcome: CallOutcome | null
  orderNo: string | null
  order: string | null
  by: string
}

/** How the day goes at the desk. Half of the orders took at most `medianSeconds` from the ring to the order. */
export type DeskDay = { calls: number; orders: number; medianSeconds: number | null }

/** A call-back of a list. */
export type CallbackLine = {
  order: string
  no: string
  title: Bilingual
  siteName: string
  servedAt: string | null
  personName: string | null
  due: string
  late: boolean
  state: 'due' | 'reached' | 'given-up'
  attempts: number
  came: boolean | null
  chargedRight: boolean | null
  level: number | null
}

/** A draw of call-backs, with what was learnt. */
export type CallbackDraw = {
  id: string
  from: string
  until: string
  population: number
  places: number
  drawnBy: string
  drawnAt: string
  reached: number
  givenUp: number
  /** Of those who said so: how many were served as agreed, charged rightly, and how content they were on average. */
  came: { yes: number; of: number }
  chargedRight: { yes: number; of: number }
  level: { mean: number | null; of: number }
}

/** Payload of `hotline.callback.reached`. */
export type CallbackReached = { order: string; person: string; level: number | null; came: boolean | null }
