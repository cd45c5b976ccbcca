import { setImmediate as breathe } from 'node:timers/promises'
import { refuse } from '../../../kernel/refusal.ts'
import { prefixOf, settlementOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { regions } from '../regions/views.ts'
import type { Fact, Facts, LineState } from '../standards/model.ts'
import { evaluateStandard } from '../standards/rules.ts'
import { type FamilyView, standards } from '../standards/views.ts'
import { type Book, LONGEST_WALK, type Source, type WalkTo } from './book.ts'
import { openBookOn } from './reach.ts'
import { type CircleLine, circleLine, type Requirement } from './rules.ts'

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
  settlement: 'urban' | 'rural'
  persons: number
  /** Complete (`pass`), with gaps (`fail`), or not known. */
  state: LineState
  lines: Record<string, CircleLineView>
}

export type Circles = {
  asOf: string
  metresPerMinute: number
  /** Longest way that is searched: what is farther has no minutes. */
  longestMetres: number
  families: FamilyView[]
  items: CircleView[]
}

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
        settlement: settlementOf(community.code),
        persons: here.reduce((sum, i) => sum + (book.dwellings[i]!.persons ?? 0), 0),
        ...circleOf(lines, community.code, query.metresPerMinute),
      }
    })
  const { asOf, metresPerMinute } = query
  return { asOf, metresPerMinute, longestMetres: LONGEST_WALK, families, items }
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
    // A kind that nobody ever registered may be there all the same: that is not known, and no gap.
    const registered = walk.sources.length + walk.offStreets > 0
    known.set(String(line.kinds), factOf(registered ? present : null, tenth(minutes), speed))
  }
  const facts: Facts = (_, kinds) => known.get(String(kinds))!
  const traits = { settlement: settlementOf(code), stage: null, kind: null, tier: null } as const
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
