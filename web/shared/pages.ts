import type { ComponentType } from 'react'
import type { Bilingual } from './i18n/index.ts'

/** The rooms of the console, in the order of the navigation: today's work first, settings last. */
export const CONSOLE_ROOMS = [
  'today',
  'plan',
  'service',
  'orders',
  'people',
  'care',
  'learning',
  'community',
  'institutions',
  'places',
  'registers',
  'oversight',
  'settings',
] as const
export type ConsoleRoom = (typeof CONSOLE_ROOMS)[number]

/** A page of a face. */
export type Page<Room extends string = string> = {
  /** Path under the face: `plan/targets`, `people/:id`; `''` is the face's first page. */
  path: string
  /** What it is called in the navigation and in the window title. */
  title: Bilingual
  /** Where it stands in the navigation. */
  room: Room
  /** Place within the room, smallest first; pages without it follow. */
  order?: number
  icon?: ComponentType<{ className?: string }>
  /** Who may enter. Without it, everybody who may enter the face. */
  permission?: string
  /** Not in the navigation: a page reached from another one. */
  hidden?: boolean
  load: () => Promise<{ default: ComponentType }>
}

export type ConsolePage = Page<ConsoleRoom>

/** Gathers the lists of all rooms of a face (`import.meta.glob('./*\/pages.ts', { eager: true })`) into one, in order. */
export function gather<P extends Page>(found: Record<string, { pages: P[] }>): P[] {
  return Object.values(found)
    .flatMap((room) => room.pages)
    .sort((a, b) => (a.order ?? 1000) - (b.order ?? 1000) || a.path.localeCompare(b.path))
}
