import { gather, type Page } from '../shared/pages.ts'

/** What stands on the wall, from left to right. */
export type CockpitRoom = 'wall'
export type CockpitPage = Page<CockpitRoom>

/** Every folder of this face brings its own `pages.ts`; the first page in order is the wall itself. */
export const pages: CockpitPage[] = gather(import.meta.glob<{ pages: CockpitPage[] }>('./*/pages.ts', { eager: true }))
