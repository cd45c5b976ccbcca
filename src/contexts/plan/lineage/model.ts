import Type, { type Static } from 'typebox'
import { Maybe } from '../papers/model.ts'

/** What a plan makes of a target of the plan above (上下级目标对照). */
export const RELATIONS = ['inherited', 'stricter', 'looser', 'new', 'dropped', 'unclear'] as const
export type Relation = (typeof RELATIONS)[number]

/** One target as lineage compares it. */
export const LineageTarget = Type.Object({
  target: Type.String(),
  indicator: Maybe(Type.String()),
  printed: Type.String(),
  comparator: Type.String(),
  value: Maybe(Type.Number()),
  low: Maybe(Type.Number()),
  high: Maybe(Type.Number()),
  unit: Type.String(),
  deadline: Maybe(Type.String()),
  period: Maybe(Type.String()),
  scope: Maybe(Type.String()),
  clause: Type.String(),
})
export type LineageTarget = Static<typeof LineageTarget>

export const LineageView = Type.Object({
  id: Type.String(),
  relation: Type.String({ description: RELATIONS.join(' | ') }),
  state: Type.String({ description: 'computed | confirmed' }),
  indicator: Maybe(Type.String()),
  printed: Type.String(),
  ours: Maybe(LineageTarget),
  upper: Maybe(LineageTarget),
  reason: Maybe(Type.String()),
  confirmedBy: Maybe(Type.String()),
  confirmedAt: Maybe(Type.String()),
  revision: Type.Integer(),
})
export type LineageView = Static<typeof LineageView>

/** A plan in force that may be taken as the parent. */
export const IssuedPlan = Type.Object({
  jurisdiction: Type.String(),
  plan: Type.String(),
  title: Type.String(),
  number: Maybe(Type.String()),
  issuer: Maybe(Type.String()),
  version: Type.Integer(),
  periodFrom: Maybe(Type.String()),
  periodTo: Maybe(Type.String()),
  takenForceOn: Type.String(),
  endedOn: Maybe(Type.String()),
  targets: Type.Integer(),
})
export type IssuedPlan = Static<typeof IssuedPlan>
