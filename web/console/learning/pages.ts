import { FormIcon, PeopleIcon, SealIcon, SproutIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

const page = (own: Omit<ConsolePage, 'room' | 'permission'> & { permission?: string }): ConsolePage => ({
  room: 'learning',
  permission: 'learning.read',
  ...own,
})

export const pages: ConsolePage[] = [
  page({
    path: 'learning/childcare',
    order: 70,
    icon: SproutIcon,
    title: { zh: '托育', en: 'Childcare' },
    load: () => import('./Childcare.tsx'),
  }),
  page({
    path: 'learning/childcare/:code',
    hidden: true,
    permission: 'learning.manage',
    title: { zh: '托育点', en: 'A place of childcare' },
    load: () => import('./Home.tsx'),
  }),
  page({
    path: 'learning/draws',
    order: 71,
    icon: SealIcon,
    title: { zh: '托位抽签', en: 'Draws of places' },
    load: () => import('./Draws.tsx'),
  }),
  page({
    path: 'learning/draws/:id',
    hidden: true,
    title: { zh: '抽签', en: 'A draw' },
    load: () => import('./Draw.tsx'),
  }),
  page({
    path: 'learning/kindergartens',
    order: 72,
    icon: FormIcon,
    title: { zh: '学前教育', en: 'Kindergartens' },
    load: () => import('./Kindergartens.tsx'),
  }),
  page({
    path: 'learning/courses',
    order: 73,
    icon: PeopleIcon,
    title: { zh: '老年教育', en: 'Courses for older people' },
    load: () => import('./Courses.tsx'),
  }),
  page({
    path: 'learning/courses/:id',
    hidden: true,
    permission: 'learning.manage',
    title: { zh: '老年教育班', en: 'A course' },
    load: () => import('./Course.tsx'),
  }),
]
