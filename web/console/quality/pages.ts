import { WarnIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'>): ConsolePage => ({
  room: 'oversight',
  permission: 'services.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'quality/cases',
    order: 10,
    icon: WarnIcon,
    title: { zh: '投诉和差评', en: 'Complaints and bad ratings' },
    load: () => import('./Cases.tsx'),
  }),
  page({
    path: 'quality/cases/:id',
    hidden: true,
    title: { zh: '督办件', en: 'A case' },
    load: () => import('./Case.tsx'),
  }),
]
