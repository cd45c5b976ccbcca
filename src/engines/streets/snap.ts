import Flatbush from 'flatbush'
import { METRES_PER_DEGREE } from './geodesy.ts'
import type { LonLat, Snap, Streets } from './model.ts'

/** How far and where to a point may be brought. */
export type SnapOptions = {
  /** Metres; a point farther from every street is not snapped. Default 500. */
  within?: number
  /**
   * `avoid` (default): a fragment is taken only by a point that lies on it (within 1 m), or where nothing else is near. `take`: the
   * nearest edge whatever it belongs to. Maps are full of footways and outlines of squares that nobody joined to the streets.
   */
  fragments?: 'avoid' | 'take'
}

/** A point this near to a fragment, in metres, is meant to be on it. */
const ON_FRAGMENT = 1
const FRAGMENT_VERTICES = 50
const FRAGMENT_SHARE = 0.05

/** Whether a component is a loose bit of map rather than a part of the town: below 50 vertices and 5 % of the largest. */
export function isFragment(streets: Streets, component: number): boolean {
  const size = streets.componentSize[component] ?? 0
  return size < FRAGMENT_VERTICES && size < FRAGMENT_SHARE * (streets.componentSize[0] ?? 0)
}

/** Finds the nearest edge of a point. */
export type Snapper = {
  /** The nearest point on a street, or `null` when none is near enough. Exact to well below a metre. */
  snap(point: LonLat, options?: SnapOptions): Snap | null
  /** Edges whose box meets a box in degrees, ascending. */
  edgesIn(west: number, south: number, east: number, north: number): number[]
}

const FIRST_LOOK = 60

/** Course of an edge with both ends, longitude and latitude by turns, units of 1e-7 degree. */
export function courseOf(streets: Streets, edge: number): Int32Array {
  const { position, ends, shape, shapeStart } = streets
  const begin = shapeStart[edge]! * 2
  const end = shapeStart[edge + 1]! * 2
  const course = new Int32Array(end - begin + 4)
  const first = ends[edge * 2]! * 2
  const last = ends[edge * 2 + 1]! * 2
  course[0] = position[first]!
  course[1] = position[first + 1]!
  course.set(shape.subarray(begin, end), 2)
  course[course.length - 2] = position[last]!
  course[course.length - 1] = position[last + 1]!
  return course
}

/** Course of an edge as GeoJSON positions, e.g. for tiles. */
export function lineOf(streets: Streets, edge: number): [number, number][] {
  const course = courseOf(streets, edge)
  return Array.from({ length: course.length / 2 }, (_, point) => [
    course[point * 2]! / 1e7,
    course[point * 2 + 1]! / 1e7,
  ])
}

/** Nearest place of one edge to a point, in metres on the plane that touches the earth there. */
function nearestOn(course: Int32Array, lon: number, lat: number) {
  const east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const north = METRES_PER_DEGREE
  let [best, bestX, bestY, bestAlong, along] = [Number.POSITIVE_INFINITY, 0, 0, 0, 0]
  let ax = (course[0]! / 1e7 - lon) * east
  let ay = (course[1]! / 1e7 - lat) * north
  for (let point = 2; point < course.length; point += 2) {
    const bx = (course[point]! / 1e7 - lon) * east
    const by = (course[point + 1]! / 1e7 - lat) * north
    const dx = bx - ax
    const dy = by - ay
    const squared = dx * dx + dy * dy
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared))
    const x = ax + share * dx
    const y = ay + share * dy
    const distance = x * x + y * y
    const length = Math.sqrt(squared)
    if (distance < best) {
      best = distance
      bestX = x
      bestY = y
      bestAlong = along + share * length
    }
    along += length
    ax = bx
    ay = by
  }
  return {
    off: Math.sqrt(best),
    fraction: along === 0 ? 0 : bestAlong / along,
    lon: lon + bestX / east,
    lat: lat + bestY / north,
  }
}

/** Builds the index of edges; about 0.3 µs an edge. Without edges nothing is ever found. */
export function snapperOf(streets: Streets): Snapper {
  if (streets.edgeCount === 0) return { snap: () => null, edgesIn: () => [] }
  const index = new Flatbush(streets.edgeCount, 16, Int32Array)
  const { position, ends, shape, shapeStart } = streets
  for (let edge = 0; edge < streets.edgeCount; edge++) {
    const a = ends[edge * 2]! * 2
    const b = ends[edge * 2 + 1]! * 2
    let west = Math.min(position[a]!, position[b]!)
    let east = Math.max(position[a]!, position[b]!)
    let south = Math.min(position[a + 1]!, position[b + 1]!)
    let north = Math.max(position[a + 1]!, position[b + 1]!)
    for (let at = shapeStart[edge]! * 2; at < shapeStart[edge + 1]! * 2; at += 2) {
      if (shape[at]! < west) west = shape[at]!
      else if (shape[at]! > east) east = shape[at]!
      if (shape[at + 1]! < south) south = shape[at + 1]!
      else if (shape[at + 1]! > north) north = shape[at + 1]!
    }
    index.add(west, south, east, north)
  }
  index.finish()

  const box = (lon: number, lat: number, metres: number): [number, number, number, number] => {
    const dy = metres / METRES_PER_DEGREE
    const dx = dy / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
    return [
      Math.floor((lon - dx) * 1e7),
      Math.floor((lat - dy) * 1e7),
      Math.ceil((lon + dx) * 1e7),
      Math.ceil((lat + dy) * 1e7),
    ]
  }

  const nearest = ({ lon, lat }: LonLat, within: number, wholeOnly: boolean): Snap | null => {
    for (let look = Math.min(FIRST_LOOK, within); ; look = Math.min(look * 3, within)) {
      let best: Snap | null = null
      for (const edge of index.search(...box(lon, lat, look))) {
        const component = streets.component[streets.ends[edge * 2]!]!
        if (wholeOnly && isFragment(streets, component)) continue
        const found = nearestOn(courseOf(streets, edge), lon, lat)
        if (best === null || found.off < best.off || (found.off === best.off && edge < best.edge))
          best = { edge, ...found, component }
      }
      // Inside the box only what is within the looked-at distance is known to be the nearest.
      if (best !== null && best.off <= look) return best
      if (look >= within) return null
    }
  }

  return {
    snap(point, options = {}) {
      const within = options.within ?? 500
      const any = nearest(point, within, false)
      if (any === null || options.fragments === 'take' || any.off <= ON_FRAGMENT || !isFragment(streets, any.component))
        return any
      return nearest(point, within, true) ?? any
    },
    edgesIn: (west, south, east, north) =>
      index
        .search(Math.floor(west * 1e7), Math.floor(south * 1e7), Math.ceil(east * 1e7), Math.ceil(north * 1e7))
        .sort((a, b) => a - b),
  }
}
