import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import { metresBetween, type Point } from '../coordinates.ts'
import type { Box, DayMinute, Distance, Place, PlaceFilter, PlacePage } from './model.ts'
import { openSayer } from './open.ts'
import type { Snapshot } from './snapshot.ts'

export type PlaceQuery = {
  filter: PlaceFilter
  /** Only what lies in the box. */
  box?: Box
  /** Nearest first, with the distance; without it in the order of the codes. */
  near?: Point
  limit: number
  cursor?: string
}

const inside = ({ lon, lat }: Place, [west, south, east, north]: Box) =>
  lon !== null && lat !== null && lon >= west && lon <= east && lat >= south && lat <= north

/** Straight-line distance; what replaces it when streets are known gives `minutes` and `by: 'walk'`. */
function distanceTo({ lon, lat }: Place, near: Point | undefined): Distance | null {
  if (near === undefined || lon === null || lat === null) return null
  return { metres: Math.round(metresBetween(near, { lon, lat })), minutes: null, by: 'straight' }
}

/** A page of the set, from memory: the same places that the tiles of the filter show. Places without a point come last. */
export function placePage(snapshot: Snapshot, query: PlaceQuery, now: DayMinute): PlacePage {
  const { filter, box, near, limit } = query
  const selection = snapshot.select(filter)
  const all = Array.from(selection.at, (i) => snapshot.places[i]!)
  const shown = box === undefined ? all : all.filter((place) => inside(place, box))
  const measured = shown.map((place) => ({ place, distance: distanceTo(place, near) }))
  const q = filter.q?.trim() ?? ''
  const far = (distance: Distance | null) => distance?.metres ?? Number.POSITIVE_INFINITY
  const late = (place: Place) => (q === '' || place.name.startsWith(q) ? 0 : 1)
  // Stable: what is equal stays in the order of the codes.
  if (near !== undefined)
    measured.sort((a, b) => (far(a.distance) < far(b.distance) ? -1 : far(a.distance) > far(b.distance) ? 1 : 0))
  else if (q !== '') measured.sort((a, b) => late(a.place) - late(b.place))
  const sayOpen = openSayer(now)
  const start = Number(readCursor(query.cursor, 1)?.[0] ?? 0)
  const end = start + limit
  return {
    version: snapshot.version,
    asOf: snapshot.asOf,
    total: all.length,
    inView: shown.length,
    unplaced: selection.unplaced,
    hoursUnknown: selection.hoursUnknown,
    kinds: selection.kinds,
    items: measured.slice(start, end).map(({ place, distance }) => ({ ...place, distance, now: sayOpen(place) })),
    next: end < measured.length ? cursorOf([end]) : null,
  }
}
