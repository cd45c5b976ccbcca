/** A point as longitude and latitude in decimal degrees. */
export type Point = { lon: number; lat: number }

/** WGS-84 is stored. GCJ-02 (国测局坐标) is what map services in China give; BD-09 (百度坐标) is Baidu's. */
export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09'

const SEMI_MAJOR = 6_378_245
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
const BAIDU_TURN = (Math.PI * 3000) / 180

/** Rough box of the area in which the offset is applied; outside of it the systems are the same. */
function isOffset({ lon, lat }: Point): boolean {
  return lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271
}

function waves(t: number): number {
  return ((20 * Math.sin(6 * t * Math.PI) + 20 * Math.sin(2 * t * Math.PI)) * 2) / 3
}

function offsetOf({ lon, lat }: Point): Point {
  const x = lon - 105
  const y = lat - 35
  const root = Math.sqrt(Math.abs(x))
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    waves(x) +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    waves(x) +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const radians = (lat / 180) * Math.PI
  const magic = 1 - ECCENTRICITY_SQUARED * Math.sin(radians) ** 2
  const meridian = (SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED)) / (magic * Math.sqrt(magic))
  const parallel = (SEMI_MAJOR / Math.sqrt(magic)) * Math.cos(radians)
  return { lon: (east * 180) / parallel / Math.PI, lat: (north * 180) / meridian / Math.PI }
}

/** WGS-84 → GCJ-02. */
export function gcjOfWgs(point: Point): Point {
  if (!isOffset(point)) return point
  const offset = offsetOf(point)
  return { lon: point.lon + offset.lon, lat: point.lat + offset.lat }
}

/** GCJ-02 → WGS-84, by iteration; exact to well below a millimetre. */
export function wgsOfGcj(point: Point): Point {
  if (!isOffset(point)) return point
  let guess = point
  for (let round = 0; round < 12; round++) {
    const there = gcjOfWgs(guess)
    const lon = there.lon - point.lon
    const lat = there.lat - point.lat
    guess = { lon: guess.lon - lon, lat: guess.lat - lat }
    if (Math.abs(lon) + Math.abs(lat) < 1e-10) break
  }
  return guess
}

/** GCJ-02 → BD-09. */
export function bdOfGcj({ lon, lat }: Point): Point {
  const radius = Math.hypot(lon, lat) + 0.000_02 * Math.sin(lat * BAIDU_TURN)
  const angle = Math.atan2(lat, lon) + 0.000_003 * Math.cos(lon * BAIDU_TURN)
  return { lon: radius * Math.cos(angle) + 0.0065, lat: radius * Math.sin(angle) + 0.006 }
}

/** BD-09 → GCJ-02, by iteration. */
export function gcjOfBd(point: Point): Point {
  let guess = { lon: point.lon - 0.0065, lat: point.lat - 0.006 }
  for (let round = 0; round < 12; round++) {
    const there = bdOfGcj(guess)
    const lon = there.lon - point.lon
    const lat = there.lat - point.lat
    guess = { lon: guess.lon - lon, lat: guess.lat - lat }
    if (Math.abs(lon) + Math.abs(lat) < 1e-10) break
  }
  return guess
}

/** Brings a point of any of the three systems to WGS-84, rounded to six decimals (about 0.1 m). */
export function toWgs(point: Point, system: CoordinateSystem): Point {
  const wgs = system === 'wgs84' ? point : wgsOfGcj(system === 'gcj02' ? point : gcjOfBd(point))
  return { lon: Number(wgs.lon.toFixed(6)), lat: Number(wgs.lat.toFixed(6)) }
}

const EARTH_RADIUS = 6_371_008.8

/** Distance in metres as the crow flies. */
export function metresBetween(a: Point, b: Point): number {
  const half = (degrees: number) => Math.sin(((degrees / 180) * Math.PI) / 2) ** 2
  const cos = (degrees: number) => Math.cos((degrees / 180) * Math.PI)
  const h = half(b.lat - a.lat) + cos(a.lat) * cos(b.lat) * half(b.lon - a.lon)
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}
