import { gather, type Page } from '../shared/pages.ts'

/** What a carer, courier or community worker does on the way. */
export type FieldRoom = 'next' | 'visits' | 'record' | 'unsent'
export type FieldPage = Page<FieldRoom>

/** Every folder of this face brings its own `pages.ts`. */
export const pages: FieldPage[] = gather(import.meta.glob<{ pages: FieldPage[] }>('./*/pages.ts', { eager: true }))
