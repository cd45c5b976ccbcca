import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Box, MapMeta } from '../../../src/contexts/territory/index.ts'
import { useText } from '../i18n/index.ts'
import { MapLegend } from '../parts/MapLegend.tsx'
import { messages as words } from '../parts/messages.ts'
import { useShown } from '../theme/look.ts'
import { messages } from './messages.ts'
import { type Overlay, overlayColours } from './overlay.ts'
import type { TileAddresses } from './style.ts'
import type { TileMap as Handle, Marked, View } from './tilemap.ts'
import './map.css'

export type TileMapProps = {
  meta: MapMeta
  tiles: TileAddresses
  /** Where it looks at first; else everything placed. */
  at?: View | Box | null
  marked?: readonly Marked[]
  overlay?: Overlay | null
  onPick: (code: string) => void
  onView?: (view: View, box: Box) => void
  /** The started map, for going somewhere; null when it is gone. */
  onReady?: (map: Handle | null) => void
  /** What is shown, for those who hear the page. */
  label: string
  /** Wheel and one finger move the page: for maps amid a page of text. */
  cooperative?: boolean
  note?: ReactNode
}

/** The code of the map, asked for once; a page that will show a map may ask before it knows what to draw. */
export const loadTileMap = () => import('./tilemap.ts')

/** China as a whole, for a county of which nothing has a place yet. */
const ANYWHERE: Box = [97, 20, 123, 42]

/** A map over our own vector tiles. Its code is loaded when it is first shown; without WebGL a sentence stands in its place. */
export function TileMap(props: TileMapProps) {
  const { meta, tiles, marked = [], overlay = null, label, cooperative = false, note } = props
  const t = useText(messages)
  const w = useText(words)
  const shown = useShown()
  const place = useRef<HTMLDivElement>(null)
  const map = useRef<Handle | null>(null)
  const [started, setStarted] = useState<'waiting' | 'yes' | 'no'>('waiting')
  const [trouble, setTrouble] = useState(false)
  const now = useRef(props)
  now.current = props
  const look = { palette: shown.palette, dark: shown.dark, fontSize: Math.max(13, shown.fontSize - 2) }
  const lookNow = useRef(look)
  lookNow.current = look
  const said = {
    zoomIn: w('mapZoomIn'),
    zoomOut: w('mapZoomOut'),
    scroll: w('mapScroll'),
    touch: w('mapTouch'),
    map: label,
  }
  const saidNow = useRef(said)
  saidNow.current = said

  useEffect(() => {
    const node = place.current
    if (!node) return
    let gone = false
    loadTileMap()
      .then(({ startTileMap }) => {
        if (gone) return
        const { current } = now
        map.current = startTileMap(
          node,
          {
            tiles: current.tiles,
            look: lookNow.current,
            base: current.meta.base,
            overlay: current.overlay ?? null,
            words: saidNow.current,
            cooperative,
            at: current.at ?? current.meta.bounds ?? ANYWHERE,
          },
          {
            onPick: (code) => now.current.onPick(code),
            onView: (view, box) => now.current.onView?.(view, box),
            onTrouble: setTrouble,
          },
        )
        setStarted('yes')
        current.onReady?.(map.current)
      })
      .catch(() => {
        if (!gone) setStarted('no')
      })
    return () => {
      gone = true
      now.current.onReady?.(null)
      map.current?.remove()
      map.current = null
    }
  }, [cooperative])

  const lookKey = `${shown.dark} ${shown.elder} ${shown.fontSize}`
  const drawn = useRef({ lookKey, overlay })
  useEffect(() => {
    if (started !== 'yes' || (drawn.current.lookKey === lookKey && drawn.current.overlay === overlay)) return
    drawn.current = { lookKey, overlay }
    map.current?.draw(lookNow.current, overlay)
  }, [started, lookKey, overlay])

  const { facilities, regions, streets } = tiles
  useEffect(() => {
    if (started === 'yes') map.current?.ask({ facilities, regions, streets })
  }, [started, facilities, regions, streets])

  const markKey = JSON.stringify(marked)
  useEffect(() => {
    if (started === 'yes') map.current?.mark(JSON.parse(markKey))
  }, [started, markKey])

  return (
    <figure className="yk-tilemap">
      {started === 'no' ? (
        <p className="yk-tilemap-none">{w('mapNone')}</p>
      ) : (
        <div className="yk-tilemap-frame">
          <div ref={place} className="yk-tilemap-canvas" />
          {started === 'waiting' ? <p className="yk-tilemap-wait">{t('mapComing')}</p> : null}
          {trouble ? (
            <p className="yk-tilemap-trouble" role="status">
              {t('tilesMissing')}
            </p>
          ) : null}
        </div>
      )}
      <figcaption className="yk-small yk-quiet">
        {overlay ? <MapLegend shading={overlay.shading} colours={overlayColours(overlay, shown.dark)} /> : null}
        {note ?? (meta.base === null && started !== 'no' ? t('schematic') : null)}
      </figcaption>
    </figure>
  )
}
