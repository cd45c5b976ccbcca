import { BellIcon, SealIcon, SyncIcon, TargetIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'evaluation/rounds',
    room: 'oversight',
    order: 510,
    icon: TargetIcon,
    permission: 'evaluation.read',
    title: { zh: '评价与公布', en: 'Evaluation' },
    load: () => import('./Rounds.tsx'),
  },
  {
    path: 'evaluation/rounds/:id',
    room: 'oversight',
    hidden: true,
    permission: 'evaluation.read',
    title: { zh: '评价结果', en: 'Scorecard' },
    load: () => import('./Round.tsx'),
  },
  {
    path: 'evaluation/monitors',
    room: 'oversight',
    order: 520,
    icon: BellIcon,
    permission: 'monitor.acknowledge',
    title: { zh: '监测预警', en: 'Monitors and alerts' },
    load: () => import('./Monitors.tsx'),
  },
  {
    path: 'evaluation/programmes',
    room: 'oversight',
    order: 530,
    icon: SealIcon,
    permission: 'evaluation.read',
    title: { zh: '示范创建', en: 'Awards' },
    load: () => import('./Programmes.tsx'),
  },
  {
    path: 'evaluation/shares',
    room: 'oversight',
    order: 540,
    icon: SyncIcon,
    permission: 'evaluation.read',
    title: { zh: '数据共享', en: 'Shared data' },
    load: () => import('./Shares.tsx'),
  },
]
