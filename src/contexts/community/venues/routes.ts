import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { reportYear } from '../report.ts'
import { ById, Day, Instant, Method, Reason, Uuid, Words } from '../schemas.ts'
import { bookSlot, cancelSlot, openSlots, settleBooking, slotLines, slotView } from './slots.ts'
import { noteVisits, visitDays, visitsView } from './visits.ts'

const Year = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) })

/** Venues (场馆): visits with the way they were counted, slots, bookings. */
export const venueRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/community/venues',
    summary: {
      zh: '公共文化设施服务人次，逐馆注明计数方式',
      en: 'Visits to cultural venues, with how each was counted',
    },
    permission: 'community.read',
    query: Year,
    handle: (tx, { query }) => visitsView(tx, query.year),
  }),
  read({
    method: 'GET',
    url: '/api/community/venues/:facility/visits',
    summary: { zh: '一个场馆逐日人次和更正', en: 'Days of a venue with corrections' },
    permission: 'community.read',
    params: Type.Object({ facility: Words(60) }),
    query: Year,
    handle: async (tx, { params, query }) => ({ items: await visitDays(tx, params.facility, query.year) }),
  }),
  command({
    method: 'POST',
    url: '/api/community/visits',
    summary: { zh: '登记或更正场馆人次', en: 'Note or correct the visits of a day' },
    permission: 'community.manage',
    body: Type.Object({
      facility: Words(60),
      day: Day,
      visits: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      method: Method,
      note: Type.Union([Words(200), Type.Null()]),
    }),
    handle: (tx, { body }) => noteVisits(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/report',
    summary: {
      zh: '上报年度数（服务人次、建筑面积）到年度统计台账',
      en: 'Report the figures of a year to the yearly ledger',
    },
    permission: 'community.manage',
    body: Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }), what: Type.Enum(['visits', 'area']) }),
    handle: (tx, { body }) => reportYear(tx, body),
  }),
  read({
    method: 'GET',
    url: '/api/community/slots',
    summary: { zh: '开放时段', en: 'Opening slots' },
    permission: 'community.read',
    handle: async (tx) => ({ items: await slotLines(tx) }),
  }),
  open({
    method: 'GET',
    url: '/api/community/slots/:id',
    summary: { zh: '一个开放时段的预约', en: 'A slot with its bookings' },
    permission: 'community.manage',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => {
        const found = await slotView(tx, desk, params.id)
        if (found === null)
          throw refuse('slot.missing', { zh: '没有这个时段', en: 'There is no such slot' }, { kind: 'missing' })
        return found
      }),
  }),
  command({
    method: 'POST',
    url: '/api/community/slots',
    summary: { zh: '开放时段（可按周重复）', en: 'Open slots, one or one a week' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({
      facility: Words(60),
      title: Words(80, 2),
      audience: Type.Enum(['everybody', 'students', 'elders']),
      terms: Words(80),
      from: Instant,
      until: Instant,
      weeks: Type.Integer({ minimum: 0, maximum: 26 }),
      capacity: Type.Integer({ minimum: 1, maximum: 5000 }),
    }),
    handle: (tx, { body }) => openSlots(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/slots/:id/cancel',
    summary: { zh: '取消开放时段', en: 'Call a slot off' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => cancelSlot(tx, params.id, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/community/slots/:id/bookings',
    summary: { zh: '预约名额', en: 'Book places of a slot' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({
      person: Type.Union([Uuid, Type.Null()]),
      group: Type.Union([Words(80, 2), Type.Null()]),
      places: Type.Integer({ minimum: 1, maximum: 500 }),
      channel: Type.Enum(['app', 'phone', 'counter', 'paper']),
    }),
    handle: (tx, { params, body }) => bookSlot(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/bookings/:id/settle',
    summary: { zh: '取消预约，或登记到场、爽约', en: 'Cancel a booking, or note who came' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({ state: Type.Enum(['cancelled', 'came', 'no_show']) }),
    handle: (tx, { params, body }) => settleBooking(tx, params.id, body.state),
  }),
]
