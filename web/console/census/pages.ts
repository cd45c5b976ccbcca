import { FormIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'territory/census',
    room: 'places',
    order: 9.5,
    icon: FormIcon,
    permission: 'register.write',
    title: { zh: '设施普查', en: 'Survey of facilities' },
    load: () => import('./Census.tsx'),
  },
]
