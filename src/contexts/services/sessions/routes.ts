import Type from 'typebox'
import { type AnyRoute, command, Download, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { Acting, ChannelCode, Code, Day, FamilyCode, Id, Note, orNull, Uuid } from '../schemas.ts'
import { cancelSession, openSessions } from './commands.ts'
import { personCalendar, sessionCalendar, sessionPeople, sessions, sessionView } from './views.ts'
import { joinWaiting, leaveWaiting } from './waiting.ts'

const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' })
const Span = Type.Object({
  from: Day,
  until: Day,
  offer: Type.Optional(Uuid),
  item: Type.Optional(Code),
  family: Type.Optional(FamilyCode),
  series: Type.Optional(Uuid),
  mine: Type.Optional(Type.Boolean()),
  cancelled: Type.Optional(Type.Boolean()),
})
const CALENDAR = 'text/calendar; charset=utf-8'

/** Sessions, waiting lists and calendars over HTTP. */
export function sessionRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/services/sessions',
      summary: { zh: '可预约的场次', en: 'Sessions that can be booked' },
      permission: 'services.use',
      query: Span,
      handle: async (tx, { query }) => ({
        items: await sessions(tx, query as Parameters<typeof sessions>[1]),
        next: null,
      }),
    }),
    read({
      method: 'GET',
      url: '/api/services/sessions/:id',
      summary: { zh: '一个场次', en: 'A session' },
      permission: 'services.use',
      params: Id,
      handle: (tx, { params }) => sessionView(tx, params.id),
    }),
    read({
      method: 'GET',
      url: '/api/services/sessions.ics',
      summary: { zh: '场次日历（iCalendar）', en: 'Sessions as a calendar' },
      permission: 'services.use',
      query: Span,
      handle: async (tx, { query }, { language }) => {
        const name = language === 'zh' ? '一刻·服务场次' : 'Yike sessions'
        return new Download(
          `${name}.ics`,
          CALENDAR,
          await sessionCalendar(tx, name, query as Parameters<typeof sessions>[1], language),
        )
      },
    }),
    read({
      method: 'GET',
      url: '/api/services/persons/:id/orders.ics',
      summary: {
        zh: '一个人的服务预约日历（iCalendar，不含姓名）',
        en: 'A person’s appointments as a calendar, without the name',
      },
      permission: 'services.use',
      params: Id,
      handle: async (tx, { params }, { language }) =>
        new Download(
          language === 'zh' ? '服务预约.ics' : 'appointments.ics',
          CALENDAR,
          await personCalendar(tx, desk, params.id, language),
        ),
    }),
    command({
      method: 'POST',
      url: '/api/services/sessions',
      summary: { zh: '开设场次，一次或一个系列', en: 'Open sessions, one or a series' },
      permission: 'services.offer',
      status: 201,
      body: Type.Object({
        offer: Uuid,
        title: Type.String({ minLength: 2, maxLength: 120 }),
        date: Day,
        from: Clock,
        to: Clock,
        repeat: orNull(Type.Object({ every: Type.Enum(['day', 'workday', 'week', 'fortnight']), until: Day })),
        capacity: Type.Integer({ minimum: 1, maximum: 10_000 }),
        closesMinutes: Type.Integer({ minimum: 0, maximum: 43_200 }),
        staff: Type.Array(Uuid, { maxItems: 8 }),
        room: orNull(
          Type.Object({
            facility: Type.String({ minLength: 1, maxLength: 60 }),
            space: Type.String({ minLength: 1, maxLength: 60 }),
            use: Type.String({ minLength: 1, maxLength: 40 }),
            organiser: Type.String({ minLength: 2, maxLength: 120 }),
          }),
        ),
      }),
      handle: (tx, { body }) => openSessions(tx, desk, body as Parameters<typeof openSessions>[2]),
    }),
    command({
      method: 'POST',
      url: '/api/services/sessions/:id/cancel',
      summary: { zh: '取消场次', en: 'Cancel a session' },
      permission: 'services.offer',
      params: Id,
      body: Type.Object({ series: Type.Boolean(), reason: Note }),
      handle: (tx, { params, body }) => cancelSession(tx, desk, params.id, body),
    }),
    open({
      method: 'GET',
      url: '/api/services/sessions/:id/people',
      summary: { zh: '场次名单和候补，记入读取记录', en: 'Who has a place and who waits; noted' },
      permission: 'services.use',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => sessionPeople(tx, desk, params.id)),
    }),
    command({
      method: 'POST',
      url: '/api/services/waiting',
      summary: { zh: '登记候补', en: 'Join a waiting list' },
      permission: 'services.order',
      status: 201,
      body: Type.Object({
        session: Uuid,
        person: Uuid,
        quantity: Type.Integer({ minimum: 1, maximum: 20 }),
        seenFen: Type.Integer({ minimum: 0 }),
        channel: ChannelCode,
        acting: Acting,
      }),
      handle: (tx, { body }) => joinWaiting(tx, desk, body as Parameters<typeof joinWaiting>[2]),
    }),
    command({
      method: 'POST',
      url: '/api/services/waiting/:id/leave',
      summary: { zh: '退出候补', en: 'Leave a waiting list' },
      permission: 'services.order',
      params: Id,
      handle: (tx, { params }) => leaveWaiting(tx, desk, params.id),
    }),
  ]
}
