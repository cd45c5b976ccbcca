import Supercluster from 'supercluster'
import { FACILITY_KINDS, type FacilityFamily } from '../kinds.ts'
import { EXTENT, encodeTile, type TileFeature } from './encode.ts'
import type { Place } from './model.ts'

type One = { code: string; name: string; kind: string; family: FacilityFamily; state: string }
/** How many of each family a cluster holds: `n_elder: 12`. */
type Families = Record<string, number>

export type PointIndex = Supercluster<One, Families>

/** From this zoom on every place stands for itself. */
export const SINGLE_FROM_ZOOM = 15
/** Places nearer to each other than this on the screen are drawn as one, in pixels of a 512-pixel tile. */
const CLUSTER_PIXELS = 44

/** What the number of a family is called in a cluster. Made once: clustering asks for it with every place at every zoom. */
const COUNTED = Object.fromEntries(FACILITY_KINDS.map(({ family }) => [family, `n_${family}`])) as Record<
  FacilityFamily,
  string
>

/** Clusters of the chosen places for every zoom. About 2 µs a place. */
export function pointIndex(places: readonly Place[], at: Int32Array): PointIndex {
  const index: PointIndex = new Supercluster<One, Families>({
    extent: EXTENT,
    radius: (CLUSTER_PIXELS * EXTENT) / 512,
    maxZoom: SINGLE_FROM_ZOOM - 1,
    map: ({ family }) => ({ [COUNTED[family]]: 1 }),
    reduce: (sum, more) => {
      for (const name in more) sum[name] = (sum[name] ?? 0) + more[name]!
    },
  })
  const features = []
  for (const i of at) {
    const { code, name, kind, family, state, lon, lat } = places[i]!
    if (lon === null || lat === null) continue
    const properties: One = { code, name, kind, family, state: state ?? 'unknown' }
    const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
    features.push({ type: 'Feature' as const, id: i, properties, geometry })
  }
  return index.load(features)
}

/**
 * The tile of layer `facilities`. A single place has `code`, `name`, `kind`, `family`, `state`; a cluster has `count`, `n_<family>` for
 * each family in it, `family` when there is only one, and `opens` (the zoom at which it falls apart). Empty tiles have no bytes.
 */
export function pointTile(index: PointIndex, z: number, x: number, y: number): Uint8Array {
  const tile = index.getTile(z, x, y)
  if (tile === null) return new Uint8Array()
  // The index also gives what stands a little outside; each place belongs into one tile only.
  const inside = tile.features.filter(({ geometry: [at] }) => at?.every((unit) => unit >= 0 && unit < EXTENT))
  const features = inside.map((feature): TileFeature => {
    const tags = feature.tags
    if (tags && 'cluster' in tags && tags.cluster === true) {
      const { cluster_id, point_count, point_count_abbreviated: _, cluster: __, ...families } = tags
      const only = Object.keys(families)
      return {
        type: 1,
        geometry: feature.geometry,
        tags: {
          count: Number(point_count),
          opens: index.getClusterExpansionZoom(Number(cluster_id)),
          ...(only.length === 1 ? { family: only[0]!.slice(2) } : {}),
          ...(families as Families),
        },
      }
    }
    return { id: Number(feature.id), type: 1, geometry: feature.geometry, tags: { ...(tags as One) } }
  })
  return encodeTile({ facilities: features })
}
