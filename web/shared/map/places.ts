import { useEffect, useState } from 'react'
import type {
  Box,
  FacilityFamily,
  FacilityKind,
  MapMeta,
  PlacePage,
  PlaceView,
} from '../../../src/contexts/territory/index.ts'
import type { Problem } from '../api.ts'
import { type Bilingual, usePick } from '../i18n/index.ts'
import { useView } from '../queries.ts'
import { filterQuery, type MapState } from './state.ts'

/** How often a map asks whether the register changed: an approved facility is seen within a minute. */
const LOOK_EVERY = 20_000

const PAGE = 40
const MOST = 500

/** Version, extent and regions of the map; read again regularly, so that a change shows without a reload. */
export function useMapMeta(path: string, asOf: string | null) {
  return useView<MapMeta>(path, { asOf }, { refetchInterval: LOOK_EVERY, keepLast: true })
}

/** The list beside the map. */
export type Places = {
  page: PlacePage | undefined
  items: PlaceView[]
  problem: Problem | null
  loading: boolean
  /** Being read again; what is shown is of the last query. */
  stale: boolean
  more: (() => void) | null
  retry: () => void
}

/** Reads the places of a state: the first ones, and more on demand. A newer version of the map reads them again. */
export function usePlaces(
  path: string,
  state: MapState,
  given: { version: string | undefined; box: Box | null; near?: string | null; first?: number },
): Places {
  const first = given.first ?? PAGE
  const [limit, setLimit] = useState(first)
  const box = state.inView && given.box !== null ? given.box.map((degrees) => degrees.toFixed(5)).join(',') : null
  const query = { ...filterQuery(state), box, near: given.near ?? null }
  const key = JSON.stringify(query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another set begins with its first places
  useEffect(() => setLimit(first), [key])
  const view = useView<PlacePage>(
    `${path}/places`,
    { ...query, limit },
    { enabled: given.version !== undefined, keepLast: true },
  )
  const shown = view.data?.version
  const { refetch } = view
  useEffect(() => {
    if (given.version !== undefined && shown !== undefined && shown !== given.version) void refetch()
  }, [given.version, shown, refetch])
  return {
    page: view.data,
    items: view.data?.items ?? [],
    problem: view.error,
    loading: view.isPending,
    stale: view.isPlaceholderData,
    more: view.data?.next != null && limit < MOST ? () => setLimit((now) => Math.min(MOST, now * 2 + 20)) : null,
    retry: () => void view.refetch(),
  }
}

/** One place by its code, whatever its state: for a link to it, and for one picked on the map that the list does not hold yet. */
export function usePlace(path: string, code: string | null, listed: readonly PlaceView[], asOf: string | null) {
  const found = listed.find((each) => each.code === code)
  const state = ['open', 'suspended', 'planned', 'closed', 'unknown']
  const view = useView<PlacePage>(
    `${path}/places`,
    { code: code === null ? [] : [code], state, asOf },
    { enabled: code !== null && found === undefined },
  )
  return code === null ? null : (found ?? view.data?.items[0] ?? null)
}

export type Kinds = {
  items: FacilityKind[]
  families: Record<FacilityFamily, Bilingual>
  /** What a kind is called. */
  nameOf: (kind: string) => string
  familyName: (family: FacilityFamily) => string
}

/** Kinds of facilities and what they are called. */
export function useKinds(): Kinds {
  const pick = usePick()
  const { data } = useView<{ items: FacilityKind[]; families: Record<FacilityFamily, Bilingual> }>('/territory/kinds')
  const items = data?.items ?? []
  const families = data?.families ?? ({} as Record<FacilityFamily, Bilingual>)
  return {
    items,
    families,
    nameOf: (kind) => {
      const title = items.find(({ code }) => code === kind)?.title
      return title === undefined ? kind : pick(title)
    },
    familyName: (family) => (families[family] === undefined ? family : pick(families[family])),
  }
}
