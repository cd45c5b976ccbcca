import { prefixOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Indicator } from '../../statistics/index.ts'
import { latestSeries, type SeriesPoint } from '../../statistics/index.ts'

/** The part of an indicator that targets need. */
export type LibraryIndicator = Pick<
  Indicator,
  'code' | 'families' | 'name' | 'aliases' | 'unit' | 'direction' | 'countOf' | 'window' | 'source'
>

/** Indicators by their codes. */
export type Library = ReadonlyMap<string, LibraryIndicator>

/** A figure of a series with its place: the indicator, and the region in twelve digits. */
export type PlacedPoint = SeriesPoint & { indicator: string; region: string }

/**
 * The newest revision of every figure of some indicators in a jurisdiction, up to a day, oldest first: of the jurisdiction itself,
 * and of all regions below for the indicators in `perRegion`. At most two statements.
 */
export async function measuredSeries(
  tx: Tx,
  jurisdiction: string,
  indicators: readonly string[],
  perRegion: readonly string[],
  asOf: string,
): Promise<PlacedPoint[]> {
  const whole =
    indicators.length === 0 ? new Map() : await latestSeries(tx, { indicators, regions: [jurisdiction], asOf })
  const parts =
    perRegion.length === 0
      ? new Map()
      : await latestSeries(tx, { indicators: perRegion, reach: prefixOf(jurisdiction), asOf })
  const series = new Map<string, SeriesPoint[]>([...parts, ...whole])
  return [...series].flatMap(([key, points]) => {
    const [indicator, region] = key.split('|') as [string, string]
    return points.map((point) => ({ ...point, indicator, region }))
  })
}
