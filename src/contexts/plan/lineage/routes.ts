import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { Maybe } from '../papers/model.ts'
import { confirmLineage, setParent } from './commands.ts'
import { IssuedPlan, LineageView, RELATIONS } from './model.ts'
import { lineageViews, parentCandidates } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const lineageRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/parents',
    summary: { zh: '可作为上级方案的已生效方案', en: 'Plans in force of the governments above' },
    permission: 'plan.read',
    response: Type.Object({ items: Type.Array(IssuedPlan) }),
    handle: async (tx) => ({ items: await parentCandidates(tx, tx.actor.jurisdiction) }),
  }),
  command({
    method: 'POST',
    url: '/api/plan/plans/:id/parent',
    summary: { zh: '指定上级方案并逐条对照', en: 'Name the plan above and compare line by line' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      parent: Maybe(
        Type.Object({ jurisdiction: Type.String({ pattern: '^[0-9]{6}$' }), plan: Type.String({ format: 'uuid' }) }),
      ),
    }),
    response: Type.Object({ lines: Type.Integer() }),
    handle: (tx, { params, body }) => setParent(tx, params.id, body.parent),
  }),
  read({
    method: 'GET',
    url: '/api/plan/plans/:id/lineage',
    summary: {
      zh: '与上级方案逐条对照：沿用、加严、放宽、新增、未列',
      en: 'Line by line against the plan above: inherited, stricter, looser, new, dropped',
    },
    permission: 'plan.read',
    params: Id,
    response: Type.Object({ items: Type.Array(LineageView) }),
    handle: async (tx, { params }) => ({ items: await lineageViews(tx, { plan: params.id }) }),
  }),
  command({
    method: 'POST',
    url: '/api/plan/lineage/:id/confirm',
    summary: { zh: '确认或改正一行对照', en: 'Confirm a line of the comparison, or put it right' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      relation: Type.Enum(RELATIONS),
      reason: Type.Optional(Type.String({ maxLength: 1000 })),
      revision: Type.Integer({ minimum: 0 }),
    }),
    response: Type.Object({ revision: Type.Integer() }),
    handle: (tx, { params, body }) => confirmLineage(tx, params.id, body),
  }),
]
