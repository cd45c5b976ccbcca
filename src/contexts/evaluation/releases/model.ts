import type { EvaluatorView } from '../measures/views.ts'
import type { FigureFact, RestatementView, Summary, TargetFact, TaskFact } from '../rounds/model.ts'
import type { ScoredLine, ScoringRule, SubjectKind } from '../scoring/model.ts'

/** A restatement as the public sees it: both values, and what would change. */
export type PublicRestatement = RestatementView & { round: SubjectKind }

/** Everything a publication says; the hash of a release is over exactly this. */
export type ReleaseContent = {
  jurisdiction: string
  place: string
  period: string
  asOf: string
  title: string
  version: number
  /** Why there is a new version; null for the first. */
  reason: string | null
  summary: Summary
  rounds: { kind: SubjectKind; hash: string; frozenAt: string; rule: ScoringRule; lines: ScoredLine[] }[]
  targets: TargetFact[]
  figures: FigureFact[]
  tasks: TaskFact[]
  evaluators: EvaluatorView[]
  restatements: PublicRestatement[]
}

/** A release in lists: what stands, what was superseded, what was withdrawn. */
export type ReleaseHead = {
  id: string
  period: string
  version: number
  title: string
  asOf: string
  reason: string | null
  restated: boolean
  hash: string
  publishedAt: string
  ended: { kind: 'withdrawn' | 'superseded'; reason: string; at: string } | null
  files: { name: string; sha256: string; bytes: number }[]
}

export type ReleaseView = ReleaseHead & { content: ReleaseContent }
