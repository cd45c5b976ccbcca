import type { CellIssue } from '../../../platform/imports/index.ts'
import { type CoordinateSystem, metresBetween, type Point, toWgs } from '../coordinates.ts'

/** Two facilities of one kind closer than this are taken for one. */
export const SAME_METRES = 20
/** A facility that is said to have moved by less has not been entered in another coordinate system. */
const MOVED_METRES = 100
/** However close together its townships lie, a county reaches at least this far around each of them. */
const LEAST_REACH_METRES = 25_000

/** A facility of the register or of the same file, to compare with. Point in WGS-84. */
export type Neighbour = Point & { code: string; name: string; kind: string }

export type Placed = Point & { code: string; name: string; kind: string; distinct: boolean | null }

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `facility.${code}`,
  text: { zh, en },
})

const said = ({ lon, lat }: Point) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`

/** How far a county reaches around the seats of its townships, in metres: half as far again as they lie apart. */
function reachOf(seats: readonly Point[]): number {
  const gaps = seats.map((seat) =>
    Math.min(...seats.filter((other) => other !== seat).map((other) => metresBetween(seat, other))),
  )
  return Math.max(LEAST_REACH_METRES, ...gaps.filter(Number.isFinite).map((gap) => gap * 1.5))
}

/** Whether a point lies in the county, as far as its seats tell; without seats, whether it lies in China at all. */
function lies(point: Point, seats: readonly Point[]): boolean {
  if (Math.abs(point.lat) > 90 || Math.abs(point.lon) > 180) return false
  if (seats.length === 0) return point.lon >= 72 && point.lon <= 136 && point.lat >= 3 && point.lat <= 54
  const reach = reachOf(seats)
  return seats.some((seat) => metresBetween(seat, point) <= reach)
}

/** A point outside the county, with the correction that would bring it inside where there is one. */
export function outside(point: Point, seats: readonly Point[]): CellIssue | null {
  if (lies(point, seats)) return null
  const swapped = { lon: point.lat, lat: point.lon }
  if (lies(swapped, seats)) {
    return issue(
      'lon',
      'swapped',
      `经度和纬度写反了，应为经度 ${swapped.lon}、纬度 ${swapped.lat}`,
      `Longitude and latitude are exchanged; it should be longitude ${swapped.lon}, latitude ${swapped.lat}`,
    )
  }
  return issue(
    'lon',
    'outside',
    '位置不在本辖区范围内（可能在外地或海上），请核对经纬度',
    'The place lies outside this jurisdiction (elsewhere, or in the sea); check longitude and latitude',
  )
}

const SYSTEMS: Record<CoordinateSystem, string> = { wgs84: 'WGS-84', gcj02: 'GCJ-02', bd09: 'BD-09' }

/**
 * Coordinates given as WGS-84 that fit a known place exactly once they are read in another system: most likely the wrong system was
 * given. (The other way round, a place that was stored wrongly would look the same when it is put right, so nothing is said.)
 *
 * @param point as it would be stored
 * @param known where the facility stands by the register, or others of its name
 */
export function wrongSystem(point: Point, given: CoordinateSystem, known: readonly Point[]): CellIssue | null {
  if (given !== 'wgs84') return null
  for (const place of known) {
    if (metresBetween(point, place) <= MOVED_METRES) return null
    for (const system of ['gcj02', 'bd09'] as const) {
      const read = toWgs(point, system)
      if (metresBetween(read, place) > SAME_METRES) continue
      return issue(
        'lon',
        'datum',
        `这是 ${SYSTEMS[system]} 坐标：请在“坐标系”填 ${SYSTEMS[system]}，换算后为 ${said(read)}，与已登记位置一致`,
        `These are ${SYSTEMS[system]} coordinates: give ${SYSTEMS[system]} as the coordinate system; converted they are ${said(read)}, the place on record`,
      )
    }
  }
  return null
}

/** Another facility of the same kind within 20 m, unless somebody looked and says they are two. */
export function duplicate(row: Placed, neighbours: readonly Neighbour[]): CellIssue | null {
  if (row.distinct === true) return null
  const twin = neighbours.find(
    (other) => other.code !== row.code && other.kind === row.kind && metresBetween(row, other) <= SAME_METRES,
  )
  if (twin === undefined) return null
  const metres = Math.round(metresBetween(row, twin))
  return issue(
    'code',
    'duplicate',
    `${metres} 米处已有同类设施 ${twin.code}（${twin.name}）；同一处请用原编号，确属两处请在“确认不是重复”填“是”`,
    `${metres} m away stands ${twin.code} (${twin.name}) of the same kind; use its code if it is the same, or say Yes under “Not a duplicate”`,
  )
}

/** Cells of about 55 m, so that neighbours within 20 m lie in the same or the next cell. */
const CELL = 0.000_5

/** Looks up neighbours within about 20 m in linear time. */
export function neighbourIndex(all: readonly Neighbour[]): (point: Point) => Neighbour[] {
  const cells = new Map<string, Neighbour[]>()
  const keyOf = (x: number, y: number) => `${x} ${y}`
  for (const each of all) {
    const key = keyOf(Math.floor(each.lon / CELL), Math.floor(each.lat / CELL))
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [each])
    else cell.push(each)
  }
  return ({ lon, lat }) => {
    const [x, y] = [Math.floor(lon / CELL), Math.floor(lat / CELL)]
    const around = [-1, 0, 1]
    return around.flatMap((dx) => around.flatMap((dy) => cells.get(keyOf(x + dx, y + dy)) ?? []))
  }
}
