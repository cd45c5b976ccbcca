import { addDays, today } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { isSettled, isWorkday } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { containing, may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { hoursExceptions } from '../facilities/exceptions.ts'
import { type Span, spansOn, weekdayOf } from '../facilities/hours.ts'
import { findFacility, missingFacility } from '../facilities/views.ts'
import type { FacilityView } from '../model.ts'
import type { BookingView, SpacePlan } from './model.ts'
import { areasByUse, clockOf, instantOf } from './rules.ts'
import { bookingsOf, roomsOf, type StoredBooking, slotsOf, slotsOn } from './store.ts'

/**
 * When the rooms of a facility can be had, by room and day: the room's own hours, else the facility's; none while the facility is
 * suspended or closed; null where the hours are not known.
 */
export async function openingsOf(
  tx: Tx,
  facility: FacilityView,
  dates: readonly string[],
): Promise<(space: string, date: string) => Span[] | null> {
  const slots = await slotsOf(tx, facility.id)
  const exceptions = await hoursExceptions(tx, facility.id)
  const holidays = await calendar(tx)
  const states = await tx.rows<{
    date: string
    state: string | null
  }>(sql`select d.date, s.state from unnest(${dates as string[]}::text[]) d(date)
    left join territory.facility_state s on s.facility = ${facility.id} and s.superseded_at is null and s.during @> d.date::date`)
  const shut = new Set(states.filter((each) => each.state !== 'open').map((each) => each.date))
  return (space, date) => {
    if (shut.has(date)) return []
    const holiday = isSettled(holidays, date) ? isWorkday(holidays, date).festival !== null : null
    const day = spansOn(facility.hours, exceptions, date, holiday)
    const own = slotsOn(slots, space, date, weekdayOf(date))
    if (own !== null) return day !== null && day.spans.length === 0 && day.reason !== null ? [] : own
    return day === null ? null : day.spans
  }
}

const MINUTE = 60_000

function viewOf(booking: StoredBooking, open: boolean): BookingView {
  const date = today(new Date(booking.from).getTime())
  const start = Date.parse(instantOf(date, 0))
  const minute = (instant: string) => Math.round((Date.parse(instant) - start) / MINUTE)
  return {
    id: booking.id,
    space: booking.space,
    date,
    from: clockOf(minute(booking.from)),
    to: clockOf(minute(booking.to)),
    use: booking.use,
    title: open ? booking.title : null,
    organiser: open ? booking.organiser : null,
    contact: open ? booking.contact : null,
    persons: booking.persons,
    series: booking.series,
  }
}

/** The rooms of a facility over some days. Who has a room and for what is shown to those who may change the place. */
export async function spacePlan(tx: Tx, code: string, query: { from: string; days: number }): Promise<SpacePlan> {
  const facility = await findFacility(tx, code, query.from)
  if (facility === null) throw missingFacility(code)
  const dates = Array.from({ length: query.days }, (_, i) => addDays(query.from, i))
  const rooms = await roomsOf(tx, facility.id, query.from)
  const openings = await openingsOf(tx, facility, dates)
  const bookings = await bookingsOf(tx, facility.id, instantOf(query.from, 0), instantOf(dates.at(-1)!, 1440))
  const mayBook = may(tx.actor, 'register.write') && worksIn(tx.actor, facility.region)
  return {
    facility: { code, name: facility.name, region: facility.region, hours: facility.hours, mayBook },
    rooms,
    areas: areasByUse(rooms, facility.floor_area),
    days: dates.map((date) => ({
      date,
      open: Object.fromEntries(rooms.map((room) => [room.code, openings(room.code, date)])),
    })),
    bookings: bookings.map((each) => viewOf(each, mayBook)),
  }
}

/** A facility that has rooms. */
export type SpaceHome = {
  code: string
  name: string
  regionName: string | null
  rooms: number
  bookable: number
  area: number
}

/** Facilities with rooms, for choosing one. */
export async function spaceHomes(tx: Tx, query: { asOf: string; region?: string; q?: string }): Promise<SpaceHome[]> {
  const like = containing(query.q ?? '')
  return tx.rows(sql`select f.code, (f.version).name, r.name "regionName", count(*)::int rooms, (count(*) filter (where s.bookable))::int bookable, sum(s.area) area
    from territory.facility_on(${query.asOf}) f
    join territory.space s on s.jurisdiction = f.jurisdiction and s.facility = f.facility and s.superseded_at is null and s.during @> ${query.asOf}::date
    left join territory.region_on('statistical', ${query.asOf}) r on r.code = (f.version).region
    where starts_with((f.version).region, ${prefixOf(query.region ?? tx.actor.jurisdiction)}) and ((f.version).name ilike ${like} or f.code ilike ${like})
    group by f.code, (f.version).name, r.name order by f.code limit 300`)
}
