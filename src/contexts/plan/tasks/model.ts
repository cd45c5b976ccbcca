import type { TaskRole } from './intake.ts'

/**
 * Where a piece of work stands. `open`: nothing reported; `under-way`, `blocked`: as last reported; `claimed`: reported as done and
 * not yet reviewed; `done`: accepted by the planner. Overdue is not a state but a fact beside it.
 */
export type TaskState = 'open' | 'under-way' | 'blocked' | 'claimed' | 'done'

export type Claim = 'under-way' | 'blocked' | 'done'
export type Verdict = 'accepted' | 'returned'

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

export type Report = {
  id: string
  unitName: string
  asOf: string
  claim: Claim
  /** How much is done, in per cent; null when not said. */
  share: number | null
  text: string
  target: string | null
  by: string
  at: string
  evidence: { id: string; name: string }[]
  review: Review | null
}

export type Escalation = {
  task: string
  level: number
  due: string
  step: string | null
  audience: 'unit' | 'planner' | 'leader'
  overdueWorkdays: number
  provisional: boolean
  raisedAt: string
  answer: string | null
  answeredBy: string | null
  answeredAt: string | null
}

/** From how many overdue working days a task is carried to whom. */
export type EscalationRule = { level: number; overdueWorkdays: number; audience: Escalation['audience'] }

/** A task in a list. */
export type TaskLine = {
  id: string
  plan: string
  planTitle: string
  number: string
  title: string
  parent: string | null
  section: 'body' | 'annex'
  deadline: string | null
  /** The next date that binds: the first open step's, else the task's own deadline. */
  due: string | null
  state: TaskState
  share: number | null
  /** Working days past `due`; 0 when it is not late. */
  overdueWorkdays: number
  /** The day count touches years whose holidays are not announced yet. */
  provisional: boolean
  units: { role: TaskRole; name: string }[]
  lastReport: { at: string; claim: Claim; unitName: string } | null
  openEscalation: number | null
}

/** A task opened: its words, who answers, steps, reports, what happened, what next. */
export type TaskView = TaskLine & {
  text: string
  quote: string | null
  span: { start: number; end: number }
  paper: string
  joint: boolean
  listOpen: boolean
  steps: (Step & { overdueWorkdays: number; slippage: number | null })[]
  reports: Report[]
  escalations: Escalation[]
  targets: { id: string; printed: string; state: string | null }[]
  /** What the asking actor may do here. */
  mine: boolean
}
