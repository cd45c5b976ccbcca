import { HomeIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'projects',
    room: 'plan',
    order: 25,
    icon: HomeIcon,
    permission: 'plan.read',
    title: { zh: '投资项目', en: 'Projects' },
    load: () => import('./Projects.tsx'),
  },
  {
    path: 'projects/:id',
    room: 'plan',
    hidden: true,
    permission: 'plan.read',
    title: { zh: '投资项目', en: 'Project' },
    load: () => import('./Project.tsx'),
  },
]
