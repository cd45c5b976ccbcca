/** Statistics: the indicator library, its ledgers, signed figures from outside, and the measured series. */
export { LIBRARY, matchIndicator } from './library/library.ts'
export type { Match } from './library/match.ts'
export type { Direction, Explanation, Indicator, IndicatorSource, ObservationsRecorded, SeriesPoint } from './model.ts'
export { latestSeries, type SeriesQuery, seriesKey } from './series.ts'
