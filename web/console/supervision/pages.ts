import { ListIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'supervision/items',
    room: 'oversight',
    order: 610,
    icon: ListIcon,
    permission: 'register.read',
    title: { zh: '监管事项清单', en: 'Regulatory items' },
    load: () => import('./Items.tsx'),
  },
]
