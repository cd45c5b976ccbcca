import { ListIcon, PinIcon, UserIcon, WarnIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room'>): ConsolePage => ({ room: 'people', ...own })

export const pages: ConsolePage[] = [
  page({
    path: 'people',
    order: 1,
    icon: UserIcon,
    permission: 'people.use',
    title: { zh: '人员', en: 'People' },
    load: () => import('./People.tsx'),
  }),
  page({
    path: 'people/new',
    hidden: true,
    permission: 'people.write',
    title: { zh: '建立档案', en: 'New file' },
    load: () => import('./NewPerson.tsx'),
  }),
  page({
    path: 'people/duplicates',
    order: 4,
    icon: ListIcon,
    permission: 'people.merge',
    title: { zh: '重复档案', en: 'Duplicate files' },
    load: () => import('./Duplicates.tsx'),
  }),
  page({
    path: 'people/emergency',
    order: 3,
    icon: WarnIcon,
    permission: 'people.emergency',
    title: { zh: '应急名单', en: 'Emergency list' },
    load: () => import('./Emergency.tsx'),
  }),
  page({
    path: 'people/grid',
    order: 2,
    icon: PinIcon,
    permission: 'people.use',
    title: { zh: '网格', en: 'Service grid' },
    load: () => import('./Grid.tsx'),
  }),
  page({
    path: 'people/retention',
    order: 5,
    icon: ListIcon,
    permission: 'people.keep',
    title: { zh: '档案到期销毁', en: 'Retention' },
    load: () => import('./Retention.tsx'),
  }),
  page({
    path: 'people/:id',
    hidden: true,
    permission: 'people.use',
    title: { zh: '人员档案', en: 'A person’s file' },
    load: () => import('./Person.tsx'),
  }),
]
