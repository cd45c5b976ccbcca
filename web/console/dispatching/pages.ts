import { TodayIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    room: 'today',
    path: 'dispatching',
    order: 6,
    icon: TodayIcon,
    permission: 'services.dispatch',
    title: { zh: '排班派单', en: 'Dispatch board' },
    load: () => import('./Board.tsx'),
  },
  {
    room: 'service',
    path: 'dispatching/desk',
    order: 20,
    icon: TodayIcon,
    permission: 'services.dispatch',
    title: { zh: '机构工作台', en: 'Provider’s desk' },
    load: () => import('./Desk.tsx'),
  },
  {
    room: 'service',
    path: 'dispatching/rota',
    order: 21,
    icon: TodayIcon,
    permission: 'services.dispatch',
    title: { zh: '排班表', en: 'Rota' },
    load: () => import('./Rota.tsx'),
  },
  {
    room: 'service',
    path: 'dispatching/sheets',
    hidden: true,
    permission: 'services.dispatch',
    title: { zh: '路线单', en: 'Route sheets' },
    load: () => import('./Sheets.tsx'),
  },
]
