import type { ResidentPage } from '../pages.ts'

export const pages: ResidentPage[] = [
  {
    path: 'login',
    room: 'benefits',
    hidden: true,
    title: { zh: '居民登录', en: 'Sign in' },
    load: () => import('./Login.tsx'),
  },
  {
    path: 'password',
    room: 'benefits',
    hidden: true,
    title: { zh: '登录密码', en: 'Password' },
    load: () => import('./Password.tsx'),
  },
]
