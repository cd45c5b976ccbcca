import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'plan-results',
    room: 'plan',
    order: 20,
    title: { zh: '方案进展', en: 'How the plan stands' },
    load: () => import('./Results.tsx'),
  },
  {
    path: 'plan-results/:id',
    room: 'plan',
    hidden: true,
    title: { zh: '方案进展', en: 'How the plan stands' },
    load: () => import('./Results.tsx'),
  },
]
