import type { ResidentPage } from '../pages.ts'

export const pages: ResidentPage[] = [
  {
    path: 'follow',
    room: 'benefits',
    order: 10,
    title: { zh: '我的申请', en: 'My applications' },
    load: () => import('./Follow.tsx'),
  },
  {
    path: 'apply/:code',
    room: 'benefits',
    hidden: true,
    title: { zh: '网上申请', en: 'Apply' },
    load: () => import('./Apply.tsx'),
  },
]
