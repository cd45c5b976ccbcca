import type {
  CHECKS,
  Channel,
  Family,
  OrderState,
  PROVIDER_TYPES,
  UNITS,
} from '../../../src/contexts/services/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'
import type { Tone } from '../../shared/parts/Tag.tsx'

/** Names of what the server codes, in its order. */
export const FAMILY: Record<Family, Bilingual> = {
  visit: { zh: '上门服务', en: 'At home' },
  meal: { zh: '助餐', en: 'Meals' },
  appointment: { zh: '预约到访', en: 'Appointments' },
  class: { zh: '课程活动', en: 'Classes' },
  venue: { zh: '场地', en: 'Rooms' },
  device: { zh: '辅具租借', en: 'Devices' },
  repair: { zh: '维修', en: 'Repairs' },
  urgent: { zh: '紧急救助', en: 'Urgent help' },
}
export const STATE: Record<OrderState, Bilingual> = {
  placed: { zh: '已下单', en: 'placed' },
  assigned: { zh: '已派单', en: 'assigned' },
  arrived: { zh: '已到达', en: 'arrived' },
  served: { zh: '已服务', en: 'served' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  rated: { zh: '已评价', en: 'rated' },
  settled: { zh: '已结算', en: 'settled' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  no_show: { zh: '未到', en: 'no show' },
  refused: { zh: '机构拒单', en: 'refused' },
}
export const TONE: Partial<Record<OrderState, Tone>> = {
  placed: 'warn',
  confirmed: 'good',
  rated: 'good',
  settled: 'good',
  no_show: 'bad',
  refused: 'bad',
}
export const CHANNEL: Record<Channel, Bilingual> = {
  app: { zh: '手机', en: 'app' },
  phone: { zh: '电话', en: 'phone' },
  counter: { zh: '窗口', en: 'counter' },
  paper: { zh: '纸质', en: 'paper' },
  field: { zh: '上门人员', en: 'in the field' },
}
export const UNIT: Record<keyof typeof UNITS, Bilingual> = {
  time: { zh: '次', en: 'time' },
  hour: { zh: '小时', en: 'hour' },
  meal: { zh: '份', en: 'meal' },
  piece: { zh: '件', en: 'piece' },
  'square-metre': { zh: '平方米', en: 'm²' },
  place: { zh: '人次', en: 'place' },
  day: { zh: '天', en: 'day' },
  month: { zh: '月', en: 'month' },
}
export const CHECK: Record<keyof typeof CHECKS, Bilingual> = {
  'same-day-health': { zh: '当日健康状况', en: 'state of health on the day' },
  'water-temperature': { zh: '水温', en: 'temperature of the water' },
}
export const TYPE: Record<keyof typeof PROVIDER_TYPES, Bilingual> = {
  'elder-care': { zh: '养老服务', en: 'elder care' },
  domestic: { zh: '家政', en: 'domestic' },
  property: { zh: '物业', en: 'property' },
  catering: { zh: '餐饮', en: 'catering' },
  medical: { zh: '医疗', en: 'medical' },
  childcare: { zh: '托育', en: 'childcare' },
  repair: { zh: '维修', en: 'repairs' },
  culture: { zh: '文体', en: 'culture' },
  volunteer: { zh: '志愿服务', en: 'volunteers' },
}

/** Choices of a select from one of these lists. */
export const optionsOf = (names: Record<string, Bilingual>, pick: (words: Bilingual) => string) =>
  Object.entries(names).map(([value, words]) => ({ value, label: pick(words) }))
