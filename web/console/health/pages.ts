import { CounterIcon, FormIcon, GaugeIcon, UserIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'health/checks',
    room: 'care',
    order: 60,
    icon: FormIcon,
    permission: 'health.read',
    title: { zh: '65岁以上健康管理', en: 'Yearly checks 65+' },
    load: () => import('./Checks.tsx'),
  },
  {
    path: 'health/doctors',
    room: 'care',
    order: 61,
    icon: UserIcon,
    permission: 'health.read',
    title: { zh: '家庭医生', en: 'Family doctors' },
    load: () => import('./Doctors.tsx'),
  },
  {
    path: 'health/fitness',
    room: 'care',
    order: 62,
    icon: GaugeIcon,
    permission: 'health.read',
    title: { zh: '体质监测', en: 'Fitness tests' },
    load: () => import('./Fitness.tsx'),
  },
  {
    path: 'health/persons/:id',
    room: 'care',
    hidden: true,
    permission: 'health.manage',
    title: { zh: '健康服务记录', en: 'Health services' },
    load: () => import('./PersonHealth.tsx'),
  },
  {
    path: 'health/care',
    room: 'institutions',
    order: 60,
    icon: CounterIcon,
    permission: 'register.read',
    title: { zh: '医养结合', en: 'Medical care for elders' },
    load: () => import('./Care.tsx'),
  },
]
