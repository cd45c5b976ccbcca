import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import { Chosen, demandKey } from '../../services/index.ts'
import { ABOUT, type About, type Level } from '../../supervision/index.ts'
import type { ResidentDesk } from '../desk.ts'
import { cancelOwn, confirmOwn, offersFor, orderAs, ownOrder, ownOrders, rateOwn } from '../orders.ts'

const Uuid = Type.String({ format: 'uuid' })
const Id = Type.Object({ id: Uuid })
const USE = 'resident.use'

/** Services for oneself and for family: find, order, see who comes and when, cancel, confirm. The path of an order is that of the services room. */
export const orderRoutes = (desk: ResidentDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/my/offers',
    summary: {
      zh: '能上门或就近的服务、价格，近的在前',
      en: 'What can be ordered here and its price, the nearest first',
    },
    permission: USE,
    query: Type.Object({ person: Type.Optional(Uuid), q: Type.Optional(Type.String({ maxLength: 60 })) }),
    handle: async (tx, { query }) => ({ items: await offersFor(tx, desk, query), next: null }),
  }),
  open({
    method: 'POST',
    url: '/api/my/orders',
    summary: { zh: '为本人或家人下单', en: 'Order for oneself or for family' },
    permission: USE,
    body: Type.Object({
      person: Type.Optional(Uuid),
      offer: Uuid,
      from: Type.String({ format: 'date-time' }),
      quantity: Type.Integer({ minimum: 1, maximum: 20 }),
      seenFen: Type.Integer({ minimum: 0 }),
      note: Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Null()])),
      ...Chosen,
    }),
    handle: (db, { body }, { actor, key }) => orderAs(db, desk, actor, demandKey(key), body),
  }),
  open({
    method: 'GET',
    url: '/api/my/orders',
    summary: { zh: '我和家人的订单', en: 'Orders of mine and of my family' },
    permission: USE,
    handle: (db, _, { actor }) => db.write(actor, async (tx) => ({ items: await ownOrders(tx, desk), next: null })),
  }),
  open({
    method: 'GET',
    url: '/api/my/orders/:id',
    summary: { zh: '一张订单：谁来、几点来、到哪一步', en: 'An order: who comes, when, how far it is' },
    permission: USE,
    params: Id,
    handle: (db, { params }, { actor }) => ownOrder(db, desk, actor, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/my/orders/:id/cancel',
    summary: { zh: '取消订单', en: 'Cancel an order' },
    permission: USE,
    params: Id,
    body: Type.Object({
      revision: Type.Integer({ minimum: 0 }),
      reason: Type.String({ minLength: 2, maxLength: 300 }),
    }),
    handle: (tx, { params, body }) => cancelOwn(tx, desk, params.id, body.revision, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/my/orders/:id/confirm',
    summary: { zh: '确认已经服务', en: 'Say that the service was had' },
    permission: USE,
    params: Id,
    body: Type.Object({ revision: Type.Integer({ minimum: 0 }) }),
    handle: (tx, { params, body }) => confirmOwn(tx, desk, params.id, body.revision),
  }),
  command({
    method: 'POST',
    url: '/api/my/orders/:id/rating',
    summary: { zh: '评价：五级，差评即时建单', en: 'Rate: five levels; a bad one opens a case' },
    permission: USE,
    params: Id,
    body: Type.Object({
      level: Type.Integer({ minimum: 1, maximum: 5 }),
      about: Type.Union([Type.Enum(Object.keys(ABOUT)), Type.Null()]),
      words: Type.Union([Type.String({ minLength: 2, maxLength: 1000 }), Type.Null()]),
    }),
    handle: (tx, { params, body }) =>
      rateOwn(tx, desk, params.id, {
        level: body.level as Level,
        about: body.about as About | null,
        words: body.words,
      }),
  }),
]
