import { refuse } from '../../../kernel/refusal.ts'
import { parseRegion, prefixOf, type RegionLevel } from '../../../kernel/region.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import type { RegionResolver } from '../../../platform/imports/index.ts'
import { type CommunityKind, communityCondition } from '../facilities/count.ts'
import type { RegionTree, RegionView } from '../model.ts'

const VIEW = sql`r.code, r.name, r.level, r.parent, r.pinyin, r.initials, r.urban_rural "urbanRural", r.lon, r.lat,
  r.valid_from "validFrom", r.valid_to "validTo", r.successors`

const full = (code: string) => parseRegion(code).code

/** Regions in force on a day, in the order of their codes; optionally below a region (itself included) or of one level. */
export async function regions(
  tx: Tx,
  query: { tree?: RegionTree; asOf: string; within?: string; level?: RegionLevel },
): Promise<RegionView[]> {
  return tx.rows(sql`select ${VIEW} from territory.region_on(${query.tree ?? 'statistical'}, ${query.asOf}) r
    where true ${query.within === undefined ? empty : sql`and starts_with(r.code, ${prefixOf(query.within)})`}
      ${query.level === undefined ? empty : sql`and r.level = ${query.level}`} order by r.code`)
}

/** The regions directly below one, on a day. */
export async function childrenOf(
  tx: Tx,
  code: string,
  asOf: string,
  tree: RegionTree = 'statistical',
): Promise<RegionView[]> {
  return tx.rows(
    sql`select ${VIEW} from territory.region_on(${tree}, ${asOf}) r where r.parent = ${full(code)} order by r.code`,
  )
}

/** Names of regions on a day, by the code as given (6 or 12 digits). Codes that are not in force have no entry. One statement. */
export async function regionNames(tx: Tx, codes: readonly string[], asOf: string): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)]
  const rows = await tx.rows<{ given: string; name: string }>(sql`select g.given, r.name
    from unnest(${wanted}::text[], ${wanted.map(full)}::text[]) g(given, code)
    join territory.region_on('statistical', ${asOf}) r on r.code = g.code`)
  return new Map(rows.map((row) => [row.given, row.name]))
}

/** Name of one region on a day; the code itself when it is not in force. */
export async function regionName(tx: Tx, code: string, asOf: string): Promise<string> {
  return (await regionNames(tx, [code], asOf)).get(code) ?? code
}

/** Communities (社区, 行政村) in force on a day. */
export async function communities(
  tx: Tx,
  query: { kind: CommunityKind; asOf: string; region?: string },
): Promise<{ code: string; name: string; township: string }[]> {
  return tx.rows(sql`select r.code, r.name, r.parent township from territory.region_on('statistical', ${query.asOf}) r
    where r.level = 'village' and starts_with(r.code, ${prefixOf(query.region ?? tx.actor.jurisdiction)})
      and ${communityCondition(query.kind)} order by r.code`)
}

/** All rows of a code, newest first: its names and validity over time, in one tree. */
export async function regionHistory(tx: Tx, code: string, tree: RegionTree = 'statistical'): Promise<RegionView[]> {
  const rows = await tx.rows<RegionView>(sql`select ${VIEW} from territory.region r
    where r.tree = ${tree} and r.code = ${full(code)} order by r.valid_from desc`)
  if (rows.length > 0) return rows
  throw refuse(
    'region.unknown',
    { zh: `没有区划代码 ${code}`, en: `There is no region ${code}` },
    { kind: 'missing', at: '/code' },
  )
}

export type RegionMapping = { from: string; to: string[]; kind: 'same' | 'merged' | 'split' | 'ended' }

/**
 * Where the regions of one day went until another (A172): figures reported by old codes are added up by `to`; of a split region the
 * share of each part is unknown. Codes that hold on both days map to themselves. One statement.
 */
export async function mapRegions(
  tx: Tx,
  query: { from: string; to: string; within: string },
): Promise<RegionMapping[]> {
  const rows = await tx.rows<{ from: string; to: string[] }>(sql`with recursive step as (
      select r.code origin, r.code, r.valid_to, r.successors, 0 depth from territory.region_on('statistical', ${query.from}) r
      where starts_with(r.code, ${prefixOf(query.within)})
      union all
      select s.origin, n.code, n.valid_to, n.successors, s.depth + 1
      from step s cross join unnest(s.successors) next(code)
      join territory.region n on n.tree = 'statistical' and n.code = next.code and n.valid_from <= s.valid_to and (n.valid_to is null or n.valid_to > s.valid_to)
      where s.valid_to <= ${query.to}::date and s.depth < 20)
    select origin "from", coalesce(array_agg(distinct code order by code) filter (where valid_to is null or valid_to > ${query.to}::date), '{}') "to"
    from step group by origin order by origin`)
  return rows.map(({ from, to }) => {
    if (to.length === 0) return { from, to, kind: 'ended' }
    if (to.length > 1) return { from, to, kind: 'split' }
    return { from, to, kind: to[0] === from ? 'same' : 'merged' }
  })
}

/**
 * Finds regions of the jurisdiction that are in force by what people write: a code of 6, 9 or 12 digits, 江那镇锦山社区, 锦山社区, 江那.
 * The closest kind of match decides; a text that fits several regions equally well is left out. One statement.
 */
export const resolveRegions: RegionResolver = async (tx, texts) => {
  const prefix = prefixOf(tx.actor.jurisdiction)
  const rows = await tx.rows<{ text: string; code: string; name: string }>(sql`with known as (
      select r.code, r.name, p.name above, regexp_replace(r.name, '(村委会|居委会|社区|村|街道|镇|((彝|苗|壮|瑶|回|傣|白|土家|哈尼|布依|侗|藏|满|蒙古|傈僳|拉祜|佤|纳西|仡佬|水|羌|畲|黎)族)*乡|县|市|区)$', '') short
      from territory.region_on('statistical', ${tx.now}) r
      left join territory.region_on('statistical', ${tx.now}) p on p.code = r.parent
      where starts_with(r.code, ${prefix})),
    names as (
      select code, name, code as text, 1 as rank from known
      union all select code, name, rtrim(code, '0'), 2 from known
      union all select code, name, left(code, 9), 2 from known where right(code, 3) = '000'
      union all select code, name, left(code, 6), 1 from known where right(code, 6) = '000000'
      union all select code, name, above || name, 3 from known
      union all select code, name, name, 4 from known
      union all select code, name, above || short, 5 from known
      union all select code, name, short, 6 from known),
    hits as (
      select w.text, n.code, n.name, n.rank, min(n.rank) over (partition by w.text) best
      from unnest(${texts as string[]}::text[]) w(text) join names n on n.text = replace(w.text, ' ', ''))
    select text, min(code) code, min(name) name from hits where rank = best group by text having count(distinct code) = 1`)
  return new Map(rows.map(({ text, code, name }) => [text, { code, name }]))
}

/** Where the governments of the actor's county and of its townships sit, by the statistical division of today. One statement. */
export async function seats(tx: Tx): Promise<{ lon: number; lat: number }[]> {
  return tx.rows(sql`select lon, lat from territory.region_on('statistical', ${tx.now}) r
    where r.level in ('county', 'township') and starts_with(r.code, ${prefixOf(tx.actor.jurisdiction)})
      and lon is not null and lat is not null`)
}
