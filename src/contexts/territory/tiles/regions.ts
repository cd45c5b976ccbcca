import { GeoJSONVT } from '@maplibre/geojson-vt'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { schematicCells } from '../cells.ts'
import { regions } from '../regions/views.ts'
import { EXTENT, encodeTile, mercator, type TileFeature } from './encode.ts'
import type { Place, PlaceRegion } from './model.ts'

/** Layer `regions`: areas of townships and the points of their names. */
export type RegionIndex = {
  areas: GeoJSONVT
  names: { code: string; name: string; level: string; x: number; y: number }[]
}

/**
 * Townships and villages of a jurisdiction on a day with a point each: the seat, else the middle of where people live, else that of the
 * facilities there. Two statements.
 */
export async function placeRegions(tx: Tx, asOf: string, places: readonly Place[]): Promise<PlaceRegion[]> {
  const living = await tx.rows<{ region: string; lon: number; lat: number; n: number }>(sql`
    select region, sum(lon * greatest(persons, 1)) lon, sum(lat * greatest(persons, 1)) lat, sum(greatest(persons, 1)) n
    from territory.dwelling where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null group by region`)
  const lived = new Map(living.map(({ region, ...sum }) => [region, sum]))
  const served = new Map<string, { lon: number; lat: number; n: number }>()
  for (const { region, lon, lat } of places) {
    if (lon === null || lat === null) continue
    const sum = served.get(region) ?? { lon: 0, lat: 0, n: 0 }
    served.set(region, { lon: sum.lon + lon, lat: sum.lat + lat, n: sum.n + 1 })
  }
  const all = await regions(tx, { asOf, within: tx.actor.jurisdiction })
  return all.flatMap(({ code, name, level, parent, pinyin, initials, lon, lat }): PlaceRegion[] => {
    if (level !== 'township' && level !== 'village') return []
    const common = { code, name, level, parent, pinyin, initials }
    if (lon !== null && lat !== null) return [{ ...common, lon, lat, at: 'seat' }]
    const at = lived.has(code) ? 'dwellings' : 'facilities'
    const sum = lived.get(code) ?? served.get(code)
    if (sum === undefined) return [{ ...common, lon: null, lat: null, at: null }]
    const middle = (total: number) => Number((total / sum.n).toFixed(5))
    return [{ ...common, lon: middle(sum.lon), lat: middle(sum.lat), at }]
  })
}

/** Areas and names for tiles. Areas are schematic (示意), made around the seats: no boundaries are on record. */
export function regionIndex(all: readonly PlaceRegion[]): RegionIndex {
  const seats = all.flatMap(({ code, name, level, lon, lat }) =>
    level === 'township' && lon !== null && lat !== null ? [{ code, name, lon, lat }] : [],
  )
  return {
    areas: new GeoJSONVT(schematicCells(seats), {
      maxZoom: 14,
      indexMaxZoom: 5,
      extent: EXTENT,
      buffer: 64,
      tolerance: 3,
    }),
    names: all.flatMap(({ code, name, level, lon, lat }) => {
      if (lon === null || lat === null) return []
      const [x, y] = mercator(lon, lat)
      return [{ code, name, level, x, y }]
    }),
  }
}

/** From this zoom on villages are named, too. */
const VILLAGES_FROM_ZOOM = 12

/** The tile of layer `regions` (areas, `schematic: true`) and `region_names` (points). */
export function regionTile(index: RegionIndex, z: number, x: number, y: number): Uint8Array {
  const areas = index.areas.getTile(z, x, y)?.features ?? []
  const side = 2 ** z
  const names = index.names.flatMap((each): TileFeature[] => {
    const [px, py] = [(each.x * side - x) * EXTENT, (each.y * side - y) * EXTENT]
    if (px < 0 || py < 0 || px >= EXTENT || py >= EXTENT) return []
    if (each.level === 'village' && z < VILLAGES_FROM_ZOOM) return []
    const tags = { code: each.code, name: each.name, level: each.level }
    return [{ type: 1, geometry: [[Math.round(px), Math.round(py)]], tags }]
  })
  return encodeTile({ regions: areas as unknown as TileFeature[], region_names: names })
}
