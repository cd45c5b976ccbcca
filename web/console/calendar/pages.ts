import { TodayIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'calendar',
    room: 'settings',
    order: 740,
    icon: TodayIcon,
    title: { zh: '工作日历', en: 'Working days' },
    load: () => import('./Calendar.tsx'),
  },
]
