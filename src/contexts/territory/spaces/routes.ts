import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { bookSpace, cancelBooking, setSlots } from './commands.ts'
import { NewBooking, NewRoom, SPACE_USES } from './model.ts'
import { enterRoom } from './rooms.ts'
import { spaceHomes, spacePlan } from './views.ts'

const DateText = Type.String({ format: 'date' })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })
const Minute = Type.Integer({ minimum: 0, maximum: 1440 })

/** Rooms with many uses (一点多用) and their bookings. */
export const spaceRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/spaces',
    summary: { zh: '有房间可用的设施', en: 'Facilities with rooms' },
    permission: 'register.read',
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 60 })),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
    }),
    handle: async (tx, { query }) => ({ items: await spaceHomes(tx, { asOf: today(tx.now.getTime()), ...query }) }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/space-uses',
    summary: { zh: '房间用途', en: 'What rooms are used for' },
    permission: 'register.read',
    handle: async () => ({ items: SPACE_USES }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities/:code/spaces',
    summary: {
      zh: '一处设施的房间、开放时段和预订',
      en: 'Rooms of a facility, when they can be had, and who has them',
    },
    permission: 'register.read',
    params: ByCode,
    query: Type.Object({
      from: Type.Optional(DateText),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
    }),
    handle: (tx, { params, query }) =>
      spacePlan(tx, params.code, { from: query.from ?? today(tx.now.getTime()), days: query.days ?? 7 }),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/rooms',
    summary: { zh: '登记一间房', en: 'Enter a room' },
    permission: 'register.write',
    status: 201,
    params: ByCode,
    body: NewRoom,
    handle: (tx, { params, body }) => enterRoom(tx, params.code, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/bookings',
    summary: { zh: '预订房间，一次或成系列', en: 'Book a room, once or as a series' },
    permission: 'register.write',
    params: ByCode,
    body: NewBooking,
    handle: (tx, { params, body }) => bookSpace(tx, params.code, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/bookings/:id/cancel',
    summary: { zh: '取消预订', en: 'Cancel a booking' },
    permission: 'register.write',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ series: Type.Boolean(), reason: Type.String({ minLength: 2, maxLength: 200 }) }),
    handle: (tx, { params, body }) => cancelBooking(tx, params.id, body),
  }),
  command({
    method: 'PUT',
    url: '/api/territory/facilities/:code/slots',
    summary: { zh: '设定房间每周可用时段', en: 'Set the hours of a week in which a room can be had' },
    permission: 'register.write',
    params: ByCode,
    body: Type.Object({
      space: Type.String({ maxLength: 60 }),
      from: DateText,
      slots: Type.Array(Type.Object({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), from: Minute, to: Minute }), {
        maxItems: 60,
      }),
    }),
    handle: async (tx, { params, body }) => {
      await setSlots(tx, params.code, body)
      return spacePlan(tx, params.code, { from: body.from, days: 7 })
    },
  }),
]
