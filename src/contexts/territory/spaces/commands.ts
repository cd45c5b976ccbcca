import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilityToChange, takeTurn } from '../facilities/scope.ts'
import type { FacilityView } from '../model.ts'
import type { NewBooking, Occurrence, SpaceView } from './model.ts'
import { clockOf, fits, instantOf, occurrencesOf } from './rules.ts'
import { type BookingTimes, insertBookings, roomsOf } from './store.ts'
import { openingsOf } from './views.ts'

/**
 * Books a room, once or as a series: all occurrences or none. Each is checked against the hours of its own day, and the database keeps
 * two bookings of one room apart.
 *
 * @throws Refusal `facility.missing`, `access.region`, `space.missing`, `space.not-bookable`, `space.use`, `space.capacity`, `space.times`,
 * `space.repeat`, `space.past`, `space.shut`, `space.taken`
 */
export async function bookSpace(
  tx: Tx,
  code: string,
  booking: NewBooking,
): Promise<{ series: string | null; bookings: string[] }> {
  const facility = await facilityToChange(tx, code, booking.date)
  const room = (await roomsOf(tx, facility.id, booking.date)).find((each) => each.code === booking.space)
  expectRoom(room, booking)
  const wanted = occurrencesOf(booking)
  const first = wanted[0]
  if (first === undefined || new Date(instantOf(first.date, first.from)) < tx.now) {
    throw refuse('space.past', { zh: '这个时段已经过去', en: 'This time has passed' }, { at: '/date' })
  }
  await expectOpen(tx, facility, booking.space, wanted)
  const times = wanted.map(({ date, from, to }) => ({
    id: newId(),
    from: instantOf(date, from),
    to: instantOf(date, to),
  }))
  const series = times.length > 1 ? newId() : null
  const { repeat: _repeat, date: _date, from: _from, to: _to, ...rest } = booking
  const done = new Set(await insertBookings(tx, { ...rest, facility: facility.id, series }, times))
  const refused = times.filter((each) => !done.has(each.id))
  if (refused.length > 0) throw await taken(tx, facility.id, booking.space, refused)
  await record(tx, {
    action: 'territory.space.book',
    subject: { kind: 'facility', id: facility.id },
    detail: { code, space: booking.space, use: booking.use, series, bookings: times },
  })
  await emit(tx, 'territory.space.booked', { facility: facility.id, space: booking.space, series, bookings: times })
  return { series, bookings: times.map((each) => each.id) }
}

function expectRoom(room: SpaceView | undefined, booking: NewBooking): void {
  if (room === undefined) {
    throw refuse(
      'space.missing',
      { zh: `没有房间 ${booking.space}`, en: `There is no room ${booking.space}` },
      { kind: 'missing', at: '/space' },
    )
  }
  if (!room.bookable) {
    throw refuse(
      'space.not-bookable',
      { zh: `${room.name}不接受预订`, en: `${room.name} cannot be booked` },
      { kind: 'conflict', at: '/space', next: { zh: '请换一间', en: 'Choose another room' } },
    )
  }
  if (!room.uses.includes(booking.use)) {
    throw refuse(
      'space.use',
      { zh: `${room.name}没有登记这项用途`, en: `${room.name} is not for this use` },
      {
        at: '/use',
        params: { uses: room.uses },
        next: { zh: '先在空间台账登记兼作用途', en: 'Enter the other use in the register of rooms first' },
      },
    )
  }
  if (room.capacity !== null && booking.persons !== null && booking.persons > room.capacity) {
    throw refuse(
      'space.capacity',
      { zh: `${room.name}最多容纳 ${room.capacity} 人`, en: `${room.name} holds at most ${room.capacity}` },
      { at: '/persons', params: { capacity: room.capacity } },
    )
  }
}

async function expectOpen(tx: Tx, facility: FacilityView, space: string, wanted: readonly Occurrence[]): Promise<void> {
  const openings = await openingsOf(tx, facility, [...new Set(wanted.map((each) => each.date))])
  const shut = wanted.filter((each) => !fits(each, openings(space, each.date)))
  if (shut.length === 0) return
  const days = shut.map((each) => each.date)
  throw refuse(
    'space.shut',
    { zh: `这些日子的该时段不开放：${days.join('、')}`, en: `Not open at this time on ${days.join(', ')}` },
    {
      kind: 'conflict',
      at: '/from',
      params: { dates: days },
      next: { zh: '请改时间，或分开预订', en: 'Choose other times, or book separately' },
    },
  )
}

