import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'providers',
    room: 'near',
    order: 30,
    title: { zh: '服务机构', en: 'Institutions' },
    load: () => import('./Directory.tsx'),
  },
  {
    path: 'providers/:id',
    room: 'near',
    hidden: true,
    title: { zh: '服务机构', en: 'Institution' },
    load: () => import('./Institution.tsx'),
  },
]
