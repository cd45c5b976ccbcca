import { sha256Hex } from '../../../kernel/hash.ts'
import { raw, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { type Dwelling, dwellings } from '../dwellings/register.ts'
import { askDesk, deskLosses, layOutOnce } from '../streets/desk.ts'
import { encodedStreets, type StreetsView } from '../streets/store.ts'
import type { Walk } from './rules.ts'

/** A facility that people walk to. */
export type Source = { code: string; name: string; kind: string; region: string; lon: number; lat: number }

/** Metres on foot from every dwelling point to the nearest of some facilities. `nearest` counts in `sources`. */
export type WalkTo = Walk & {
  sources: readonly Source[]
  /** Facilities too far from any street to be walked to. */
  offStreets: number
  /** Names this set of facilities: the same set on the same streets has the same name. */
  name: string
}

/** Ways kept at least, whatever the number of points: one for each kind of a circle. */
const MOST_KINDS = 64

/** Longest way that is searched, metres: 40 minutes at the quickest speed. */
export const LONGEST_WALK = 4000

/**
 * Everything circles are counted from, on one day: the streets, where people live, the open facilities. Ways are searched when they
 * are first asked for, and kept until the facilities of that kind, the streets or the dwelling points change.
 */
export type Book = {
  day: string
  streets: StreetsView
  dwellings: readonly Dwelling[]
  /** Names the state of the dwelling points. */
  population: { stamp: string; asOf: string | null; points: number }
  /** Names the streets and dwelling points as the desk has them. */
  key: string
  /** Open facilities with a place, by kind; and how many of each kind have none. */
  sources: ReadonlyMap<string, readonly Source[]>
  unplaced: ReadonlyMap<string, number>
  walkTo(kinds: readonly string[]): Promise<WalkTo>
}

type Ground = {
  streets: StreetsView | null
  people: { stamp: string; asOf: string | null; points: number }
  facilities: string
}

const stampOf = (table: Sql) =>
  sql`(select coalesce(max(greatest(recorded_at, superseded_at))::text, '') || '/' || count(*) from ${table} where jurisdiction = `

/** The state of everything a book is made from. One statement. */
async function groundOf(tx: Tx): Promise<Ground> {
  const own = tx.actor.jurisdiction
  return tx.one<Ground>(sql`select
    (select jsonb_build_object('id', s.id, 'name', s.name, 'sourceKind', s.source_kind, 'sha256', s.sha256, 'vertices', s.vertices,
      'edges', s.edges, 'report', s.report, 'recordedAt', s.recorded_at, 'recordedBy', s.recorded_by, 'current', s.current)
      from territory.streets s where s.jurisdiction = ${own} and s.current) streets,
    (select jsonb_build_object('stamp', coalesce(max(greatest(recorded_at, superseded_at))::text, '') || '/' || count(*),
      'asOf', max(as_of) filter (where superseded_at is null), 'points', count(*) filter (where superseded_at is null))
      from territory.dwelling where jurisdiction = ${own}) people,
    ${stampOf(raw('territory.facility_version'))} ${own}) || ' ' || ${stampOf(raw('territory.facility_state'))} ${own}) facilities`)
}

const books = new Map<string, { version: string; book: Promise<Book> }>()
/** Books kept at a time, over all jurisdictions and days. */
const MOST_BOOKS = 48

/**
 * The book of the actor's jurisdiction on a day; null where no streets were brought in. One statement while nothing has changed, two on
 * another day or after a change of facilities, four after a change of streets or dwelling points.
 */
export async function bookOf(tx: Tx, day: string): Promise<Book | null> {
  const { streets, people, facilities } = await groundOf(tx)
  if (streets === null) return null
  const slot = `${tx.actor.jurisdiction} ${day}`
  const version = sha256Hex(JSON.stringify([streets.id, people.stamp, facilities, deskLosses()]))
  const kept = books.get(slot)
  const book = kept?.version === version ? kept.book : openBook(tx, day, streets, people)
  keepNewest(books, slot, { version, book }, MOST_BOOKS)
  book.catch(() => books.delete(slot))
  return book
}

/** What the books of all days share while streets and dwelling points stay as they are: the points, and the ways searched so far. */
type Shared = { key: string; dwellings: readonly Dwelling[]; walks: Map<string, Promise<WalkTo>> }

const shared = new Map<string, Shared>()
/** Jurisdictions whose points and ways are kept at a time. */
const MOST_SHARED = 24
/** Lengths of ways kept for a jurisdiction, each of 12 bytes: the walks of two years of month-ends, and bounded memory. */
const MOST_METRES = 4_000_000

async function sharedOf(tx: Tx, key: string, streets: string): Promise<Shared> {
  const own = tx.actor.jurisdiction
  const known = shared.get(own)
  const here = known?.key === key ? known : { key, dwellings: await dwellings(tx), walks: new Map() }
  await layOutOnce(key, async () => ({
    encoded: await encodedStreets(tx, streets),
    points: Float64Array.from(here.dwellings.flatMap(({ lon, lat }) => [lon, lat])),
  }))
  keepNewest(shared, own, here, MOST_SHARED)
  return here
}

async function openBook(tx: Tx, day: string, streets: StreetsView, population: Book['population']): Promise<Book> {
  const key = `${streets.id} ${population.stamp}`
  const { dwellings, walks } = await sharedOf(tx, key, streets.id)
  const { sources, unplaced } = await sourcesOn(tx, day)
  const mostWalks = Math.max(MOST_KINDS, Math.floor(MOST_METRES / Math.max(1, dwellings.length)))
  return {
    day,
    streets,
    dwellings,
    population,
    key,
    sources,
    unplaced,
    walkTo: (kinds) => {
      const wanted = kinds.flatMap((kind) => sources.get(kind) ?? [])
      const name = sha256Hex(JSON.stringify([key, wanted.map(({ code, lon, lat }) => [code, lon, lat])])).slice(0, 24)
      const walk = walks.get(name) ?? search(key, wanted, name)
      keepNewest(walks, name, walk, mostWalks)
      walk.catch(() => walks.delete(name))
      return walk
    },
  }
}

/** Puts a value last, and lets go of the ones longest unused. */
function keepNewest<Value>(map: Map<string, Value>, key: string, value: Value, most: number) {
  map.delete(key)
  map.set(key, value)
  for (const old of map.keys()) {
    if (map.size <= most) return
    map.delete(old)
  }
}

async function search(key: string, sources: readonly Source[], name: string): Promise<WalkTo> {
  const points = Float64Array.from(sources.flatMap(({ lon, lat }) => [lon, lat]))
  const walk = await askDesk<Walk & { offStreets: number }>('walk', { key, points, cut: LONGEST_WALK })
  return { ...walk, sources, name }
}

async function sourcesOn(tx: Tx, day: string) {
  // The state is asked of the finished join: asked within it, the planner supposes that next to none is open and joins row by row.
  const rows = await tx.rows<Omit<Source, 'lon' | 'lat'> & { lon: number | null; lat: number | null }>(
    sql`with facilities as materialized (select f.code, f.state, f.jurisdiction, (f.version).name, (f.version).kind, (f.version).region,
        (f.version).lon, (f.version).lat from territory.facility_on(${day}) f)
      select code, name, kind, region, lon, lat from facilities
      where jurisdiction = ${tx.actor.jurisdiction} and state = 'open' order by code`,
  )
  const sources = new Map<string, Source[]>()
  const unplaced = new Map<string, number>()
  for (const row of rows) {
    if (row.lon === null || row.lat === null) unplaced.set(row.kind, (unplaced.get(row.kind) ?? 0) + 1)
    else {
      const list = sources.get(row.kind) ?? []
      list.push({ ...row, lon: row.lon, lat: row.lat })
      sources.set(row.kind, list)
    }
  }
  return { sources, unplaced }
}
