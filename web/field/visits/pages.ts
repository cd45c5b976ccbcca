import type { FieldPage } from '../pages.ts'

export const pages: FieldPage[] = [
  {
    path: 'visits',
    room: 'visits',
    order: 1,
    permission: 'visit.record',
    title: { zh: '今天的探访', en: 'Today’s visits' },
    load: () => import('./Round.tsx'),
  },
  {
    path: 'visits/:person',
    room: 'visits',
    hidden: true,
    permission: 'visit.record',
    title: { zh: '探访登记', en: 'A visit' },
    load: () => import('./Visit.tsx'),
  },
]
