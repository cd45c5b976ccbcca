import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Random } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { PersonFacts } from '../../people/index.ts'
import type { OrderState, Unit } from '../model.ts'
import { orderNo } from '../orders/numbers.ts'
import { type Bearing, bear } from '../orders/pricing.ts'
import { WAYS } from './plan.ts'

/** What a site offers in the demonstration. `before` was asked until the version in force. */
export type DemoOffer = {
  id: string
  item: string
  site: string
  organisation: string
  region: string
  fen: number
  before: number
  freeSite: boolean
  version: number
}
type DemoSession = { id: string; offer: string; capacity: number; from: string; until: string }

/** Orders of the demonstration. */
const ORDERS = 400
/** Days back for which there are orders, and days ahead. */
const BACK = 42
const AHEAD = 6
const HOUR = 3_600_000
const MINUTES: Record<string, number> = {
  'home-cleaning': 120,
  'bedding-care': 120,
  'bath-at-home': 90,
  escort: 180,
  errand: 40,
  haircut: 40,
  'day-care': 480,
  'noon-meal': 90,
  'meal-delivery': 90,
}
const NEEDS_STAFF = new Set([
  'home-care',
  'home-cleaning',
  'bedding-care',
  'bath-at-home',
  'escort',
  'errand',
  'haircut',
  'nursing-visit',
  'rehab-visit',
  'meal-delivery',
  'repair-water',
  'urgent-help',
  'bath-at-point',
])

type Event = { order: string; id: string; kind: string; channel: string; at: string; detail: Record<string, unknown> }
type Order = {
  id: string
  no: string
  person: string
  offer: string
  session: string | null
  version: number
  fen: number
  quantity: number
  from: string
  until: string
  region: string | null
  dwelling: string | null
  channel: string
  acting: 'self'
  placed: string
  state: OrderState
  stateAt: string
  started: string | null
  served: string | null
  confirmed: string | null
  staff: string[]
}

export type DemoOrders = { orders: Order[]; events: Event[] }

/** Where an order has come to, by how long ago it was for. */
function fate(random: Random, daysAgo: number): OrderState {
  const chance = random.next()
  if (daysAgo < 0) return chance < 0.55 ? 'placed' : chance < 0.93 ? 'assigned' : 'cancelled'
  if (daysAgo === 0)
    return chance < 0.2 ? 'assigned' : chance < 0.35 ? 'arrived' : chance < 0.6 ? 'served' : 'confirmed'
  if (chance < 0.05) return 'cancelled'
  if (chance < 0.08) return 'no_show'
  if (chance < 0.1) return 'refused'
  if (daysAgo < 8) return chance < 0.3 ? 'served' : chance < 0.6 ? 'confirmed' : 'rated'
  return chance < 0.2 ? 'confirmed' : chance < 0.35 ? 'rated' : 'settled'
}

const PATH: OrderState[] = ['placed', 'assigned', 'arrived', 'served', 'confirmed', 'rated', 'settled']

