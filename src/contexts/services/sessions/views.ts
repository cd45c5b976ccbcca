import { type CalendarEvent, icalendar } from '../../../kernel/icalendar.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { organisationNames, sitesOf } from '../../providers/index.ts'
import type { Family, OrderState } from '../model.ts'
import { orderRefusal } from '../orders/refusals.ts'
import { atDesk, ordersInScope } from '../scope.ts'

/** A session with what is left of it. */
export type SessionView = {
  id: string
  offer: string
  item: string
  itemTitle: Bilingual
  family: Family
  title: string
  organisationName: string
  siteName: string
  region: string
  from: string
  until: string
  closesAt: string
  capacity: number
  taken: number
  left: number
  waiting: number
  series: string | null
  facility: string | null
  space: string | null
  state: 'open' | 'cancelled'
  cancelReason: string | null
  /** Price of a place in force, in fen; null where none is published. */
  fen: number | null
}

type Row = Omit<SessionView, 'organisationName' | 'siteName' | 'region' | 'left'> & {
  organisation: string
  site: string
}

/** Sessions of a stretch of days, by time. Two statements and the names. */
export async function sessions(
  tx: Tx,
  filter: {
    id?: string
    from?: string
    until?: string
    offer?: string
    item?: string
    family?: Family
    series?: string
    mine?: boolean
    cancelled?: boolean
  },
): Promise<SessionView[]> {
  const own = tx.actor.jurisdiction
  const rows =
    await tx.rows<Row>(sql`select s.id, s.offer, f.item, json_build_object('zh', i.title_zh, 'en', i.title_en) "itemTitle", i.family, s.title, f.organisation, f.site,
      lower(s.during) "from", upper(s.during) "until", s.closes_at "closesAt", s.capacity, s.taken, s.series, s.facility, s.space, s.state, s.cancel_reason "cancelReason",
      (select count(*)::int from services.waiting w where w.jurisdiction = s.jurisdiction and w.session = s.id and w.state = 'waiting') waiting,
      (select p.fen from services.price p where p.jurisdiction = s.jurisdiction and p.offer = s.offer and p.valid_from <= ${tx.now} order by p.valid_from desc limit 1) fen
    from services.session s join services.offer f on f.jurisdiction = s.jurisdiction and f.id = s.offer
    join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    where s.jurisdiction = ${own} ${filter.id === undefined ? empty : sql`and s.id = ${filter.id}`}
      ${filter.from === undefined ? empty : sql`and lower(s.during) >= (${filter.from}::date::timestamp at time zone 'Asia/Shanghai')`}
      ${filter.until === undefined ? empty : sql`and lower(s.during) < ((${filter.until}::date + 1)::timestamp at time zone 'Asia/Shanghai')`}
      ${filter.offer === undefined ? empty : sql`and s.offer = ${filter.offer}`} ${filter.item === undefined ? empty : sql`and f.item = ${filter.item}`}
      ${filter.family === undefined ? empty : sql`and i.family = ${filter.family}`} ${filter.series === undefined ? empty : sql`and s.series = ${filter.series}`}
      ${filter.mine ? sql`and ${atDesk(tx, sql`f`)}` : empty} ${filter.cancelled ? empty : sql`and s.state = 'open'`}
    order by lower(s.during), s.id limit 1000`)
  const firms = [...new Set(rows.map((row) => row.organisation))]
  const organisations = await organisationNames(tx, firms)
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((site) => [site.id, site]))
  return rows.map(({ organisation, site, ...row }) => ({
    ...row,
    left: row.capacity - row.taken,
    organisationName: organisations.get(organisation)?.name ?? '—',
    siteName: sites.get(site)?.name ?? '—',
    region: sites.get(site)?.region ?? own,
  }))
}

