import type { ResidentPage } from '../pages.ts'

export const pages: ResidentPage[] = [
  {
    path: 'find',
    room: 'find',
    order: 1,
    title: { zh: '找服务', en: 'Find a service' },
    load: () => import('./Find.tsx'),
  },
  {
    path: 'find/:offer',
    room: 'find',
    hidden: true,
    title: { zh: '下单', en: 'Order' },
    load: () => import('./OrderForm.tsx'),
  },
  {
    path: 'orders',
    room: 'orders',
    order: 1,
    title: { zh: '我的订单', en: 'My orders' },
    load: () => import('./Orders.tsx'),
  },
  {
    path: 'orders/:id',
    room: 'orders',
    hidden: true,
    title: { zh: '订单', en: 'Order' },
    load: () => import('./Order.tsx'),
  },
]
