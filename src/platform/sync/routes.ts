import Type, { type Static } from 'typebox'
import { may } from '../db/index.ts'
import { type AnyRoute, command, open, read } from '../http/index.ts'
import { tryAgain } from './carry.ts'
import { deviceList, greetDevice, revokeDevice } from './devices.ts'
import type { Batch, SyncDesk } from './model.ts'
import { closeOperation, conflictList, openCounts, operationList, refusedPayload } from './open.ts'
import { receive } from './receive.ts'

const Uuid = Type.String({ format: 'uuid' })
const Id = Type.Object({ id: Uuid })
const Note = Type.String({ minLength: 1, maxLength: 300 })
const Instant = Type.String({ format: 'date-time' })
const Degrees = Type.Optional(Type.Number({ minimum: -180, maximum: 180 }))

/** A clock that is off by more than ten years is no measure but a fault. */
const Milliseconds = Type.Integer({ minimum: -3.2e11, maximum: 3.2e11 })

const OperationBody = Type.Object({
  id: Uuid,
  seq: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
  at: Instant,
  offset: Type.Union([Milliseconds, Type.Null()]),
  kind: Type.String({ pattern: '^[a-z-]+(\\.[a-z-]+)+$', maxLength: 60 }),
  form: Type.Integer({ minimum: 1, maximum: 10_000 }),
  base: Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 0 })),
  after: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
  payload: Type.Unknown(),
})

const BatchBody = Type.Object({
  device: Uuid,
  sentAt: Instant,
  roundTrip: Type.Union([Type.Integer({ minimum: 0, maximum: 600_000 }), Type.Null()]),
  operations: Type.Array(OperationBody, { maxItems: 100 }),
})

/** Devices out of reach: greeting them, what they take along, what they hand in, and what wants a person's eye. */
export const syncRoutes = (desk: SyncDesk): AnyRoute[] => [
  // Not a command: what a command answers is kept for repeats, and a secret must stand nowhere.
  open({
    method: 'POST',
    url: '/api/sync/device',
    summary: {
      zh: '登记外勤设备，取得本机加密口令',
      en: 'Register a device and get the secret it seals its store with',
    },
    permission: 'field.use',
    body: Type.Object({ id: Uuid, name: Type.String({ minLength: 1, maxLength: 80 }) }),
    handle: (db, { body }, { actor }) =>
      db.write(actor, async (tx) => ({ ...(await greetDevice(tx, desk, body)), now: tx.now.toISOString() })),
  }),
  open({
    method: 'GET',
    url: '/api/sync/pack',
    summary: { zh: '带走的工作：今日名单和表单', en: 'What a device takes along: today’s list and the forms' },
    permission: 'field.use',
    query: Type.Object({ lon: Degrees, lat: Degrees }),
    handle: (db, { query: { lon, lat } }, { actor }) =>
      db.write(actor, async (tx) => {
        const start = lon === undefined || lat === undefined ? null : { lon, lat }
        const parts: Record<string, unknown> = {}
        for (const source of desk.packs)
          if (may(actor, source.permission)) parts[source.name] = await source.load(tx, { start })
        return { now: tx.now.toISOString(), parts }
      }),
  }),
  open({
    method: 'POST',
    url: '/api/sync/batches',
    summary: {
      zh: '上报离线操作，同一操作多次上报只办一次',
      en: 'Hand in operations; the same one sent again is done once',
    },
    permission: 'field.use',
    body: BatchBody,
    handle: (db, { body }, { actor }) => receive(db, actor, desk, body as Static<typeof BatchBody> as Batch),
  }),
  read({
    method: 'GET',
    url: '/api/sync/mine',
    summary: { zh: '本人被退回的外勤记录', en: 'My refused operations' },
    permission: 'field.use',
    handle: async (tx) => ({ items: await operationList(tx, desk, { what: 'refused', mine: true }), next: null }),
  }),
  command({
    method: 'POST',
    url: '/api/sync/operations/:id/again',
    summary: { zh: '重新办理被退回的外勤记录', en: 'Try a refused operation again' },
    permission: 'field.use',
    params: Id,
    handle: async (tx, { params }) => void (await tryAgain(tx, desk, params.id)),
  }),
  read({
    method: 'GET',
    url: '/api/sync/operations',
    summary: { zh: '被退回、等待中、补录的外勤记录', en: 'Operations that were refused, wait, or are marked' },
    permission: 'field.settle',
    query: Type.Object({ what: Type.Optional(Type.Enum(['refused', 'waiting', 'marked'])) }),
    handle: async (tx, { query }) => ({
      items: await operationList(tx, desk, { what: query.what ?? 'refused', mine: false }),
      counts: await openCounts(tx),
      next: null,
    }),
  }),
  open({
    method: 'GET',
    url: '/api/sync/operations/:id/payload',
    summary: { zh: '被退回记录的内容，记入读取记录', en: 'What a refused operation said; the reading is noted' },
    permission: 'field.settle',
    params: Id,
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => refusedPayload(tx, desk, params.id)),
  }),
  command({
    method: 'POST',
    url: '/api/sync/operations/:id/close',
    summary: { zh: '处理被退回的外勤记录', en: 'Close a refused operation with a note' },
    permission: 'field.settle',
    params: Id,
    body: Type.Object({ note: Note }),
    handle: async (tx, { params, body }) => void (await closeOperation(tx, params.id, body.note)),
  }),
  read({
    method: 'GET',
    url: '/api/sync/conflicts',
    summary: { zh: '待裁定的外勤冲突', en: 'Conflicts for a person to settle' },
    permission: 'field.settle',
    handle: async (tx) => ({ items: await conflictList(tx), next: null }),
  }),
  read({
    method: 'GET',
    url: '/api/sync/devices',
    summary: { zh: '外勤设备', en: 'Devices in the field' },
    permission: 'field.settle',
    handle: async (tx) => ({ items: await deviceList(tx), next: null }),
  }),
  command({
    method: 'POST',
    url: '/api/sync/devices/:id/revoke',
    summary: { zh: '停用丢失的设备', en: 'Stop a lost device' },
    permission: 'field.settle',
    params: Id,
    body: Type.Object({ reason: Note }),
    handle: async (tx, { params, body }) => void (await revokeDevice(tx, params.id, body.reason)),
  }),
]
