import {
  BasketIcon,
  CheckIcon,
  GaugeIcon,
  ListIcon,
  SealIcon,
  TableIcon,
  TodayIcon,
  WarnIcon,
} from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'> & { permission?: string }): ConsolePage => ({
  room: 'orders',
  permission: 'services.use',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'services/orders',
    order: 1,
    icon: BasketIcon,
    title: { zh: '服务订单', en: 'Orders' },
    load: () => import('./Orders.tsx'),
  }),
  page({
    path: 'services/orders/:id',
    hidden: true,
    title: { zh: '订单', en: 'Order' },
    load: () => import('./Order.tsx'),
  }),
  page({
    path: 'services/sessions',
    order: 3,
    icon: TodayIcon,
    title: { zh: '场次和预约', en: 'Sessions' },
    load: () => import('./Sessions.tsx'),
  }),
  page({
    path: 'services/sessions/:id',
    hidden: true,
    title: { zh: '场次名单', en: 'Places of a session' },
    load: () => import('./Session.tsx'),
  }),
  page({
    path: 'services/catalogue',
    order: 4,
    icon: ListIcon,
    title: { zh: '服务目录', en: 'Catalogue' },
    load: () => import('./Catalogue.tsx'),
  }),
  page({
    path: 'services/offers',
    order: 5,
    icon: TableIcon,
    title: { zh: '供给和价目', en: 'Offers and prices' },
    load: () => import('./Offers.tsx'),
  }),
  page({
    path: 'services/offers/:id',
    hidden: true,
    title: { zh: '价目版本', en: 'Versions of a price' },
    load: () => import('./Prices.tsx'),
  }),
  page({
    path: 'services/subsidies',
    order: 6,
    icon: SealIcon,
    title: { zh: '补贴抵扣规则', en: 'Rules of subsidies' },
    load: () => import('./Subsidies.tsx'),
  }),
  page({
    path: 'services/providers',
    order: 6,
    icon: CheckIcon,
    permission: 'services.read',
    title: { zh: '机构类别和授权', en: 'Types and authorisations' },
    load: () => import('./Providers.tsx'),
  }),
  page({
    path: 'services/comparisons',
    order: 6,
    icon: GaugeIcon,
    title: { zh: '收费比较', en: 'Prices compared' },
    load: () => import('./Comparisons.tsx'),
  }),
  page({
    path: 'services/demand',
    order: 7,
    icon: WarnIcon,
    permission: 'services.read',
    title: { zh: '需求和缺口', en: 'Demand and unmet' },
    load: () => import('./Demand.tsx'),
  }),
]
