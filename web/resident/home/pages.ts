import type { ResidentPage } from '../pages.ts'

export const pages: ResidentPage[] = [
  {
    path: '',
    room: 'find',
    hidden: true,
    title: { zh: '居民服务', en: 'For residents' },
    load: () => import('./Home.tsx'),
  },
]
