import Type from 'typebox'
import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type AnyRoute, command, open, PageQuery, read } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { noteAttempt } from './callbacks/attempt.ts'
import { drawCallbacks } from './callbacks/draw.ts'
import { callbackDraws, callbackProof, listCallbacks } from './callbacks/views.ts'
import { endCall } from './calls/end.ts'
import { callerOf, takeCall } from './calls/ring.ts'
import { deskDay, listCalls, orderables } from './calls/views.ts'
import { OUTCOMES } from './model.ts'

const Uuid = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Id = Type.Object({ id: Uuid })
const Outcome = Type.Enum(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[])

/** The hotline over HTTP. What shows persons notes the reading and is therefore no plain read; a number travels in the body. */
export function hotlineRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    command({
      method: 'POST',
      url: '/api/hotline/calls',
      summary: {
        zh: '接听来电：谁、住哪里、享受什么、有哪些订单',
        en: 'Take a call: who, where, entitlements, open orders',
      },
      permission: 'services.order',
      body: Type.Object({ phone: orNull(Type.String({ minLength: 3, maxLength: 24 })) }),
      handle: (tx, { body }) => takeCall(tx, desk, body.phone),
    }),
    command({
      method: 'POST',
      url: '/api/hotline/calls/:id/end',
      summary: { zh: '结束来电', en: 'End a call' },
      permission: 'services.order',
      params: Id,
      body: Type.Object({ outcome: Outcome, person: orNull(Uuid), order: orNull(Uuid) }),
      handle: (tx, { params, body }) => endCall(tx, desk, params.id, body as Parameters<typeof endCall>[3]),
    }),
    open({
      method: 'GET',
      url: '/api/hotline/callers/:id',
      summary: { zh: '按姓名找到的来电人', en: 'A caller found by name' },
      permission: 'services.order',
      params: Id,
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => {
          const caller = await callerOf(tx, desk, params.id)
          if (caller !== null) return caller
          throw refuse(
            'person.missing',
            {
              zh: '没有这个人的在住档案，或不在您负责的范围内',
              en: 'No resident of that name in the area you work for',
            },
            { kind: 'missing' },
          )
        }),
    }),
    read({
      method: 'GET',
      url: '/api/hotline/orderables',
      summary: { zh: '某地可以下单的服务和现行价格', en: 'What can be ordered at a place, with prices in force' },
      permission: 'services.order',
      query: Type.Object({ region: Type.String({ pattern: '^[0-9]{6,12}$' }) }),
      handle: async (tx, { query }) => ({ items: await orderables(tx, query.region) }),
    }),
    open({
      method: 'GET',
      url: '/api/hotline/calls',
      summary: { zh: '来电记录', en: 'Calls' },
      permission: 'services.order',
      query: Type.Object({
        ...PageQuery.properties,
        outcome: Type.Optional(Outcome),
        mine: Type.Optional(Type.Boolean()),
      }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) =>
          listCalls(tx, desk, {
            ...query,
            mine: query.mine ?? false,
            limit: Math.min(query.limit ?? 50, 200),
          } as Parameters<typeof listCalls>[2]),
        ),
    }),
    read({
      method: 'GET',
      url: '/api/hotline/day',
      summary: { zh: '今日坐席情况', en: 'How the day goes at the desk' },
      permission: 'services.order',
      handle: (tx) => deskDay(tx, today(tx.now.getTime())),
    }),
    command({
      method: 'POST',
      url: '/api/hotline/callback-draws',
      summary: { zh: '随机抽取回访订单', en: 'Draw orders to call back about' },
      permission: 'services.order',
      body: Type.Object({ from: Day, until: Day, places: Type.Integer({ minimum: 1, maximum: 500 }) }),
      handle: (tx, { body }) => drawCallbacks(tx, body),
    }),
    read({
      method: 'GET',
      url: '/api/hotline/callback-draws',
      summary: { zh: '历次抽取和回访结果', en: 'Draws of call-backs and what they told' },
      permission: 'services.read',
      handle: async (tx) => ({ items: await callbackDraws(tx) }),
    }),
    read({
      method: 'GET',
      url: '/api/hotline/callback-draws/:id/proof',
      summary: { zh: '抽取的全部凭据，可自行重抽核对', en: 'Everything to draw again' },
      permission: 'services.read',
      params: Id,
      handle: (tx, { params }) => callbackProof(tx, params.id),
    }),
    open({
      method: 'GET',
      url: '/api/hotline/callbacks',
      summary: { zh: '回访任务', en: 'Call-backs' },
      permission: 'services.order',
      query: Type.Object({
        ...PageQuery.properties,
        state: Type.Optional(Type.Enum(['due', 'reached', 'given-up'])),
        draw: Type.Optional(Uuid),
      }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) =>
          listCallbacks(tx, desk, { ...query, limit: Math.min(query.limit ?? 50, 200) } as Parameters<
            typeof listCallbacks
          >[2]),
        ),
    }),
    command({
      method: 'POST',
      url: '/api/hotline/callbacks/:id',
      summary: { zh: '登记一次回访', en: 'Note a call-back' },
      permission: 'services.order',
      params: Id,
      body: Type.Object({
        answered: Type.Boolean(),
        came: orNull(Type.Boolean()),
        chargedRight: orNull(Type.Boolean()),
        level: orNull(Type.Integer({ minimum: 1, maximum: 5 })),
        remark: orNull(Type.String({ minLength: 1, maxLength: 300 })),
      }),
      handle: (tx, { params, body }) => noteAttempt(tx, desk, params.id, body),
    }),
  ]
}
