import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'near',
    room: 'near',
    order: 10,
    title: { zh: '养老地图', en: 'Care map' },
    load: () => import('./Near.tsx'),
  },
]
