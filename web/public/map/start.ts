import type { PlaceRegion } from '../../../src/contexts/territory/index.ts'

/** Where distances are counted from. `name` null: the reader's own position. */
export type Startpoint = {
  lon: number
  lat: number
  name: string | null
  at: PlaceRegion['at']
  /** The village asked for, when its place is unknown and its township stands in. */
  instead: string | null
}

/** The point to start from: the reader's position, else the region chosen, else its township where the village has no known place. */
export function startOf(
  here: { lon: number; lat: number } | null,
  from: string | null,
  regions: readonly PlaceRegion[],
): Startpoint | null {
  if (here !== null) return { ...here, name: null, at: null, instead: null }
  const region = regions.find(({ code }) => code === from)
  if (region === undefined) return null
  const { lon, lat, name, at } = region
  if (lon !== null && lat !== null) return { lon, lat, name, at, instead: null }
  const town = regions.find(({ code }) => code === region.parent)
  if (town === undefined || town.lon === null || town.lat === null) return null
  return { lon: town.lon, lat: town.lat, name: town.name, at: town.at, instead: name }
}
