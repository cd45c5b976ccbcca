import type { FeatureCollection } from 'geojson'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../i18n/index.ts'
import { useShown } from '../theme/look.ts'
import { MapLegend } from './MapLegend.tsx'
import { classColours, featuresOf, type MapItem, type Shading } from './map.ts'
import type { MapHandle } from './maplibre.ts'
import { messages } from './messages.ts'
import './MapListTwin.css'

export type MapListTwinProps = {
  /** The set, in the order of the list. */
  items: readonly MapItem[]
  shading?: Shading
  /** Areas for orientation: townships, the county. `properties.name` is written in them. */
  frame?: FeatureCollection | null
  selected?: string | null
  onSelect?: (id: string) => void
  /** Under the map: that outlines are schematic, where the data comes from. */
  note?: ReactNode
  /** What the set is, for those who hear the page. */
  label: string
  height?: string
  /** Only the map: on the wall, where the list stands elsewhere. */
  mapOnly?: boolean
}

/** Map and list of the same set, in the same order; pointing at one points at the other. Works without network and without tiles. */
export function MapListTwin({
  items,
  shading,
  frame = null,
  selected = null,
  onSelect,
  note,
  label,
  height = '28rem',
  mapOnly,
}: MapListTwinProps) {
  const t = useText(messages)
  const shown = useShown()
  const place = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const map = useRef<MapHandle | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const [started, setStarted] = useState<'waiting' | 'yes' | 'no'>('waiting')
  const features = useMemo(() => featuresOf(items, shading, shown.palette, shown.dark), [items, shading, shown])

  const handlers = useRef({ onPick: (_: string) => {} })
  handlers.current.onPick = (id) => {
    onSelect?.(id)
    list.current?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const words = useRef({ zoomIn: '', zoomOut: '', scroll: '', touch: '', map: '' })
  words.current = {
    zoomIn: t('mapZoomIn'),
    zoomOut: t('mapZoomOut'),

    scroll: t('mapScroll'),
    touch: t('mapTouch'),
    map: label,
  }

  useEffect(() => {
    const node = place.current
    if (!node) return
    let gone = false
    import('./maplibre.ts')
      .then(({ startMap }) => {
        if (gone) return
        map.current = startMap(node, words.current, {
          onHover: setHovered,
          onPick: (id) => handlers.current.onPick(id),
        })
        setStarted('yes')
      })
      .catch(() => setStarted('no'))
    return () => {
      gone = true
      map.current?.remove()
      map.current = null
    }
  }, [])

  useEffect(() => {
    if (started === 'yes')
      map.current?.show({ items: features, frame }, shown.palette, Math.max(12, shown.fontSize - 2))
  }, [started, features, frame, shown])

  useEffect(() => {
    if (started === 'yes') map.current?.mark(hovered, selected)
  }, [started, hovered, selected])

  return (
    <div className={`yk-twin${mapOnly ? ' yk-twin--map' : ''}`} style={{ minHeight: height }}>
      <div className="yk-twin-map">
        <div ref={place} className="yk-twin-canvas" style={{ height }} hidden={started === 'no'} />
        {started === 'no' ? <p className="yk-twin-none">{t('mapNone')}</p> : null}
        {shading ? <MapLegend shading={shading} colours={classColours(shading, shown.dark)} /> : null}
        {note ? <p className="yk-twin-note">{note}</p> : null}
      </div>
      {mapOnly ? null : (
        <ol className="yk-twin-list" ref={list} aria-label={label} style={{ maxHeight: height }}>
          {items.map((item, index) => (
            <li key={item.id}>
              <button
                type="button"
                data-id={item.id}
                data-hovered={item.id === hovered || undefined}
                aria-pressed={item.id === selected}
                onClick={() => onSelect?.(item.id)}
                onMouseEnter={() => setHovered(item.id)}
                onMouseLeave={() => setHovered(null)}
                onFocus={() => setHovered(item.id)}
                onBlur={() => setHovered(null)}
              >
                <span className="yk-twin-order">{index + 1}</span>
                <span className="yk-twin-words">
                  <strong>{item.title}</strong>
                  {item.subtitle ? <span>{item.subtitle}</span> : null}
                  {item.geometry === null ? <span>{t('mapNoPlace')}</span> : null}
                </span>
                {shading ? (
                  <span className={`yk-twin-value${item.value == null ? ' yk-unknown' : ''}`}>
                    {item.value == null ? t('unknown') : (item.says ?? item.value)}
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
