import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { ById, Day, Method, Reason, Village, Words } from '../schemas.ts'
import { cancelEvent, eventLines, holdEvent, planEvent } from './events.ts'

const Kind = Type.Enum(['fitness', 'culture', 'outreach'])

/** Events: public fitness, culture, what is brought to villages. */
export const eventRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/community/events',
    summary: { zh: '活动计划和举办情况', en: 'Events planned and held' },
    permission: 'community.read',
    query: Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }), kind: Type.Optional(Kind) }),
    handle: async (tx, { query }) => ({ items: await eventLines(tx, query) }),
  }),
  command({
    method: 'POST',
    url: '/api/community/events',
    summary: { zh: '登记活动计划', en: 'Plan an event' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({
      name: Words(100, 2),
      kind: Kind,
      tour: Type.Union([Type.Enum(['film', 'opera', 'culture', 'sport', 'clinic']), Type.Null()]),
      region: Village,
      facility: Type.Union([Words(60), Type.Null()]),
      plannedOn: Day,
      organiser: Words(80),
    }),
    handle: (tx, { body }) => planEvent(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/events/:id/hold',
    summary: { zh: '登记已举办和参加人次', en: 'Note that an event was held' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({
      heldOn: Day,
      visits: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()]),
      method: Type.Union([Method, Type.Null()]),
    }),
    handle: (tx, { params, body }) => holdEvent(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/events/:id/cancel',
    summary: { zh: '取消活动', en: 'Call an event off' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => cancelEvent(tx, params.id, body.reason),
  }),
]
