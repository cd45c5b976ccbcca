const EARTH_RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180e7

/** Metres of one degree of latitude on the sphere that all lengths here are measured on. */
export const METRES_PER_DEGREE = (EARTH_RADIUS * Math.PI) / 180

/** Great-circle metres between two points given in units of 1e-7 degree (haversine, mean earth radius 6,371,008.8 m). */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const north = Math.sin(((latB - latA) * RADIANS) / 2)
  const east = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const h = north * north + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * east * east
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

const HILBERT_ORDER = 16

/** Place on a Hilbert curve of a point with both coordinates scaled to 0…1. */
export function hilbert(x: number, y: number): number {
  const side = 1 << HILBERT_ORDER
  let px = Math.min(side - 1, Math.floor(x * side))
  let py = Math.min(side - 1, Math.floor(y * side))
  let place = 0
  for (let half = side >> 1; half > 0; half >>= 1) {
    const right = (px & half) > 0 ? 1 : 0
    const upper = (py & half) > 0 ? 1 : 0
    place = place * 4 + ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        px = side - 1 - px
        py = side - 1 - py
      }
      const swap = px
      px = py
      py = swap
    }
  }
  return place
}
