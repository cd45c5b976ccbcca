import { WALKING_RULES } from '../../../engines/streets/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Dwelling, dwellingVersion, type Group } from '../dwellings/register.ts'
import { regions } from '../regions/views.ts'
import { type Book, bookOf, LONGEST_WALK, type WalkTo } from './book.ts'
import { type Reach, reachByRegion, shareOf, sumOf } from './rules.ts'

/** How fast somebody walks, metres a minute. */
export type WalkingSpeed = {
  code: string
  title: { zh: string; en: string }
  metresPerMinute: number
  source: string
  certainty: string
}

/** The speeds results are given at. */
export async function walkingSpeeds(tx: Tx): Promise<WalkingSpeed[]> {
  return tx.rows(sql`select code, jsonb_build_object('zh', zh, 'en', en) title, metres_per_minute "metresPerMinute", source, certainty
    from territory.walking_speed order by place`)
}

/** What a figure of reach was computed from: with the same parts anyone gets the same figure. */
export type Manifest = {
  asOf: string
  streets: { id: string; name: string; sha256: string; invented: boolean; assumedShare: number }
  rules: string
  facilities: { kinds: string[]; count: number; set: string; offStreets: number; unplaced: number }
  population: { points: number; persons: number; asOf: string | null; md5: string }
  metresPerMinute: number
  minutes: number
  group: Group
}

/** The book of a day, or the refusal that says what is missing. */
export async function openBookOn(tx: Tx, asOf: string): Promise<Book> {
  const book = await bookOf(tx, asOf)
  if (book !== null) return book
  throw refuse(
    'streets.none-yet',
    { zh: '还没有步行路网，无法计算步行时间', en: 'There are no walking streets yet, so minutes cannot be said' },
    {
      kind: 'conflict',
      next: { zh: '请在“步行路网”导入本地区的 OpenStreetMap 文件', en: 'Bring in an OpenStreetMap file of the region' },
    },
  )
}

/** Share of a group within reach, by region, with everything to compute it again. */
export type ReachView = {
  manifest: Manifest
  whole: Reach & { share: number | null }
  items: (Reach & { region: string; name: string; share: number | null })[]
}

export type ReachQuery = {
  asOf: string
  kinds: readonly string[]
  minutes: number
  metresPerMinute: number
  group: Group
  by: 'village' | 'township' | 'county'
  region?: string
}

const DIGITS = { village: 12, township: 9, county: 6 }
const withShare = (reach: Reach) => ({ ...reach, share: shareOf(reach) })

/** Share of the people of a group who have one of some kinds within some minutes on foot (A22). */
export async function reachOf(tx: Tx, query: ReachQuery): Promise<ReachView> {
  const book = await openBookOn(tx, query.asOf)
  const walk = await book.walkTo(query.kinds)
  const prefix = prefixOf(query.region ?? tx.actor.jurisdiction)
  const of = (region: string) => region.slice(0, DIGITS[query.by]).padEnd(12, '0')
  const found = reachByRegion(book.dwellings, walk, {
    group: query.group,
    minutes: query.minutes,
    speed: query.metresPerMinute,
    of: (region) => (region.startsWith(prefix) ? of(region) : ''),
  })
  found.delete('')
  const all = await regions(tx, { asOf: query.asOf, within: query.region ?? tx.actor.jurisdiction })
  const names = new Map(all.map(({ code, name }) => [code, name]))
  return {
    manifest: await manifestOf(tx, book, walk, query),
    whole: withShare(sumOf(found.values())),
    items: [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([region, reach]) => ({ region, name: names.get(region) ?? region, ...withShare(reach) })),
  }
}

/** Names of the states of the dwelling points: the same list, the same name. */
const versions = new WeakMap<readonly Dwelling[], Awaited<ReturnType<typeof dwellingVersion>>>()

async function versionOf(tx: Tx, { dwellings }: Book) {
  const known = versions.get(dwellings)
  if (known !== undefined) return known
  const found = await dwellingVersion(tx)
  versions.set(dwellings, found)
  return found
}

async function manifestOf(tx: Tx, book: Book, walk: WalkTo, query: ReachQuery): Promise<Manifest> {
  const { streets } = book
  const { points, persons, asOf, hash } = await versionOf(tx, book)
  return {
    asOf: book.day,
    streets: {
      id: streets.id,
      name: streets.name,
      sha256: streets.sha256,
      invented: streets.sourceKind === 'invented',
      assumedShare: streets.report.assumedShare,
    },
    rules: WALKING_RULES,
    facilities: {
      kinds: [...query.kinds],
      count: walk.sources.length,
      set: walk.name,
      offStreets: walk.offStreets,
      unplaced: query.kinds.reduce((sum, kind) => sum + (book.unplaced.get(kind) ?? 0), 0),
    },
    population: { points, persons, asOf, md5: hash },
    metresPerMinute: query.metresPerMinute,
    minutes: query.minutes,
    group: query.group,
  }
}

/** Whom, to what, how far, how fast: one walk of many asked about together. */
export type WalkQuery = Pick<ReachQuery, 'kinds' | 'minutes' | 'metresPerMinute' | 'group'>

/**
 * For each of some walks: people of its group by township, and how many of them have one of its kinds within its minutes on foot on a
 * day; null where there are no streets or nobody's dwelling is known. One or two statements, however many walks.
 */
export async function peopleWithin(
  tx: Tx,
  asOf: string,
  walks: readonly WalkQuery[],
): Promise<(Map<string, Reach> | null)[]> {
  const book = await bookOf(tx, asOf)
  if (book === null || book.dwellings.length === 0) return walks.map(() => null)
  return Promise.all(
    walks.map(async ({ kinds, group, minutes, metresPerMinute }) =>
      reachByRegion(book.dwellings, await book.walkTo(kinds), {
        group,
        minutes,
        speed: metresPerMinute,
        of: (region) => region.slice(0, DIGITS.township).padEnd(12, '0'),
      }),
    ),
  )
}

/** Where people live, with the metres to the nearest: what a map shades. Arrays run in the order of the dwelling points. */
export async function reachPoints(tx: Tx, query: Pick<ReachQuery, 'asOf' | 'kinds' | 'group' | 'region'>) {
  const book = await openBookOn(tx, query.asOf)
  const walk = await book.walkTo(query.kinds)
  const prefix = prefixOf(query.region ?? tx.actor.jurisdiction)
  return {
    key: walk.name,
    longest: LONGEST_WALK,
    points: book.dwellings.flatMap((dwelling, i) => {
      if (!dwelling.region.startsWith(prefix)) return []
      const metres = walk.metres[i]!
      return [
        {
          code: dwelling.code,
          name: dwelling.name,
          lon: dwelling.lon,
          lat: dwelling.lat,
          count: dwelling[query.group],
          // JSON knows no infinity: -1 is farther than was searched, null is off the streets.
          metres: Number.isNaN(metres) ? null : metres === Number.POSITIVE_INFINITY ? -1 : Math.round(metres),
        },
      ]
    }),
  }
}
