import { type ReactNode, useEffect, useRef } from 'react'
import type { MapMeta, PlaceView } from '../../../src/contexts/territory/index.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import { PlaceFacts } from './PlaceFacts.tsx'
import type { Kinds, Places } from './places.ts'
import { Sign } from './Sign.tsx'
import { useSayDistance, useSayOpen } from './say.ts'

type Props = {
  places: Places
  /** Shown open at the top when the list does not hold it. */
  picked: PlaceView | null
  kinds: Kinds
  titles: MapMeta['titles']
  selected: string | null
  onSelect: (code: string | null) => void
  onHover?: (place: PlaceView | null) => void
  /** More about the chosen one: the way to its page. */
  after?: (place: PlaceView) => ReactNode
}

/** The places of the map as a list; the chosen one unfolds in place. The keyboard's way to everything the map shows. */
export function PlaceList({ places, picked, kinds, titles, selected, onSelect, onHover, after }: Props) {
  const t = useText(messages)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (selected === null) return
    const row = list.current?.querySelector(`[data-code="${CSS.escape(selected)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const rows =
    picked !== null && !places.items.some(({ code }) => code === picked.code) ? [picked, ...places.items] : places.items
  return (
    <>
      <ul className="yk-places" ref={list} aria-label={t('list')} aria-busy={places.stale || undefined}>
        {rows.map((place) => {
          const open = place.code === selected
          return (
            <li key={`${place.region} ${place.code}`} data-code={place.code} data-open={open || undefined}>
              <button
                type="button"
                aria-expanded={open}
                onClick={() => onSelect(open ? null : place.code)}
                onMouseEnter={() => onHover?.(place)}
                onMouseLeave={() => onHover?.(null)}
                onFocus={() => onHover?.(place)}
                onBlur={() => onHover?.(null)}
              >
                <Sign family={place.family} />
                <Row place={place} kind={kinds.nameOf(place.kind)} />
              </button>
              {open ? (
                <div className="yk-place-open">
                  <PlaceFacts place={place} titles={titles} />
                  {after?.(place)}
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      {places.more ? (
        <button type="button" className="yk-button" onClick={places.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  )
}

function Row({ place, kind }: { place: PlaceView; kind: string }) {
  const t = useText(messages)
  const sayDistance = useSayDistance()
  const sayOpen = useSayOpen()
  const where = [place.townName, place.regionName].filter(Boolean).join(' ')
  return (
    <span className="yk-place-words">
      <strong>{place.name}</strong>
      <span>
        {kind}
        {where === '' ? '' : ` · ${where}`}
      </span>
      <span className="yk-place-line">
        {place.distance === null ? null : <span className="yk-place-far">{sayDistance(place.distance)}</span>}
        {place.state === 'open' ? (
          <span data-now={place.now.open ?? 'unknown'}>{sayOpen(place.now)}</span>
        ) : (
          <span className="yk-place-state">{t(`state_${place.state ?? 'unknown'}`)}</span>
        )}
        {place.lon === null ? <span>{t('noPlace')}</span> : null}
      </span>
    </span>
  )
}
