import { TodayIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: '',
    room: 'today',
    order: 0,
    icon: TodayIcon,
    title: { zh: '今天的工作', en: 'Today’s work' },
    load: () => import('./Today.tsx'),
  },
]
