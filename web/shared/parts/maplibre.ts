import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, StyleSpecification } from 'maplibre-gl'
import { addHatches, createMap, type MapWords } from '../map/libre.ts'
import type { Palette } from '../theme/tokens.ts'
import { boundsOf, labelPoints } from './map.ts'

export type MapData = { items: FeatureCollection; frame: FeatureCollection | null }

export type MapHandlers = { onHover: (id: string | null) => void; onPick: (id: string) => void }

/** What the component may ask of a started map. */
export type MapHandle = {
  show: (data: MapData, palette: Palette, fontSize: number) => void
  mark: (hovered: string | null, picked: string | null) => void
  remove: () => void
}

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }

function styleOf(palette: Palette, fontSize: number): StyleSpecification {
  const source = { type: 'geojson', data: NONE, promoteId: 'id' } as const
  const state = (name: string, on: number, off: number) => [
    'case',
    ['boolean', ['feature-state', name], false],
    on,
    off,
  ]
  const stroke = [
    'case',
    ['boolean', ['feature-state', 'picked'], false],
    palette.ink,
    ['boolean', ['feature-state', 'hovered'], false],
    palette.ink,
    palette.edge,
  ]
  const width = ['+', 1, state('hovered', 1, 0), state('picked', 2, 0)]
  const text = { 'text-font': ['sans-serif'], 'text-size': fontSize }
  const halo = {
    'text-color': ['coalesce', ['get', 'text'], palette.ink2] as never,
    'text-halo-color': palette.surface,
    'text-halo-width': ['case', ['to-boolean', ['get', 'known']], 0, 1.5] as never,
  }
  return {
    version: 8,
    sources: { frame: { type: 'geojson', data: NONE }, names: { type: 'geojson', data: NONE }, items: source },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.sunken } },
      { id: 'frame', type: 'fill', source: 'frame', paint: { 'fill-color': palette.surface } },
      {
        id: 'area',
        type: 'fill',
        source: 'items',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': ['get', 'colour'] },
      },
      {
        id: 'area-unknown',
        type: 'fill',
        source: 'items',
        filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!', ['get', 'known']]],
        paint: { 'fill-pattern': 'hatch' },
      },
      { id: 'frame-line', type: 'line', source: 'frame', paint: { 'line-color': palette.edge, 'line-width': 1 } },
      {
        id: 'area-line',
        type: 'line',
        source: 'items',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'line-color': stroke as never, 'line-width': width as never },
      },
      { id: 'names', type: 'symbol', source: 'names', layout: { 'text-field': ['get', 'name'], ...text }, paint: halo },
      {
        id: 'point',
        type: 'circle',
        source: 'items',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': ['+', 9, state('hovered', 2, 0), state('picked', 3, 0)] as never,
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': stroke as never,
          'circle-stroke-width': width as never,
        },
      },
      {
        id: 'point-unknown',
        type: 'symbol',
        source: 'items',
        filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['get', 'known']]],
        layout: { 'icon-image': 'hatch-disc', 'icon-allow-overlap': true },
      },
      {
        id: 'order',
        type: 'symbol',
        source: 'items',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: { 'text-field': ['to-string', ['get', 'order']], ...text, 'text-size': 11, 'text-allow-overlap': true },
        paint: { 'text-color': ['get', 'text'] },
      },
    ],
  }
}

/** Starts a map on an element. Draws only what it is given: no tiles, no glyphs, no network. Throws where WebGL is missing. */
export function startMap(node: HTMLElement, words: MapWords, handlers: MapHandlers): MapHandle {
  let data: MapData = { items: NONE, frame: null }
  let marked: { hovered: string | null; picked: string | null } = { hovered: null, picked: null }
  let fitted = ''
  let ready = false
  const map = createMap(node, words, true)

  const fill = () => {
    const labelled = [data.frame ?? NONE, data.items].map(labelPoints).flatMap((points) => points.features)
    set('items', data.items)
    set('frame', data.frame ?? NONE)
    set('names', {
      type: 'FeatureCollection',
      features: labelled.map((f) => ({
        ...f,
        properties: { ...f.properties, name: f.properties?.title ?? f.properties?.name ?? '' },
      })),
    })
    apply()
    frameAll()
  }
  const set = (name: string, value: FeatureCollection) => map.getSource<GeoJSONSource>(name)?.setData(value)
  const frameAll = () => {
    const box = boundsOf([data.items, data.frame ?? NONE])
    if (box === null || box.join() === fitted) return
    fitted = box.join()
    map.fitBounds(box, { padding: 32, maxZoom: 15, animate: false })
  }
  const apply = () => {
    if (!ready) return
    map.removeFeatureState({ source: 'items' })
    if (marked.hovered) map.setFeatureState({ source: 'items', id: marked.hovered }, { hovered: true })
    if (marked.picked) map.setFeatureState({ source: 'items', id: marked.picked }, { picked: true })
  }
  const idAt = (point: { x: number; y: number }): string | null => {
    if (!ready) return null
    const found = map.queryRenderedFeatures([point.x, point.y], { layers: ['point', 'area'] })[0]
    return typeof found?.properties.id === 'string' ? found.properties.id : null
  }
  map.on('mousemove', (event) => {
    const id = idAt(event.point)
    map.getCanvas().style.cursor = id ? 'pointer' : ''
    handlers.onHover(id)
  })
  map.on('mouseout', () => handlers.onHover(null))
  map.on('click', (event) => {
    const id = idAt(event.point)
    if (id) handlers.onPick(id)
  })
  return {
    show: (next, palette, fontSize) => {
      data = next
      // Until the new style stands there is nothing to mark in it.
      ready = false
      map.setStyle(styleOf(palette, fontSize), { diff: false })
      map.once('style.load', () => {
        addHatches(map, palette)
        ready = true
        fill()
      })
    },
    mark: (hovered, picked) => {
      marked = { hovered, picked }
      apply()
    },
    remove: () => map.remove(),
  }
}
