import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'services',
    room: 'data',
    order: 20,
    title: { zh: '订了什么，服务了什么', en: 'What was ordered and served' },
    load: () => import('./Services.tsx'),
  },
]
