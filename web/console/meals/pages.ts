import { BasketIcon, CheckIcon, FormIcon, ListIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    room: 'orders',
    path: 'meals/order',
    order: 19,
    icon: FormIcon,
    permission: 'services.order',
    title: { zh: '订餐', en: 'Order a meal' },
    load: () => import('./MealOrder.tsx'),
  },
  {
    room: 'orders',
    path: 'meals/kitchen',
    order: 20,
    icon: BasketIcon,
    permission: 'services.dispatch',
    title: { zh: '后厨备餐单', en: 'Kitchen sheet' },
    load: () => import('./Kitchen.tsx'),
  },
  {
    room: 'orders',
    path: 'meals/hand-over',
    order: 21,
    icon: CheckIcon,
    permission: 'services.dispatch',
    title: { zh: '取餐和送餐', en: 'Pick-up and delivery' },
    load: () => import('./HandOver.tsx'),
  },
  {
    room: 'orders',
    path: 'meals/menus',
    order: 22,
    icon: ListIcon,
    permission: 'services.use',
    title: { zh: '一周食谱', en: 'Weekly menus' },
    load: () => import('./Menus.tsx'),
  },
]
