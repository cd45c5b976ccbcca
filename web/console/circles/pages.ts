import { GaugeIcon, PinIcon, SettingsIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'territory/reach',
    room: 'registers',
    order: 12,
    icon: GaugeIcon,
    permission: 'register.read',
    title: { zh: '步行可达', en: 'Reach on foot' },
    load: () => import('./Reach.tsx'),
  },
  {
    path: 'territory/circles',
    room: 'registers',
    order: 13,
    icon: PinIcon,
    permission: 'register.read',
    title: { zh: '一刻钟生活圈', en: 'Quarter-hour circles' },
    load: () => import('./Circles.tsx'),
  },
  {
    path: 'territory/streets',
    room: 'settings',
    order: 60,
    icon: SettingsIcon,
    permission: 'register.read',
    title: { zh: '步行路网', en: 'Walking streets' },
    load: () => import('./Streets.tsx'),
  },
]
