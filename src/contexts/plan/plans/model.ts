import Type, { type Static } from 'typebox'
import { Maybe, PlanBrief, SpanShape } from '../papers/model.ts'

/** State of a plan (行动方案) version. */
export type PlanState = 'draft' | 'in-force' | 'superseded' | 'retired' | 'withdrawn'

/** State of a target: read but undecided, confirmed, rejected, or taken out of force. */
export type TargetState = 'draft' | 'confirmed' | 'rejected' | 'retired'

/** How a value is to be met. `up`, `down`, `keep` are directions without a number (稳步提升). */
export const COMPARATORS = ['=', '>=', '>', '<=', '<', '+', 'range', 'coverage', 'up', 'down', 'keep'] as const
export type TargetComparator = (typeof COMPARATORS)[number]

export const PERIODS = ['year', 'half-year', 'quarter', 'month', 'week', 'day'] as const
export const REGION_LEVELS = ['province', 'prefecture', 'county', 'township', 'village'] as const
export const TARGET_KINDS = ['target', 'standard', 'direction'] as const

const IsoDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What a person may decide about a target: everything the reader may have got wrong. */
export const TargetFacts = Type.Object({
  indicator: Maybe(Type.String({ maxLength: 100, description: 'code of the indicator library' })),
  printed: Type.String({ minLength: 1, maxLength: 200, description: 'name as the paper prints it' }),
  kind: Type.Enum(TARGET_KINDS),
  comparator: Type.Enum(COMPARATORS),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number()),
  high: Maybe(Type.Number()),
  unit: Type.String({ maxLength: 40 }),
  deadline: Maybe(IsoDay),
  baseYear: Maybe(Type.Integer({ minimum: 1949, maximum: 2200 })),
  baseValue: Maybe(Type.Number()),
  period: Maybe(Type.Enum(PERIODS)),
  cumulative: Type.Boolean(),
  scope: Maybe(Type.String({ maxLength: 200 })),
  perLevel: Maybe(Type.Enum(REGION_LEVELS)),
  tolerance: Maybe(Type.Number({ minimum: 0, maximum: 1 })),
  countOf: Maybe(Type.Enum(['persons', 'person-times'])),
  units: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 60 }),
})
export type TargetFacts = Static<typeof TargetFacts>

/** A target as the plan room keeps it. */
export type TargetRow = TargetFacts & {
  id: string
  plan: string
  seq: number
  readId: string
  clause: string
  quote: string
  span: { start: number; end: number }
  printedKey: string
  soft: string | null
  orGroup: string | null
  ladderOf: string | null
  dupOf: string | null
  task: string | null
  state: TargetState
  retiredOn: string | null
  revision: number
}

/** What a person may decide about a task. */
export const TaskFacts = Type.Object({
  number: Type.String({ maxLength: 40 }),
  parent: Maybe(Type.String({ maxLength: 300 })),
  title: Type.String({ minLength: 1, maxLength: 500 }),
  text: Type.String({ maxLength: 20_000 }),
  lead: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
  support: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
  supervise: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
  implement: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
  deadline: Maybe(IsoDay),
  kind: Type.Enum(['task', 'safeguard']),
})
export type TaskFacts = Static<typeof TaskFacts>

/** A task of a draft. */
export type DraftTask = {
  id: string
  seq: number
  content: TaskFacts & {
    section: 'body' | 'annex'
    joint: boolean
    listOpen: boolean
    quote: string | null
    span: { start: number; end: number }
  }
  state: 'draft' | 'confirmed' | 'rejected'
  revision: number
}

/** A doubt on its way into the database. */
export type NewDoubt = {
  subjectKind: 'paper' | 'target' | 'task'
  subject: string | null
  code: string
  quote: string
  message: string
  messageEn: string
  span: { start: number; end: number } | null
}

/** A conflict on its way into the database. `sides` are target ids. */
export type NewConflict = {
  id: string
  kind: 'within' | 'between'
  indicator: string | null
  printed: string
  message: string
  messageEn: string
  owner: string | null
  sides: string[]
}

// What screens and the API read.

export const DoubtView = Type.Object({
  id: Type.String(),
  subjectKind: Type.String({ description: 'paper | target | task' }),
  subject: Maybe(Type.String()),
  code: Type.String(),
  quote: Type.String(),
  message: Type.String(),
  messageEn: Type.String(),
  span: Maybe(SpanShape),
  state: Type.String({ description: 'open | settled' }),
  outcome: Maybe(Type.String({ description: 'accepted | edited | rejected' })),
  reason: Maybe(Type.String()),
  settledBy: Maybe(Type.String()),
  settledAt: Maybe(Type.String()),
})
export type DoubtView = Static<typeof DoubtView>

