import type { PublicPage } from '../pages.ts'

export const pages: PublicPage[] = [
  { path: '', room: 'near', hidden: true, title: { zh: '首页', en: 'Home' }, load: () => import('./Home.tsx') },
]
