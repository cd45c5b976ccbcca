import type { Bilingual } from '../../../kernel/refusal.ts'

/** What a family of standards judges: a community, a facility, the planned figures of a building project, works, or what is within reach on foot (生活圈). */
export type StandardSubject = 'community' | 'facility' | 'project' | 'works' | 'circle'

/** How a value is compared; `all`: everything wanted must be there. */
export type StandardComparator = '>=' | '>' | '<=' | '<' | '=' | 'all'

/** Whom a line is for; what is left out does not narrow it. */
export type Applies = {
  settlement?: 'urban' | 'rural'
  stage?: 'new' | 'existing'
  kinds?: string[]
  tiers?: string[]
}

/** One line of a standard, as it holds on a day. */
export type StandardLine = {
  family: string
  code: string
  validFrom: string
  validTo: string | null
  title: Bilingual
  /** Code of a measure (`measures.ts`). */
  measure: string
  /** Kinds of facilities the measure is taken from. */
  kinds: string[] | null
  comparator: StandardComparator
  /** Number compared with, in the measure's unit; null for `all`. */
  value: number | null
  /** For `all`: what must be there. */
  wanted: string[] | null
  /** Lines with the same word are alternatives: one is enough. */
  alternative: string | null
  /** Share by which the value may be missed (左右); 0: not at all. */
  tolerance: number
  applies: Applies
  /** 条文. */
  clause: string
  /** V read in the text, V2 read second-hand, M general knowledge, U unsure. */
  certainty: 'V' | 'V2' | 'M' | 'U'
  place: number
  /** Set by the county itself. */
  own: boolean
}

export type StandardFamily = {
  code: string
  title: Bilingual
  subject: StandardSubject
  /** Prefix of the regions it binds; empty: everywhere. */
  region: string
  lead: Bilingual
  place: number
}

/** A record or figure a value rests on. */
export type Evidence = {
  label: Bilingual
  value: number | null
  asOf: string | null
  source: string | null
  /** Page of the record. */
  href: string | null
}

/**
 * What is known of a quantity: it lies between `low` and `high`. Equal: known exactly. `high` null: no upper bound is known; both
 * null: nothing is known. `items` for lists; null: unknown.
 */
export type Fact = {
  low: number | null
  high: number | null
  items?: string[] | null
  /** The list may hold more than is known of. */
  more?: boolean
  evidence: Evidence[]
}

/** Where an evaluation gets its quantities; a quantity nobody knows is a `Fact` of nulls. */
export type Facts = (measure: string, kinds: readonly string[] | null) => Fact

/** The properties that decide which lines are for a subject; null: not known. */
export type SubjectTraits = {
  settlement: 'urban' | 'rural' | null
  stage: 'new' | 'existing' | null
  kind: string | null
  tier: string | null
}

export type LineState = 'pass' | 'fail' | 'unknown' | 'not-applicable'

/** How one line came out. */
export type LineResult = {
  line: StandardLine
  state: LineState
  /** The value in the measure's unit, as far as it is known. */
  low: number | null
  high: number | null
  /** What was compared with, tolerance considered. */
  bar: number | null
  /** Passed only thanks to the tolerance. */
  byTolerance: boolean
  /** Least amount that is missing (or too much) for certain, in `missingUnit`; null unless it fails. */
  missing: number | null
  /** The same against the printed value; differs where there is a tolerance. */
  missingPrinted: number | null
  /** When unknown: the most that may be missing, where that can be said. */
  missingAtMost: number | null
  missingUnit: Bilingual
  /** For `all`: what is not there. */
  missingItems: string[]
  /** What it was divided by. */
  denominator: { title: Bilingual; low: number | null; high: number | null } | null
  evidence: Evidence[]
}

/** A line, or lines of which one is enough. */
export type GroupResult = {
  alternative: string | null
  state: LineState
  /** The line that decided: the alternative that passed, or the one that comes nearest. */
  branch: string | null
  lines: LineResult[]
}

export type StandardResult = {
  family: string
  state: LineState
  groups: GroupResult[]
  counts: Record<LineState, number>
}

/** Share of complete communities (A44): complete ÷ assessed, with those not assessed beside it. */
export type CompleteRate = {
  complete: number
  assessed: number
  notAssessed: number
  notApplicable: number
  /** Null when nothing was assessed. */
  rate: number | null
}
