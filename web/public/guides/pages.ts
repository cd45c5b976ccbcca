import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'guides',
    room: 'apply',
    order: 10,
    title: { zh: '办事指南', en: 'Guides' },
    load: () => import('./Guides.tsx'),
  },
  {
    path: 'guides/:code',
    room: 'apply',
    hidden: true,
    title: { zh: '办事指南', en: 'Guide' },
    load: () => import('./GuidePage.tsx'),
  },
  {
    path: 'notices',
    room: 'apply',
    order: 30,
    title: { zh: '公示', en: 'Publicised' },
    load: () => import('./Notices.tsx'),
  },
  {
    path: 'verify',
    room: 'verify',
    order: 10,
    title: { zh: '核验证书标牌', en: 'Verify a plaque' },
    load: () => import('./Verify.tsx'),
  },
  {
    path: 'verify/:token',
    room: 'verify',
    hidden: true,
    title: { zh: '核验证书标牌', en: 'Verify a plaque' },
    load: () => import('./Verify.tsx'),
  },
]
