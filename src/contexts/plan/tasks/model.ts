import type { TaskRole } from './intake.ts'

/**
 * Where a piece of work stands. `open`: nothing reported; `under-way`, `blocked`: as last reported; `claimed`: reported as done and
 * not yet reviewed; `done`: accepted by the planner. Overdue is not a state but a fact beside it.
 */
export type TaskState = 'open' | 'under-way' | 'blocked' | 'claimed' | 'done'

export type Claim = 'under-way' | 'blocked' | 'done'
export type Verdict = 'accepted' | 'returned'

/** Whose list an escalation appears on: the working units, the planner, or a leader. */
export type Audience = 'unit' | 'planner' | 'leader'

export type Step = {
  id: string
  seq: number
  title: string
  due: string
  waitsFor: string | null
  unitName: string | null
  doneOn: string | null
  revision: number
}

export type Review = { verdict: Verdict; note: string | null; by: string; at: string }

export type Evidence = { id: string; name: string; size: number; sha256: string }

/** How a report came in. Other ways than online are entered by the planner for the unit. */
export const CHANNELS = ['online', 'paper', 'phone', 'counter'] as const
export type Channel = (typeof CHANNELS)[number]

export type Report = {
  id: string
  unitName: string
  channel: Channel
  /** Who handed it in, or the number of the paper; null when it was made online. */
  handedBy: string | null
  /** It was made for the same task in the version before and carried over. */
  carried: boolean
  asOf: string
  claim: Claim
  /** How much is done, in per cent; null when not said. */
  share: number | null
  text: string
  target: string | null
  by: string
  at: string
  evidence: Evidence[]
  review: Review | null
  /** Nobody answered it and it is the newest of its unit; the asking actor may. */
  reviewable: boolean
}

export type Escalation = {
  task: string
  level: number
  due: string
  step: string | null
  audience: Audience
  overdueWorkdays: number
  provisional: boolean
  raisedAt: string
  answer: string | null
  answeredBy: string | null
  answeredAt: string | null
  /** The asking actor is whom it was raised to, and it has no answer yet. */
  mayAnswer: boolean
}

/** An escalation in the list of all. */
export type EscalationLine = Escalation & {
  number: string
  title: string
  stepTitle: string | null
  leads: string[]
}

/** From how many overdue working days a task is carried to whom. */
export type EscalationRule = { level: number; overdueWorkdays: number; audience: Audience }

/** The ladder that holds on a day, and since when. */
export type Ladder = { validFrom: string; source: string; rules: EscalationRule[] }

/** A task in a list. */
export type TaskLine = {
  id: string
  plan: string
  planTitle: string
  number: string
  title: string
  parent: string | null
  section: 'body' | 'annex' | 'added'
  deadline: string | null
  /** The next date that binds: the first open step's, or the task's own deadline. */
  due: string | null
  state: TaskState
  share: number | null
  /** Working days past `due`; of a claim those until it was made; 0 when it is not late, and when it is done. */
  overdueWorkdays: number
  /** The day count touches years whose holidays are not announced yet. */
  provisional: boolean
  units: { role: TaskRole; name: string }[]
  /** What the asking actor's own unit has to do with it. */
  myRoles: TaskRole[]
  lastReport: { at: string; claim: Claim; unitName: string; returned: boolean } | null
  /** Highest level that is raised and unanswered. */
  openEscalation: number | null
}

/** A decision about a task: how its matrix changed, or that it was taken out of force. */
export type TaskDecision = {
  revision: number
  act: string
  reason: string | null
  before: unknown
  after: unknown
  by: string
  at: string
}

export type LinkedTarget = { id: string; printed: string; state: string | null; byPlanner: boolean }

/** A task opened: its words, who answers, steps, reports, what happened, what next. */
export type TaskView = TaskLine & {
  jurisdiction: string
  planState: string
  retired: boolean
  text: string
  quote: string | null
  span: { start: number; end: number }
  paper: string
  joint: boolean
  listOpen: boolean
  /** Number of decisions; who changes the matrix names the one they have seen. */
  revision: number
  steps: (Step & { overdueWorkdays: number; provisional: boolean; slippage: number | null })[]
  /** Stands for the steps as seen; who changes them sends it along. */
  stepsMark: string
  reports: Report[]
  escalations: Escalation[]
  decisions: TaskDecision[]
  targets: LinkedTarget[]
  /** What the asking actor may do here now. */
  may: {
    /** Report for one's own unit. */
    report: boolean
    /** Enter what a unit handed in otherwise. */
    enter: boolean
    claim: boolean
    steps: boolean
    assign: boolean
    retire: boolean
  }
}
