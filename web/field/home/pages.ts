import type { FieldPage } from '../pages.ts'

export const pages: FieldPage[] = [
  {
    path: '',
    room: 'next',
    hidden: true,
    title: { zh: '上门服务', en: 'Field work' },
    load: () => import('./Home.tsx'),
  },
]
