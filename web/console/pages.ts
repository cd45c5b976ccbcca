import { matchRoutes } from 'react-router'
import { type ConsolePage, type ConsoleRoom, gather } from '../shared/pages.ts'

/** Every folder of the console brings its own `pages.ts`; nothing else has to be touched to add a page. */
export const pages: ConsolePage[] = gather(import.meta.glob<{ pages: ConsolePage[] }>('./*/pages.ts', { eager: true }))

/** The pages of one room that stand in the navigation. */
export function inRoom(room: ConsoleRoom): ConsolePage[] {
  return pages.filter((page) => page.room === room && !page.hidden)
}

const ROUTES = pages.map((page) => ({ path: `/console/${page.path}`, room: page.room }))

/** The room a place in the console belongs to; a page that is not in the navigation belongs to the room it was made for. */
export function roomAt(pathname: string): ConsoleRoom | undefined {
  return matchRoutes(ROUTES, pathname)?.at(-1)?.route.room
}
