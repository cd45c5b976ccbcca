import { gather, type Page } from '../shared/pages.ts'

/** What residents come for. */
export type ResidentRoom = 'find' | 'orders' | 'benefits' | 'say'
export type ResidentPage = Page<ResidentRoom>

/** Every folder of this face brings its own `pages.ts`. */
export const pages: ResidentPage[] = gather(
  import.meta.glob<{ pages: ResidentPage[] }>('./*/pages.ts', { eager: true }),
)
