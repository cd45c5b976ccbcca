import type { Bilingual } from '../../../kernel/refusal.ts'
import type { LivingTarget, Standing } from '../../plan/index.ts'
import type { ScoredLine, ScoringRule, SubjectKind } from '../scoring/model.ts'

/** A target as it stood, frozen with the words that ask for it. */
export type TargetFact = {
  target: string
  seq: number
  name: Bilingual
  printed: string
  indicator: string | null
  plan: string
  planTitle: string
  paper: string
  clause: string
  quote: string
  kind: string
  comparator: string
  value: number | null
  low: number | null
  high: number | null
  unit: string
  indicatorUnit: string | null
  deadline: string | null
  scope: string | null
  orGroup: string | null
  /** Units that answer for it: as printed, else those that lead the task it stands in. */
  units: string[]
  ladder: LivingTarget['ladder']
  standing: Standing
  /** Key of the figure that was judged; null when there was none, or each region has its own. */
  figure: string | null
}

/** A figure as it was used: the observation, its formula and the numbers in it. */
export type FigureFact = {
  /** `indicator|region|as of` */
  key: string
  observation: string
  indicator: string
  name: Bilingual
  /** Version of the indicator's definition. */
  version: number
  unit: string
  decimals: number
  region: string
  /** Name of the region on the day. */
  place: string
  asOf: string
  value: number | null
  low: number | null
  high: number | null
  unknown: number
  revision: number
  source: 'registers' | 'external'
  formula: string | null
  inputs: { name: string; label: Bilingual; value: number | null; unknown: number; records: number | null }[]
  /** The formula with its numbers; null for figures signed from outside. */
  filled: string | null
  /** Publication a signed figure stands in. */
  external: { source: string; period: string } | null
}

/** A task as it stood at the end of the period, by what was reported and answered until the round was frozen. */
export type TaskFact = {
  task: string
  number: string
  title: string
  deadline: string | null
  due: string | null
  state: string
  overdueWorkdays: number
  /** The day count touches years whose holidays are not announced. */
  provisional: boolean
  reported: boolean
  returned: number
  units: { role: string; name: string }[]
}

export type Summary = {
  states: Record<string, number>
  targets: number
  tasks: { total: number; done: number; claimed: number; overdue: number; reported: number; returned: number }
  subjects: number
  scored: number
}

/** Everything a round is made of; the hash is over exactly this. */
export type RoundContent = {
  jurisdiction: string
  period: string
  kind: SubjectKind
  asOf: string
  rule: ScoringRule
  summary: Summary
  targets: TargetFact[]
  figures: FigureFact[]
  tasks: TaskFact[]
  lines: ScoredLine[]
}

/** A round in lists. */
export type RoundHead = {
  id: string
  period: string
  kind: SubjectKind
  asOf: string
  ruleName: Bilingual
  summary: Summary
  hash: string
  frozenBy: string
  frozenAt: string
  voidedAt: string | null
  voidReason: string | null
  restatements: number
}

/** A figure corrected after it was frozen. */
export type RestatementView = {
  key: string
  indicator: string
  name: Bilingual
  unit: string
  region: string
  place: string
  asOf: string
  frozenValue: number | null
  value: number | null
  revision: number
  effect: Effect
  notedAt: string
}

/** What a correction would change if the round were computed today. The round itself stays. */
export type Effect = {
  targets: { target: string; name: Bilingual; before: string; after: string }[]
  lines: {
    subject: string
    name: string
    before: number | null
    after: number | null
    rankBefore: number | null
    rankAfter: number | null
  }[]
}
