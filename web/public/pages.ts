import { gather, type Page } from '../shared/pages.ts'

/** What a resident without login looks for, in this order. */
export type PublicRoom = 'near' | 'apply' | 'plan' | 'verify' | 'data'
export type PublicPage = Page<PublicRoom>

/** Every folder of this face brings its own `pages.ts`. */
export const pages: PublicPage[] = gather(import.meta.glob<{ pages: PublicPage[] }>('./*/pages.ts', { eager: true }))
