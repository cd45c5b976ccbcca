import type { FeatureCollection } from 'geojson'
import { coloursOf, type Shading } from '../parts/map.ts'

/**
 * Values drawn over the ground, with a legend in their unit. `minutes` shades how long it takes (edges, cells or points), `gap` how many
 * people are without (cells or points). `value` of a feature is the number, null is unknown and hatched or dotted.
 */
export type Overlay = {
  kind: 'minutes' | 'gap'
  shading: Shading
  /** Features with `value` in their properties; or vector tiles with such features (`tiles` from the root of the server on). */
  data: FeatureCollection | { tiles: string; layer: string; minzoom?: number; maxzoom?: number }
  /** Where the value is, if not in `value`: another property, divided: metres by metres a minute are minutes. */
  from?: { property: string; per: number }
}

/** One hue from light to dark each: they keep their order without colour vision and in black print. */
const RAMPS = {
  minutes: {
    light: ['#d3ebe8', '#9fd0cb', '#5fb0a9', '#24877f', '#07504c'],
    dark: ['#17393a', '#1f5a59', '#2f817d', '#4caba3', '#9deae2'],
  },
  gap: {
    light: ['#f7e3d4', '#ecb98f', '#d98a52', '#a95b2c', '#5e2a10'],
    dark: ['#3a2417', '#6b3d1f', '#a4612f', '#d99057', '#ffd2ad'],
  },
} as const

/** Colours of the classes in the order of the breaks. Strong is near for minutes (`lowIsStrong`), many for gaps. */
export function overlayColours({ kind, shading }: Pick<Overlay, 'kind' | 'shading'>, dark: boolean): string[] {
  return coloursOf(RAMPS[kind][dark ? 'dark' : 'light'], shading)
}

/** The value of a feature as a MapLibre expression, and whether it is known. */
export function valueExpression({ from }: Pick<Overlay, 'from'>): { value: unknown[]; known: unknown[] } {
  const raw = ['get', from?.property ?? 'value']
  return { value: from === undefined ? raw : ['/', raw, from.per], known: ['==', ['typeof', raw], 'number'] }
}

/** Colour by class as a MapLibre expression; unknown gets `unknown`. A value on a break is in the lower class. */
export function colourExpression(overlay: Overlay, dark: boolean, unknown: string): unknown[] {
  const colours = overlayColours(overlay, dark)
  const { value, known } = valueExpression(overlay)
  const classes = overlay.shading.breaks.flatMap((limit, i) => [['<=', value, limit], colours[i] ?? unknown])
  return ['case', known, ['case', ...classes, colours.at(-1) ?? unknown], unknown]
}
