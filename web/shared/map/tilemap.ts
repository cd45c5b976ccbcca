import type { FeatureCollection } from 'geojson'
import { AttributionControl, type GeoJSONSource, type Map as LibreMap, type VectorTileSource } from 'maplibre-gl'
import type { BaseMap, Box } from '../../../src/contexts/territory/index.ts'
import { addHatches, createMap, type MapWords } from './libre.ts'
import type { Overlay } from './overlay.ts'
import { type Look, type TileAddresses, tileStyle } from './style.ts'

/** Where the map looks: the middle and the zoom. */
export type View = { lon: number; lat: number; zoom: number }

/** A point that stands out: what is chosen, what is pointed at, where the reader is. */
export type Marked = { role: 'selected' | 'hovered' | 'here'; lon: number; lat: number; family?: string }

export type TileMapHandlers = {
  onPick: (code: string) => void
  /** The map came to rest; also after the first picture. */
  onView: (view: View, box: Box) => void
  /** Tiles did not come, or come again. */
  onTrouble: (trouble: boolean) => void
}

/** What a page may ask of a started map. */
export type TileMap = {
  /** Draws with other colours, another overlay or another base; tiles in memory are read again. */
  draw: (look: Look, overlay: Overlay | null) => void
  /** Other tiles: another filter, another day, a newer version. */
  ask: (tiles: TileAddresses) => void
  mark: (marked: readonly Marked[]) => void
  go: (view: Partial<View> & { lon: number; lat: number }) => void
  fit: (box: Box) => void
  remove: () => void
}

export type TileMapStart = {
  tiles: TileAddresses
  look: Look
  base: BaseMap | null
  overlay: Overlay | null
  words: MapWords
  cooperative: boolean
  /** Where it looks at first. */
  at: View | Box
}

const absolute = ({ facilities, regions, streets }: TileAddresses): TileAddresses => ({
  facilities: `${location.origin}${facilities}`,
  regions: `${location.origin}${regions}`,
  ...(streets === undefined ? {} : { streets: `${location.origin}${streets}` }),
})

/** Name of the performance mark set when the first picture with facilities stands; benches read it. */
export const FIRST_PICTURE = 'yike-map-first-picture'

