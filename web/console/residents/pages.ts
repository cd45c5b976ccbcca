import { KeyIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    room: 'people',
    path: 'residents',
    order: 6,
    icon: KeyIcon,
    permission: 'resident.desk',
    title: { zh: '居民账号', en: 'Residents’ accounts' },
    load: () => import('./Residents.tsx'),
  },
]
