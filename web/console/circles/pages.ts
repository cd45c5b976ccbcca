import { CircleIcon, StreetIcon, WalkIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'territory/reach',
    room: 'places',
    order: 20,
    icon: WalkIcon,
    permission: 'register.read',
    title: { zh: '步行可达', en: 'Reach on foot' },
    load: () => import('./Reach.tsx'),
  },
  {
    path: 'territory/circles',
    room: 'places',
    order: 30,
    icon: CircleIcon,
    permission: 'register.read',
    title: { zh: '一刻钟生活圈', en: 'Quarter-hour circles' },
    load: () => import('./Circles.tsx'),
  },
  {
    path: 'territory/streets',
    room: 'settings',
    order: 60,
    icon: StreetIcon,
    permission: 'register.read',
    title: { zh: '步行路网', en: 'Walking streets' },
    load: () => import('./Streets.tsx'),
  },
]
