import type { Point } from './coordinates.ts'

/** A township and where its seat lies. */
export type Seat = Point & { code: string; name: string }

/** Schematic areas: `schematic` says that the outlines are drawn from the seats and are no boundaries. */
export type CellCollection = {
  type: 'FeatureCollection'
  features: {
    type: 'Feature'
    properties: { code: string; name: string; schematic: true; lon: number; lat: number }
    geometry: { type: 'Polygon'; coordinates: [number, number][][] }
  }[]
}

type Flat = readonly [x: number, y: number]

/** Half the width of the margin around the outermost seats, in degrees of latitude (about 11 km). */
const MARGIN = 0.1
const CORNERS = 12

/**
 * Areas around township seats for a map that has no boundaries to show: each point belongs to the nearest seat (Voronoi), clipped to a
 * rounded hull around all seats. Pure; the same seats give the same areas. To be shown as 示意 only.
 */
export function schematicCells(seats: readonly Seat[]): CellCollection {
  if (seats.length === 0) return { type: 'FeatureCollection', features: [] }
  // Distances are compared on a plane on which a degree of longitude is as long as one of latitude.
  const stretch = Math.cos(((seats.reduce((sum, seat) => sum + seat.lat, 0) / seats.length) * Math.PI) / 180)
  const flat = seats.map((seat): Flat => [seat.lon * stretch, seat.lat])
  const outline = hull(flat.flatMap(roundAbout))
  return {
    type: 'FeatureCollection',
    features: seats.map((seat, i) => {
      const here = flat[i]!
      let cell = outline
      flat.forEach((other, j) => {
        if (j !== i) cell = nearer(cell, here, other)
      })
      const ring = cell.map(([x, y]): [number, number] => [Number((x / stretch).toFixed(5)), Number(y.toFixed(5))])
      return {
        type: 'Feature',
        properties: { code: seat.code, name: seat.name, schematic: true, lon: seat.lon, lat: seat.lat },
        geometry: { type: 'Polygon', coordinates: [ring.length === 0 ? [] : [...ring, ring[0]!]] },
      }
    }),
  }
}

function roundAbout([x, y]: Flat): Flat[] {
  return Array.from({ length: CORNERS }, (_, k) => {
    const angle = (2 * Math.PI * k) / CORNERS
    return [x + MARGIN * Math.cos(angle), y + MARGIN * Math.sin(angle)] as const
  })
}

/** Convex hull, counter-clockwise (Andrew's monotone chain). */
function hull(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const turn = (o: Flat, a: Flat, b: Flat) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
  const chain = (list: readonly Flat[]) => {
    const line: Flat[] = []
    for (const point of list) {
      while (line.length >= 2 && turn(line.at(-2)!, line.at(-1)!, point) <= 0) line.pop()
      line.push(point)
    }
    return line.slice(0, -1)
  }
  return [...chain(sorted), ...chain(sorted.reverse())]
}

/** The part of a convex polygon that is nearer to `here` than to `other` (Sutherland–Hodgman against the bisector). */
function nearer(polygon: readonly Flat[], here: Flat, other: Flat): Flat[] {
  const [nx, ny] = [other[0] - here[0], other[1] - here[1]]
  const middle = (nx * (here[0] + other[0]) + ny * (here[1] + other[1])) / 2
  const beyond = ([x, y]: Flat) => nx * x + ny * y - middle
  return polygon.flatMap((point, i) => {
    const next = polygon[(i + 1) % polygon.length]!
    const [a, b] = [beyond(point), beyond(next)]
    const kept: Flat[] = a <= 0 ? [point] : []
    if (a < 0 !== b < 0 && a !== b) {
      const share = a / (a - b)
      kept.push([point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])])
    }
    return kept
  })
}
