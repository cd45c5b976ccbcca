import { GlobeIcon, PinIcon } from '../../shared/icons.tsx'
import type { ConsolePage } from '../../shared/pages.ts'

export const pages: ConsolePage[] = [
  {
    path: 'territory/map',
    room: 'registers',
    order: 10,
    icon: GlobeIcon,
    permission: 'register.read',
    title: { zh: '设施地图', en: 'Facility map' },
    load: () => import('./map/FacilityMap.tsx'),
  },
  {
    path: 'territory/regions',
    room: 'registers',
    order: 20,
    icon: PinIcon,
    permission: 'register.read',
    title: { zh: '区划与人口', en: 'Regions and population' },
    load: () => import('./Regions.tsx'),
  },
  {
    path: 'territory/regions/:code',
    room: 'registers',
    hidden: true,
    permission: 'register.read',
    title: { zh: '区划', en: 'Region' },
    load: () => import('./Region.tsx'),
  },
  {
    path: 'territory/facilities/:code',
    room: 'registers',
    hidden: true,
    permission: 'register.read',
    title: { zh: '设施', en: 'Facility' },
    load: () => import('./Facility.tsx'),
  },
]