async function taken(tx: Tx, facility: string, space: string, refused: readonly BookingTimes[]) {
  const rows = await tx.rows<{
    date: string
    from: number
    to: number
  }>(sql`select distinct (lower(b.during) at time zone 'Asia/Shanghai')::date::text date,
      (extract(hour from lower(b.during) at time zone 'Asia/Shanghai') * 60 + extract(minute from lower(b.during) at time zone 'Asia/Shanghai'))::int "from",
      (extract(epoch from upper(b.during) - lower(b.during)) / 60)::int "to"
    from territory.space_booking b join jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as g("from" timestamptz, "to" timestamptz)
      on b.during && tstzrange(g."from", g."to")
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.facility = ${facility} and b.space = ${space} and b.state = 'booked' order by 1, 2`)
  const said = rows.map(({ date, from, to }) => `${date} ${clockOf(from)}—${clockOf(Math.min(from + to, 1440))}`)
  const own = said.length === 0
  return refuse(
    'space.taken',
    own
      ? { zh: '这些时段相互重叠', en: 'These times overlap each other' }
      : { zh: `已被预订：${said.join('、')}`, en: `Already booked: ${said.join(', ')}` },
    {
      kind: 'conflict',
      at: '/from',
      params: { taken: said },
      next: { zh: '请换时间或换一间；一次都没有预订', en: 'Choose another time or room; nothing was booked' },
    },
  )
}

/**
 * Cancels a booking, or it and those of its series that are still to come. The room is free again at once.
 *
 * @returns how many were cancelled
 * @throws Refusal `space.booking-missing`, `space.cancelled`, `access.region`
 */
export async function cancelBooking(
  tx: Tx,
  id: string,
  input: { series: boolean; reason: string },
): Promise<{ cancelled: number }> {
  const own = tx.actor.jurisdiction
  const found = await tx.maybe<{
    facility: string
    code: string
    state: string
    series: string | null
    from: string
  }>(sql`select b.facility, f.code, b.state,
      b.series, lower(b.during) "from" from territory.space_booking b join territory.facility f on f.jurisdiction = b.jurisdiction and f.id = b.facility
    where b.jurisdiction = ${own} and b.id = ${id} for update of b`)
  if (found === null)
    throw refuse('space.booking-missing', { zh: '没有这个预订', en: 'There is no such booking' }, { kind: 'missing' })
  await facilityToChange(tx, found.code, today(tx.now.getTime()))
  if (found.state === 'cancelled') {
    throw refuse(
      'space.cancelled',
      { zh: '这个预订已经取消', en: 'This booking was cancelled already' },
      { kind: 'conflict' },
    )
  }
  const which =
    input.series && found.series !== null
      ? sql`series = ${found.series} and lower(during) >= ${found.from}`
      : sql`id = ${id}`
  const cancelled =
    await tx.run(sql`update territory.space_booking set state = 'cancelled', cancelled_at = ${tx.now}, cancel_reason = ${input.reason}
    where jurisdiction = ${own} and state = 'booked' and ${which}`)
  await record(tx, {
    action: 'territory.space.cancel',
    subject: { kind: 'facility', id: found.facility },
    detail: { booking: id, series: input.series ? found.series : null, cancelled },
  })
  await emit(tx, 'territory.space.cancelled', { facility: found.facility, booking: id, cancelled })
  return { cancelled }
}

/**
 * Sets the hours of a week in which a room can be had, from a day on; without any it follows its facility's hours.
 *
 * @throws Refusal `facility.missing`, `access.region`, `space.missing`, `space.slots`
 */
export async function setSlots(
  tx: Tx,
  code: string,
  input: { space: string; from: string; slots: readonly { weekday: number; from: number; to: number }[] },
): Promise<void> {
  const facility = await facilityToChange(tx, code, input.from)
  const room = (await roomsOf(tx, facility.id, input.from)).find((each) => each.code === input.space)
  if (room === undefined) {
    throw refuse(
      'space.missing',
      { zh: `没有房间 ${input.space}`, en: `There is no room ${input.space}` },
      { kind: 'missing', at: '/space' },
    )
  }
  const wrong = input.slots.some(
    (slot, i) =>
      slot.to <= slot.from ||
      input.slots.some(
        (other, k) => k < i && other.weekday === slot.weekday && other.from < slot.to && slot.from < other.to,
      ),
  )
  if (wrong)
    throw refuse(
      'space.slots',
      { zh: '时段有重叠，或结束早于开始', en: 'Hours overlap, or end before they begin' },
      { at: '/slots' },
    )
  await takeTurn(tx, facility.id)
  const own = tx.actor.jurisdiction
  await tx.run(sql`with cut as (
      update territory.space_slot s set superseded_at = ${tx.now} where s.jurisdiction = ${own} and s.facility = ${facility.id}
        and s.space = ${input.space} and s.superseded_at is null and s.during && daterange(${input.from}::date, null) returning s.*)
    insert into territory.space_slot (jurisdiction, id, facility, space, weekday, minutes, during, recorded_at, recorded_by)
    select jurisdiction, territory.new_id(), facility, space, weekday, minutes, daterange(lower(during), ${input.from}::date), ${tx.now}, ${tx.actor.id}
    from cut where lower_inf(during) or lower(during) < ${input.from}::date`)
  await tx.run(sql`insert into territory.space_slot (jurisdiction, id, facility, space, weekday, minutes, during, recorded_at, recorded_by)
    select ${own}, territory.new_id(), ${facility.id}, ${input.space}, g.weekday, int4range(g."from", g."to"), daterange(${input.from}::date, null), ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(input.slots)}::jsonb) as g(weekday int, "from" int, "to" int)`)
  await record(tx, {
    action: 'territory.space.slots',
    subject: { kind: 'facility', id: facility.id },
    detail: { code, space: input.space, from: input.from, slots: input.slots },
  })
}
