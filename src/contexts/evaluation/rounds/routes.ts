import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { addRule, scoringRules } from '../scoring/store.ts'
import { assemble } from './assemble.ts'
import { freezeRound, voidRound } from './freeze.ts'
import { roundHeads, roundView } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Kind = Type.Union([Type.Literal('unit'), Type.Literal('region')])
const Period = Type.String({ maxLength: 8, description: '2026, 2026H1, 2026Q3, 2026-07' })
const Both = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) })
const Rule = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
  validFrom: Type.String({ format: 'date' }),
  kind: Kind,
  name: Both,
  items: Type.Array(
    Type.Object({
      code: Type.String({ maxLength: 80 }),
      label: Both,
      weight: Type.Integer({ minimum: 1, maximum: 1000 }),
      formula: Type.String({ maxLength: 400 }),
      indicator: Type.Optional(Type.String({ maxLength: 100 })),
      goal: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    }),
    { minItems: 1, maxItems: 30 },
  ),
  leastKnown: Type.Number({ minimum: 0, maximum: 1 }),
  source: Type.String({ minLength: 2, maxLength: 200 }),
})
const Spec = Type.Object({ period: Period, kind: Kind, rule: Type.Optional(Type.String({ maxLength: 60 })) })

/** Rounds, their rules, freezing and voiding. */
export const roundRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/rules',
    summary: { zh: '评分办法及其生效日期', en: 'Scoring rules and from when they hold' },
    permission: 'evaluation.read',
    handle: async (tx) => ({ items: await scoringRules(tx) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/rules',
    summary: { zh: '登记新版评分办法', en: 'Record a new version of a scoring rule' },
    permission: 'evaluation.freeze',
    body: Rule,
    handle: async (tx, { body }) => {
      await addRule(tx, body)
      return body
    },
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/rounds',
    summary: { zh: '已固化的评价', en: 'Frozen rounds' },
    permission: 'evaluation.read',
    handle: async (tx) => ({ items: await roundHeads(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/preview',
    summary: { zh: '预览一个时期的评价，不保存', en: 'Compute a round without keeping it' },
    permission: 'evaluation.read',
    query: Spec,
    handle: (tx, { query }) => assemble(tx, query),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/rounds',
    summary: { zh: '固化一个时期的评价', en: 'Freeze a round' },
    permission: 'evaluation.freeze',
    status: 201,
    body: Spec,
    handle: (tx, { body }) => freezeRound(tx, body),
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/rounds/:id',
    summary: { zh: '一次评价：名次、目标、数据、修订', en: 'A round: lines, targets, figures, corrections' },
    permission: 'evaluation.read',
    params: Id,
    handle: (tx, { params }) => roundView(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/rounds/:id/void',
    summary: { zh: '作废一次误固化的评价', en: 'Void a round that was frozen by mistake' },
    permission: 'evaluation.freeze',
    params: Id,
    body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 500 }) }),
    handle: async (tx, { params, body }) => {
      await voidRound(tx, params.id, body.reason)
      return roundView(tx, params.id)
    },
  }),
]
