import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'draws',
    room: 'verify',
    order: 75,
    title: { zh: '托位抽签', en: 'Childcare draws' },
    load: () => import('./Draws.tsx'),
  },
  {
    path: 'draws/:id',
    room: 'verify',
    hidden: true,
    title: { zh: '抽签公示', en: 'A draw' },
    load: () => import('./Draw.tsx'),
  },
]
