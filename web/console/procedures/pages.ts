import { CounterIcon, FormIcon, PlaqueIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'cases',
    room: 'service',
    order: 10,
    icon: CounterIcon,
    permission: 'procedure.read',
    title: { zh: '办件', en: 'Cases' },
    load: () => import('./Cases.tsx'),
  },
  {
    path: 'cases/new',
    room: 'service',
    hidden: true,
    permission: 'procedure.handle',
    title: { zh: '收件', en: 'Take an application' },
    load: () => import('./Counter.tsx'),
  },
  {
    path: 'cases/new/:code',
    room: 'service',
    hidden: true,
    permission: 'procedure.handle',
    title: { zh: '收件', en: 'Take an application' },
    load: () => import('./Intake.tsx'),
  },
  {
    path: 'cases/:id',
    room: 'service',
    hidden: true,
    permission: 'procedure.read',
    title: { zh: '办件', en: 'Case' },
    load: () => import('./Case.tsx'),
  },
  {
    path: 'certificates',
    room: 'service',
    order: 20,
    icon: PlaqueIcon,
    permission: 'procedure.read',
    title: { zh: '证书和标牌', en: 'Certificates and plaques' },
    load: () => import('./Certificates.tsx'),
  },
  {
    path: 'procedures',
    room: 'settings',
    order: 30,
    icon: FormIcon,
    permission: 'procedure.read',
    title: { zh: '事项', en: 'Procedures' },
    load: () => import('./Definitions.tsx'),
  },
  {
    path: 'procedures/:code',
    room: 'settings',
    hidden: true,
    permission: 'procedure.define',
    title: { zh: '编写事项', en: 'Write a procedure' },
    load: () => import('./Editor.tsx'),
  },
]
