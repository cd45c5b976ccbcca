import { addDays, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Random, seededRandom } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personFacts, personsWhere } from '../../people/index.ts'
import { orderNo } from '../orders/numbers.ts'

/** A day's wishes at one site, about as a busy home-care centre has them: item, times, minutes of one unit, width of the window. */
const MIX: [item: string, times: number, minutes: number, slack: number][] = [
  ['home-care', 10, 60, 60],
  ['home-cleaning', 4, 120, 90],
  ['errand', 5, 40, 120],
  ['bath-at-home', 4, 90, 60],
  ['haircut', 3, 40, 120],
  ['escort', 1, 180, 0],
  ['bedding-care', 2, 120, 120],
  ['rehab-visit', 2, 60, 90],
]
const HOURS = [8, 8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 15, 16]

type Offer = { id: string; item: string; version: number; fen: number; staff: number; minutes: number; unit: string }
type Made = {
  id: string
  no: string
  person: string
  offer: string
  version: number
  fen: number
  quantity: number
  from: string
  until: string
  region: string | null
  dwelling: string
  placed: string
  state: 'placed' | 'confirmed'
  served: string | null
  staff: string[]
  minutes: number
}

/**
 * Home visits of one site for today and tomorrow (演示数据), for the board to plan: those of today whose hour has passed were served by the
 * given staff, all others are placed and nobody is sent yet. Four statements to write. Returns how many there are.
 */
export async function seedDayOrders(
  tx: Tx,
  desk: PeopleDesk,
  site: { id: string; organisation: string; region: string },
  staff: readonly string[],
): Promise<number> {
  const own = tx.actor.jurisdiction
  const offers =
    await tx.rows<Offer>(sql`select f.id, f.item, p.version, p.fen, i.staff, coalesce(i.minutes, 60) minutes, i.unit from services.offer f
    join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    join lateral (select version, fen from services.price p where p.jurisdiction = f.jurisdiction and p.offer = f.id and p.valid_from <= ${tx.now}
      order by p.valid_from desc limit 1) p on true
    where f.jurisdiction = ${own} and f.site = ${site.id} and f.state = 'open'`)
  const near = await personFacts(
    tx,
    desk,
    (await personsWhere(tx, desk, { ageFrom: 65 })).map((each) => each.person),
  )
  const persons = [...near.values()].filter(
    (each) => each.dwelling !== null && each.region?.startsWith(site.region.slice(0, 9)) === true,
  )
  if (offers.length === 0 || persons.length === 0) return 0
  const random = seededRandom(90_210)
  const day = today(tx.now.getTime())
  const orders = [
    ...ofDay(tx.now, day, offers, persons, staff, random),
    ...ofDay(tx.now, addDays(day, 1), offers, persons, staff, random),
  ]
  await tx.run(sql`insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, price_version, unit_fen, quantity, list_fen,
      subsidy_fen, entitlement, wanted, region, dwelling, channel, acting, placed_by, placed_at, request, print, state, state_at, started_at, served_at, confirmed_by)
    select ${own}, x.id, x.no, x.person, f.item, i.family, x.offer, f.organisation, f.site, x.version, x.fen, x.quantity, x.fen * x.quantity, 0, 'none',
      tstzrange(x."from", x.until), x.region, x.dwelling, 'phone', 'self', ${tx.actor.id}, x.placed, x.id::text, 'seed', x.state, coalesce(x.served, x.placed),
      case when x.served is not null then x."from" end, x.served, case when x.served is not null then 'person' end
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) x(id uuid, no text, person uuid, offer uuid, version int, fen bigint, quantity int, "from" timestamptz,
      until timestamptz, region text, dwelling text, placed timestamptz, state text, served timestamptz)
    join services.offer f on f.jurisdiction = ${own} and f.id = x.offer join services.item i on i.jurisdiction = ${own} and i.code = f.item`)
  const events = orders.flatMap((order) => {
    const told = (kind: string, at: string, channel: string) => ({ order: order.id, id: newId(), kind, at, channel })
    return [
      told('placed', order.placed, 'phone'),
      ...(order.served === null
        ? []
        : [
            told('assign', order.placed, 'counter'),
            told('arrive', order.from, 'field'),
            told('start', order.from, 'field'),
            told('finish', order.served, 'field'),
            told('confirm', order.served, 'phone'),
          ]),
    ]
  })
  await tx.run(sql`insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, at, detail)
    select ${own}, x."order", x.id, x.kind, ${tx.actor.id}, x.channel, x.at, '{}'
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) x("order" uuid, id uuid, kind text, channel text, at timestamptz)`)
  const busy = orders.flatMap((order) =>
    order.staff.map((each) => ({ id: newId(), staff: each, order: order.id, from: order.from, until: order.served })),
  )
  await tx.run(sql`insert into services.engagement (jurisdiction, id, staff, during, order_id, released_at, released_reason, recorded_by, recorded_at)
    select ${own}, x.id, x.staff, tstzrange(x."from", x.until), x."order", x.until, 'served', ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(busy)}::jsonb) x(id uuid, staff uuid, "order" uuid, "from" timestamptz, until timestamptz)`)
  await tx.run(sql`insert into services.offer_day (jurisdiction, offer, day, taken)
    select ${own}, x.offer, (x."from" at time zone 'Asia/Shanghai')::date, sum(x.quantity)
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) x(offer uuid, quantity int, "from" timestamptz)
    join services.offer f on f.jurisdiction = ${own} and f.id = x.offer and f.day_capacity is not null group by 2, 3
    on conflict (jurisdiction, offer, day) do update set taken = services.offer_day.taken + excluded.taken`)
  return orders.length
}

