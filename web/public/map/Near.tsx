import { useEffect, useState } from 'react'
import type { MapMeta, PlacePage, PlaceView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { messages as mapWords } from '../../shared/map/messages.ts'
import { PlaceList } from '../../shared/map/PlaceList.tsx'
import { useKinds, useMapMeta, usePlace, usePlaces } from '../../shared/map/places.ts'
import { tileAddresses, useMapState } from '../../shared/map/state.ts'
import { loadTileMap, TileMap } from '../../shared/map/TileMap.tsx'
import type { Marked } from '../../shared/map/tilemap.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useElder } from '../../shared/theme/look.ts'
import { messages } from './messages.ts'
import { Start } from './Start.tsx'
import { startOf } from './start.ts'
import { What } from './What.tsx'
import './near.css'

const PATH = '/api/public/map'

/** The public map of care and services (养老地图): what is near, open and how to reach it. List first; the map beside or on demand. */
export default function Near() {
  const t = useText(messages)
  const [state, change] = useMapState()
  const meta = useMapMeta(PATH, null)
  const wide = useWide()
  const elder = useElder()
  const beside = wide && !elder
  // Beside the list the map is shown without being asked for: its code comes while the page still asks what to draw.
  useEffect(() => {
    if (beside) loadTileMap().catch(() => undefined)
  }, [beside])
  // A visitor who asks for nothing in particular is shown care for elders.
  useEffect(() => {
    if (window.location.search === '' || window.location.search.startsWith('?lang=')) change({ families: ['elder'] })
  }, [change])
  if (meta.error && meta.data === undefined)
    return <ErrorState problem={meta.error} onRetry={() => void meta.refetch()} />
  if (meta.data === undefined) return <LoadingState />
  return (
    <div className="yk-near">
      <header>
        <h1>{t('title')}</h1>
        <p className="yk-near-lead">{t('lead', { name: meta.data.name })}</p>
      </header>
      <Found meta={meta.data} state={state} change={change} />
    </div>
  )
}

type FoundProps = { meta: MapMeta; state: ReturnType<typeof useMapState>[0]; change: ReturnType<typeof useMapState>[1] }

function Found({ meta, state, change }: FoundProps) {
  const t = useText(messages)
  const m = useText(mapWords)
  const f = useFormat()
  const pick = usePick()
  const elder = useElder()
  const [here, setHere] = useState<{ lon: number; lat: number } | null>(null)
  const [hovered, setHovered] = useState<PlaceView | null>(null)
  const [asked, setAsked] = useState(false)
  const wide = useWide() && !elder
  const kinds = useKinds()
  const start = startOf(here, state.from, meta.regions)
  const near = start === null ? null : `${start.lon.toFixed(3)},${start.lat.toFixed(3)}`
  const places = usePlaces(PATH, state, { version: meta.version, box: null, near, first: wide ? 30 : 12 })
  const picked = usePlace(PATH, state.place, places.items, null)
  const { page } = places
  const sayHow = (walk: PlacePage['walk']) =>
    walk === null
      ? t('straightWhy')
      : t('walkWhy', { who: pick(walk.title), speed: walk.metresPerMinute, streets: walk.streets })
  const showMap = wide || asked
  const marked: Marked[] = [
    ...(start === null ? [] : [{ role: 'here' as const, lon: start.lon, lat: start.lat }]),
    ...[hovered].flatMap((each) => markOf(each, 'hovered')),
    ...[picked].flatMap((each) => markOf(each, 'selected')),
  ]
  const map = (
    <TileMap
      key={start === null ? 'all' : `${start.lon} ${start.lat}`}
      meta={meta}
      tiles={tileAddresses(PATH, state, meta)}
      at={state.at ?? (start === null ? null : { lon: start.lon, lat: start.lat, zoom: 14 })}
      marked={marked}
      onPick={(code) => change({ place: code })}
      label={t('map')}
      cooperative={!wide}
    />
  )
  return (
    <>
      <Start
        regions={meta.regions}
        from={state.from}
        start={start}
        onHere={(point) => {
          setHere(point)
          change({ from: null, at: null })
        }}
        onFrom={(from) => {
          setHere(null)
          change({ from, at: null })
        }}
      />
      <What kinds={kinds} counts={page?.kinds ?? {}} state={state} onChange={change} narrow={!wide} />
      <div className="yk-near-found" data-wide={wide || undefined}>
        <section aria-label={t('list')}>
          <div className="yk-near-head">
            <h2 role="status">{page === undefined ? t('list') : m('count', { n: f.number(page.total) })}</h2>
            {wide ? null : (
              <button type="button" className="yk-button" aria-expanded={asked} onClick={() => setAsked(!asked)}>
                {asked ? t('hideMap') : t('showMap')}
              </button>
            )}
          </div>
          <p className="yk-quiet yk-small">
            {start === null
              ? t('fromNone')
              : start.name === null
                ? t('fromHere')
                : t(start.at === 'seat' ? 'fromRegion' : 'fromMiddle', { name: start.name })}
            {start === null || page === undefined ? null : <> · {sayHow(page.walk)}</>}
          </p>
          {showMap && !wide ? map : null}
          {page !== undefined && page.unplaced > 0 ? (
            <p className="yk-quiet yk-small">{m('unplaced', { n: f.number(page.unplaced) })}</p>
          ) : null}
          {page !== undefined && page.hoursUnknown > 0 ? (
            <p className="yk-quiet yk-small">{m('hoursUnknown', { n: f.number(page.hoursUnknown) })}</p>
          ) : null}
          {places.problem ? <ErrorState problem={places.problem} onRetry={places.retry} /> : null}
          {places.loading && !places.problem ? <LoadingState /> : null}
          {page !== undefined && places.items.length === 0 ? (
            <EmptyState
              title={t('none')}
              text={t('noneText')}
              action={
                <button
                  type="button"
                  className="yk-button"
                  onClick={() => change({ kinds: [], families: [], q: '', openAt: null, place: null })}
                >
                  {t('clear')}
                </button>
              }
            />
          ) : null}
          {places.items.length > 0 || picked !== null ? (
            <PlaceList
              places={places}
              picked={picked}
              kinds={kinds}
              titles={meta.titles}
              selected={state.place}
              onSelect={(code) => change({ place: code })}
              onHover={setHovered}
            />
          ) : null}
          <p className="yk-quiet yk-small">{t('dated', { date: f.date(meta.asOf) })}</p>
        </section>
        {wide ? <div className="yk-near-map">{map}</div> : null}
      </div>
    </>
  )
}

function markOf(place: PlaceView | null, role: 'hovered' | 'selected'): Marked[] {
  if (place === null || place.lon === null || place.lat === null) return []
  return [{ role, lon: place.lon, lat: place.lat, family: place.family }]
}

const WIDE = '(min-width: 900px)'

/** Room for the map beside the list. */
function useWide(): boolean {
  const [wide, setWide] = useState(() => window.matchMedia(WIDE).matches)
  useEffect(() => {
    const asked = window.matchMedia(WIDE)
    const changed = () => setWide(asked.matches)
    asked.addEventListener('change', changed)
    return () => asked.removeEventListener('change', changed)
  }, [])
  return wide
}