/** One session. @throws Refusal `order.session-missing` */
export async function sessionView(tx: Tx, id: string): Promise<SessionView> {
  const [found] = await sessions(tx, { id, cancelled: true })
  if (found !== undefined) return found
  throw orderRefusal('order.session-missing', {})
}

/** Who has a place in a session, and who waits. */
export type SessionPeople = {
  places: {
    order: string
    no: string
    person: PersonCard | null
    quantity: number
    state: OrderState
    revision: number
  }[]
  waiting: { id: string; person: PersonCard | null; quantity: number; since: string }[]
}

/** Places and waiting list of a session as the reader may see them; the reading is noted. */
export async function sessionPeople(tx: Tx, desk: PeopleDesk, session: string): Promise<SessionPeople> {
  const own = tx.actor.jurisdiction
  const places = await tx.rows<{
    order: string
    no: string
    person: string
    quantity: number
    state: OrderState
    revision: number
  }>(sql`select o.id "order", o.no, o.person,
    o.quantity, o.state, o.revision from services.service_order o where ${ordersInScope(tx, desk)} and o.session = ${session} order by o.id limit 1000`)
  const waiting = await tx.rows<{
    id: string
    person: string
    quantity: number
    since: string
  }>(sql`select w.id, w.person, w.quantity, w.recorded_at since
    from services.waiting w where w.jurisdiction = ${own} and w.session = ${session} and w.state = 'waiting' order by w.id limit 1000`)
  const cards = await personCards(
    tx,
    desk,
    [...new Set([...places, ...waiting].map((each) => each.person))],
    '查看场次名单',
  )
  return {
    places: places.map((each) => ({ ...each, person: cards.get(each.person) ?? null })),
    waiting: waiting.map((each) => ({ ...each, person: cards.get(each.person) ?? null })),
  }
}

/** Appointments of a stretch of days as a calendar file: sessions of a provider, or of all. */
export async function sessionCalendar(
  tx: Tx,
  name: string,
  filter: Parameters<typeof sessions>[1],
  language: keyof Bilingual,
): Promise<string> {
  const all = await sessions(tx, { ...filter, cancelled: true })
  return icalendar(
    name,
    all.map(
      (each): CalendarEvent => ({
        uid: `${each.id}@yike.session`,
        from: each.from,
        until: each.until,
        title: each.title,
        place: each.space === null ? each.siteName : `${each.siteName} ${each.space}`,
        note:
          language === 'zh'
            ? `${each.itemTitle.zh}，名额 ${each.capacity}，已约 ${each.taken}`
            : `${each.itemTitle.en}, ${each.taken} of ${each.capacity} places taken`,
        cancelled: each.state === 'cancelled',
        changedAt: tx.now.toISOString(),
        revision: each.state === 'cancelled' ? 1 : 0,
      }),
    ),
  )
}

/** Orders of a person that are still to come, as a calendar file. It holds what and when, not who. */
export async function personCalendar(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  language: keyof Bilingual,
): Promise<string> {
  const rows = await tx.rows<{
    id: string
    no: string
    zh: string
    en: string
    from: string
    until: string
    state: OrderState
    stateAt: string
    revision: number
  }>(sql`select o.id, o.no,
      i.title_zh zh, i.title_en en, lower(o.wanted) "from", upper(o.wanted) "until", o.state, o.state_at "stateAt", o.revision from services.service_order o
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and o.person = ${person} and upper(o.wanted) > ${new Date(tx.now.getTime() - 7 * 86_400_000)} order by o.id limit 500`)
  return icalendar(
    language === 'zh' ? '一刻·服务预约' : 'Yike appointments',
    rows.map((each) => ({
      uid: `${each.id}@yike.order`,
      from: each.from,
      until: each.until,
      title: each[language],
      note: language === 'zh' ? `订单 ${each.no}` : `Order ${each.no}`,
      cancelled: ['cancelled', 'refused', 'no_show'].includes(each.state),
      changedAt: each.stateAt,
      revision: each.revision,
    })),
  )
}
