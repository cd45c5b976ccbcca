import { SealIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'journal',
    room: 'oversight',
    order: 500,
    icon: SealIcon,
    permission: 'journal.read',
    title: { zh: '审计日志', en: 'Journal' },
    load: () => import('./Journal.tsx'),
  },
]
