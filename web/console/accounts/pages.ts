import { ListIcon, PeopleIcon, SealIcon, UserIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'accounts',
    room: 'settings',
    order: 710,
    icon: PeopleIcon,
    title: { zh: '账号', en: 'Accounts' },
    permission: 'account.read',
    load: () => import('./Accounts.tsx'),
  },
  {
    path: 'role-grants',
    room: 'settings',
    order: 720,
    icon: SealIcon,
    title: { zh: '角色授权', en: 'Roles granted' },
    permission: 'account.read',
    load: () => import('./Grants.tsx'),
  },
  {
    path: 'units',
    room: 'settings',
    order: 730,
    icon: ListIcon,
    title: { zh: '单位', en: 'Units' },
    permission: 'unit.manage',
    load: () => import('./Units.tsx'),
  },
  {
    path: 'me',
    room: 'settings',
    order: 790,
    icon: UserIcon,
    title: { zh: '我的账号', en: 'My account' },
    load: () => import('./Mine.tsx'),
  },
]
