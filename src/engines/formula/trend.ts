import { daysBetween, type IsoDate } from '../../kernel/dates.ts'

/** A dated figure; null is unknown and left out. */
export type Point = { asOf: IsoDate; value: number | null }

/** Fewest known figures on different days from which a trend is drawn. */
export const FEWEST_POINTS = 4

const DAYS_PER_YEAR = 365.2425
/** Two-sided 90 % of the normal distribution. */
const Z = 1.6449

/** Slope of a series per year, with the band in which nine times of ten the true slope lies (Sen's interval, from Kendall's statistic). */
export type Trend = { perYear: number; low: number; high: number; points: number; from: IsoDate; to: IsoDate }

/** A projected figure with its band; `confidence` is what the band claims if the past goes on as it did. */
export type Forecast = { date: IsoDate; value: number; low: number; high: number; confidence: 0.9; points: number }

export type ForecastOptions = {
  /** A share in percent: everything is clipped to 0–100. */
  ratio?: boolean
  /** A running total: the projection never falls below the last figure. */
  cumulative?: boolean
}

/** Robust slope (Theil–Sen: the median over all pairs). Null with fewer than four known figures. */
export function trend(series: readonly Point[]): Trend | null {
  const fit = fitOf(series)
  if (!fit) return null
  const { slope, slopeLow, slopeHigh, points } = fit
  return {
    perYear: slope * DAYS_PER_YEAR,
    low: slopeLow * DAYS_PER_YEAR,
    high: slopeHigh * DAYS_PER_YEAR,
    points: points.length,
    from: points[0]!.asOf,
    to: points.at(-1)!.asOf,
  }
}

/**
 * Projects a series from its last figure by its robust slope. The band is what such projections would have missed by in the past,
 * over spans like the one ahead; where the series is too short for that, the spread of figures about the line. Null with fewer than
 * four known figures, or when the date lies further ahead than the series reaches back, or before its last figure.
 */
export function forecast(series: readonly Point[], deadline: IsoDate, options: ForecastOptions = {}): Forecast | null {
  const fit = fitOf(series)
  if (!fit) return null
  const { points, slope, slopeLow, slopeHigh } = fit
  const last = points.at(-1)!
  const span = daysBetween(points[0]!.asOf, last.asOf)
  const ahead = daysBetween(last.asOf, deadline)
  if (ahead < 0 || ahead > span) return null
  const misses = missesOver(fit, ahead)
  const limit = (value: number): number => {
    const kept = options.cumulative ? Math.max(value, last.value) : value
    return options.ratio ? Math.min(100, Math.max(0, kept)) : kept
  }
  const value = last.value + slope * ahead
  return {
    date: deadline,
    value: limit(value),
    low: limit(Math.min(value + Math.min(0, quantile(misses, 0.05)), last.value + slopeLow * ahead)),
    high: limit(Math.max(value + Math.max(0, quantile(misses, 0.95)), last.value + slopeHigh * ahead)),
    confidence: 0.9,
    points: points.length,
  }
}

/** Fewest past projections whose misses make a band. */
const FEWEST_MISSES = 4

/** By how much the slope missed between figures that lie about `ahead` days apart, sorted. */
function missesOver({ points, slope, residuals }: Fit, ahead: number): number[] {
  const misses = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => {
      const gap = b.day - a.day
      return gap >= ahead / 2 && gap <= ahead * 1.5 ? [b.value - a.value - slope * gap] : []
    }),
  )
  return misses.length < FEWEST_MISSES ? residuals : misses.sort((a, b) => a - b)
}

type Known = { asOf: IsoDate; value: number; day: number }

type Fit = {
  points: Known[]
  slope: number
  slopeLow: number
  slopeHigh: number
  /** Value of the line at day `middle`. */
  level: number
  middle: number
  /** Distances from the line, sorted. */
  residuals: number[]
}

function fitOf(series: readonly Point[]): Fit | null {
  const byDay = new Map(series.flatMap(({ asOf, value }) => (value === null ? [] : [[asOf, value] as const])))
  const ordered = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))
  if (ordered.length < FEWEST_POINTS) return null
  const points = ordered.map(([asOf, value]): Known => ({ asOf, value, day: daysBetween(ordered[0]![0], asOf) }))
  const slopes = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => (b.value - a.value) / (b.day - a.day)))
    .sort((a, b) => a - b)
  const slope = quantile(slopes, 0.5)
  const n = points.length
  const spread = Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const rank = (r: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, r))]!
  const middle = quantile(
    points.map((p) => p.day),
    0.5,
  )
  const level = quantile(
    points.map((p) => p.value - slope * (p.day - middle)).sort((a, b) => a - b),
    0.5,
  )
  return {
    points,
    slope,
    slopeLow: rank(Math.floor((slopes.length - spread) / 2)),
    slopeHigh: rank(Math.ceil((slopes.length + spread) / 2)),
    level,
    middle,
    residuals: points.map((p) => p.value - level - slope * (p.day - middle)).sort((a, b) => a - b),
  }
}

/** Quantile of sorted numbers, interpolated. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at))
}
