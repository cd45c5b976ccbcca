import type { Bilingual } from '../../../kernel/refusal.ts'

/** Whose work a scorecard compares: responsible units (责任单位) or townships (乡镇、街道). */
export type SubjectKind = 'unit' | 'region'

/** One item of a scoring rule (评分项): a formula (engines/formula) that gives 0 to 100 points, and its weight. */
export type RuleItem = {
  code: string
  label: Bilingual
  /** Whole number; the weights of a rule need not add up to 100. */
  weight: number
  /** Over the counts of the unit (see `UNIT_INPUTS`), or over `value` and `goal` of an indicator. */
  formula: string
  /** For townships: the indicator whose figure is `value`, and the number that earns full points. */
  indicator?: string
  goal?: number
}

/** A scoring rule (评分办法) in force from a day on. Unknown items get no points and lose their weight, which the known ones share. */
export type ScoringRule = {
  code: string
  validFrom: string
  kind: SubjectKind
  name: Bilingual
  items: RuleItem[]
  /** Least share of the weight that must be known for a score; below it there is none, and no rank. */
  leastKnown: number
  /** The paper it comes from. */
  source: string
}

/** Counts of a unit that a rule may use. Targets by state; tasks it leads; reports returned in the period. */
export const UNIT_INPUTS = [
  'met',
  'on_track',
  'not_due',
  'behind',
  'missed',
  'unknown',
  'lead',
  'done',
  'claimed',
  'overdue',
  'reported',
  'returned',
] as const
export type UnitInputs = Record<(typeof UNIT_INPUTS)[number], number>

/** What a formula is filled with; null is unknown. */
export type Inputs = Readonly<Record<string, number | null>>

/** An item of a line: points, what the weight became, and the formula with numbers. */
export type LineItem = {
  code: string
  /** Points, 0 to 100; null when unknown. */
  points: number | null
  weight: number
  /** Share of the score it decides after the weights of unknown items were handed on; null when unknown. */
  share: number | null
  filled: string
  inputs: Record<string, number | null>
  /** Key of the figure (`indicator|region|as of`) where the item is an indicator. */
  figure: string | null
}

/** A line of a scorecard before it is kept. */
export type ScoredLine = {
  subject: string
  name: string
  score: number | null
  /** 1 for the best; equal scores share a rank and the next one is left out. Null without a score. */
  rank: number | null
  tied: boolean
  /** Share of the weight that was known, 0 to 1. */
  known: number
  items: LineItem[]
}
