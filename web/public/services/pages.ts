import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'services',
    room: 'data',
    order: 20,
    title: { zh: '服务公开', en: 'Services delivered' },
    load: () => import('./Services.tsx'),
  },
]