export const TargetView = Type.Object({
  ...TargetFacts.properties,
  id: Type.String(),
  seq: Type.Integer(),
  clause: Type.String(),
  quote: Type.String(),
  span: SpanShape,
  soft: Maybe(Type.String()),
  orGroup: Maybe(Type.String()),
  ladderOf: Maybe(Type.String({ description: 'the target whose dated step this is' })),
  dupOf: Maybe(Type.String({ description: 'the target this passage repeats' })),
  task: Maybe(Type.String()),
  state: Type.String({ description: 'draft | confirmed | rejected | retired' }),
  retiredOn: Maybe(Type.String()),
  revision: Type.Integer({ description: 'number of decisions; a decision names the one it has seen' }),
  open: Type.Integer({ description: 'open doubts' }),
  conflict: Maybe(Type.String({ description: 'open conflict it is a side of' })),
})
export type TargetView = Static<typeof TargetView>

export const TaskView = Type.Object({
  ...TaskFacts.properties,
  id: Type.String(),
  seq: Type.Integer(),
  section: Type.String({ description: 'body | annex' }),
  joint: Type.Boolean(),
  quote: Maybe(Type.String()),
  span: SpanShape,
  state: Type.String(),
  revision: Type.Integer(),
  open: Type.Integer(),
})
export type TaskView = Static<typeof TaskView>

export const ConflictView = Type.Object({
  id: Type.String(),
  plan: Type.String(),
  kind: Type.String({ description: 'within one paper | between papers' }),
  indicator: Maybe(Type.String()),
  printed: Type.String(),
  message: Type.String(),
  messageEn: Type.String(),
  owner: Maybe(Type.String()),
  state: Type.String({ description: 'open | decided' }),
  chosen: Maybe(Type.String()),
  reason: Maybe(Type.String()),
  decidedBy: Maybe(Type.String()),
  decidedAt: Maybe(Type.String()),
  revision: Type.Integer(),
  sides: Type.Array(
    Type.Object({
      target: Type.String(),
      plan: Type.String(),
      planTitle: Type.String(),
      clause: Type.String(),
      quote: Type.String(),
      comparator: Type.String(),
      value: Maybe(Type.Number()),
      low: Maybe(Type.Number()),
      high: Maybe(Type.Number()),
      unit: Type.String(),
      deadline: Maybe(Type.String()),
      scope: Maybe(Type.String()),
      state: Type.String(),
    }),
  ),
})
export type ConflictView = Static<typeof ConflictView>

const Passage = Type.Object({
  clause: Type.String(),
  text: Type.String(),
  deadline: Maybe(Type.String()),
  quote: Type.String(),
  span: SpanShape,
})

export const LimitView = Type.Object({
  clause: Type.String(),
  name: Type.String(),
  comparator: Type.String(),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number()),
  high: Maybe(Type.Number()),
  unit: Type.String(),
  quote: Type.String(),
  span: SpanShape,
})

/** What keeps a draft from taking force. */
export const OpenPoints = Type.Object({
  doubts: Type.Integer(),
  targets: Type.Integer({ description: 'targets nobody has decided' }),
  tasks: Type.Integer({ description: 'tasks nobody has decided' }),
  ownerless: Type.Integer({ description: 'conflicts that nobody has to have decided' }),
  settled: Type.Integer(),
  total: Type.Integer(),
})
export type OpenPoints = Static<typeof OpenPoints>

export const DecisionView = Type.Object({
  subjectKind: Type.String(),
  subject: Type.String(),
  revision: Type.Integer(),
  act: Type.String(),
  reason: Maybe(Type.String()),
  before: Type.Unknown(),
  after: Type.Unknown(),
  decidedBy: Type.String(),
  decidedAt: Type.String(),
})
export type DecisionView = Static<typeof DecisionView>

export const PlanPage = Type.Object({
  id: Type.String(),
  jurisdiction: Type.String(),
  series: Type.String(),
  version: Type.Integer(),
  document: Type.String(),
  paper: Type.String(),
  paperName: Type.String(),
  title: Type.String(),
  number: Maybe(Type.String()),
  issuer: Maybe(Type.String()),
  issued: Maybe(Type.String()),
  periodFrom: Maybe(Type.String()),
  periodTo: Maybe(Type.String()),
  complete: Type.Boolean(),
  state: Type.String({ description: 'draft | in-force | superseded | retired | withdrawn' }),
  parent: Maybe(Type.Object({ jurisdiction: Type.String(), plan: Type.String(), title: Maybe(Type.String()) })),
  parentReference: Maybe(Type.String()),
  takenForceOn: Maybe(Type.String()),
  takenForceBy: Maybe(Type.String()),
  endedOn: Maybe(Type.String()),
  endReason: Maybe(Type.String()),
  supersedes: Maybe(Type.String()),
  versions: Type.Array(PlanBrief),
  targets: Type.Array(TargetView),
  tasks: Type.Array(TaskView),
  doubts: Type.Array(DoubtView),
  conflicts: Type.Array(ConflictView),
  milestones: Type.Array(Passage),
  limits: Type.Array(LimitView),
  open: OpenPoints,
  decisions: Type.Array(DecisionView),
})
export type PlanPage = Static<typeof PlanPage>
