import type { ResidentPage } from '../pages.ts'

const page = (own: Omit<ResidentPage, 'room'>): ResidentPage => ({ room: 'benefits', hidden: true, ...own })

export const pages: ResidentPage[] = [
  page({ path: 'services', title: { zh: '申请办事', en: 'Apply' }, load: () => import('./Services.tsx') }),
  page({ path: 'cases', title: { zh: '我的办件', en: 'My cases' }, load: () => import('./Cases.tsx') }),
  page({ path: 'cases/:id', title: { zh: '办件', en: 'A case' }, load: () => import('./OwnCase.tsx') }),
  page({ path: 'benefits', title: { zh: '我的补贴', en: 'My benefits' }, load: () => import('./Benefits.tsx') }),
  page({ path: 'file', title: { zh: '我的档案', en: 'My file' }, load: () => import('./File.tsx') }),
  page({
    path: 'readings',
    title: { zh: '谁看过我的档案', en: 'Who read my file' },
    load: () => import('./Readings.tsx'),
  }),
  page({
    path: 'consents',
    title: { zh: '信息用在哪里', en: 'Uses of my data' },
    load: () => import('./Consents.tsx'),
  }),
  page({ path: 'family', title: { zh: '家人和代办', en: 'Family' }, load: () => import('./Family.tsx') }),
]
