import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson'
import type { Palette } from '../theme/tokens.ts'

/** One member of the set that map and list show. */
export type MapItem = {
  id: string
  title: string
  subtitle?: string
  /** WGS-84 point or area; null when the place is not known: it stays in the list and says so. */
  geometry: Geometry | null
  /** What the shading shows: minutes, a share. Null is unknown and hatched. */
  value?: number | null
  /** The value in words for the list: `12 分钟`. */
  says?: string
}

/** How values are shaded: classes between the breaks, with the legend in the unit. */
export type Shading = {
  /** What is shaded: 步行到最近的助餐点. */
  label: string
  unit: string
  /** Ascending limits between the classes, at most four. */
  breaks: readonly number[]
  /** True when small values are the strong ones (minutes on foot). */
  lowIsStrong?: boolean
}

const LIGHT = ['#dceeec', '#a9d6d1', '#68b6af', '#2c918a', '#0a5c58']
const DARK = ['#17393a', '#1f5a59', '#2f817d', '#4caba3', '#8fe0d8']

/** Colours of the classes from the first to the last, spread over a ramp from light to strong, or the other way round. */
export function coloursOf(ramp: readonly string[], shading: Shading): string[] {
  const count = shading.breaks.length + 1
  const picked = Array.from(
    { length: count },
    (_, i) => ramp[count === 1 ? 2 : Math.round((i * (ramp.length - 1)) / (count - 1))] ?? '',
  )
  return shading.lowIsStrong ? picked.reverse() : picked
}

/** Colours of the classes in the one hue of plain shadings. */
export const classColours = (shading: Shading, dark: boolean): string[] => coloursOf(dark ? DARK : LIGHT, shading)

/** Index of the class a value falls into; a value on a break belongs to the lower class (15 minutes is within 15). */
export function classOf(value: number, breaks: readonly number[]): number {
  const above = breaks.findIndex((limit) => value <= limit)
  return above === -1 ? breaks.length : above
}

/** Text of each class: `≤ 5`, `5–15`, `> 15`. */
export function classTexts({ breaks, unit }: Shading): string[] {
  const last = breaks.at(-1)
  const between = breaks.map((limit, i) => (i === 0 ? `≤ ${limit}` : `${breaks[i - 1]}–${limit}`))
  return [...between, ...(last === undefined ? [] : [`> ${last} ${unit}`])]
}

type Drawn = { id: string; order: number; title: string; colour: string; known: boolean; text: string }

/** Black or white, whichever is read better on a colour. */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  const light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  return light > 0.18 ? '#101417' : '#ffffff'
}

/** The items as map features, numbered as in the list. */
export function featuresOf(
  items: readonly MapItem[],
  shading: Shading | undefined,
  palette: Palette,
  dark: boolean,
): FeatureCollection<Geometry, Drawn> {
  const colours = shading ? classColours(shading, dark) : []
  const features = items.flatMap((item, index): Feature<Geometry, Drawn>[] => {
    if (item.geometry === null) return []
    const { value } = item
    const known = !shading || (value !== null && value !== undefined)
    const colour =
      shading && value != null
        ? (colours[classOf(value, shading.breaks)] ?? palette.brand)
        : shading
          ? palette.surface
          : palette.brand
    return [
      {
        type: 'Feature',
        id: item.id,
        geometry: item.geometry,
        properties: { id: item.id, order: index + 1, title: item.title, colour, known, text: inkOn(colour) },
      },
    ]
  })
  return { type: 'FeatureCollection', features }
}

/** Where the name of an area is written: the centroid of its largest ring. */
export function labelPoints(areas: FeatureCollection): FeatureCollection<Point> {
  const features = areas.features.flatMap((feature): Feature<Point>[] => {
    const rings = ringsOf(feature.geometry)
    if (rings.length === 0) return []
    const best = rings.map(centroid).sort((a, b) => b.area - a.area)[0]
    if (!best) return []
    return [{ type: 'Feature', properties: feature.properties, geometry: { type: 'Point', coordinates: best.at } }]
  })
  return { type: 'FeatureCollection', features }
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates.slice(0, 1)
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1))
  return []
}

function centroid(ring: Position[]): { area: number; at: [number, number] } {
  let area = 0
  let x = 0
  let y = 0
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? []
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  })
  const [fx = 0, fy = 0] = ring[0] ?? []
  return { area: Math.abs(area), at: area === 0 ? [fx, fy] : [x / (3 * area), y / (3 * area)] }
}

/** West, south, east, north of everything shown; null when nothing has a place. */
export function boundsOf(collections: readonly FeatureCollection[]): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return
    const [x, y] = coordinates as unknown[]
    if (typeof x !== 'number' || typeof y !== 'number') {
      for (const inner of coordinates) visit(inner)
    } else if (box === null) box = [x, y, x, y]
    else box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  for (const { features } of collections) {
    for (const { geometry } of features) if ('coordinates' in geometry) visit(geometry.coordinates)
  }
  return box
}
