import {
  BellIcon,
  BuildingIcon,
  DoorIcon,
  HomeIcon,
  PeopleIcon,
  PhoneIcon,
  TargetIcon,
  TodayIcon,
} from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'> & { permission?: string }): ConsolePage => ({
  room: 'community',
  permission: 'community.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'community/urgent',
    order: 75,
    icon: BellIcon,
    permission: 'urgent.answer',
    title: { zh: '紧急求助', en: 'Urgent help' },
    load: () => import('./Urgent.tsx'),
  }),
  page({
    path: 'community/duty',
    order: 76,
    icon: PhoneIcon,
    permission: 'urgent.answer',
    title: { zh: '值班表', en: 'Duty roster' },
    load: () => import('./Duty.tsx'),
  }),
  page({
    path: 'community/urgent/:id',
    hidden: true,
    permission: 'urgent.answer',
    title: { zh: '紧急求助', en: 'A call for help' },
    load: () => import('./Call.tsx'),
  }),
  page({
    path: 'community/volunteers',
    order: 77,
    icon: PeopleIcon,
    permission: 'community.manage',
    title: { zh: '志愿者', en: 'Volunteers' },
    load: () => import('./Volunteers.tsx'),
  }),
  page({
    path: 'community/volunteers/:id',
    hidden: true,
    permission: 'community.manage',
    title: { zh: '志愿者', en: 'A volunteer' },
    load: () => import('./Volunteer.tsx'),
  }),
  page({
    path: 'community/activities',
    order: 78,
    icon: TodayIcon,
    title: { zh: '志愿活动', en: 'Activities' },
    load: () => import('./Activities.tsx'),
  }),
  page({
    path: 'community/activities/:id',
    hidden: true,
    permission: 'community.manage',
    title: { zh: '志愿活动', en: 'An activity' },
    load: () => import('./Activity.tsx'),
  }),
  page({
    path: 'community/villages',
    order: 79,
    icon: HomeIcon,
    title: { zh: '农村互助和下乡', en: 'Villages' },
    load: () => import('./Villages.tsx'),
  }),
  page({
    path: 'community/events',
    order: 80,
    icon: TargetIcon,
    title: { zh: '文体活动', en: 'Events' },
    load: () => import('./Events.tsx'),
  }),
  page({
    path: 'community/venues',
    order: 81,
    icon: BuildingIcon,
    title: { zh: '场馆人次', en: 'Venues' },
    load: () => import('./Venues.tsx'),
  }),
  page({
    path: 'community/slots',
    order: 82,
    icon: DoorIcon,
    title: { zh: '开放时段和预约', en: 'Opening slots' },
    load: () => import('./Slots.tsx'),
  }),
  page({
    path: 'community/slots/:id',
    hidden: true,
    permission: 'community.manage',
    title: { zh: '开放时段', en: 'A slot' },
    load: () => import('./Slot.tsx'),
  }),
]
