import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, pagedBy } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { Acting, Day, Id, Note, orNull, Uuid } from '../schemas.ts'
import { acceptBed, endBed, installItem, openBed, removeItem, serveBed } from './commands.ts'
import { EQUIPMENT, SERVICES } from './model.ts'
import { bedList, bedView } from './views.ts'

export const bedRoutes = (desk: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/care/beds',
    summary: { zh: '家庭养老床位：是否计入、缺什么', en: 'Beds at home: which count, what the others lack' },
    permission: 'care.read',
    query: Type.Object({ ...PageQuery.properties, lacking: Type.Optional(Type.Boolean()) }),
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => bedList(tx, desk, pagedBy(query))),
  }),
  open({
    method: 'GET',
    url: '/api/care/beds/:id',
    summary: { zh: '一张家庭养老床位', en: 'One bed at home' },
    permission: 'care.read',
    params: Id,
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => bedView(tx, desk, params.id)),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds',
    summary: { zh: '签约建立家庭养老床位', en: 'Set a bed at home up by a contract' },
    permission: 'care.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      site: orNull(Uuid),
      provider: orNull(Type.String({ maxLength: 100 })),
      contractNumber: Type.String({ minLength: 1, maxLength: 60 }),
      from: Day,
      until: orNull(Day),
      servicesAMonth: Type.Integer({ minimum: 0, maximum: 200 }),
      plan: Type.String({ minLength: 1, maxLength: 2000 }),
      casefile: orNull(Uuid),
    }),
    handle: (tx, { body }) => openBed(tx, desk, body as Parameters<typeof openBed>[2]),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds/:id/items',
    summary: { zh: '登记安装的设备', en: 'Enter equipment installed' },
    permission: 'care.manage',
    params: Id,
    status: 201,
    body: Type.Object({
      kind: Type.Enum(EQUIPMENT.map((each) => each.code)),
      serial: orNull(Type.String({ maxLength: 60 })),
      on: Day,
    }),
    handle: (tx, { params, body }) => installItem(tx, desk, params.id, body as Parameters<typeof installItem>[3]),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds/:id/items/:item/removal',
    summary: { zh: '登记拆除的设备', en: 'Enter equipment taken away' },
    permission: 'care.manage',
    params: Type.Object({ id: Uuid, item: Uuid }),
    body: Type.Object({ on: Day }),
    handle: async (tx, { params, body }) => void (await removeItem(tx, desk, params.id, params.item, body.on)),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds/:id/acceptance',
    summary: { zh: '验收确认', en: 'Accept what was set up' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ on: Day, acting: Acting }),
    handle: async (tx, { params, body }) =>
      void (await acceptBed(tx, desk, params.id, body as Parameters<typeof acceptBed>[3])),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds/:id/services',
    summary: { zh: '登记上门服务', en: 'Enter a service at home' },
    permission: 'care.manage',
    params: Id,
    status: 201,
    body: Type.Object({
      on: Day,
      kind: Type.Enum(SERVICES.map((each) => each.code)),
      minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
      carer: Note,
    }),
    handle: (tx, { params, body }) => serveBed(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/care/beds/:id/end',
    summary: { zh: '终止家庭养老床位', en: 'End a bed at home' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ on: Day, cause: Type.Enum(['admitted', 'recovered', 'renounced', 'breach']) }),
    handle: async (tx, { params, body }) => void (await endBed(tx, desk, params.id, body)),
  }),
]
