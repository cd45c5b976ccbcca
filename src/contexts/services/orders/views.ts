import type { Bilingual } from '../../../kernel/refusal.ts'
import { type Actor, empty, may, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { noteRead, type PeopleDesk, type PersonCard, personCards, revealPerson, sealsFor } from '../../people/index.ts'
import { organisationNames, sitesOf } from '../../providers/index.ts'
import type { Channel, Family, OrderState, Unit } from '../model.ts'
import { ordersInScope } from '../scope.ts'
import { filtered, type OrderFilter } from './filter.ts'
import { EVENT_KINDS } from './move.ts'
import { type Act, openActs } from './path.ts'
import { ORDER, type OrderRow, orderWith } from './store.ts'

/** An order in a list. `person` is null where the reader may not see who it is for. */
export type OrderLine = {
  id: string
  no: string
  person: PersonCard | null
  item: string
  title: Bilingual
  family: Family
  unit: Unit
  quantity: number
  organisationName: string
  siteName: string
  from: string
  until: string
  state: OrderState
  listFen: number
  subsidyFen: number
  selfFen: number
  entitlement: 'none' | 'known' | 'unknown'
  channel: Channel
  placedAt: string
  revision: number
}

type ListRow = OrderRow & { zh: string; en: string; unit: Unit }

/** Titles and places that lists show with orders. Two statements. */
async function named(tx: Tx, rows: readonly Pick<OrderRow, 'organisation' | 'site'>[]) {
  const firms = [...new Set(rows.map((row) => row.organisation))]
  const organisations = await organisationNames(tx, firms)
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((site) => [site.id, site.name]))
  return (row: Pick<OrderRow, 'organisation' | 'site'>) => ({
    organisationName: organisations.get(row.organisation)?.name ?? '—',
    siteName: sites.get(row.site) ?? '—',
  })
}

