import type { Bilingual } from '../../kernel/refusal.ts'

/** How a figure of an indicator is obtained. */
export type IndicatorSource = 'registers' | 'external'

/** Which way is better: more, less, or a yes/no that is either there or not. */
export type Direction = 'up' | 'down' | 'yes'

/** A measurable quantity (指标) of the library: what is counted, over what, in which unit. Shared by all jurisdictions. */
export type Indicator = {
  /** Stable code, e.g. `childcare.places-per-1000`. */
  code: string
  /** Target families of the papers it serves, e.g. `T3`. */
  families: string[]
  name: Bilingual
  /** Other spellings found in papers, e.g. 职业（助理）医师. */
  aliases: string[]
  unit: string
  direction: Direction
  source: IndicatorSource
  /** Formula over named inputs (engines/formula); null for external figures. */
  formula: string | null
  numerator: Bilingual
  denominator: Bilingual | null
  /** Counts persons, person-times, or things: the three are never mixed. */
  countOf: 'persons' | 'person-times' | 'things' | null
  /** `at` a state on a date; otherwise summed over the period, or since the base year. */
  window: 'at' | 'month' | 'year' | 'cumulative'
  /** Decimals the value is shown with. */
  decimals: number
  version: number
  /** First day on which this version holds. */
  validFrom: string
  note: Bilingual | null
}

/** One measured value of an indicator, for a region, as of a date, fit to be judged (engines/formula). Never changed: a later revision restates it. */
export type SeriesPoint = {
  observation: string
  /** Last day of the period the value speaks of. */
  asOf: string
  value: number | null
  /** Best and worst case when some records are unknown, else null. */
  low: number | null
  high: number | null
  countedAs: 'persons' | 'person-times' | null
  /** Records that could not be counted because a needed field is unknown. */
  unknown: number
  /** 1, or more when the figure was restated. */
  revision: number
  /** Version of the indicator it was computed with. */
  version: number
  source: IndicatorSource
  recordedAt: string
  /** Government that keeps the figure. */
  jurisdiction: string
}

/** Payload of `statistics.observation.recorded`: which series got new values, and for which dates. */
export type ObservationsRecorded = { indicators: string[]; regions: string[]; from: string; to: string }

/** What a figure opens down to (the sheet "why this number"). */
export type Explanation = {
  indicator: Indicator
  region: { code: string; name: string }
  asOf: string
  value: number | null
  /** Formula with the numbers filled in, e.g. `1000 × 2,140 ÷ 476,587 = 4.49`. */
  filled: string
  inputs: {
    name: string
    label: Bilingual
    value: number | null
    unknown: number
    records: number
    /** Register, ledger or external file the input comes from, and where its records open. */
    source: { kind: string; label: Bilingual; href: string | null }
  }[]
  /** Best and worst case when some records are unknown. */
  bounds: { low: number; high: number } | null
  external: { source: string; period: string; file: string | null; signedBy: string; signedAt: string } | null
  /** Every value that stood for this place and date, oldest first. */
  history: { revision: number; value: number | null; recordedAt: string; reason: string | null }[]
  /** The day asked for had no figure of its own: computed now, and not recorded. */
  recorded: boolean
}
