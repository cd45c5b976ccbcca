import Type from 'typebox'
import { parsePeriod } from '../../../kernel/periods.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { actOnMeasure, proposeMeasure, recordEvaluator } from './commands.ts'
import { MEASURE_ACTS, MEASURE_KINDS } from './rules.ts'
import { evaluatorsOf, measureViews } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Day = Type.String({ format: 'date' })

/** Rewards, talks, notices, support; and what other evaluators said. */
export const measureRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/measures',
    summary: { zh: '奖励、约谈、通报、倾斜支持记录', en: 'Rewards, talks, notices and support' },
    permission: 'evaluation.read',
    query: Type.Object({
      round: Type.Optional(Type.String({ format: 'uuid' })),
      line: Type.Optional(Type.String({ format: 'uuid' })),
    }),
    handle: async (tx, { query }) => ({ items: await measureViews(tx, query) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/measures',
    summary: { zh: '对一行评价结果提出奖励、约谈、通报或支持', en: 'Propose a reward, talk, notice or support' },
    permission: 'evaluation.publish',
    status: 201,
    body: Type.Object({
      line: Type.String({ format: 'uuid' }),
      kind: Type.Enum(MEASURE_KINDS),
      reason: Type.String({ minLength: 4, maxLength: 1000 }),
      due: Type.Optional(Type.Union([Day, Type.Null()])),
      on: Type.Optional(Day),
    }),
    handle: async (tx, { body }) => ({ id: await proposeMeasure(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/measures/:id/acts',
    summary: { zh: '决定、答复、办结、退回或撤销', en: 'Decide, answer, close, return or withdraw' },
    permission: 'evaluation.publish',
    params: Id,
    body: Type.Object({
      act: Type.Enum(MEASURE_ACTS),
      text: Type.String({ minLength: 2, maxLength: 2000 }),
      revision: Type.Integer({ minimum: 0 }),
      on: Type.Optional(Day),
    }),
    handle: async (tx, { params, body }) => ({ state: await actOnMeasure(tx, params.id, body) }),
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/evaluators',
    summary: { zh: '各方评价意见', en: 'What other evaluators said' },
    permission: 'evaluation.read',
    query: Type.Object({ period: Type.Optional(Type.String({ maxLength: 8 })) }),
    handle: async (tx, { query }) => ({ items: await evaluatorsOf(tx, query.period) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/evaluators',
    summary: { zh: '登记部门、第三方或公众的评价', en: 'Record what a department, a third party or the public said' },
    permission: 'evaluation.freeze',
    status: 201,
    body: Type.Object({
      period: Type.String({ maxLength: 8 }),
      kind: Type.Union([Type.Literal('department'), Type.Literal('third-party'), Type.Literal('public')]),
      name: Type.String({ minLength: 2, maxLength: 100 }),
      respondents: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
      satisfied: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
      opinion: Type.String({ minLength: 2, maxLength: 2000 }),
      on: Day,
    }),
    handle: async (tx, { body }) => ({
      id: await recordEvaluator(tx, { ...body, period: parsePeriod(body.period).id }),
    }),
  }),
]
