import {
  Map as LibreMap,
  NavigationControl,
  prewarm,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { hatchDisc, hatchTile } from '../parts/hatch.ts'
import type { Palette } from '../theme/tokens.ts'
import 'maplibre-gl/dist/maplibre-gl.css'

setWorkerUrl(workerUrl)
// The worker that reads tiles starts while the page still asks what to draw.
prewarm()

export type MapWords = { zoomIn: string; zoomOut: string; scroll: string; touch: string; map: string }

const EMPTY: StyleSpecification = { version: 8, sources: {}, layers: [] }

/**
 * A map on an element, without turning and tilting, in the reader's words. Asks nothing of the network that its style does not name.
 * Throws where WebGL is missing.
 *
 * @param cooperative wheel and one finger move the page, not the map
 */
export function createMap(
  node: HTMLElement,
  words: MapWords,
  cooperative: boolean,
  style: StyleSpecification = EMPTY,
): LibreMap {
  const map = new LibreMap({
    container: node,
    style,
    attributionControl: false,
    cooperativeGestures: cooperative,
    dragRotate: false,
    pitchWithRotate: false,
    // Lines of half a pixel look alike; smoothing the whole picture costs most of a frame where no graphics card draws it.
    canvasContextAttributes: { antialias: false },
    refreshExpiredTiles: false,
    renderWorldCopies: false,
    locale: {
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
      'CooperativeGesturesHandler.WindowsHelpText': words.scroll,
      'CooperativeGesturesHandler.MacHelpText': words.scroll,
      'CooperativeGesturesHandler.MobileHelpText': words.touch,
      'Map.Title': words.map,
    },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left')
  return map
}

/** Puts the hatches of what is unknown into a map whose style has loaded. */
export function addHatches(map: LibreMap, palette: Palette): void {
  const images = {
    hatch: hatchTile(palette.edge, 16, 2),
    'hatch-disc': hatchDisc(palette.edge, palette.surface, 36),
  }
  for (const [name, canvas] of Object.entries(images)) {
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
    if (pixels && !map.hasImage(name)) map.addImage(name, pixels, { pixelRatio: 2 })
  }
}