/** Invents orders: who lives near, by which way, and how far each has come. The same every day but for the dates. */
export function demoOrders(input: {
  offers: readonly DemoOffer[]
  sessions: readonly DemoSession[]
  persons: readonly Pick<PersonFacts, 'id' | 'region' | 'dwelling'>[]
  staff: ReadonlyMap<string, readonly string[]>
  now: Date
  random: Random
}): DemoOrders {
  const { offers, sessions, random } = input
  const now = input.now.getTime()
  const day = today(now)
  const near = Map.groupBy(
    input.persons.filter((each) => each.region !== null),
    (each) => each.region!.slice(0, 9),
  )
  const bySession = Map.groupBy(sessions, (each) => each.offer)
  const taken = new Map<string, Set<string>>()
  const orders: Order[] = []
  const events: Event[] = []
  const ways = WAYS.flatMap(([way, share]) => Array<string>(share).fill(way))
  while (orders.length < ORDERS) {
    const offer = random.pick(offers)
    const people = near.get(offer.region.slice(0, 9)) ?? input.persons
    const person = random.pick(people)
    const slots = bySession.get(offer.id)
    const session = slots === undefined ? null : random.pick(slots)
    const daysAgo = random.between(-AHEAD, BACK)
    const from =
      session === null
        ? Date.parse(`${day}T00:00:00+08:00`) -
          daysAgo * 24 * HOUR +
          random.between(offer.item.includes('meal') ? 11 : 8, offer.item.includes('meal') ? 11 : 17) * HOUR
        : Date.parse(session.from)
    const until = session === null ? from + (MINUTES[offer.item] ?? 60) * 60_000 : Date.parse(session.until)
    const gone = Math.floor((now - from) / (24 * HOUR))
    let state: OrderState = from > now ? fate(random, -1) : fate(random, Math.max(0, gone))
    const staffed = NEEDS_STAFF.has(offer.item)
    if (!staffed && state === 'assigned') state = 'placed'
    if (gone <= 0 && from <= now && until > now && ['served', 'confirmed'].includes(state)) state = 'arrived'
    if (session !== null) {
      const held = taken.get(session.id) ?? new Set<string>()
      taken.set(session.id, held)
      if (held.has(person.id) || held.size >= session.capacity) continue
      held.add(person.id)
    }
    const placed = Math.min(from - random.between(3, 60) * HOUR, now - random.between(1, 200) * 60_000)
    const id = newId()
    const channel = random.pick(ways)
    const crew = input.staff.get(offer.organisation) ?? []
    const lead = crew.length === 0 ? null : crew[random.between(0, crew.length - 1)]!
    const order: Order = {
      id,
      no: orderNo(id, today(placed)),
      person: person.id,
      offer: offer.id,
      session: session?.id ?? null,
      version: offer.version,
      fen: offer.fen,
      quantity: offer.item === 'home-care' ? random.between(1, 2) : 1,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      region: person.region,
      dwelling: person.dwelling,
      channel,
      acting: 'self',
      placed: new Date(placed).toISOString(),
      state,
      stateAt: new Date(placed).toISOString(),
      started: null,
      served: null,
      confirmed: null,
      staff: staffed && lead !== null && !['placed', 'cancelled', 'refused'].includes(state) ? [lead] : [],
    }
    const note = (kind: string, at: number, detail: Record<string, unknown> = {}, by = channel as string) => {
      const told = new Date(Math.min(at, now)).toISOString()
      events.push({ order: id, id: newId(), kind, channel: by, at: told, detail })
      order.stateAt = told
    }
    note('placed', placed)
    const reached = PATH.indexOf(state)
    if (staffed && (reached >= 1 || state === 'no_show'))
      note('assign', placed + random.between(10, 90) * 60_000, { staff: order.staff }, 'counter')
    if (reached >= 2) {
      const began = Math.min(from + random.between(0, 15) * 60_000, now - 60_000)
      note('arrive', began, {}, staffed ? 'field' : 'counter')
      if (reached >= 3 || random.chance(0.6)) {
        order.started = new Date(began).toISOString()
        note('start', began, {}, staffed ? 'field' : 'counter')
      }
      if (reached >= 3) {
        order.served = new Date(
          Math.min(Math.max(until - random.between(0, 10) * 60_000, began + 60_000), now),
        ).toISOString()
        note('finish', Date.parse(order.served), {}, staffed ? 'field' : 'counter')
      }
    }
    if (reached >= 4) {
      order.confirmed = random.chance(0.7) ? 'person' : 'code'
      note(
        'confirm',
        Date.parse(order.served!) + random.between(2, 300) * 60_000,
        { by: order.confirmed },
        random.chance(0.5) ? 'phone' : 'app',
      )
    }
    if (state === 'rated' || (state === 'settled' && random.chance(0.5)))
      note('rate', Date.parse(order.served!) + random.between(6, 40) * HOUR, {}, 'phone')
    if (state === 'settled')
      note(
        'settle',
        Date.parse(order.served!) + random.between(48, 120) * HOUR,
        { quantity: order.quantity, charged: order.fen * order.quantity },
        'counter',
      )
    if (state === 'cancelled')
      note('cancel', Math.min(placed + random.between(1, 20) * HOUR, from), {
        reason: '家里有人照看，改天再约（演示）',
      })
    if (state === 'no_show') note('no-show', from + 30 * 60_000, { reason: '敲门无人应答（演示）' }, 'field')
    if (state === 'refused') note('refuse', placed + 2 * HOUR, { reason: '当天人手不足（演示）' }, 'counter')
    orders.push(order)
  }
  return { orders, events }
}

