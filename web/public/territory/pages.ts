import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  {
    path: 'idle-assets',
    room: 'near',
    order: 60,
    title: { zh: '闲置资源', en: 'Idle premises' },
    load: () => import('./IdleAssets.tsx'),
  },
]
