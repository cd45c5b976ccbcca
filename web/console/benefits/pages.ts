import { CopyIcon, ListIcon, PaperIcon, PeopleIcon, WarnIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'>): ConsolePage => ({
  room: 'care',
  permission: 'benefits.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'benefits',
    order: 7.1,
    icon: ListIcon,
    title: { zh: '补贴名单', en: 'Benefit lists' },
    load: () => import('./Lists.tsx'),
  }),
  page({
    path: 'benefits/lists/:month',
    hidden: true,
    title: { zh: '一个月的名单', en: 'List of a month' },
    load: () => import('./Lines.tsx'),
  }),
  page({
    path: 'benefits/entitlements',
    order: 7.2,
    icon: PeopleIcon,
    title: { zh: '享受补贴人员', en: 'Who gets benefits' },
    load: () => import('./Entitlements.tsx'),
  }),
  page({
    path: 'benefits/candidates',
    order: 7.3,
    icon: WarnIcon,
    title: { zh: '应享未享', en: 'Entitled, not served' },
    load: () => import('./Candidates.tsx'),
  }),
  page({
    path: 'benefits/overpayments',
    order: 7.4,
    icon: CopyIcon,
    title: { zh: '多发补贴', en: 'Overpayments' },
    load: () => import('./Overpayments.tsx'),
  }),
  page({
    path: 'benefits/rules',
    order: 7.5,
    icon: PaperIcon,
    title: { zh: '补贴规则', en: 'Benefit rules' },
    load: () => import('./Rules.tsx'),
  }),
]
