import { prefetchView } from './shared/queries.ts'

type Page = {
  at: string
  /** What the page asks first. */
  asks: string
  code: () => Promise<unknown>
  /** Whether the map is shown without being asked for. */
  shows: () => boolean
}

/** Pages that begin with a map: much code, and an answer that says what to draw. */
const PAGES: Page[] = [
  {
    at: '/console/territory/map',
    asks: '/api/territory/map',
    code: () => import('./console/territory/map/FacilityMap.tsx'),
    shows: () => true,
  },
  {
    at: '/near',
    asks: '/api/public/map',
    code: () => import('./public/map/Near.tsx'),
    shows: () => window.matchMedia('(min-width: 900px)').matches,
  },
]

/** Asks for what the page at this address will need, beside its face and not after it. What fails is told where it is needed. */
export function askEarly(): void {
  const page = PAGES.find(({ at }) => at === location.pathname)
  if (page === undefined) return
  prefetchView('/session')
  prefetchView(page.asks, { asOf: new URLSearchParams(location.search).get('asOf') })
  if (page.shows()) import('./shared/map/tilemap.ts').catch(() => undefined)
  page.code().catch(() => undefined)
}
