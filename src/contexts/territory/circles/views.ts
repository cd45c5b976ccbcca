import { setImmediate as breathe } from 'node:timers/promises'
import { WALKING_RULES } from '../../../engines/streets/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { parseRegion, prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Dwelling, dwellingVersion, type Group } from '../dwellings/register.ts'
import { regions } from '../regions/views.ts'
import type { Fact, Facts, LineState } from '../standards/model.ts'
import { evaluateStandard } from '../standards/rules.ts'
import { type FamilyView, standards } from '../standards/views.ts'
import { type Book, bookOf, LONGEST_WALK, type Source, type WalkTo } from './book.ts'
import { type CircleLine, circleLine, type Reach, type Requirement, reachByRegion, shareOf, sumOf } from './rules.ts'

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

/**
 * People of a group by township, and how many of them have one of some kinds within some minutes on foot on a day; null where there are no
 * streets or nobody's dwelling is known. For figures that are computed again and again: one or two statements.
 */
export async function peopleWithin(
  tx: Tx,
  query: Pick<ReachQuery, 'asOf' | 'kinds' | 'minutes' | 'metresPerMinute' | 'group'>,
): Promise<Map<string, Reach> | null> {
  const book = await bookOf(tx, query.asOf)
  if (book === null || book.dwellings.length === 0) return null
  const walk = await book.walkTo(query.kinds)
  return reachByRegion(book.dwellings, walk, {
    group: query.group,
    minutes: query.minutes,
    speed: query.metresPerMinute,
    of: (region) => region.slice(0, DIGITS.township).padEnd(12, '0'),
  })
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

/**
 * A line of a community's circle: whether it is met, the minutes half of the inhabitants need at most (to a tenth), the share of them
 * within the minutes asked, and the facility most of them have nearest.
 */
export type CircleLineView = {
  state: LineState
  minutes: number | null
  share: number | null
  nearest: Pick<Source, 'code' | 'name'> | null
}

/** A community's circle by one family. */
export type CircleView = {
  code: string
  name: string
  township: string
  townshipName: string | null
  persons: number
  /** Complete (`pass`), with gaps (`fail`), or not known. */
  state: LineState
  lines: Record<string, CircleLineView>
}

export type Circles = { asOf: string; metresPerMinute: number; families: FamilyView[]; items: CircleView[] }

/**
 * The circles of the communities of a region (A23): each line of the circle families present, absent or unknown, with the minutes half
 * of the inhabitants need. A county may change lines like those of any standard.
 */
export async function circlesOn(
  tx: Tx,
  query: { asOf: string; metresPerMinute: number; family: string; region?: string },
): Promise<Circles> {
  const book = await openBookOn(tx, query.asOf)
  const families = (await standards(tx, query.asOf)).filter((each) => each.subject === 'circle')
  const family = families.find((each) => each.code === query.family)
  if (family === undefined) {
    throw refuse(
      'circle.family',
      { zh: `没有生活圈标准 ${query.family}`, en: `There is no circle standard ${query.family}` },
      { kind: 'missing', at: '/family' },
    )
  }
  const members = Map.groupBy(book.dwellings.keys(), (i) => book.dwellings[i]!.region)
  const lines: WalkedLine[] = []
  for (const line of family.lines) {
    const walk = await book.walkTo(line.kinds ?? [])
    const asked = { code: line.code, kinds: line.kinds ?? [], minutes: line.value ?? 15 }
    lines.push({ line, walk, found: await linesOf(book, walk, members, asked, query.metresPerMinute) })
  }
  const within = query.region ?? tx.actor.jurisdiction
  const all = await regions(tx, { asOf: query.asOf, within: within.slice(0, 6) })
  const names = new Map(all.map(({ code, name }) => [code, name]))
  const items = all
    .filter(({ code, level }) => level === 'village' && code.startsWith(prefixOf(within)))
    .map((community): CircleView => {
      const here = members.get(community.code) ?? []
      return {
        code: community.code,
        name: community.name,
        township: community.parent ?? '',
        townshipName: names.get(community.parent ?? '') ?? null,
        persons: here.reduce((sum, i) => sum + (book.dwellings[i]!.persons ?? 0), 0),
        ...circleOf(lines, community.code, query.metresPerMinute),
      }
    })
  return { asOf: query.asOf, metresPerMinute: query.metresPerMinute, families, items }
}

/** A line of a standard with the walk it is judged by and what was found for each community. */
type WalkedLine = { line: FamilyView['lines'][number]; walk: WalkTo; found: ReadonlyMap<string, CircleLine> }

/** Lines of all communities, kept as long as the walk they were counted from: a facility that changes touches those of its kind alone. */
const counted = new WeakMap<WalkTo, Map<string, ReadonlyMap<string, CircleLine>>>()

async function linesOf(
  book: Book,
  walk: WalkTo,
  members: ReadonlyMap<string, readonly number[]>,
  asked: Requirement,
  speed: number,
): Promise<ReadonlyMap<string, CircleLine>> {
  const known = counted.get(walk) ?? new Map<string, ReadonlyMap<string, CircleLine>>()
  counted.set(walk, known)
  const key = `${asked.minutes} ${speed}`
  const before = known.get(key)
  if (before !== undefined) return before
  const found = new Map(
    [...members].map(([code, here]) => [code, circleLine(book.dwellings, walk, here, asked, speed)]),
  )
  known.set(key, found)
  // Other requests come in between one line and the next.
  await breathe()
  return found
}

const NOBODY_LIVES_THERE: CircleLine = { requirement: '', present: null, minutes: null, share: null, nearest: -1 }

function circleOf(lines: readonly WalkedLine[], code: string, speed: number): Pick<CircleView, 'state' | 'lines'> {
  const walked = new Map<string, Omit<CircleLineView, 'state'>>()
  const known = new Map<string, Fact>()
  for (const { line, walk, found } of lines) {
    const { nearest, present, minutes, share } = found.get(code) ?? NOBODY_LIVES_THERE
    const source = nearest < 0 ? null : walk.sources[nearest]!
    const seen = source === null ? null : { code: source.code, name: source.name }
    walked.set(line.code, { minutes: tenth(minutes), share: rounded(share), nearest: seen })
    known.set(String(line.kinds), factOf(present, tenth(minutes), speed))
  }
  const facts: Facts = (_, kinds) => known.get(String(kinds))!
  const settlement = parseRegion(code).kind === 'residents-committee' ? 'urban' : 'rural'
  const traits = { settlement, stage: null, kind: null, tier: null } as const
  const { state, groups } = evaluateStandard(
    lines.map(({ line }) => line),
    facts,
    traits,
  )
  const views: Record<string, CircleLineView> = {}
  for (const { line, state: met } of groups.flatMap((group) => group.lines)) {
    views[line.code] = { state: met, ...walked.get(line.code)! }
  }
  return { state, lines: views }
}

const tenth = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 10) / 10)
/** Shares to a hundredth of a per cent: more digits than a screen says, and not the length of a whole double. */
const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)

/** Minutes as a quantity: farther than was searched has a lower bound only. */
function factOf(present: boolean | null, minutes: number | null, speed: number): Fact {
  if (present === null) return { low: null, high: null, evidence: [] }
  if (minutes === null) return { low: LONGEST_WALK / speed, high: null, evidence: [] }
  return { low: minutes, high: minutes, evidence: [] }
}
