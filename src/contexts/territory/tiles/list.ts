import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import { metresBetween, type Point } from '../coordinates.ts'
import type { Box, DayMinute, Distance, Place, PlaceFilter, PlacePage } from './model.ts'
import { openSayer } from './open.ts'
import type { Snapshot } from './snapshot.ts'
import type { Walked } from './walk.ts'

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

/** On foot where a way is known, else the straight line. */
function distanceTo({ lon, lat }: Place, near: Point | undefined, i: number, walked: Walked | null): Distance | null {
  if (near === undefined || lon === null || lat === null) return null
  const metres = walked?.metres.get(i)
  if (walked === null || metres === undefined)
    return { metres: Math.round(metresBetween(near, { lon, lat })), minutes: null, by: 'straight' }
  return { metres: Math.round(metres), minutes: metres / walked.how.metresPerMinute, by: 'walk' }
}

/** A page of the set, from memory: the same places that the tiles of the filter show. Places without a point come last. */
export function placePage(
  snapshot: Snapshot,
  query: PlaceQuery,
  now: DayMinute,
  walked: Walked | null = null,
): PlacePage {
  const { filter, box, near, limit } = query
  const selection = snapshot.select(filter)
  const shown = Array.from(selection.at).filter((i) => box === undefined || inside(snapshot.places[i]!, box))
  const measured = shown.map((i) => {
    const place = snapshot.places[i]!
    return { place, distance: distanceTo(place, near, i, walked) }
  })
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
    total: selection.at.length,
    inView: shown.length,
    unplaced: selection.unplaced,
    hoursUnknown: selection.hoursUnknown,
    walk: walked?.how ?? null,
    kinds: selection.kinds,
    items: measured.slice(start, end).map(({ place, distance }) => ({ ...place, distance, now: sayOpen(place) })),
    next: end < measured.length ? cursorOf([end]) : null,
  }
}
