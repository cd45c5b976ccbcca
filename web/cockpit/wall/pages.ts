import type { CockpitPage } from '../pages.ts'

export const pages: CockpitPage[] = [
  {
    path: '',
    room: 'wall',
    title: { zh: '驾驶舱', en: 'Cockpit' },
    permission: 'cockpit.read',
    load: () => import('./Wall.tsx'),
  },
]
