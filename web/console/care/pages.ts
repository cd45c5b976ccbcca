import { BuildingIcon, DoorIcon, FormIcon, HomeIcon, PatchIcon, RightIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'>): ConsolePage => ({
  room: 'care',
  permission: 'care.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'care/assessments',
    order: 6.1,
    icon: FormIcon,
    title: { zh: '能力评估', en: 'Assessments' },
    load: () => import('./Assessments.tsx'),
  }),
  page({
    path: 'care/assessments/:person',
    hidden: true,
    title: { zh: '一个人的能力评估', en: 'A person’s assessments' },
    load: () => import('./PersonAssessments.tsx'),
  }),
  page({
    path: 'care/beds',
    order: 6.2,
    icon: HomeIcon,
    title: { zh: '家庭养老床位', en: 'Beds at home' },
    load: () => import('./Beds.tsx'),
  }),
  page({
    path: 'care/beds/:id',
    hidden: true,
    title: { zh: '家庭养老床位', en: 'A bed at home' },
    load: () => import('./Bed.tsx'),
  }),
  page({
    path: 'care/retrofits',
    order: 6.3,
    icon: BuildingIcon,
    title: { zh: '居家改造', en: 'Retrofits' },
    load: () => import('./Retrofits.tsx'),
  }),
  page({
    path: 'care/retrofits/:id',
    hidden: true,
    title: { zh: '一户改造', en: 'A retrofit' },
    load: () => import('./Retrofit.tsx'),
  }),
  page({
    path: 'care/devices',
    order: 6.4,
    icon: PatchIcon,
    title: { zh: '辅具租赁', en: 'Devices on loan' },
    load: () => import('./Devices.tsx'),
  }),
  page({
    path: 'care/devices/:id',
    hidden: true,
    title: { zh: '一件辅具', en: 'A device' },
    load: () => import('./Device.tsx'),
  }),
  page({
    path: 'care/visits',
    order: 6.5,
    icon: DoorIcon,
    title: { zh: '探访', en: 'Visits' },
    load: () => import('./Visits.tsx'),
  }),
  page({
    path: 'care/visits/persons/:person',
    hidden: true,
    title: { zh: '一个人的历次探访', en: 'A person’s visits' },
    load: () => import('./PersonVisits.tsx'),
  }),
  page({
    path: 'care/referrals',
    order: 6.6,
    icon: RightIcon,
    title: { zh: '探访转介', en: 'Referrals' },
    load: () => import('./Referrals.tsx'),
  }),
]
