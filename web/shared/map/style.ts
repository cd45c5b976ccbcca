import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { BaseMap } from '../../../src/contexts/territory/index.ts'
import type { Palette } from '../theme/tokens.ts'
import { FAMILY_MARKS, FAMILY_ORDER } from './families.ts'
import { colourExpression, type Overlay, valueExpression } from './overlay.ts'

export type Look = { palette: Palette; dark: boolean; fontSize: number }

/** Addresses of our own tiles: `{z}/{x}/{y}` in them is filled in by the map. */
export type TileAddresses = { facilities: string; regions: string; streets?: string | undefined }

const NONE: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }

/** A value by family as an expression. */
function byFamily(value: (family: (typeof FAMILY_ORDER)[number]) => string, other: string): unknown {
  return ['match', ['get', 'family'], ...FAMILY_ORDER.flatMap((family) => [family, value(family)]), other]
}

const text = (size: number) => ({ 'text-font': ['sans-serif'], 'text-size': size })

function overlayLayers(overlay: Overlay, { palette, dark }: Look): LayerSpecification[] {
  const tiled = 'tiles' in overlay.data
  const from = { source: 'overlay', ...(tiled ? { 'source-layer': (overlay.data as { layer: string }).layer } : {}) }
  const colour = colourExpression(overlay, dark, palette.hatch) as never
  const { value, known } = valueExpression(overlay) as { value: never; known: never }
  const is = (type: string, more?: unknown) =>
    (more === undefined ? ['==', ['geometry-type'], type] : ['all', ['==', ['geometry-type'], type], more]) as never
  return [
    {
      id: 'overlay-area',
      type: 'fill',
      ...from,
      filter: is('Polygon', known),
      paint: { 'fill-color': colour, 'fill-opacity': 0.78 },
    },
    {
      id: 'overlay-unknown',
      type: 'fill',
      ...from,
      filter: is('Polygon', ['!', known]),
      paint: { 'fill-pattern': 'hatch' },
    },
    {
      id: 'overlay-line',
      type: 'line',
      ...from,
      filter: is('LineString'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 10, 1, 14, 3, 17, 8],
      },
    },
    {
      id: 'overlay-point',
      type: 'circle',
      ...from,
      filter: is('Point'),
      paint: {
        'circle-color': colour,
        'circle-opacity': 0.85,
        'circle-stroke-width': 1,
        'circle-stroke-color': palette.surface,
        // The area of the disc follows the people; minutes have one size.
        'circle-radius':
          overlay.kind === 'gap' ? (['max', 3, ['min', 26, ['*', 0.8, ['sqrt', ['coalesce', value, 0]]]]] as never) : 6,
      },
    },
  ]
}

/** From this zoom on single streets are drawn. */
const STREETS_FROM_ZOOM = 13

/** The walking streets as quiet lines; where a base map shows them already, nothing. */
function streetLayer(palette: Palette, hidden: boolean): LayerSpecification {
  return {
    id: 'street',
    type: 'line',
    source: 'streets',
    'source-layer': 'streets',
    // Plain ends and few of them when far: round ones on thousands of short pieces cost most of a frame where a processor draws.
    minzoom: STREETS_FROM_ZOOM,
    layout: { visibility: hidden ? 'none' : 'visible' },
    paint: {
      'line-color': palette.line,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], STREETS_FROM_ZOOM, 1, 17, 8],
    },
  }
}

/** Base map from outside where one is set up: under everything of ours. */
function baseOf(base: BaseMap | null): { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] } {
  if (base === null) return { sources: {}, layers: [] }
  const raster = (tiles: string[]): SourceSpecification => ({
    type: 'raster',
    tiles,
    tileSize: 256,
    maxzoom: 18,
    attribution: base.attribution,
  })
  return {
    sources: { 'base-ground': raster(base.ground), 'base-names': raster(base.names) },
    layers: [
      { id: 'base-ground', type: 'raster', source: 'base-ground' },
      { id: 'base-names', type: 'raster', source: 'base-names' },
    ],
  }
}