/** Writes the orders with what benefits bear of them, staff, places and settlement lines. One statement to a table. */
export async function writeOrders(tx: Tx, { orders, events }: DemoOrders): Promise<void> {
  const own = tx.actor.jurisdiction
  const rules = await tx.rows<
    Bearing & { order: string; unit: Unit; period: 'day' | 'month'; person: string }
  >(sql`select x.id "order", x.person, i.unit, r.id subsidy, r.benefit, r.period,
      r.share_percent "sharePercent", r.cap_fen "capFen", r.times_limit "timesLimit", r.fen_limit "fenLimit", h.outcome
    from jsonb_to_recordset(${JSON.stringify(orders.map(({ id, person, offer }) => ({ id, person, offer })))}::jsonb) x(id uuid, person uuid, offer uuid)
    join services.offer f on f.jurisdiction = ${own} and f.id = x.offer
    join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item join services.subsidy r on r.jurisdiction = f.jurisdiction and f.item = any(r.items)
    join lateral benefits.held(${own}, x.person, ${today(tx.now.getTime())}::date) h on h.benefit = r.benefit order by r.id`)
  const used = new Map<string, { person: string; subsidy: string; period: string; times: number; fen: number }>()
  const lines: { order: string; subsidy: string; benefit: string; period: string; fen: number; outcome: string }[] = []
  const byOrder = Map.groupBy(rules, (each) => each.order)
  const priced = orders.map((order) => {
    const wanted = today(Date.parse(order.from))
    const own = (byOrder.get(order.id) ?? []).map((rule) => {
      const period = rule.period === 'day' ? wanted : wanted.slice(0, 7)
      const key = `${order.person} ${rule.subsidy} ${period}`
      const now = used.get(key) ?? { person: order.person, subsidy: rule.subsidy, period, times: 0, fen: 0 }
      used.set(key, now)
      return { ...rule, used: now, key: period }
    })
    const free = ['cancelled', 'refused'].includes(order.state)
    const split = bear({ ...order, unit: own[0]?.unit ?? 'time' }, own)
    for (const line of split.lines) {
      const rule = own.find((each) => each.subsidy === line.subsidy)!
      lines.push({
        order: order.id,
        subsidy: line.subsidy,
        benefit: line.benefit,
        period: rule.key,
        fen: line.fen,
        outcome: line.outcome,
      })
      if (line.fen > 0 && !free) {
        rule.used.times++
        rule.used.fen += line.fen
      }
    }
    return {
      ...order,
      subsidy: split.subsidyFen,
      entitlement: split.entitlement,
      state: order.state === 'settled' && split.entitlement === 'unknown' ? ('confirmed' as const) : order.state,
    }
  })
  await tx.run(sql`insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, session, price_version, unit_fen, quantity, list_fen,
      subsidy_fen, entitlement, wanted, region, dwelling, channel, acting, placed_by, placed_at, request, print, state, state_at, started_at, served_at, confirmed_by)
    select ${own}, x.id, x.no, x.person, f.item, i.family, x.offer, f.organisation, f.site, x.session, x.version, x.fen, x.quantity, x.fen * x.quantity, x.subsidy, x.entitlement,
      tstzrange(x."from", x.until), x.region, x.dwelling, x.channel, x.acting, ${tx.actor.id}, x.placed, x.id::text, 'seed', x.state, x."stateAt", x.started, x.served, x.confirmed
    from jsonb_to_recordset(${JSON.stringify(priced)}::jsonb) x(id uuid, no text, person uuid, offer uuid, session uuid, version int, fen bigint, quantity int, subsidy bigint,
      entitlement text, "from" timestamptz, until timestamptz, region text, dwelling text, channel text, acting text, placed timestamptz, state text, "stateAt" timestamptz,
      started timestamptz, served timestamptz, confirmed text)
    join services.offer f on f.jurisdiction = ${own} and f.id = x.offer join services.item i on i.jurisdiction = ${own} and i.code = f.item`)
  await tx.run(sql`insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, at, detail)
    select ${own}, x."order", x.id, x.kind, ${tx.actor.id}, x.channel, x.at, x.detail
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) x("order" uuid, id uuid, kind text, channel text, at timestamptz, detail jsonb)`)
  await tx.run(sql`insert into services.order_line (jurisdiction, order_id, subsidy, benefit, period, fen, outcome)
    select ${own}, x."order", x.subsidy, x.benefit, x.period, x.fen, x.outcome
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) x("order" uuid, subsidy uuid, benefit text, period text, fen bigint, outcome text)`)
  const quota = [...used.values()].filter((each) => each.times > 0)
  await tx.run(sql`insert into services.quota (jurisdiction, person, subsidy, period, times, fen) select ${own}, x.person, x.subsidy, x.period, x.times, x.fen
    from jsonb_to_recordset(${JSON.stringify(quota)}::jsonb) x(person uuid, subsidy uuid, period text, times int, fen bigint)`)
  const busy = priced.flatMap((order) =>
    order.staff.map((staff) => ({
      id: newId(),
      staff,
      order: order.id,
      from: order.from,
      until: order.until,
      over: order.served ?? (order.state === 'no_show' ? order.stateAt : null),
      why: order.state === 'no_show' ? 'no-show' : 'served',
    })),
  )
  // Somebody who was invented into two places at once stays in the first.
  await tx.run(sql`insert into services.engagement (jurisdiction, id, staff, during, order_id, released_at, released_reason, recorded_by, recorded_at)
    select ${own}, x.id, x.staff, tstzrange(x."from", x.until), x."order", x."over", case when x."over" is null then null else x.why end, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(busy)}::jsonb) x(id uuid, staff uuid, "order" uuid, "from" timestamptz, until timestamptz, "over" timestamptz, why text)
    on conflict do nothing`)
  await tx.run(sql`update services.session s set taken = t.taken from (select o.session, sum(o.quantity)::int taken from services.service_order o
    where o.jurisdiction = ${own} and o.session is not null and o.state not in ('cancelled', 'refused') group by 1) t where s.jurisdiction = ${own} and s.id = t.session`)
  await tx.run(sql`insert into services.offer_day (jurisdiction, offer, day, taken)
    select ${own}, o.offer, (lower(o.wanted) at time zone 'Asia/Shanghai')::date, sum(o.quantity) from services.service_order o
    join services.offer f on f.jurisdiction = o.jurisdiction and f.id = o.offer and f.day_capacity is not null
    where o.jurisdiction = ${own} and o.state not in ('cancelled', 'refused') group by 2, 3`)
  await tx.run(sql`insert into services.settlement (jurisdiction, order_id, organisation, site, month, quantity, list_fen, charged_fen, subsidy_fen, settled_by, settled_at)
    select ${own}, o.id, o.organisation, o.site, to_char(o.served_at at time zone 'Asia/Shanghai', 'YYYY-MM'), o.quantity, o.list_fen, o.list_fen, o.subsidy_fen, ${tx.actor.id}, o.state_at
    from services.service_order o where o.jurisdiction = ${own} and o.state = 'settled'`)
}
