import Type, { type Static } from 'typebox'

const Figure = {
  indicator: Type.String({ maxLength: 100 }),
  region: Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' }),
}

/** What is watched (监测规则). `threshold`: a figure beyond a limit; `change`: it moved by so many per cent or more since the one before; `staleness`: no figure for so many days; `overdue`: tasks late by so many working days. */
export const MonitorRule = Type.Union([
  Type.Object({
    kind: Type.Literal('threshold'),
    ...Figure,
    when: Type.Union([Type.Literal('<'), Type.Literal('<='), Type.Literal('>'), Type.Literal('>=')]),
    limit: Type.Number(),
  }),
  Type.Object({
    kind: Type.Literal('change'),
    ...Figure,
    direction: Type.Union([Type.Literal('up'), Type.Literal('down'), Type.Literal('either')]),
    percent: Type.Number({ exclusiveMinimum: 0 }),
  }),
  Type.Object({ kind: Type.Literal('staleness'), ...Figure, days: Type.Integer({ minimum: 1, maximum: 3650 }) }),
  Type.Object({
    kind: Type.Literal('overdue'),
    unit: Type.Optional(Type.String({ maxLength: 100, description: 'a leading unit; all unless given' })),
    workdays: Type.Integer({ minimum: 1, maximum: 1000 }),
  }),
])
export type MonitorRule = Static<typeof MonitorRule>

/** What was found breached. `key` names the breach: the same one is told once. */
export type Breach = { key: string; fact: BreachFact }

/** Numbers of a breach, for the alert's words. */
export type BreachFact = {
  kind: MonitorRule['kind']
  asOf: string | null
  value: number | null
  before?: number | null
  change?: number | null
  days?: number
  limit: number
  tasks?: { id: string; number: string; title: string; overdueWorkdays: number }[]
}

export type Monitor = {
  id: string
  name: string
  rule: MonitorRule
  every: 'daily' | 'weekly'
  account: string
  accountName: string
  active: boolean
  seen: { breached: boolean; asOf: string | null; value: number | null } | null
  checkedAt: string | null
  openAlert: string | null
  revision: number
}

export type Alert = {
  id: string
  monitor: string
  name: string
  rule: MonitorRule
  fact: BreachFact
  account: string
  accountName: string
  mine: boolean
  raisedAt: string
  closedAt: string | null
  closedBy: string | null
  reason: string | null
}