/** The whole style over the page's ground: regions, overlay, facilities, what is marked. No glyph server and no sprite: letters are drawn by the browser. */
export function tileStyle(
  tiles: TileAddresses,
  look: Look,
  base: BaseMap | null,
  overlay: Overlay | null,
): StyleSpecification {
  const { palette, dark, fontSize } = look
  const marks = byFamily((family) => FAMILY_MARKS[family][dark ? 'dark' : 'light'], palette.ink2) as never
  const signs = byFamily((family) => FAMILY_MARKS[family].sign, '·') as never
  const on = dark ? palette.paper : '#ffffff'
  const outside = baseOf(base)
  const disc = Math.max(10, fontSize * 0.72)
  const cluster = ['has', 'count']
  const filled = ['any', cluster, ['==', ['get', 'state'], 'open']]
  const township = ['==', ['get', 'level'], 'township']
  const pushed = overlay === null ? undefined : overlay.data
  const regionLine: LayerSpecification = {
    id: 'region-line',
    type: 'line',
    source: 'regions',
    'source-layer': 'regions',
    paint: { 'line-color': palette.edge, 'line-width': 1, 'line-opacity': 0.55 },
  }
  return {
    version: 8,
    // What is shown or hidden changes at once; fading it would draw every frame in between.
    transition: { duration: 0, delay: 0 },
    sources: {
      ...outside.sources,
      facilities: { type: 'vector', tiles: [tiles.facilities], minzoom: 0, maxzoom: 16 },
      regions: { type: 'vector', tiles: [tiles.regions], minzoom: 0, maxzoom: 14 },
      ...(tiles.streets === undefined
        ? {}
        : { streets: { type: 'vector', tiles: [tiles.streets], minzoom: STREETS_FROM_ZOOM, maxzoom: 14 } }),
      ...(pushed === undefined
        ? {}
        : {
            overlay:
              'tiles' in pushed
                ? {
                    type: 'vector',
                    tiles: [`${location.origin}${pushed.tiles}`],
                    minzoom: pushed.minzoom ?? 0,
                    maxzoom: pushed.maxzoom ?? 15,
                  }
                : { type: 'geojson', data: pushed },
          }),
      marked: NONE,
    },
    layers: [
      ...outside.layers,
      {
        id: 'region',
        type: 'fill',
        source: 'regions',
        'source-layer': 'regions',
        paint: { 'fill-color': palette.surface, 'fill-opacity': base === null ? 1 : 0, 'fill-antialias': false },
      },
      ...(overlay === null ? [regionLine] : []),
      ...(tiles.streets === undefined ? [] : [streetLayer(palette, base !== null)]),
      ...(overlay === null ? [] : [...overlayLayers(overlay, look), regionLine]),
      {
        id: 'place-name',
        type: 'symbol',
        source: 'facilities',
        'source-layer': 'facilities',
        filter: ['!', cluster] as never,
        minzoom: 14,
        layout: {
          'text-field': ['get', 'name'],
          ...text(Math.max(12, fontSize * 0.9)),
          'text-anchor': 'top',
          'text-offset': [0, 1.1],
          'text-max-width': 9,
          'text-optional': true,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.surface, 'text-halo-width': 1.6 },
      },
      {
        id: 'region-name',
        type: 'symbol',
        source: 'regions',
        'source-layer': 'region_names',
        layout: {
          'text-field': ['get', 'name'],
          ...text(fontSize),
          'text-size': ['case', township, fontSize, fontSize * 0.88] as never,
          'symbol-sort-key': ['case', township, 0, 1] as never,
          // Beside the seat, wherever no disc stands.
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': ['case', township, 1.5, 0.9] as never,
          'text-justify': 'auto',
          visibility: base === null ? 'visible' : 'none',
        },
        paint: { 'text-color': palette.ink2, 'text-halo-color': palette.surface, 'text-halo-width': 1.6 },
      },
      // Places and clusters share one layer for the disc and one for what stands on it: each layer costs a round over all tiles in every frame.
      {
        id: 'place',
        type: 'circle',
        source: 'facilities',
        'source-layer': 'facilities',
        paint: {
          'circle-color': ['case', filled, marks, palette.surface] as never,
          'circle-radius': [
            'case',
            cluster,
            ['step', ['get', 'count'], disc + 3, 10, disc + 7, 100, disc + 12, 1000, disc + 17],
            disc,
          ] as never,
          'circle-stroke-width': 2.5,
          'circle-stroke-color': ['case', filled, palette.surface, marks] as never,
        },
      },
      {
        id: 'place-sign',
        type: 'symbol',
        source: 'facilities',
        'source-layer': 'facilities',
        layout: {
          'text-field': ['case', cluster, ['to-string', ['get', 'count']], signs] as never,
          ...text(fontSize),
          'text-size': ['case', cluster, Math.max(12, fontSize * 0.9), disc * 1.15] as never,
          // Signs and counts are always drawn; names keep clear of them, and with the padding of most of the disc.
          'text-allow-overlap': true,
          // Discs are large while one of them stands for many.
          'text-padding': ['step', ['zoom'], 13, 12, 6],
        },
        paint: { 'text-color': ['case', filled, on, marks] as never },
      },
      {
        id: 'marked',
        type: 'circle',
        source: 'marked',
        filter: ['!=', ['get', 'role'], 'here'],
        paint: {
          'circle-radius': disc + 4,
          'circle-opacity': 0,
          'circle-stroke-width': ['case', ['==', ['get', 'role'], 'selected'], 4, 2.5] as never,
          'circle-stroke-color': palette.ink,
        },
      },
      {
        id: 'marked-fill',
        type: 'circle',
        source: 'marked',
        filter: ['==', ['get', 'role'], 'selected'],
        paint: {
          'circle-radius': disc,
          'circle-color': marks,
          'circle-stroke-width': 2,
          'circle-stroke-color': palette.surface,
        },
      },
      {
        id: 'marked-sign',
        type: 'symbol',
        source: 'marked',
        filter: ['==', ['get', 'role'], 'selected'],
        layout: { 'text-field': signs, ...text(disc * 1.15), 'text-allow-overlap': true },
        paint: { 'text-color': on },
      },
      {
        id: 'here',
        type: 'circle',
        source: 'marked',
        filter: ['==', ['get', 'role'], 'here'],
        paint: {
          'circle-radius': 8,
          'circle-color': palette.ink,
          'circle-stroke-width': 4,
          'circle-stroke-color': palette.surface,
        },
      },
    ],
  }
}
