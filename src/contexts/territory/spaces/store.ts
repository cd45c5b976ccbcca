import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Span } from '../facilities/hours.ts'
import type { SpaceView } from './model.ts'

const ROOM = sql`s.code, s.name, s.storey, s.area, s.capacity, s.uses, s.bookable`

/** Rooms of a facility on a day. */
export async function roomsOf(tx: Tx, facility: string, asOf: string): Promise<SpaceView[]> {
  return tx.rows(sql`select ${ROOM} from territory.space s
    where s.facility = ${facility} and s.superseded_at is null and s.during @> ${asOf}::date order by s.code`)
}

type SlotRow = { space: string; weekday: number; from: number; to: number; since: string | null; until: string | null }

/** Hours of a week in which the rooms of a facility can be had; they hold from `since` until before `until`. */
export async function slotsOf(tx: Tx, facility: string): Promise<SlotRow[]> {
  return tx.rows(sql`select space, weekday, lower(minutes) "from", upper(minutes) "to", lower(during)::text since, upper(during)::text until
    from territory.space_slot where facility = ${facility} and superseded_at is null order by space, weekday, lower(minutes)`)
}

/** The slots of a room on a day; null when the room has none of its own at all. Pure. */
export function slotsOn(slots: readonly SlotRow[], space: string, date: string, weekday: number): Span[] | null {
  const own = slots.filter(
    (slot) =>
      slot.space === space && (slot.since === null || slot.since <= date) && (slot.until === null || slot.until > date),
  )
  if (own.length === 0) return null
  return own.filter((slot) => slot.weekday === weekday + 1).map(({ from, to }) => ({ from, to }))
}

export type StoredBooking = {
  id: string
  space: string
  from: string
  to: string
  use: string
  title: string
  organiser: string
  contact: string | null
  persons: number | null
  series: string | null
}

/** Bookings of a facility that touch a span of time, in order. */
export async function bookingsOf(tx: Tx, facility: string, from: string, to: string): Promise<StoredBooking[]> {
  return tx.rows(sql`select id, space, lower(during) "from", upper(during) "to", use, title, organiser, contact, persons, series
    from territory.space_booking where facility = ${facility} and state = 'booked' and during && tstzrange(${from}, ${to})
    order by lower(during), space`)
}

export type BookingTimes = { id: string; from: string; to: string }

/**
 * Puts bookings in, as far as the room is free: what overlaps another is left out. The database decides, also between two who book
 * at the same moment.
 *
 * @returns ids of those that were put in
 */
export async function insertBookings(
  tx: Tx,
  booking: {
    facility: string
    space: string
    use: string
    title: string
    organiser: string
    contact: string | null
    persons: number | null
    series: string | null
  },
  times: readonly BookingTimes[],
): Promise<string[]> {
  const rows = await tx.rows<{
    id: string
  }>(sql`insert into territory.space_booking (jurisdiction, id, facility, space, during, use, title, organiser,
      contact, persons, series, state, recorded_at, recorded_by)
    select ${tx.actor.jurisdiction}, g.id, ${booking.facility}, ${booking.space}, tstzrange(g."from", g."to"), ${booking.use}, ${booking.title},
      ${booking.organiser}, ${booking.contact}, ${booking.persons}::int, ${booking.series}::uuid, 'booked', ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as g(id uuid, "from" timestamptz, "to" timestamptz)
    order by g."from" on conflict do nothing returning id`)
  return rows.map((row) => row.id)
}
