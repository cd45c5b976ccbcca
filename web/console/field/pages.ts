import { SyncIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'field',
    room: 'care',
    order: 6.9,
    icon: SyncIcon,
    permission: 'field.settle',
    title: { zh: '外勤上报', en: 'From the field' },
    load: () => import('./FieldDesk.tsx'),
  },
]
