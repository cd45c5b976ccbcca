import type { FieldPage } from '../pages.ts'

export const pages: FieldPage[] = [
  {
    path: 'unsent',
    room: 'unsent',
    order: 1,
    title: { zh: '记录的发送', en: 'What was sent' },
    load: () => import('./Unsent.tsx'),
  },
]
