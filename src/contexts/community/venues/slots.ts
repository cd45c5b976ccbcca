import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { expectRegion, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { facilitiesOn, findFacility } from '../../territory/index.ts'
import { venueFor } from './venue.ts'
import { CULTURE_KINDS, SPORT_KINDS } from './visits.ts'

/** Schools that open their grounds (学校教育资源向社会开放). */
const SCHOOL_KINDS = ['primary-school', 'middle-school', 'vocational-school']
export const SLOT_KINDS = [...CULTURE_KINDS, ...SPORT_KINDS, ...SCHOOL_KINDS, 'community-hall', 'elder-university']

/** For whom a slot is (开放对象). */
export const AUDIENCES = {
  everybody: { zh: '社会公众', en: 'everybody' },
  students: { zh: '学生', en: 'students' },
  elders: { zh: '老年人', en: 'older people' },
} as const satisfies Record<string, Bilingual>
export type Audience = keyof typeof AUDIENCES

export type NewSlots = {
  facility: string
  title: string
  audience: Audience
  terms: string
  /** The first one; `weeks` more follow at the same hours. */
  from: string
  until: string
  weeks: number
  capacity: number
}

const HOUR = 3_600_000

/**
 * Opens slots that can be booked (开放时段), one or one a week.
 *
 * @throws Refusal `facility.missing`, `venue.kind`, `access.region`, `slot.span`, `slot.past`, `slot.exists`
 */
export async function openSlots(tx: Tx, input: NewSlots): Promise<{ slots: number }> {
  const venue = await venueFor(tx, input.facility, SLOT_KINDS)
  expectRegion(tx, venue.region)
  const [from, until] = [new Date(input.from), new Date(input.until)]
  if (until <= from || until.getTime() - from.getTime() > 24 * HOUR)
    throw refuse(
      'slot.span',
      { zh: '时段应在一天以内，且结束晚于开始', en: 'A slot ends after it begins, within a day' },
      { at: '/until' },
    )
  if (from <= tx.now)
    throw refuse('slot.past', { zh: '开始时间已过', en: 'The beginning lies in the past' }, { at: '/from' })
  const rows = Array.from({ length: input.weeks + 1 }, (_, week) => {
    const shift = week * 7 * 24 * HOUR
    return {
      id: newId(),
      from: new Date(from.getTime() + shift).toISOString(),
      until: new Date(until.getTime() + shift).toISOString(),
    }
  })
  const kept =
    await tx.run(sql`insert into community.opening_slot (jurisdiction, id, facility, region, title, audience, terms, during, capacity, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, g.id, ${venue.code}, ${venue.region}, ${input.title}, ${input.audience}, ${input.terms}, tstzrange(g."from", g.until),
      ${input.capacity}, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "from" timestamptz, until timestamptz) on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'slot.exists',
      { zh: '这些时段已经开放', en: 'These slots are open already' },
      { kind: 'conflict', at: '/from' },
    )
  await record(tx, {
    action: 'community.slot.open',
    subject: { kind: 'facility', id: venue.code },
    detail: { ...input, kept },
  })
  return { slots: kept }
}

export type NewBooking = {
  person: string | null
  /** A group without files, e.g. a school class. */
  group: string | null
  places: number
  channel: 'app' | 'phone' | 'counter' | 'paper'
}

/**
 * Books places of a slot (预约). The slot's row counts them: with the last place gone everybody else is told so, however many ask at once; a
 * person is never in two slots at one time.
 *
 * @throws Refusal `slot.missing`, `slot.cancelled`, `slot.begun`, `slot.full`, `booking.who`, `booking.twice`, `person.missing`
 */
export async function bookSlot(
  tx: Tx,
  desk: PeopleDesk,
  slot: string,
  input: NewBooking,
): Promise<{ id: string; left: number }> {
  if ((input.person === null) === (input.group === null))
    throw refuse(
      'booking.who',
      { zh: '请选择人员，或写明团体名称', en: 'Choose a person or name a group' },
      { at: '/person' },
    )
  if (input.person !== null) await demandPerson(tx, desk, input.person)
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{
    left: number
    from: string
    until: string
  }>(sql`update community.opening_slot set taken = taken + ${input.places}
    where jurisdiction = ${own} and id = ${slot} and state = 'open' and lower(during) > ${tx.now} and taken + ${input.places} <= capacity
    returning capacity - taken "left", lower(during) "from", upper(during) until`)
  if (row === null) throw await refuseSlot(tx, slot)
  const id = newId()
  try {
    await tx.run(sql`insert into community.slot_booking (jurisdiction, id, slot, person, group_name, places, during, channel, recorded_by, recorded_at)
      values (${own}, ${id}, ${slot}, ${input.person}, ${input.group}, ${input.places}, tstzrange(${row.from}, ${row.until}), ${input.channel},
        ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if (!['23P01', '23505'].includes((error as { code?: string }).code ?? '')) throw error
    throw refuse(
      'booking.twice',
      { zh: '这一时间已经有预约', en: 'There is a booking for this time already' },
      { kind: 'conflict', at: '/person', next: { zh: '请先取消原来的预约', en: 'Cancel the other booking first' } },
    )
  }
  await record(tx, {
    action: 'community.slot.book',
    subject: { kind: 'slot', id: slot },
    detail: { booking: id, places: input.places },
  })
  await emit(tx, 'community.slot.booked', { slot, booking: id, person: input.person, places: input.places })
  return { id, left: row.left }
}

async function refuseSlot(tx: Tx, slot: string) {
  const row = await tx.maybe<{
    state: string
    begun: boolean
    left: number
  }>(sql`select state, lower(during) <= ${tx.now} begun, capacity - taken "left"
    from community.opening_slot where jurisdiction = ${tx.actor.jurisdiction} and id = ${slot}`)
  if (row === null) return noSlot()
  if (row.state === 'cancelled')
    return refuse('slot.cancelled', { zh: '这个时段已取消', en: 'The slot was called off' }, { kind: 'conflict' })
  if (row.begun) return refuse('slot.begun', { zh: '这个时段已经开始', en: 'The slot has begun' }, { kind: 'conflict' })
  return refuse(
    'slot.full',
    row.left === 0
      ? { zh: '已约满', en: 'It is full' }
      : { zh: `只剩 ${row.left} 个名额`, en: `Only ${row.left} places are left` },
    {
      kind: 'conflict',
      at: '/places',
      params: { left: row.left },
      next: { zh: '请选择另一时段', en: 'Choose another slot' },
    },
  )
}

const noSlot = () => refuse('slot.missing', { zh: '没有这个时段', en: 'There is no such slot' }, { kind: 'missing' })

/**
 * What became of a booking: cancelled before it begins, came, or did not come. A cancelled one gives its places back.
 *
 * @throws Refusal `booking.missing`, `access.region`, `booking.state`
 */
export async function settleBooking(tx: Tx, booking: string, state: 'cancelled' | 'came' | 'no_show'): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{
    slot: string
    places: number
    region: string
    state: string
    begun: boolean
  }>(sql`select b.slot, b.places, s.region, b.state,
      lower(b.during) <= ${tx.now} begun
    from community.slot_booking b join community.opening_slot s on s.jurisdiction = b.jurisdiction and s.id = b.slot
    where b.jurisdiction = ${own} and b.id = ${booking} for update of b`)
  if (row === null)
    throw refuse('booking.missing', { zh: '没有这个预约', en: 'There is no such booking' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  if (row.state !== 'booked' || row.begun !== (state !== 'cancelled'))
    throw refuse(
      'booking.state',
      row.state !== 'booked'
        ? { zh: '这个预约已经处理', en: 'The booking is settled already' }
        : row.begun
          ? { zh: '时段已经开始，不能取消', en: 'The slot has begun; it cannot be cancelled' }
          : { zh: '时段还没有开始', en: 'The slot has not begun yet' },
      { kind: 'conflict' },
    )
  await tx.run(sql`update community.slot_booking set state = ${state} where jurisdiction = ${own} and id = ${booking}`)
  if (state === 'cancelled')
    await tx.run(
      sql`update community.opening_slot set taken = taken - ${row.places} where jurisdiction = ${own} and id = ${row.slot}`,
    )
  await record(tx, {
    action: 'community.slot.settle',
    subject: { kind: 'slot', id: row.slot },
    detail: { booking, state },
  })
}

/** Calls a slot off; its bookings end. @throws Refusal `slot.missing`, `access.region`, `slot.cancelled` */
export async function cancelSlot(tx: Tx, slot: string, reason: string): Promise<{ bookings: number }> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ region: string; state: string }>(sql`select region, state from community.opening_slot
    where jurisdiction = ${own} and id = ${slot} for update`)
  if (row === null) throw noSlot()
  expectRegion(tx, row.region)
  if (row.state === 'cancelled')
    throw refuse('slot.cancelled', { zh: '这个时段已取消', en: 'The slot was called off' }, { kind: 'conflict' })
  const bookings = await tx.run(
    sql`update community.slot_booking set state = 'cancelled' where jurisdiction = ${own} and slot = ${slot} and state = 'booked'`,
  )
  await tx.run(
    sql`update community.opening_slot set state = 'cancelled', cancel_reason = ${reason}, taken = 0 where jurisdiction = ${own} and id = ${slot}`,
  )
  await record(tx, {
    action: 'community.slot.cancel',
    subject: { kind: 'slot', id: slot },
    detail: { reason, bookings },
  })
  await emit(tx, 'community.slot.cancelled', { slot, bookings })
  return { bookings }
}

export type SlotLine = {
  id: string
  facility: string
  facilityName: string
  title: string
  audience: Audience
  terms: string
  from: string
  until: string
  capacity: number
  taken: number
  state: 'open' | 'cancelled'
}

/** Slots to come, and those of the last week. Two statements. */
export async function slotLines(tx: Tx, id?: string): Promise<SlotLine[]> {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<
    Omit<SlotLine, 'facilityName'>
  >(sql`select id, facility, title, audience, terms, lower(during) "from", upper(during) until,
      capacity, taken, state
    from community.opening_slot where jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`region`)}
      and ${id === undefined ? sql`upper(during) >= ${addDays(day, -7)}::date` : sql`id = ${id}`}
    order by lower(during), facility, id limit 500`)
  if (rows.length === 0) return []
  const codes = [...new Set(rows.map((row) => row.facility))]
  const names = new Map((await facilitiesOn(tx, day, { codes, states: 'any' })).map((each) => [each.code, each.name]))
  return rows.map((row) => ({ ...row, facilityName: names.get(row.facility) ?? row.facility }))
}

export type SlotView = SlotLine & {
  venue: { phone: string | null; hours: string | null }
  bookings: {
    id: string
    card: PersonCard | null
    group: string | null
    places: number
    channel: string
    state: string
  }[]
}

/** One slot with its bookings. Null when there is none in the actor's area. */
export async function slotView(tx: Tx, desk: PeopleDesk, id: string): Promise<SlotView | null> {
  const line = (await slotLines(tx, id))[0]
  if (line === undefined) return null
  const rows = await tx.rows<{
    id: string
    person: string | null
    group: string | null
    places: number
    channel: string
    state: string
  }>(sql`select id, person,
      group_name "group", places, channel, state
    from community.slot_booking where jurisdiction = ${tx.actor.jurisdiction} and slot = ${id} order by recorded_at, id`)
  const cards = await personCards(
    tx,
    desk,
    rows.flatMap((row) => row.person ?? []),
    '场馆预约',
  )
  const venue = await findFacility(tx, line.facility, today(tx.now.getTime()))
  return {
    ...line,
    venue: { phone: venue?.phone ?? null, hours: venue?.hours ?? null },
    bookings: rows.map(({ person, ...row }) => ({
      ...row,
      card: person === null ? null : (cards.get(person) ?? null),
    })),
  }
}
