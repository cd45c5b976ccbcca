import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { siteWith } from '../../providers/index.ts'
import { bookSpace, cancelBooking, instantOfMinute, occurrencesOf } from '../../territory/index.ts'
import { cancelOrder } from '../orders/acts.ts'
import { bind } from '../orders/assign.ts'
import { expectFirm } from '../scope.ts'

/** Sessions to be opened, once or as a series. Clock times are China time. */
export type NewSessions = {
  offer: string
  title: string
  date: string
  from: string
  to: string
  repeat: { every: 'day' | 'workday' | 'week' | 'fortnight'; until: string } | null
  capacity: number
  /** Orders are taken until so many minutes before. */
  closesMinutes: number
  /** Who holds it. */
  staff: string[]
  /** The room it is held in: reserved with it. */
  room: { facility: string; space: string; use: string; organiser: string } | null
}

/**
 * Opens sessions (场次). Every occurrence of a series is checked: hours and bookings of the room, staff bound elsewhere; each clash is named and
 * then none is opened.
 *
 * @throws Refusal `offer.missing`, `session.past`, `order.staff-busy`, `space.*`, `access.region`, `access.provider`
 */
export async function openSessions(
  tx: Tx,
  desk: PeopleDesk,
  input: NewSessions,
): Promise<{ series: string | null; sessions: string[] }> {
  const own = tx.actor.jurisdiction
  const offer = await tx.maybe<{ site: string }>(
    sql`select site from services.offer where jurisdiction = ${own} and id = ${input.offer} and state <> 'ended'`,
  )
  if (offer === null)
    throw refuse(
      'offer.missing',
      { zh: '没有这项服务供给', en: 'There is no such offer' },
      { kind: 'missing', at: '/offer' },
    )
  await expectFirm(tx, await siteWith(tx, offer.site))
  const spans = occurrencesOf(input).map(({ date, from, to }) => ({
    from: new Date(instantOfMinute(date, from)).toISOString(),
    until: new Date(instantOfMinute(date, to)).toISOString(),
  }))
  if (spans[0] === undefined || Date.parse(spans[0].from) < tx.now.getTime())
    throw refuse('session.past', { zh: '这个时段已经过去', en: 'This time has passed' }, { at: '/date' })
  const room = input.room
  const booked =
    room === null
      ? null
      : await bookSpace(tx, room.facility, {
          space: room.space,
          date: input.date,
          from: input.from,
          to: input.to,
          use: room.use,
          title: input.title,
          organiser: room.organiser,
          contact: null,
          persons: input.capacity,
          repeat: input.repeat,
        })
  const series = spans.length > 1 ? newId() : null
  const rows = spans.map((span, i) => ({
    id: newId(),
    ...span,
    closes: new Date(Date.parse(span.from) - input.closesMinutes * 60_000).toISOString(),
    booking: booked?.bookings[i] ?? null,
  }))
  await tx.run(sql`insert into services.session (jurisdiction, id, offer, series, title, during, closes_at, capacity, facility, space, space_booking, recorded_by, recorded_at)
    select ${own}, x.id, ${input.offer}, ${series}, ${input.title}, tstzrange(x."from", x.until), x.closes, ${input.capacity}, ${room?.facility ?? null},
      ${room?.space ?? null}, x.booking, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, "from" timestamptz, until timestamptz, closes timestamptz, booking uuid)`)
  const bindings = rows.flatMap((row) =>
    input.staff.map((staff) => ({ staff, session: row.id, from: row.from, until: row.until })),
  )
  if (bindings.length > 0) await bind(tx, desk, bindings)
  const sessions = rows.map((row) => row.id)
  await record(tx, {
    action: 'services.session.open',
    subject: { kind: 'offer', id: input.offer },
    detail: { series, sessions, capacity: input.capacity },
  })
  await emit(tx, 'services.session.opened', { offer: input.offer, series, sessions })
  return { series, sessions }
}

/**
 * Cancels a session, or it and those of its series still to come: their orders with it, the room and the staff free again.
 *
 * @throws Refusal `order.session-missing`, `access.region`, `access.provider`
 */
export async function cancelSession(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { series: boolean; reason: string },
): Promise<{ sessions: number; orders: number }> {
  const own = tx.actor.jurisdiction
  const found = await tx.maybe<{
    site: string
    series: string | null
    from: string
  }>(sql`select f.site, s.series, lower(s.during) "from" from services.session s
    join services.offer f on f.jurisdiction = s.jurisdiction and f.id = s.offer where s.jurisdiction = ${own} and s.id = ${id} and s.state = 'open' for update of s`)
  if (found === null)
    throw refuse(
      'order.session-missing',
      { zh: '没有这个场次，或已取消', en: 'There is no such session, or it was cancelled' },
      { kind: 'missing' },
    )
  await expectFirm(tx, await siteWith(tx, found.site))
  const which =
    input.series && found.series !== null
      ? sql`series = ${found.series} and lower(during) >= ${found.from}`
      : sql`id = ${id}`
  const gone = await tx.rows<{
    id: string
    booking: string | null
  }>(sql`update services.session set state = 'cancelled', cancel_reason = ${input.reason}
    where jurisdiction = ${own} and state = 'open' and ${which} returning id, space_booking booking`)
  const ids = gone.map((each) => each.id)
  const orders = await tx.rows<{
    id: string
  }>(sql`select id from services.service_order where jurisdiction = ${own} and session = any(${ids}::uuid[])
    and state in ('placed', 'assigned') order by id`)
  for (const order of orders)
    await cancelOrder(tx, desk, order.id, { revision: null, told: { channel: 'counter' }, reason: input.reason })
  await tx.run(
    sql`update services.waiting set state = 'refused', reason = 'order.session-cancelled' where jurisdiction = ${own} and session = any(${ids}::uuid[]) and state = 'waiting'`,
  )
  await tx.run(sql`update services.engagement set released_at = ${tx.now}, released_reason = 'cancelled' where jurisdiction = ${own} and session = any(${ids}::uuid[])
    and released_at is null`)
  for (const { booking } of gone)
    if (booking !== null) await cancelBooking(tx, booking, { series: false, reason: input.reason })
  await record(tx, {
    action: 'services.session.cancel',
    subject: { kind: 'session', id },
    detail: { sessions: ids, orders: orders.length, reason: input.reason },
  })
  await emit(tx, 'services.session.cancelled', { sessions: ids, reason: input.reason })
  return { sessions: ids.length, orders: orders.length }
}
