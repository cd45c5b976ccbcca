import { fromGeojsonVt } from '@maplibre/vt-pbf'

/** Units of a tile's side. */
export const EXTENT = 4096

/** A feature in tile units. Type 1 points, 2 lines, 3 polygons. */
export type TileFeature =
  | { id?: number; type: 1; geometry: [number, number][]; tags: Record<string, string | number | boolean> }
  | { id?: number; type: 2 | 3; geometry: [number, number][][]; tags: Record<string, string | number | boolean> }

/** Mapbox Vector Tile 2.1 of some layers; layers without features are left out. */
export function encodeTile(layers: Record<string, readonly TileFeature[]>): Uint8Array {
  const filled = Object.entries(layers).filter(([, features]) => features.length > 0)
  if (filled.length === 0) return new Uint8Array()
  return fromGeojsonVt(Object.fromEntries(filled.map(([name, features]) => [name, { features } as never])), {
    version: 2,
    extent: EXTENT,
  })
}

/** Longitude and latitude to the unit square of Web Mercator: x to the east, y to the south. */
export function mercator(lon: number, lat: number): [x: number, y: number] {
  const sin = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI
  return [lon / 360 + 0.5, y < 0 ? 0 : y > 1 ? 1 : y]
}
