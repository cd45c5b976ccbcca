import { PlaceNewIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'territory/siting',
    room: 'places',
    order: 40,
    icon: PlaceNewIcon,
    permission: 'siting.read',
    title: { zh: '设施选址', en: 'Where to build' },
    load: () => import('./Scenarios.tsx'),
  },
  {
    path: 'territory/siting/:id',
    room: 'places',
    hidden: true,
    permission: 'siting.read',
    title: { zh: '选址方案', en: 'Scenario' },
    load: () => import('./Scenario.tsx'),
  },
]
