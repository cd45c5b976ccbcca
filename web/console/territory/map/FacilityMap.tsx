import { useState } from 'react'
import { Link } from 'react-router'
import type { Box, PlaceView } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { FamilyFilter } from '../../../shared/map/FamilyFilter.tsx'
import { messages as mapWords } from '../../../shared/map/messages.ts'
import { PlaceList } from '../../../shared/map/PlaceList.tsx'
import { useKinds, useMapMeta, usePlace, usePlaces } from '../../../shared/map/places.ts'
import { tileAddresses, useMapState } from '../../../shared/map/state.ts'
import { loadTileMap, TileMap } from '../../../shared/map/TileMap.tsx'
import type { TileMap as Handle, Marked } from '../../../shared/map/tilemap.ts'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Conditions } from './Conditions.tsx'
import { messages } from './messages.ts'
import './map.css'

const PATH = '/api/territory/map'

// The code of the map comes while the page still asks what to draw; that it may be missing is told where the map would stand.
loadTileMap().catch(() => undefined)

/** The facilities of the jurisdiction on a map and in a list beside it; both are one set, and its conditions stand in the address. */
export default function FacilityMap() {
  const t = useText(messages)
  const m = useText(mapWords)
  const f = useFormat()
  const [state, change] = useMapState()
  const [box, setBox] = useState<Box | null>(null)
  const [hovered, setHovered] = useState<PlaceView | null>(null)
  const [map, setMap] = useState<Handle | null>(null)
  const [here, setHere] = useState<Marked | null>(null)
  const kinds = useKinds()
  const meta = useMapMeta(PATH, state.asOf)
  const places = usePlaces(PATH, state, { version: meta.data?.version, box })
  const picked = usePlace(PATH, state.place, places.items, state.asOf)
  if (meta.error && meta.data === undefined)
    return <ErrorState problem={meta.error} onRetry={() => void meta.refetch()} />
  if (meta.data === undefined) return <LoadingState />

  const select = (code: string | null) => {
    change({ place: code })
    const place = places.items.find((each) => each.code === code)
    if (place !== undefined && place.lon !== null && place.lat !== null && !within(place, box))
      map?.go({ lon: place.lon, lat: place.lat })
  }
  const { page } = places
  const counts = page?.kinds ?? {}
  const count = (n: number) => f.number(n)
  return (
    <>
      <PageHead
        title={t('title')}
        lead={
          <>
            {t('lead')}{' '}
            {meta.data.changedAt === null ? null : (
              <span className="yk-quiet">{t('changed', { when: f.instant(meta.data.changedAt) })}</span>
            )}
          </>
        }
        actions={
          <button
            type="button"
            className="yk-button"
            onClick={() => {
              if (meta.data?.bounds) map?.fit(meta.data.bounds)
            }}
          >
            {t('whole')}
          </button>
        }
      />
      <Conditions
        state={state}
        meta={meta.data}
        onChange={(part, region) => {
          change(part)
          if (region?.lon != null && region.lat != null)
            map?.go({ lon: region.lon, lat: region.lat, zoom: region.level === 'village' ? 14 : 12 })
        }}
        onPoint={(point) => {
          setHere({ role: 'here', ...point })
          map?.go({ ...point, zoom: 15 })
        }}
      />
      <div className="yk-fmap">
        <details className="yk-fmap-side" open={matchMedia('(min-width: 1000px)').matches}>
          <summary>{t('filters')}</summary>
          <FamilyFilter kinds={kinds} counts={counts} state={state} onChange={change} />
        </details>
        <TileMap
          meta={meta.data}
          tiles={tileAddresses(PATH, state, meta.data)}
          at={state.at}
          marked={marksOf(picked, hovered, here)}
          onPick={(code) => change({ place: code })}
          onView={(view, next) => {
            setBox(next)
            change({ at: view })
          }}
          onReady={setMap}
          label={t('map')}
        />
        <section className="yk-fmap-list" aria-label={m('list')}>
          <p className="yk-fmap-count" role="status">
            <strong>
              {page === undefined
                ? null
                : state.inView
                  ? m('countInView', { n: count(page.inView), total: count(page.total) })
                  : m('count', { n: count(page.total) })}
            </strong>
            {page !== undefined && page.unplaced > 0 ? (
              <span className="yk-quiet yk-small">
                {m(state.inView ? 'unplacedInView' : 'unplaced', { n: count(page.unplaced) })}
              </span>
            ) : null}
          </p>
          <label className="yk-family">
            <input type="checkbox" checked={state.inView} onChange={() => change({ inView: !state.inView })} />
            {m('inView')}
          </label>
          {places.problem ? <ErrorState problem={places.problem} onRetry={places.retry} /> : null}
          {places.loading && !places.problem ? <LoadingState /> : null}
          {page !== undefined && places.items.length === 0 ? (
            <EmptyState
              title={t('none')}
              text={state.inView && page.total > 0 ? t('noneInView') : t('noneText')}
              action={
                <button
                  type="button"
                  className="yk-button"
                  onClick={() =>
                    change({ kinds: [], families: [], states: [], region: null, q: '', asOf: null, inView: false })
                  }
                >
                  {t('clear')}
                </button>
              }
            />
          ) : null}
          <div className="yk-fmap-rows" hidden={places.items.length === 0 && picked === null}>
            <PlaceList
              places={places}
              picked={picked}
              kinds={kinds}
              titles={meta.data.titles}
              selected={state.place}
              onSelect={select}
              onHover={setHovered}
              after={(place) => (
                <Link to={`/console/territory/facilities/${encodeURIComponent(place.code)}`}>{t('open')}</Link>
              )}
            />
          </div>
        </section>
      </div>
    </>
  )
}

function within({ lon, lat }: PlaceView, box: Box | null): boolean {
  return box !== null && lon !== null && lat !== null && lon > box[0] && lat > box[1] && lon < box[2] && lat < box[3]
}

function marksOf(picked: PlaceView | null, hovered: PlaceView | null, here: Marked | null): Marked[] {
  const marks: Marked[] = here === null ? [] : [here]
  if (hovered !== null && hovered.lon !== null && hovered.lat !== null)
    marks.push({ role: 'hovered', lon: hovered.lon, lat: hovered.lat, family: hovered.family })
  if (picked !== null && picked.lon !== null && picked.lat !== null)
    marks.push({ role: 'selected', lon: picked.lon, lat: picked.lat, family: picked.family })
  return marks
}
