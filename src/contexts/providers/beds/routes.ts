import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { BED_KINDS } from '../model.ts'
import { Code, Day, Id, maybe, short, Uuid } from '../schemas.ts'
import { addBeds, closeBed, endStay, useBed } from './commands.ts'
import { bedBoard, siteBeds } from './views.ts'

const AsOf = Type.Object({ asOf: Type.Optional(Day) })

/** Beds over HTTP. */
export const bedRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/providers/beds',
    summary: { zh: '床位看板', en: 'Beds of every site by kind and state' },
    permission: 'register.read',
    query: AsOf,
    handle: (tx, { query }) => bedBoard(tx, query.asOf),
  }),
  read({
    method: 'GET',
    url: '/api/providers/sites/:id/beds',
    summary: { zh: '一个网点的床位', en: 'The beds of a site' },
    permission: 'register.read',
    params: Id,
    query: AsOf,
    handle: (tx, { params, query }) => siteBeds(tx, params.id, query.asOf),
  }),
  command({
    method: 'POST',
    url: '/api/providers/sites/:id/beds',
    summary: { zh: '登记床位', en: 'Add beds to a site' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Object({
      kind: Type.Enum([...BED_KINDS]),
      codes: Type.Array(Code, { minItems: 1, maxItems: 500 }),
      room: short(40),
      floor: maybe(Type.Integer({ minimum: -5, maximum: 100 })),
      rentFen: maybe(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
      openedOn: Day,
    }),
    handle: (tx, { params, body }) => addBeds(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/beds/:id/use',
    summary: { zh: '入住、预订、停用', en: 'Give a bed to somebody, keep it, or take it out of use' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Object({
      state: Type.Enum(['occupied', 'reserved', 'closed']),
      from: Day,
      until: maybe(Day),
      person: maybe(Uuid),
      shown: short(40),
      note: short(300),
    }),
    handle: (tx, { params, body }) => useBed(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/stays/:id/end',
    summary: { zh: '退住、取消预订、恢复使用', en: 'End a stay, a reservation or a closure' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ on: Day }),
    handle: async (tx, { params, body }) => {
      await endStay(tx, params.id, body.on)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/beds/:id/removal',
    summary: { zh: '撤床', en: 'Take a bed out of the house' },
    permission: 'register.write',
    params: Id,
    handle: async (tx, { params }) => {
      await closeBed(tx, params.id)
      return {}
    },
  }),
]
