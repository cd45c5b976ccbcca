import { SealIcon, TargetIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'statistics/indicators',
    room: 'plan',
    order: 60,
    icon: TargetIcon,
    permission: 'statistics.read',
    title: { zh: '指标库', en: 'Indicators' },
    load: () => import('./Library.tsx'),
  },
  {
    path: 'statistics/indicators/:code',
    room: 'plan',
    hidden: true,
    permission: 'statistics.read',
    title: { zh: '指标', en: 'Indicator' },
    load: () => import('./Indicator.tsx'),
  },
  {
    path: 'statistics/external',
    room: 'registers',
    order: 60,
    icon: SealIcon,
    permission: 'statistics.read',
    title: { zh: '外部数签报', en: 'Signed figures' },
    load: () => import('./External.tsx'),
  },
]
