import { BellIcon, ListIcon, TableIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'tasks/mine',
    room: 'today',
    order: 5,
    icon: ListIcon,
    permission: 'task.read',
    title: { zh: '我的任务', en: 'My tasks' },
    load: () => import('./Mine.tsx'),
  },
  {
    path: 'tasks',
    room: 'today',
    hidden: true,
    permission: 'task.read',
    title: { zh: '我的任务', en: 'My tasks' },
    load: () => import('./Mine.tsx'),
  },
  {
    path: 'tasks/board',
    room: 'plan',
    order: 20,
    icon: TableIcon,
    permission: 'task.read',
    title: { zh: '任务与责任单位', en: 'Tasks and units' },
    load: () => import('./Board.tsx'),
  },
  {
    path: 'tasks/escalations',
    room: 'today',
    order: 6,
    icon: BellIcon,
    permission: 'task.read',
    title: { zh: '督办', en: 'Escalations' },
    load: () => import('./Escalations.tsx'),
  },
  {
    path: 'tasks/:id',
    room: 'plan',
    hidden: true,
    permission: 'task.read',
    title: { zh: '任务', en: 'Task' },
    load: () => import('./Task.tsx'),
  },
]
