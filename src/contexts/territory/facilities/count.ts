import { prefixOf } from '../../../kernel/region.ts'
import { join, raw, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { FacilityAmount, FacilityFilter, GroupLevel } from '../model.ts'

const DIGITS: Record<GroupLevel, number> = { village: 12, township: 9, county: 6 }

/** The region of a version at a level, as a twelve-digit code. A facility kept at a higher level keeps its own code. */
function regionAt(level: GroupLevel): Sql {
  return sql`rpad(left((f.version).region, ${DIGITS[level]}), 12, '0')`
}

/**
 * The filter as one three-valued condition: true counts, null is unknown because the record lacks a value the filter asks for.
 */
export function condition(filter: FacilityFilter, asOf: string): Sql {
  const v = (name: string) => raw(`(f.version).${name}`)
  const parts: Sql[] = [filter.states === 'any' ? sql`true` : sql`f.state = any(${filter.states ?? ['open']})`]
  if (filter.kinds !== undefined) parts.push(sql`${v('kind')} = any(${filter.kinds})`)
  if (filter.families !== undefined) {
    parts.push(
      sql`${v('kind')} in (select k.code from territory.facility_kind k where k.family = any(${filter.families}))`,
    )
  }
  if (filter.tiers !== undefined) parts.push(sql`${v('tier')} = any(${filter.tiers})`)
  if (filter.functions !== undefined) parts.push(sql`${v('functions')} @> ${filter.functions}::text[]`)
  if (filter.ownership !== undefined) parts.push(sql`${v('ownership')} = any(${filter.ownership})`)
  if (filter.inclusive !== undefined) parts.push(sql`${v('inclusive')} = ${filter.inclusive}`)
  if (filter.filed !== undefined)
    parts.push(sql`(coalesce(${v('filed_on')} <= ${asOf}::date, false) = ${filter.filed})`)
  if (filter.minArea !== undefined) parts.push(sql`${v('floor_area')} >= ${filter.minArea}`)
  if (filter.region !== undefined) parts.push(sql`starts_with(${v('region')}, ${prefixOf(filter.region)})`)
  if (filter.codes !== undefined) parts.push(sql`f.code = any(${filter.codes})`)
  return join(parts, ' and ')
}

export type FacilityCount = { region: string; count: number; unknown: number }

/**
 * How many facilities meet a filter on a day, by region; regions without any are left out. `unknown` are records that may or may
 * not belong because they lack a value the filter asks for. One statement.
 */
export async function countFacilities(
  tx: Tx,
  query: { filter: FacilityFilter; by: GroupLevel; asOf: string },
): Promise<FacilityCount[]> {
  return tx.rows(sql`select region, count(*) filter (where meets) count, count(*) filter (where meets is null) unknown
    from (select ${regionAt(query.by)} region, (${condition(query.filter, query.asOf)}) meets from territory.facility_on(${query.asOf}) f) c
    where meets is not false group by region order by region`)
}

export type FacilitySum = { region: string; sum: number; records: number; unknown: number }

/**
 * Sum of an amount (places, beds, areas in m²) over the facilities that meet a filter, by region. `unknown` counts records that
 * may belong or whose amount is not known; they add nothing. One statement.
 */
export async function sumFacilities(
  tx: Tx,
  query: { filter: FacilityFilter; of: FacilityAmount; by: GroupLevel; asOf: string },
): Promise<FacilitySum[]> {
  return tx.rows(sql`select region, coalesce(sum(amount) filter (where meets), 0) sum,
      count(*) filter (where meets and amount is not null) records, count(*) filter (where meets is null or amount is null) unknown
    from (select ${regionAt(query.by)} region, ${raw(`(f.version).${query.of}`)} amount, (${condition(query.filter, query.asOf)}) meets
      from territory.facility_on(${query.asOf}) f) c
    where meets is not false group by region order by region`)
}

/** Urban: residents' committees (社区). Rural: villagers' committees (行政村). */
export type CommunityKind = 'urban' | 'rural' | 'all'

/** Condition on a village-level code by its kind (positions 10–12: 001–199 居委会, 200–399 村委会). */
export function communityCondition(kind: CommunityKind): Sql {
  const number = sql`right(r.code, 3)::int`
  if (kind === 'urban') return sql`${number} < 200`
  if (kind === 'rural') return sql`${number} between 200 and 399`
  return sql`true`
}

export type CommunityCoverage = {
  code: string
  name: string
  township: string
  covered: boolean | null
  facilities: number
}

/**
 * Which communities have at least one facility that meets the filter: true, false, or null when only records of unknown standing
 * lie in it. Facilities kept at township level cover no single community. One statement.
 */
export async function communityCoverage(
  tx: Tx,
  query: { filter: FacilityFilter; kind: CommunityKind; asOf: string; region?: string },
): Promise<CommunityCoverage[]> {
  const prefix = prefixOf(query.region ?? tx.actor.jurisdiction)
  return tx.rows(sql`with found as (
      select (f.version).region code, bool_or(meets) covered, count(*) filter (where meets) facilities
      from (select f.*, (${condition(query.filter, query.asOf)}) meets from territory.facility_on(${query.asOf}) f) f
      where meets is not false group by 1)
    select r.code, r.name, r.parent township, case when found.code is null then false else covered end covered,
      coalesce(found.facilities, 0)::int facilities
    from territory.region_on('statistical', ${query.asOf}) r left join found on found.code = r.code
    where r.level = 'village' and starts_with(r.code, ${prefix}) and ${communityCondition(query.kind)}
    order by r.code`)
}
