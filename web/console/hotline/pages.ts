import { PhoneIcon, SealIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    room: 'today',
    path: 'hotline',
    order: 5,
    icon: PhoneIcon,
    permission: 'services.order',
    title: { zh: '热线接单', en: 'Hotline' },
    load: () => import('./Hotline.tsx'),
  },
  {
    room: 'service',
    path: 'hotline/callbacks',
    order: 40,
    icon: SealIcon,
    permission: 'services.order',
    title: { zh: '随机回访', en: 'Call-backs' },
    load: () => import('./Callbacks.tsx'),
  },
]