/** Orders of the reader's scope, the newest first; the reading of the persons' names is noted. */
export async function listOrders(
  tx: Tx,
  desk: PeopleDesk,
  filter: OrderFilter,
): Promise<{ items: OrderLine[]; next: string | null }> {
  const after = readCursor(filter.cursor, 1)
  const rows =
    await tx.rows<ListRow>(sql`select ${ORDER}, i.title_zh zh, i.title_en en, i.unit from services.service_order o
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)}
      ${await filtered(tx, filter)}
      ${after === null ? empty : sql`and o.id < ${after[0]}::uuid`}
    order by o.id desc limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.id])
  return { items: await linesOf(tx, desk, page.items), next: page.next }
}

async function linesOf(tx: Tx, desk: PeopleDesk, rows: readonly ListRow[]): Promise<OrderLine[]> {
  const cards = await personCards(tx, desk, [...new Set(rows.map((row) => row.person))], '查看服务订单')
  const names = await named(tx, rows)
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    person: cards.get(row.person) ?? null,
    item: row.item,
    title: { zh: row.zh, en: row.en },
    family: row.family,
    unit: row.unit,
    quantity: row.quantity,
    ...names(row),
    from: row.from,
    until: row.until,
    state: row.state,
    listFen: row.listFen,
    subsidyFen: row.subsidyFen,
    selfFen: row.listFen - row.subsidyFen,
    entitlement: row.entitlement,
    channel: row.channel,
    placedAt: row.placedAt,
    revision: row.revision,
  }))
}

/** How many orders of the reader's scope stand where. One statement. */
export async function orderCounts(
  tx: Tx,
  desk: PeopleDesk,
  filter: { family?: Family; from?: string; until?: string },
): Promise<Record<string, number>> {
  const rows = await tx.rows<{
    state: OrderState
    n: number
  }>(sql`select o.state, count(*)::int n from services.service_order o where ${ordersInScope(tx, desk)}
    ${filter.family === undefined ? empty : sql`and o.family = ${filter.family}`}
    ${filter.from === undefined ? empty : sql`and upper(o.wanted) > (${filter.from}::date::timestamp at time zone 'Asia/Shanghai')`}
    ${filter.until === undefined ? empty : sql`and lower(o.wanted) < ((${filter.until}::date + 1)::timestamp at time zone 'Asia/Shanghai')`} group by 1`)
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

/** Something that happened to an order. */
export type OrderEventView = {
  id: string
  kind: string
  title: Bilingual
  by: string
  channel: Channel
  device: string | null
  deviceAt: string | null
  at: string
  detail: Record<string, unknown>
}

/** An order with its whole story. */
export type OrderView = OrderLine & {
  priceVersion: number
  unitFen: number
  acting: 'self' | 'guardian' | 'proxy'
  placedBy: string
  place: string | null
  note: string | null
  session: { id: string; title: string } | null
  startedAt: string | null
  servedAt: string | null
  confirmedBy: string | null
  staffNeeded: number
  checks: string[]
  staff: { id: string; name: string | null; from: string; until: string }[]
  lines: { benefit: string; title: Bilingual; period: string; fen: number; outcome: 'borne' | 'used-up' | 'unknown' }[]
  settlement: {
    chargedFen: number
    subsidyFen: number
    selfFen: number
    quantity: number
    month: string
    at: string
  } | null
  events: OrderEventView[]
  /** What may be done now, by the path alone. */
  acts: Act[]
}

/** One order with its timeline, lines and staff; the reading is noted. @throws Refusal `order.missing` */
export async function orderView(tx: Tx, desk: PeopleDesk, id: string): Promise<OrderView> {
  const order = await orderWith(tx, desk, id)
  const own = tx.actor.jurisdiction
  type Parts = {
    zh: string
    en: string
    unit: Unit
    checks: string[]
    sealed: Buffer | null
    session: OrderView['session']
    staff: { id: string; from: string; until: string }[]
    lines: OrderView['lines']
    settlement: OrderView['settlement']
    events: Omit<OrderEventView, 'title'>[]
  }
  const parts = await tx.one<Parts>(sql`select i.title_zh zh, i.title_en en, i.unit, i.checks, o.sealed,
      (select json_build_object('id', s.id, 'title', s.title) from services.session s where s.jurisdiction = o.jurisdiction and s.id = o.session) "session",
      coalesce((select json_agg(json_build_object('id', e.staff, 'from', lower(e.during), 'until', upper(e.during)) order by lower(e.during), e.staff)
        from services.engagement e where e.jurisdiction = o.jurisdiction and e.order_id = o.id and (e.released_at is null or e.released_reason = 'served')), '[]') staff,
      coalesce((select json_agg(json_build_object('benefit', l.benefit, 'title', json_build_object('zh', r.title_zh, 'en', r.title_en), 'period', l.period, 'fen', l.fen,
        'outcome', l.outcome) order by l.fen desc) from services.order_line l join services.subsidy r on r.jurisdiction = l.jurisdiction and r.id = l.subsidy
        where l.jurisdiction = o.jurisdiction and l.order_id = o.id), '[]') lines,
      (select json_build_object('chargedFen', t.charged_fen, 'subsidyFen', t.subsidy_fen, 'selfFen', t.charged_fen - t.subsidy_fen, 'quantity', t.quantity, 'month', t.month,
        'at', t.settled_at) from services.settlement t where t.jurisdiction = o.jurisdiction and t.order_id = o.id) settlement,
      coalesce((select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'by', e.actor, 'channel', e.channel, 'device', e.device, 'deviceAt', e.device_at, 'at', e.at,
        'detail', e.detail) order by e.id) from services.order_event e where e.jurisdiction = o.jurisdiction and e.order_id = o.id), '[]') events
    from services.service_order o join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item where o.jurisdiction = ${own} and o.id = ${id}`)
  const [line] = await linesOf(tx, desk, [{ ...order, zh: parts.zh, en: parts.en, unit: parts.unit }])
  const staff = await personCards(tx, desk, [...new Set(parts.staff.map((each) => each.id))], '查看订单服务人员')
  const nameOf = await actorNames(tx, [order.placedBy, ...parts.events.map((each) => each.by)])
  let said: { place: string | null; note: string | null } = { place: null, note: null }
  if (parts.sealed !== null && line!.person !== null) {
    const seal = (await sealsFor(tx, desk, [order.person])).get(order.person)
    if (seal !== undefined) {
      said = seal.open(parts.sealed)
      await noteRead(tx, {
        act: 'care',
        purpose: '查看服务订单',
        fields: ['order-place', 'order-note'],
        persons: [order.person],
      })
    }
  }
  return {
    ...line!,
    priceVersion: order.priceVersion,
    unitFen: order.unitFen,
    acting: order.acting,
    placedBy: nameOf(order.placedBy),
    ...said,
    session: parts.session,
    startedAt: order.startedAt,
    servedAt: order.servedAt,
    confirmedBy: order.confirmedBy,
    staffNeeded: order.staff,
    checks: parts.checks,
    staff: parts.staff.map((each) => ({ ...each, name: staff.get(each.id)?.name ?? null })),
    lines: parts.lines,
    settlement: parts.settlement,
    events: parts.events.map((each) => ({
      ...each,
      by: nameOf(each.by),
      title: EVENT_KINDS[each.kind as keyof typeof EVENT_KINDS] ?? { zh: each.kind, en: each.kind },
    })),
    acts: openActs({ state: order.state, staff: order.staff, startedAt: order.startedAt }),
  }
}

/**
 * Telephone and address of whom an order is for, opened for the work of that order and noted with it; the address is the residence in force.
 *
 * @throws Refusal `order.missing`, `person.missing`
 */
export async function orderContact(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
): Promise<{ phones: { number: string; label: string | null }[]; address: string | null }> {
  const order = await orderWith(tx, desk, id)
  const said = await revealPerson(tx, desk, order.person, ['phones', 'address'], `办理服务订单 ${order.no}`)
  return { phones: said.phones ?? [], address: said.address ?? null }
}

/** Open orders of persons, the nearest first: for the hotline, the resident's phone and what is due. Nothing personal beyond the ids. One statement. */
export async function openOrdersOf(tx: Tx, persons: readonly string[]): Promise<(OrderRow & { title: Bilingual })[]> {
  return tx.rows<
    OrderRow & { title: Bilingual }
  >(sql`select ${ORDER}, json_build_object('zh', i.title_zh, 'en', i.title_en) title from services.service_order o
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.person = any(${[...persons]}::uuid[]) and o.state in ('placed', 'assigned', 'arrived', 'served')
    order by lower(o.wanted), o.id limit 500`)
}

/** Whether the actor sits at a provider's desk, and which sites it serves; null for everybody else. One statement. */
export async function deskSites(tx: Tx): Promise<{ organisation: string; site: string | null }[] | null> {
  if (may(tx.actor as Actor, 'services.read')) return null
  return tx.rows(
    sql`select d.organisation, d.site from services.desk d where d.jurisdiction = ${tx.actor.jurisdiction} and d.unit = ${tx.actor.unit}`,
  )
}