/** The wishes of one day as they stand at `now`: what has passed was served, what is to come waits for the board, nothing lies ahead of its time. */
export function ofDay(
  now: Date,
  day: IsoDate,
  offers: readonly Offer[],
  persons: readonly { id: string; region: string | null; dwelling: string | null }[],
  staff: readonly string[],
  random: Random,
): Made[] {
  const free = new Map<string, number>(staff.map((each) => [each, 0]))
  return MIX.flatMap(([item, times, minutes, slack]) => {
    const offer = offers.find((each) => each.item === item)
    if (offer === undefined) return []
    return Array.from({ length: times }, (): Made[] => {
      const person = random.pick(persons)
      const quantity = item === 'home-care' && random.chance(0.3) ? 2 : 1
      const from =
        Date.parse(`${day}T00:00:00+08:00`) + random.pick(HOURS) * 3_600_000 + random.between(0, 1) * 1_800_000
      const length = minutes * (offer.unit === 'hour' ? quantity : 1) * 60_000
      const until = from + length + slack * 60_000
      const placed = Math.min(
        from - random.between(26, 60) * 3_600_000,
        now.getTime() - random.between(1, 200) * 60_000,
      )
      const over = from + length < now.getTime()
      // Under way when the demonstration begins: nobody knows who would be there.
      if (!over && from <= now.getTime()) return []
      const crew = over ? staff.filter((each) => free.get(each)! <= from).slice(0, offer.staff) : []
      if (over && crew.length < offer.staff) return []
      for (const each of crew) free.set(each, from + length + 900_000)
      const id = newId()
      return [
        {
          id,
          no: orderNo(id, today(placed)),
          person: person.id,
          offer: offer.id,
          version: offer.version,
          fen: offer.fen,
          quantity,
          from: new Date(from).toISOString(),
          until: new Date(until).toISOString(),
          region: person.region,
          dwelling: person.dwelling!,
          placed: new Date(placed).toISOString(),
          state: over ? 'confirmed' : 'placed',
          served: over ? new Date(from + length).toISOString() : null,
          staff: crew,
          minutes,
        },
      ]
    }).flat()
  })
}
