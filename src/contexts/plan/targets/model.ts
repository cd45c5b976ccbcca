import Type, { type Static } from 'typebox'
import { LineageView } from '../lineage/model.ts'
import { Maybe, SpanShape } from '../papers/model.ts'
import { ConflictView, DecisionView } from '../plans/model.ts'

/** How a living target stands; the worst first, as lists show them. */
export const STATES = ['missed', 'behind', 'unknown', 'on-track', 'not-due', 'met'] as const
export type LivingState = (typeof STATES)[number]

const Named = Type.Object({ zh: Type.String(), en: Type.String() })

/** A dated step of a target. */
export const RungView = Type.Object({
  due: Type.String(),
  comparator: Type.String(),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number()),
  high: Maybe(Type.Number()),
})
export type RungView = Static<typeof RungView>

/** How a target stands on a day. */
export const Standing = Type.Object({
  state: Type.Enum(STATES),
  asOf: Type.String({ description: 'the day that was judged' }),
  actual: Maybe(Type.Number()),
  actualAsOf: Maybe(Type.String({ description: 'the day the figure speaks of' })),
  unknown: Type.Integer({ description: 'records that could not be counted' }),
  certain: Type.Boolean({ description: 'false when the unknown part could change the state' }),
  restated: Type.Boolean({ description: 'a figure of the series was corrected after it was recorded' }),
  due: Maybe(Type.String()),
  dueValue: Maybe(Type.Number()),
  nextDue: Maybe(Type.String()),
  nextValue: Maybe(Type.Number()),
  gap: Maybe(Type.Number()),
  trend: Maybe(Type.Enum(['up', 'flat', 'down'])),
  perYear: Maybe(Type.Number()),
  forecast: Maybe(Type.Object({ date: Type.String(), value: Type.Number(), low: Type.Number(), high: Type.Number() })),
  regions: Maybe(Type.Object({ met: Type.Integer(), total: Type.Integer(), unknown: Type.Integer() })),
  reason: Named,
})
export type Standing = Static<typeof Standing>

/** A standing as lists carry it: the words of its reason are read with the target itself. */
export const ListedStanding = Type.Omit(Standing, ['reason'])
export type ListedStanding = Static<typeof ListedStanding>

/** A target in force, as lists show it. */
export const ListedTarget = Type.Object({
  id: Type.String(),
  jurisdiction: Type.String(),
  plan: Type.String(),
  planTitle: Type.String(),
  paper: Type.String(),
  seq: Type.Integer(),
  indicator: Maybe(Type.String()),
  name: Named,
  families: Type.Array(Type.String()),
  printed: Type.String(),
  kind: Type.String(),
  comparator: Type.String(),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number()),
  high: Maybe(Type.Number()),
  unit: Type.String(),
  indicatorUnit: Maybe(Type.String()),
  deadline: Maybe(Type.String()),
  period: Maybe(Type.String()),
  baseYear: Maybe(Type.Integer()),
  scope: Maybe(Type.String()),
  tolerance: Maybe(Type.Number()),
  orGroup: Maybe(Type.String()),
  countOf: Maybe(Type.String()),
  clause: Type.String(),
  units: Type.Array(Type.String()),
  revision: Type.Integer(),
  conflict: Type.Boolean({ description: 'a side of a conflict that nobody has decided' }),
  ladder: Type.Array(RungView),
  standing: ListedStanding,
})
export type ListedTarget = Static<typeof ListedTarget>

/** A target in force with the words it was read from and why it stands as it does. */
export const LivingTarget = Type.Object({
  ...ListedTarget.properties,
  quote: Type.String(),
  span: SpanShape,
  standing: Standing,
})
export type LivingTarget = Static<typeof LivingTarget>

/** Counts of targets by indicator and state over everything the reader may see. */
export const TargetSummary = Type.Object({
  states: Type.Record(Type.String(), Type.Integer()),
  total: Type.Integer(),
  indicators: Type.Array(
    Type.Object({
      indicator: Maybe(Type.String()),
      name: Named,
      states: Type.Record(Type.String(), Type.Integer()),
      total: Type.Integer(),
    }),
  ),
  units: Type.Array(Type.String({ description: 'units that answer for a target of one’s own jurisdiction' })),
})
export type TargetSummary = Static<typeof TargetSummary>

export const TargetList = Type.Object({
  asOf: Type.String(),
  items: Type.Array(ListedTarget),
  next: Maybe(Type.String()),
  summary: Maybe(TargetSummary),
})
export type TargetList = Static<typeof TargetList>

/** One figure of a series. */
export const SeriesPoint = Type.Object({
  asOf: Type.String(),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number({ description: 'worst case where records are unknown' })),
  high: Maybe(Type.Number()),
  unknown: Type.Integer(),
  revision: Type.Integer({ description: '2 and later: restated' }),
  recordedAt: Type.String(),
  source: Type.String({ description: 'registers | external' }),
})
export type SeriesPoint = Static<typeof SeriesPoint>

/** Everything about one target. */
export const TargetPage = Type.Object({
  ...LivingTarget.properties,
  state: Type.String({ description: 'confirmed | retired' }),
  retiredOn: Maybe(Type.String()),
  planState: Type.String(),
  series: Type.Array(SeriesPoint),
  regions: Type.Array(Type.Object({ region: Type.String(), value: Maybe(Type.Number()) })),
  mentions: Type.Array(Type.Object({ clause: Type.String(), quote: Type.String(), span: SpanShape })),
  lineage: Type.Array(LineageView),
  conflicts: Type.Array(ConflictView),
  decisions: Type.Array(DecisionView),
  doubts: Type.Array(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      messageEn: Type.String(),
      outcome: Maybe(Type.String()),
      reason: Maybe(Type.String()),
      settledBy: Maybe(Type.String()),
      settledAt: Maybe(Type.String()),
    }),
  ),
})
export type TargetPage = Static<typeof TargetPage>
