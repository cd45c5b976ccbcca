import type { FieldPage } from '../pages.ts'

export const pages: FieldPage[] = [
  {
    path: 'census',
    room: 'record',
    order: 1,
    permission: 'field.use',
    title: { zh: '设施普查', en: 'Survey of facilities' },
    load: () => import('./Census.tsx'),
  },
  {
    path: 'census/:code',
    room: 'record',
    hidden: true,
    permission: 'field.use',
    title: { zh: '核对设施', en: 'Check a facility' },
    load: () => import('./Survey.tsx'),
  },
]
