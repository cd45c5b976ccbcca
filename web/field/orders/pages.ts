import type { FieldPage } from '../pages.ts'

export const pages: FieldPage[] = [
  {
    path: 'orders',
    room: 'next',
    order: 1,
    permission: 'services.serve',
    title: { zh: '今天的订单', en: 'Today’s orders' },
    load: () => import('./Orders.tsx'),
  },
  {
    path: 'orders/:id',
    room: 'next',
    hidden: true,
    permission: 'services.serve',
    title: { zh: '订单', en: 'An order' },
    load: () => import('./Order.tsx'),
  },
]
