import type { Bilingual } from '../../kernel/refusal.ts'
import type { ActingFor } from '../people/index.ts'

/** Kinds of services (服务类别), all ordered by the same path. */
export const FAMILIES = {
  visit: { zh: '上门服务', en: 'At home' },
  meal: { zh: '助餐', en: 'Meals' },
  appointment: { zh: '预约到访', en: 'Appointments' },
  class: { zh: '课程活动', en: 'Classes' },
  venue: { zh: '场地', en: 'Rooms' },
  device: { zh: '辅具租借', en: 'Devices' },
  repair: { zh: '维修', en: 'Repairs' },
  urgent: { zh: '紧急救助', en: 'Urgent help' },
} as const satisfies Record<string, Bilingual>
export type Family = keyof typeof FAMILIES

/** What a price is for. */
export const UNITS = {
  time: { zh: '次', en: 'time' },
  hour: { zh: '小时', en: 'hour' },
  meal: { zh: '份', en: 'meal' },
  piece: { zh: '件', en: 'piece' },
  'square-metre': { zh: '平方米', en: 'm²' },
  place: { zh: '人次', en: 'place' },
  day: { zh: '天', en: 'day' },
  month: { zh: '月', en: 'month' },
} as const satisfies Record<string, Bilingual>
export type Unit = keyof typeof UNITS

/** By which way an order came (办理渠道): every way ends in the same record. */
export const CHANNELS = {
  app: { zh: '手机', en: 'app' },
  phone: { zh: '电话', en: 'phone' },
  counter: { zh: '窗口', en: 'counter' },
  paper: { zh: '纸质', en: 'paper' },
  field: { zh: '上门人员', en: 'in the field' },
} as const satisfies Record<string, Bilingual>
export type Channel = keyof typeof CHANNELS

/** 下单 → 派单 → 到达 → 服务 → 确认 → 评价 → 结算, and the three ways out of it. */
export const STATES = {
  placed: { zh: '已下单', en: 'placed' },
  assigned: { zh: '已派单', en: 'assigned' },
  arrived: { zh: '已到达', en: 'arrived' },
  served: { zh: '已服务', en: 'served' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  rated: { zh: '已评价', en: 'rated' },
  settled: { zh: '已结算', en: 'settled' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  no_show: { zh: '未到', en: 'no show' },
  refused: { zh: '机构拒单', en: 'refused by the provider' },
} as const satisfies Record<string, Bilingual>
export type OrderState = keyof typeof STATES

/** Types of providers (机构类别). */
export const PROVIDER_TYPES = {
  'elder-care': { zh: '养老服务', en: 'elder care' },
  domestic: { zh: '家政', en: 'domestic services' },
  property: { zh: '物业', en: 'property management' },
  catering: { zh: '餐饮', en: 'catering' },
  medical: { zh: '医疗', en: 'medical' },
  childcare: { zh: '托育', en: 'childcare' },
  repair: { zh: '维修', en: 'repairs' },
  culture: { zh: '文体', en: 'culture and sport' },
  volunteer: { zh: '志愿服务', en: 'volunteers' },
} as const satisfies Record<string, Bilingual>
export type ProviderType = keyof typeof PROVIDER_TYPES

/** What has to be checked on the day before a service may begin. */
export const CHECKS = {
  'same-day-health': { zh: '当日健康状况', en: 'state of health on the day' },
  'water-temperature': { zh: '水温', en: 'temperature of the water' },
} as const satisfies Record<string, Bilingual>

/** Pricing (定价方式). */
export const PRICE_KINDS = {
  market: { zh: '市场调节价', en: 'market price' },
  guided: { zh: '政府指导价', en: 'guided price' },
  fixed: { zh: '政府定价', en: 'fixed price' },
  free: { zh: '公益免费', en: 'free of charge' },
} as const satisfies Record<string, Bilingual>
export type PriceKind = keyof typeof PRICE_KINDS

/** What somebody wants ordered. Times are ISO instants; money is fen. */
export type Wish = {
  /** Key it is asked under: the same key is the same order, for good. */
  request: string
  person: string
  offer: string
  /** A session (场次), which brings its own time; else the window `from`–`until`. */
  session?: string | null
  from?: string | null
  until?: string | null
  quantity: number
  /** Price of a unit as it was shown to whoever orders. */
  seenFen: number
  channel: Channel
  acting: ActingFor
  /** Another place than the residence, and a note: kept under the person's key. */
  place?: string | null
  note?: string | null
  /** What is chosen of what is offered, by its key: a dish of the menu. */
  choice?: string | null
  /** Codes of warnings that whoever orders was told and decides against, as `meal.allergy`. */
  despite?: readonly string[] | null
  /** Device and its clock, where it told. */
  device?: string | null
  deviceAt?: string | null
  series?: string | null
}

/** An order that stands. */
export type Placed = {
  id: string
  no: string
  unitFen: number
  listFen: number
  subsidyFen: number
  /** Listed less what benefits bear; not final while `entitlement` is unknown. */
  selfFen: number
  entitlement: 'none' | 'known' | 'unknown'
  /** It was asked for before under the same key. */
  repeated: boolean
}

/** Payload of `services.order.placed`. */
export type OrderPlaced = {
  order: string
  no: string
  person: string
  item: string
  family: Family
  offer: string
  organisation: string
  site: string
  session: string | null
  region: string | null
  from: string
  until: string
}

/** Payload of `services.order.assigned`, `.arrived`, `.started`, `.served`, `.confirmed`, `.rated`, `.settled`, `.cancelled`, `.no-show`, `.refused`. */
export type OrderMoved = {
  order: string
  no: string
  person: string
  item: string
  family: Family
  organisation: string
  site: string
  region: string | null
  from: OrderState
  to: OrderState
  at: string
}
