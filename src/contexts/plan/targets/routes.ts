import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, PageQuery, read } from '../../../platform/http/index.ts'
import { STATES, TargetList, TargetPage } from './model.ts'
import { targetPage } from './page.ts'
import { targetList } from './views.ts'
import { whyTarget } from './why.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const AsOf = Type.Object({ asOf: Type.Optional(Type.String({ format: 'date' })) })

/** @throws Refusal `target.missing` */
function found<T>(page: T | null, id: string): T {
  if (page !== null) return page
  throw refuse(
    'target.missing',
    { zh: '没有这个目标，或它没有生效过', en: 'There is no such target, or it never took force' },
    { kind: 'missing', params: { id } },
  )
}

export const targetRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/targets',
    summary: { zh: '目标在某一天的情况：汇总和明细', en: 'How targets stand on a day: summary and rows' },
    permission: 'target.read',
    query: Type.Object({
      ...PageQuery.properties,
      asOf: Type.Optional(Type.String({ format: 'date' })),
      jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$', description: 'this government only' })),
      reach: Type.Optional(
        Type.String({ pattern: '^[0-9]{2,6}$', description: 'all governments whose code begins so' }),
      ),
      plan: Type.Optional(Type.String({ format: 'uuid' })),
      state: Type.Optional(Type.Enum(STATES)),
      family: Type.Optional(Type.String({ pattern: '^T[0-9]{1,3}$' })),
      indicator: Type.Optional(Type.String({ maxLength: 100 })),
      unit: Type.Optional(Type.String({ maxLength: 100 })),
      q: Type.Optional(Type.String({ maxLength: 100 })),
      summary: Type.Optional(Type.Boolean({ default: true })),
    }),
    response: TargetList,
    handle: (tx, { query: { jurisdiction, reach, ...query } }) =>
      targetList(tx, { ...query, under: jurisdiction ?? reach }),
  }),
  read({
    method: 'GET',
    url: '/api/plan/targets/:id',
    summary: {
      zh: '一个目标：条款、节点、实测序列、预测、上下级、决定',
      en: 'One target: clause, ladder, series, forecast, lineage, decisions',
    },
    permission: 'target.read',
    params: Id,
    query: AsOf,
    response: TargetPage,
    handle: async (tx, { params, query }) => found(await targetPage(tx, params.id, query.asOf), params.id),
  }),
  read({
    method: 'GET',
    url: '/api/plan/targets/:id/why',
    summary: { zh: '这个数怎么来的：公式、来源、记录、条款', en: 'Why this number: formula, inputs, records, clause' },
    permission: 'target.read',
    params: Id,
    query: AsOf,
    handle: async (tx, { params, query }) => found(await whyTarget(tx, params.id, query.asOf), params.id),
  }),
]
