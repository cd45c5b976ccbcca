import { prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Persons, population } from '../../territory/index.ts'

/** A share with what it was made of; null where something is unknown. */
export type Share = { part: number | null; whole: number | null; value: number | null }

/** Kindergartens of an area in a year, with the ministry's definitions filled in. */
export type KindergartenCounts = {
  year: number
  lines: {
    kind: 'public' | 'inclusive' | 'private'
    kindergartens: number
    enrolled: number
    toddlers: number
    unknown: number
  }[]
  /** Kindergartens whose children nobody counted. */
  unknown: number
  /** 普惠性幼儿园覆盖率: children of public and inclusive kindergartens ÷ all children. */
  inclusive: Share
  /** 公办园在园幼儿占比. */
  publicShare: Share
  /** 学前教育毛入园率: children in kindergarten, whatever their age ÷ inhabitants of 3 to 5. */
  gross: Share
  population: Persons
}

type Line = KindergartenCounts['lines'][number]

const share = (part: number | null, whole: number | null): Share => ({
  part,
  whole,
  value: part === null || whole === null || whole === 0 ? null : part / whole,
})

/**
 * Counts of a year. A kindergarten without a number makes the shares unknown: whether it would raise or lower them cannot be said.
 * Two statements.
 */
export async function kindergartenCounts(
  tx: Tx,
  query: { year: number; region?: string },
): Promise<KindergartenCounts> {
  const region = (query.region ?? (tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region)).padEnd(12, '0')
  const lines =
    await tx.rows<Line>(sql`select k.kind, count(*)::int kindergartens, coalesce(sum(k.enrolled), 0)::int enrolled,
      coalesce(sum(k.toddlers), 0)::int toddlers, (count(*) filter (where k.enrolled is null))::int unknown
    from learning.kindergarten k where k.jurisdiction = ${tx.actor.jurisdiction} and k.superseded_at is null and k.year = ${query.year}
      and starts_with(k.region, ${prefixOf(region)}) group by k.kind order by array_position(array['public', 'inclusive', 'private'], k.kind)`)
  const unknown = lines.reduce((sum, line) => sum + line.unknown, 0)
  const of = (...kinds: Line['kind'][]) =>
    unknown > 0 || lines.length === 0
      ? null
      : lines.filter((line) => kinds.includes(line.kind)).reduce((sum, line) => sum + line.enrolled, 0)
  const all = of('public', 'inclusive', 'private')
  const people = await population(tx, { region, asOf: `${query.year}-12-31`, ageFrom: 3, ageTo: 5 })
  return {
    year: query.year,
    lines,
    unknown,
    inclusive: share(of('public', 'inclusive'), all),
    publicShare: share(of('public'), all),
    gross: share(all, people.persons),
    population: people,
  }
}
