import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { FacilityFamily, MapMeta } from '../../../src/contexts/territory/index.ts'
import { apiUrl, type Query } from '../api.ts'
import { FAMILY_MARKS } from './families.ts'
import type { TileAddresses } from './style.ts'
import type { View } from './tilemap.ts'

/** What map and list show and how: all of it stands in the address of the page, so that a link shows the same. */
export type MapState = {
  kinds: string[]
  families: FacilityFamily[]
  states: string[]
  region: string | null
  q: string
  asOf: string | null
  /** Time of the day shown, `08:30`. */
  openAt: string | null
  /** The list holds only what the map shows. */
  inView: boolean
  at: View | null
  place: string | null
  /** Region that distances are counted from. */
  from: string | null
}

const isFamily = (text: string): text is FacilityFamily => Object.hasOwn(FAMILY_MARKS, text)

/** Reads the state from the parameters of an address; what is not understood is left out. */
export function readMapState(from: URLSearchParams): MapState {
  const [lon = Number.NaN, lat = Number.NaN, zoom = Number.NaN] = (from.get('at') ?? '').split(',').map(Number)
  const placed = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 22
  const day = from.get('asOf')
  return {
    kinds: from.getAll('kind'),
    families: from.getAll('family').filter(isFamily),
    states: from.getAll('state'),
    region: /^\d{12}$/.test(from.get('region') ?? '') ? from.get('region') : null,
    q: from.get('q') ?? '',
    asOf: day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null,
    openAt: /^\d{2}:\d{2}$/.test(from.get('openAt') ?? '') ? from.get('openAt') : null,
    inView: from.get('view') === 'in',
    at: placed ? { lon, lat, zoom } : null,
    place: from.get('place'),
    from: /^\d{12}$/.test(from.get('from') ?? '') ? from.get('from') : null,
  }
}

/** The state as parameters; what is as usual is left out. */
export function writeMapState(state: MapState): URLSearchParams {
  const to = new URLSearchParams()
  for (const kind of state.kinds) to.append('kind', kind)
  for (const family of state.families) to.append('family', family)
  for (const each of state.states) to.append('state', each)
  if (state.region !== null) to.set('region', state.region)
  if (state.q.trim() !== '') to.set('q', state.q.trim())
  if (state.asOf !== null) to.set('asOf', state.asOf)
  if (state.openAt !== null) to.set('openAt', state.openAt)
  if (state.inView) to.set('view', 'in')
  if (state.at !== null)
    to.set('at', `${state.at.lon.toFixed(5)},${state.at.lat.toFixed(5)},${state.at.zoom.toFixed(2)}`)
  if (state.place !== null) to.set('place', state.place)
  if (state.from !== null) to.set('from', state.from)
  return to
}

/** The state of the page and how to change it; the address is replaced, so that "back" leaves the map. */
export function useMapState(): [MapState, (change: Partial<MapState>) => void] {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readMapState(params), [params])
  const change = useCallback(
    (part: Partial<MapState>) => {
      setParams((now) => writeMapState({ ...readMapState(now), ...part }), { replace: true, preventScrollReset: true })
    },
    [setParams],
  )
  return [state, change]
}

/** The part of the state that says which places; sent alike for list and tiles. */
export function filterQuery({ kinds, families, states, region, q, asOf, openAt }: MapState): Query {
  return { kind: kinds, family: families, state: states, region, q: q.trim(), asOf, openAt }
}

/** Where the tiles of a state are, for the map as it is known. */
export function tileAddresses(
  path: string,
  state: MapState,
  { version, layers }: Pick<MapMeta, 'version' | 'layers'>,
): TileAddresses {
  const of = (layer: string, query: Query) => apiUrl(`${path}/tiles/${layer}/{z}/{x}/{y}.mvt`, query)
  return {
    facilities: of('facilities', { ...filterQuery(state), v: version }),
    regions: of('regions', { asOf: state.asOf, v: version }),
    ...(layers.includes('streets') ? { streets: of('streets', {}) } : {}),
  }
}
