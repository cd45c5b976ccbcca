import { TableIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'registers',
    room: 'registers',
    order: 10,
    icon: TableIcon,
    permission: 'register.read',
    title: { zh: '台账', en: 'Registers' },
    load: () => import('./Registers.tsx'),
  },
  {
    path: 'registers/:name',
    room: 'registers',
    hidden: true,
    permission: 'register.read',
    title: { zh: '台账', en: 'Register' },
    load: () => import('./Register.tsx'),
  },
  {
    path: 'registers/:name/imports/:id',
    room: 'registers',
    hidden: true,
    permission: 'register.read',
    title: { zh: '导入预览', en: 'Import' },
    load: () => import('./ImportPage.tsx'),
  },
]
