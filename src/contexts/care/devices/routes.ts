import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, pagedBy } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { Day, Fen, Id, Note, orNull, Uuid } from '../schemas.ts'
import { addDevice, handleDevice, lendDevice, returnDevice } from './commands.ts'
import { CONDITIONS, DEVICE_KINDS } from './model.ts'
import { deviceList, deviceView } from './views.ts'

const Kind = Type.Enum(DEVICE_KINDS.map((each) => each.code))

export const deviceRoutes = (desk: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/care/devices',
    summary: { zh: '辅具：可借、在借、待消毒、维修', en: 'Devices: ready, lent, to be disinfected, in repair' },
    permission: 'care.read',
    query: Type.Object({
      ...PageQuery.properties,
      stand: Type.Optional(Type.Enum(['ready', 'lent', 'to-disinfect', 'repair', 'scrapped'])),
      kind: Type.Optional(Kind),
      late: Type.Optional(Type.Boolean()),
    }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, (tx) => deviceList(tx, desk, pagedBy(query) as Parameters<typeof deviceList>[2])),
  }),
  open({
    method: 'GET',
    url: '/api/care/devices/:id',
    summary: { zh: '一件辅具的借还、消毒和维修', en: 'One device: loans, disinfection, repair' },
    permission: 'care.read',
    params: Id,
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => deviceView(tx, desk, params.id)),
  }),
  command({
    method: 'POST',
    url: '/api/care/devices',
    summary: { zh: '登记辅具', en: 'Enter a device' },
    permission: 'care.manage',
    status: 201,
    body: Type.Object({
      serial: Type.String({ minLength: 2, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' }),
      kind: Kind,
      model: orNull(Type.String({ maxLength: 100 })),
      point: Type.String({ minLength: 1, maxLength: 100 }),
      depositFen: Fen,
      rentFen: Fen,
    }),
    handle: (tx, { body }) => addDevice(tx, body as Parameters<typeof addDevice>[1]),
  }),
  command({
    method: 'POST',
    url: '/api/care/devices/:id/loans',
    summary: { zh: '借出辅具', en: 'Lend a device' },
    permission: 'care.manage',
    params: Id,
    status: 201,
    body: Type.Object({ person: Uuid, on: Day, dueOn: Day }),
    handle: (tx, { params, body }) => lendDevice(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/care/devices/:id/return',
    summary: { zh: '归还辅具，退押金', en: 'Take a device back and refund the deposit' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ on: Day, condition: Type.Enum([...CONDITIONS]), deductedFen: Fen, reason: orNull(Note) }),
    handle: (tx, { params, body }) => returnDevice(tx, params.id, body as Parameters<typeof returnDevice>[2]),
  }),
  command({
    method: 'POST',
    url: '/api/care/devices/:id/handling',
    summary: { zh: '消毒、送修、修好、报废', en: 'Disinfect, repair, scrap' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ handling: Type.Enum(['disinfect', 'to-repair', 'repaired', 'scrap']), note: Note }),
    handle: async (tx, { params, body }) =>
      void (await handleDevice(tx, params.id, body as Parameters<typeof handleDevice>[2])),
  }),
]
