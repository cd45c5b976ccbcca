import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { closeGap, openGaps, planGap, reportGap } from './commands.ts'
import { GAP_METHODS } from './model.ts'
import { gapList, gapView } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Revision = Type.Integer({ minimum: 0, description: 'the revision that was seen' })
const Prefix = Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' }))

/** Gap items over HTTP. */
export const gapRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/gaps',
    summary: { zh: '补短板清单', en: 'Gap items' },
    permission: 'register.read',
    query: Type.Object({
      region: Prefix,
      state: Type.Optional(Type.Enum(['open', 'closed'])),
      overdue: Type.Optional(Type.Boolean()),
    }),
    handle: (tx, { query }) => gapList(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/territory/gaps/:id',
    summary: { zh: '一个短板项及其经过', en: 'A gap item and what happened' },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => gapView(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/territory/gaps',
    summary: { zh: '按不达标的标准条目生成短板项', en: 'Open items for every line of a standard that fails' },
    permission: 'gate.decide',
    status: 201,
    body: Type.Object({
      family: Type.String({ minLength: 1, maxLength: 60 }),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
    }),
    handle: (tx, { body }) => openGaps(tx, body),
  }),
  command({
    method: 'PUT',
    url: '/api/territory/gaps/:id/plan',
    summary: { zh: '明确责任单位、方式、期限和费用', en: 'Say who mends it, how, by when, at what cost' },
    permission: 'gate.decide',
    params: Id,
    body: Type.Object({
      revision: Revision,
      ownerUnit: Type.String({ minLength: 1, maxLength: 100 }),
      method: Type.Enum([...GAP_METHODS]),
      plannedOn: Type.String({ format: 'date' }),
      costFen: Type.Union([Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()]),
      note: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
    }),
    handle: (tx, { params, body }) => planGap(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/gaps/:id/reports',
    summary: { zh: '报告进展', en: 'Report progress' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({
      revision: Revision,
      share: Type.Integer({ minimum: 0, maximum: 100 }),
      note: Type.String({ minLength: 1, maxLength: 1000 }),
    }),
    handle: (tx, { params, body }) => reportGap(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/gaps/:id/closing',
    summary: { zh: '复核销号：按标准达标才能销号', en: 'Close an item whose line passes by the standards' },
    permission: 'gate.decide',
    params: Id,
    body: Type.Object({ revision: Revision }),
    handle: (tx, { params, body }) => closeGap(tx, params.id, body),
  }),
]
