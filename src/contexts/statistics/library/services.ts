import { computed, type Definition, servicesOf } from './inputs.ts'

type Count = { code: string; families: string[]; zh: string; en: string; aliases?: string[]; kind?: string }

const persons = ({ code, families, zh, en, aliases = [], kind }: Count): Definition =>
  computed({
    code,
    families,
    name: [zh, en],
    aliases,
    unit: '人',
    decimals: 0,
    numerator: [zh, en],
    countOf: 'persons',
    window: 'month',
    formula: 'persons',
    inputs: { persons: ['当月服务人数', 'Persons served in the month', servicesOf('persons', kind)] },
  })

const times = ({ code, families, zh, en, aliases = [], kind }: Count): Definition =>
  computed({
    code,
    families,
    name: [zh, en],
    aliases,
    unit: '人次',
    decimals: 0,
    numerator: [zh, en],
    countOf: 'person-times',
    window: 'month',
    formula: 'times',
    inputs: { times: ['当月服务人次', 'Times served in the month', servicesOf('times', kind)] },
  })

/** What was ordered, served and not to be had, month by month, counted from the orders (T17, T18, T42). */
export const SERVICES: readonly Definition[] = [
  persons({
    code: 'service.meal-persons',
    families: ['T17'],
    zh: '当月享受助餐的老年人数',
    en: 'Persons with meals in the month',
    kind: 'meal',
  }),
  times({
    code: 'service.meals',
    families: ['T18'],
    zh: '当月老年助餐份数',
    en: 'Meals served in the month',
    kind: 'meal',
  }),
  persons({
    code: 'service.home-persons',
    families: ['T17'],
    zh: '当月享受上门服务的人数',
    en: 'Persons served at home in the month',
    kind: 'visit',
  }),
  times({
    code: 'service.baths',
    families: ['T42'],
    zh: '当月助浴人次',
    en: 'Assisted baths in the month',
    aliases: ['助浴服务人次'],
    kind: 'bath',
  }),
  computed({
    code: 'service.served-share',
    families: ['T17'],
    name: ['当月服务订单完成率', 'Orders of the month that were served'],
    unit: '%',
    numerator: ['已服务订单', 'Orders served'],
    denominator: ['下单数（不含取消）', 'Orders, without those called off'],
    countOf: 'things',
    window: 'month',
    formula: 'share(served, orders - cancelled)',
    inputs: {
      served: ['已服务订单', 'Orders served', servicesOf('served')],
      orders: ['下单数', 'Orders', servicesOf('orders')],
      cancelled: ['取消数', 'Called off', servicesOf('cancelled')],
    },
  }),
  computed({
    code: 'service.unmet-share',
    families: ['T17'],
    name: ['当月未满足需求占比', 'Wishes of the month that nobody could meet'],
    unit: '%',
    direction: 'down',
    numerator: ['未满足需求', 'Wishes not met'],
    denominator: ['下单数和未满足需求', 'Orders and wishes not met'],
    countOf: 'things',
    window: 'month',
    formula: 'share(unmet, orders + unmet)',
    inputs: {
      unmet: ['未满足需求', 'Wishes not met', servicesOf('unmet')],
      orders: ['下单数', 'Orders', servicesOf('orders')],
    },
  }),
]
