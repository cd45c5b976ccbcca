import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'
import type { Answers, Circumstances, Result } from './rules.ts'

/** 首次、常规、即时、复评、其他. */
export const KINDS = ['first', 'regular', 'immediate', 'review', 'other'] as const
export type AssessmentKind = (typeof KINDS)[number]

/** Who assessed: name and number of the certificate. */
export type Assessor = { name: string; certificate?: string | null }

/** An assessment to be entered: answers where the grade is computed here, grade and certificate where another body states it. */
export type NewAssessment = {
  person: string
  scale: string
  version: string
  kind: AssessmentKind
  on: IsoDate
  assessors: Assessor[]
  answers?: Answers
  circumstances?: Circumstances
  grade?: number
  certificate?: string | null
  note?: string | null
  /** The assessment that this one corrects. */
  corrects?: string | null
}

/** What is sealed. */
export type SealedAssessment = {
  grade: number
  result: Result | null
  answers: Answers | null
  circumstances: Circumstances | null
  certificate: string | null
  note: string | null
}

/** An assessment opened. `repeated`: computing the stored answers anew gives the stored grade; null where it is stated by others. */
export type AssessmentView = SealedAssessment & {
  id: string
  scale: string
  version: string
  scaleTitle: Bilingual
  gradeTitle: Bilingual
  kind: AssessmentKind
  on: IsoDate
  nextDue: IsoDate
  assessors: Assessor[]
  corrects: string | null
  correctedBy: string | null
  repeated: boolean | null
  recordedAt: string
  recordedBy: string
}

/** Somebody on the list of assessments: due, late, never assessed, or in force. */
export type AssessedLine = {
  id: string
  person: PersonCard
  state: 'never' | 'late' | 'soon' | 'in-force'
  last: IsoDate | null
  due: IsoDate | null
}
