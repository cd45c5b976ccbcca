import type { Bilingual } from '../../../kernel/refusal.ts'
import type { DefectKind, Gate, Step } from './gates.ts'

/** One line of a standard, applied: the branch used and what is missing. Unknown is neither pass nor fail. */
export type LineResult = {
  /** Code of the line in its standard. */
  line: string
  title: Bilingual
  state: 'pass' | 'fail' | 'unknown'
  required: number | null
  measured: number | null
  missing: number | null
  unit: Bilingual
  clause: string
  /** Which alternative was met or came nearest; null where there is one way only. */
  branch: Bilingual | null
  /** Figures that are not known and would decide it. */
  lacking: readonly string[]
}

/** Figures of the facilities of a project, by measure; null is unknown. Areas in m². */
export type Figures = Readonly<Record<string, number | null>>

export type Phase = {
  name: string
  households: number | null
  /** Planned completion. */
  due: string | null
  /** The phase that carries the facilities. */
  facilities: boolean
}

/** What is said of a building project. */
export type BuildingFacts = {
  name: string
  /** 建设单位. */
  developer: string
  developerCode: string | null
  /** Twelve digits of the community it lies in. */
  region: string
  address: string | null
  lon: number | null
  lat: number | null
  households: number
  persons: number
  /** 用地面积 and 住宅建筑面积, m². */
  landArea: number | null
  dwellingArea: number | null
  phases: readonly Phase[]
  note: string | null
}

export type Stance = 'agree' | 'agree-with-changes' | 'disagree'

/** A term of handing over as it stood when the project was accepted. */
export type HandoverTerm = {
  region: string
  amount: number
  unit: 'months' | 'days' | 'workdays'
  warnDays: number
  source: string
  certain: boolean
}

/** How the hand-over stands: not due to begin, running, within the warning time, past its deadline, done. */
export type HandoverState = 'none' | 'running' | 'soon' | 'overdue' | 'done'

/** A gate of the chain as it is drawn. */
export type GateView = {
  gate: Gate
  title: Bilingual
  /** passed; returned: decided against, to be tried again; blocked: its turn, and something stops it; current: its turn; later. */
  state: 'passed' | 'returned' | 'blocked' | 'current' | 'later'
  on: string | null
  who: string | null
  /** Why it is blocked or was returned. */
  reason: Bilingual | null
  papers: { kind: string; title: Bilingual; attached: number }[]
}

export type BuildingLine = BuildingFacts & {
  id: string
  code: string
  regionName: string
  passed: Gate | null
  rulesOf: string | null
  acceptedOn: string | null
  handoverDue: string | null
  handoverTerm: HandoverTerm | null
  handedOverOn: string | null
  handover: HandoverState
  /** Working days past the deadline of the hand-over. */
  overdueWorkdays: number
  facility: string | null
  openDefects: number
  /** The newest opinion of the civil-affairs department; null before it was asked. */
  stance: Stance | null
  openCase: boolean
  revision: number
  chain: GateView[]
}

export type DecisionView = {
  id: string
  gate: Gate
  outcome: 'pass' | 'return'
  on: string
  unit: string
  reference: string | null
  opinion: string
  figures: Figures
  lines: LineResult[]
  by: string
  at: string
}

export type DefectView = {
  id: string
  kind: DefectKind
  title: Bilingual
  line: string | null
  what: string
  missingArea: number | null
  clause: string
  foundOn: string
  rectifyBy: string | null
  by: string
  rectified: { on: string; madeGoodArea: number | null; what: string; by: string } | null
}

export type OpinionView = {
  id: string
  stance: Stance
  on: string
  unit: string
  text: string
  by: string
}

export type AttachmentView = {
  id: string
  kind: string
  title: Bilingual
  name: string
  size: number
  sha256: string
  by: string
  at: string
}

export type Found = 'as-declared' | 'other-use' | 'idle'

export type InspectionView = {
  id: string
  facility: string
  on: string
  inspectors: string
  found: Found
  what: string
  openedCase: boolean
  closedCase: boolean
  by: string
  papers: AttachmentView[]
}

export type UseCaseView = {
  id: string
  facility: string
  facilityName: string | null
  region: string
  regionName: string
  project: string | null
  openedOn: string
  found: 'other-use' | 'idle'
  what: string
  clause: string
  suspended: boolean
  mendBy: string
  overdueWorkdays: number
  closedOn: string | null
}

export type BuildingView = BuildingLine & {
  facilityName: string | null
  facilityState: string | null
  decisions: DecisionView[]
  opinions: OpinionView[]
  defects: DefectView[]
  attachments: AttachmentView[]
  inspections: InspectionView[]
  openUseCase: UseCaseView | null
  /** Lines by the newest figures, under the law of the planning condition. */
  lines: LineResult[]
  /** Measures a gate asks figures of. */
  measures: { key: string; title: Bilingual; unit: Bilingual }[]
  may: { change: boolean; decide: boolean; opinion: boolean; defect: boolean; inspect: boolean }
}

/** A unit appointed for a step, from a day on. */
export type Appointment = { from: string; unit: string; by: string; at: string }

/** A term of handing over as it is shown: whose, from when, and whether it is the one in force here today. */
export type TermLine = HandoverTerm & { from: string; inForce: boolean; own: boolean }

/** Who decides the steps, and within which time facilities are handed over. `now`: null where nobody is appointed today. */
export type BuildingTerms = {
  steps: { step: Step; title: Bilingual; now: string | null; appointed: Appointment[] }[]
  terms: TermLine[]
  may: { arrange: boolean }
}
