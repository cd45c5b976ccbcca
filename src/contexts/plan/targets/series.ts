import { prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Indicator } from '../../statistics/model.ts'
import type { SeriesPoint } from './model.ts'

/** The part of an indicator that targets need. */
export type LibraryIndicator = Pick<
  Indicator,
  'code' | 'families' | 'name' | 'aliases' | 'unit' | 'direction' | 'countOf' | 'window' | 'source'
>

/** The newest version of every indicator. One statement. */
export async function indicatorLibrary(tx: Tx): Promise<Map<string, LibraryIndicator>> {
  const rows = await tx.rows<LibraryIndicator>(sql`select distinct on (code) code, families, name, aliases, unit, direction,
    count_of "countOf", time_window "window", source from statistics.indicator order by code, version desc`)
  return new Map(rows.map((row) => [row.code, row]))
}

/** A figure of a series with its place. */
export type PlacedPoint = SeriesPoint & { indicator: string; region: string }

/**
 * The newest revision of every figure of some indicators in a jurisdiction, up to a day, oldest first: of the jurisdiction itself,
 * and of all regions below for the indicators in `perRegion`. One statement.
 */
export async function measuredSeries(
  tx: Tx,
  jurisdiction: string,
  indicators: readonly string[],
  perRegion: readonly string[],
  asOf: string,
): Promise<PlacedPoint[]> {
  if (indicators.length === 0) return []
  const whole = jurisdiction.padEnd(12, '0')
  return tx.rows<PlacedPoint>(sql`select distinct on (indicator, region, as_of) indicator, region, as_of "asOf", value, numerator, denominator,
      unknown, revision, recorded_at "recordedAt", reason
    from statistics.observation
    where jurisdiction = ${jurisdiction} and indicator = any(${indicators}) and as_of <= ${asOf}
      and (region in (${jurisdiction}, ${whole}) or (indicator = any(${perRegion}) and starts_with(region, ${prefixOf(jurisdiction)})))
    order by indicator, region, as_of, revision desc`)
}
