import { BasketIcon, BuildingIcon, FormIcon, PeopleIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'>): ConsolePage => ({
  room: 'institutions',
  permission: 'workforce.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'workforce/staff',
    order: 110,
    icon: PeopleIcon,
    title: { zh: '从业人员', en: 'Staff' },
    load: () => import('./Staff.tsx'),
  }),
  page({
    path: 'workforce/training',
    order: 120,
    icon: FormIcon,
    title: { zh: '技能培训', en: 'Training' },
    load: () => import('./Training.tsx'),
  }),
  page({
    path: 'workforce/training/:id',
    hidden: true,
    title: { zh: '培训班', en: 'Class' },
    load: () => import('./Class.tsx'),
  }),
  page({
    path: 'workforce/hiring',
    order: 130,
    icon: BasketIcon,
    title: { zh: '用工和招聘', en: 'Hiring' },
    load: () => import('./Hiring.tsx'),
  }),
  page({
    path: 'workforce/hiring/:id',
    hidden: true,
    title: { zh: '用工信息', en: 'Vacancy' },
    load: () => import('./Vacancy.tsx'),
  }),
  page({
    path: 'workforce/institutions',
    order: 140,
    icon: BuildingIcon,
    title: { zh: '用工形式和实训', en: 'Firms and bases' },
    load: () => import('./Institutions.tsx'),
  }),
  page({
    path: 'workforce/staff/:person',
    hidden: true,
    title: { zh: '从业人员档案', en: 'Staff file' },
    load: () => import('./StaffFile.tsx'),
  }),
]