/** Starts a map over our own vector tiles. Throws where WebGL is missing. */
export function startTileMap(node: HTMLElement, start: TileMapStart, handlers: TileMapHandlers): TileMap {
  let tiles = start.tiles
  let marked: readonly Marked[] = []
  let { look, overlay } = start
  let gone = false
  const styleNow = () => tileStyle(absolute(tiles), look, start.base, overlay)
  const map = createMap(node, start.words, start.cooperative, styleNow())
  if (start.base !== null) map.addControl(new AttributionControl({ compact: false }), 'bottom-right')

  /** The addresses that the sources of the map ask now. */
  let asked = tiles
  const aim = () => {
    const [whole, before] = [absolute(tiles), asked]
    const sources = ['facilities', 'regions'] as const
    // A style on its way has no sources yet; it is aimed when it stands.
    if (sources.some((name) => map.getSource(name) === undefined)) return
    for (const name of sources)
      if (tiles[name] !== before[name]) map.getSource<VectorTileSource>(name)?.setTiles([whole[name]])
    asked = tiles
  }
  const dress = () => {
    // What lies under everything costs nothing when the page draws it.
    map.getCanvas().style.background = look.palette.sunken
    map.once('style.load', () => {
      addHatches(map, look.palette)
      showMarked(map, marked)
      aim()
    })
  }
  const restyle = () => {
    asked = tiles
    map.setStyle(styleNow(), { diff: false })
    dress()
  }
  dress()
  if ('zoom' in start.at) map.jumpTo({ center: [start.at.lon, start.at.lat], zoom: start.at.zoom })
  else map.fitBounds(boundsOf(start.at), { padding: 36, animate: false, maxZoom: 15 })
  if (isDrawnByProcessor(map)) easeMovement(map)

  const tell = () => {
    const { lng, lat } = map.getCenter()
    const bounds = map.getBounds()
    const box: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    handlers.onView({ lon: lng, lat, zoom: map.getZoom() }, box)
  }
  map.on('moveend', tell)
  map.once('idle', () => {
    // The picture is there when the next frame but one begins: by then what was drawn has been handed to the page.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        performance.mark(FIRST_PICTURE)
        if (!gone) tell()
      }),
    )
  })
  let failed = false
  map.on('error', () => {
    failed = true
    handlers.onTrouble(true)
  })
  map.on('dataloading', () => {
    failed = false
  })
  map.on('idle', () => {
    if (!failed) handlers.onTrouble(false)
  })
  const found = (point: { x: number; y: number }) => {
    if (!map.getLayer('place')) return undefined
    const around: [[number, number], [number, number]] = [
      [point.x - 4, point.y - 4],
      [point.x + 4, point.y + 4],
    ]
    return map.queryRenderedFeatures(around, { layers: ['place'] })[0]
  }
  map.on('click', ({ point }) => {
    const feature = found(point)
    if (feature === undefined) return
    const { code, opens } = feature.properties
    if (typeof code === 'string') handlers.onPick(code)
    else if (feature.geometry.type === 'Point') {
      const [lng = 0, lat = 0] = feature.geometry.coordinates
      map.easeTo({ center: [lng, lat], zoom: Math.max(Number(opens), map.getZoom() + 1) })
    }
  })
  map.on('mousemove', ({ point }) => {
    // Asking what lies under the pointer while the map is dragged would cost every frame.
    if (map.isMoving()) return
    map.getCanvas().style.cursor = found(point) ? 'pointer' : ''
  })

  return {
    draw: (nextLook, nextOverlay) => {
      look = nextLook
      overlay = nextOverlay
      restyle()
    },
    ask: (next) => {
      const streets = next.streets !== tiles.streets
      tiles = next
      if (streets) restyle()
      else aim()
    },
    mark: (next) => {
      marked = next
      showMarked(map, marked)
    },
    go: ({ lon, lat, zoom }) =>
      map.easeTo({ center: [lon, lat], zoom: zoom ?? Math.max(map.getZoom(), 14), duration: 300 }),
    fit: (box) => map.fitBounds(boundsOf(box), { padding: 36, maxZoom: 15, duration: 300 }),
    remove: () => {
      gone = true
      map.remove()
    },
  }
}

/** Whether the pictures are computed by the processor, for want of a graphics card. */
function isDrawnByProcessor(map: LibreMap): boolean {
  const gl = map.getCanvas().getContext('webgl2')
  const told = gl?.getExtension('WEBGL_debug_renderer_info')
  const name = gl && told ? String(gl.getParameter(told.UNMASKED_RENDERER_WEBGL)) : ''
  return /swiftshader|llvmpipe|software|basic render/i.test(name)
}

/** How sharp a map that the processor draws is while it moves or comes: every dot costs, and there are a quarter of them. */
const MOVING_RATIO = 0.5

/** Draws a map coarser while it comes, coarser and without its streets while it moves, so that it follows the hand; sharp when it rests. */
function easeMovement(map: LibreMap): void {
  const sharpen = (ratio: number) => {
    // `setPixelRatio` would end the movement it is called in; this is what it does without that.
    map._overridePixelRatio = ratio
    map._resizeInternal(false)
    map.triggerRepaint()
  }
  const whole = Math.min(1, devicePixelRatio)
  const streets = (opacity: number) => {
    if (map.getLayer('street')) map.setPaintProperty('street', 'line-opacity', opacity)
  }
  sharpen(MOVING_RATIO)
  map.once('idle', () => sharpen(whole))
  map.on('movestart', () => {
    streets(0)
    sharpen(MOVING_RATIO)
  })
  map.on('moveend', () => {
    streets(1)
    sharpen(whole)
  })
}

const boundsOf = ([west, south, east, north]: Box): [[number, number], [number, number]] => [
  [west, south],
  [east, north],
]

function showMarked(map: LibreMap, marked: readonly Marked[]): void {
  const data: FeatureCollection = {
    type: 'FeatureCollection',
    features: marked.map(({ lon, lat, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  }
  map.getSource<GeoJSONSource>('marked')?.setData(data)
}
