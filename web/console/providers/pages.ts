import { BuildingIcon, DoorIcon, GaugeIcon, ListIcon, PlaqueIcon, TodayIcon, WarnIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'>): ConsolePage => ({
  room: 'institutions',
  permission: 'register.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'providers',
    order: 10,
    icon: BuildingIcon,
    title: { zh: '服务机构', en: 'Institutions' },
    load: () => import('./Organisations.tsx'),
  }),
  page({
    path: 'providers/duplicates',
    hidden: true,
    title: { zh: '可能重复的机构', en: 'Possible duplicates' },
    load: () => import('./Duplicates.tsx'),
  }),
  page({
    path: 'providers/endings',
    order: 20,
    icon: TodayIcon,
    title: { zh: '到期日历', en: 'What ends when' },
    load: () => import('./Endings.tsx'),
  }),
  page({
    path: 'providers/beds',
    order: 30,
    icon: DoorIcon,
    title: { zh: '床位看板', en: 'Beds' },
    load: () => import('./Beds.tsx'),
  }),
  page({
    path: 'providers/beds/:id',
    hidden: true,
    title: { zh: '网点床位', en: 'Beds of a site' },
    load: () => import('./SiteBeds.tsx'),
  }),
  page({
    path: 'providers/gradings',
    order: 40,
    icon: GaugeIcon,
    title: { zh: '等级评定', en: 'Grading' },
    load: () => import('./Gradings.tsx'),
  }),
  page({
    path: 'providers/gradings/:id',
    hidden: true,
    title: { zh: '评分表', en: 'Scoring sheet' },
    load: () => import('./Grading.tsx'),
  }),
  page({
    path: 'providers/exits',
    order: 50,
    icon: ListIcon,
    title: { zh: '机构退出', en: 'Exits' },
    load: () => import('./Exits.tsx'),
  }),
  page({
    path: 'providers/exits/:id',
    hidden: true,
    title: { zh: '退出清单', en: 'Checklist of an exit' },
    load: () => import('./Exit.tsx'),
  }),
  page({
    path: 'providers/bans',
    order: 60,
    icon: WarnIcon,
    title: { zh: '禁入', en: 'Bans' },
    load: () => import('./Bans.tsx'),
  }),
  page({
    path: 'providers/quality',
    order: 70,
    icon: PlaqueIcon,
    title: { zh: '质量评估抽样', en: 'Quality samples' },
    load: () => import('./Quality.tsx'),
  }),
  page({
    path: 'providers/:id',
    hidden: true,
    title: { zh: '机构', en: 'Institution' },
    load: () => import('./Organisation.tsx'),
  }),
]
