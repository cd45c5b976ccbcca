import { join, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import type { SeriesPoint } from './model.ts'

/** Which series: indicators in regions, or single pairs of both. */
export type SeriesQuery = {
  indicators?: readonly string[]
  /** Region codes, 6 or 12 digits; all regions unless given. */
  regions?: readonly string[]
  /** Prefix of region codes (`5326`: the prefecture and all below), in place of `regions`. */
  reach?: string
  /** Single series, in place of `indicators` and `regions`. */
  pairs?: readonly { indicator: string; region: string }[]
  /** Last day a figure may speak of. */
  asOf: string
  /** First day; the whole series unless given. */
  since?: string
  /** Figures as they were known at this instant; as known now unless given. */
  knownAt?: string
}

/** Key of a series in the answer of {@link latestSeries}; regions of 6 digits are read as 12. */
export function seriesKey(indicator: string, region: string): string {
  return `${indicator}|${region.padEnd(12, '0')}`
}

const full = (region: string) => region.padEnd(12, '0')

function wanted(query: SeriesQuery): Sql {
  const parts: Sql[] = [sql`o.as_of <= ${query.asOf}::date`]
  if (query.pairs !== undefined) {
    parts.push(sql`(o.indicator, o.region) in (select * from unnest(${query.pairs.map((pair) => pair.indicator)}::text[],
      ${query.pairs.map((pair) => full(pair.region))}::text[]))`)
  }
  if (query.indicators !== undefined) parts.push(sql`o.indicator = any(${query.indicators})`)
  if (query.regions !== undefined) parts.push(sql`o.region = any(${query.regions.map(full)})`)
  if (query.reach !== undefined) parts.push(sql`starts_with(o.region, ${query.reach})`)
  if (query.since !== undefined) parts.push(sql`o.as_of >= ${query.since}::date`)
  if (query.knownAt !== undefined) parts.push(sql`o.recorded_at <= ${query.knownAt}::timestamptz`)
  return join(parts, ' and ')
}

/**
 * The newest value of every date of the series asked for, oldest date first, ready to be judged. Where two governments keep a figure
 * of the same place and date, the place's own prevails. One statement, however many series.
 *
 * @returns points by {@link seriesKey}; a series without any figure has no entry
 */
export async function latestSeries(tx: Tx, query: SeriesQuery): Promise<Map<string, SeriesPoint[]>> {
  const rows = await tx.rows<SeriesPoint & { indicator: string; region: string }>(sql`
    select distinct on (o.indicator, o.region, o.as_of) o.indicator, o.region, o.id observation, o.as_of "asOf", o.value, o.low, o.high,
      case when i.count_of in ('persons', 'person-times') then i.count_of end "countedAs", o.unknown, o.revision,
      o.indicator_version version, o.source, o.recorded_at "recordedAt", o.jurisdiction
    from statistics.observation o
    join statistics.indicator i on i.code = o.indicator and i.version = o.indicator_version
    where ${wanted(query)}
    order by o.indicator, o.region, o.as_of, (o.jurisdiction = left(o.region, 6)) desc, o.jurisdiction, o.revision desc`)
  const series = new Map<string, SeriesPoint[]>()
  for (const { indicator, region, ...point } of rows) {
    const key = seriesKey(indicator, region)
    const list = series.get(key)
    if (list === undefined) series.set(key, [point])
    else list.push(point)
  }
  return series
}
