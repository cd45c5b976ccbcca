import { addDays, startOfDay, today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { expectRegion, inScope, may, reachOf, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { type PeopleDesk, personsInScope, type RelatedScope } from '../people/index.ts'
import { selfAtWork, staffSelect } from '../workforce/index.ts'

/** Sees the orders of a whole region. Without it: those of the sites one's unit works at. */
const WIDE = 'services.read'

/** Sees the orders of the whole provider one works for. Who only carries out sees the own ones. */
const DESK = 'services.dispatch'

/** Days after its end for which a provider still sees whom an order was for. */
const LINGERS = 7

/** The condition on a row with `organisation` and `site` that it belongs to the provider whose desk the actor sits at. */
export function atDesk(tx: Tx, table: Sql): Sql {
  return sql`exists (select from services.desk d where d.jurisdiction = ${table}.jurisdiction and d.unit = ${tx.actor.unit}
    and d.organisation = ${table}.organisation and (d.site is null or d.site = ${table}.site))`
}

/** The condition on `services.service_order o` that the actor's own worker was sent to it and it is not over: confirmed, it is gone from sight. */
const sentTo = (
  tx: Tx,
): Sql => sql`o.state in ('assigned', 'arrived', 'served') and exists (select from services.engagement e
    where e.jurisdiction = o.jurisdiction and e.order_id = o.id and (e.released_at is null or e.released_reason = 'served')
      and e.staff in (${selfAtWork(tx)}))`

/**
 * The condition on `services.service_order o` under which the actor sees an order: of the region he works for with `services.read`, there of
 * the persons he may see; else of his own provider's sites; a carer of those he is sent to. A resident sees those of the persons the account acts for.
 */
export function ordersInScope(tx: Tx, desk: PeopleDesk): Sql {
  const own = sql`o.jurisdiction = ${tx.actor.jurisdiction}`
  if (tx.actor.subjects !== undefined) return sql`${own} and o.person = any(${[...tx.actor.subjects]}::uuid[])`
  if (!may(tx.actor, WIDE)) return sql`${own} and ${may(tx.actor, DESK) ? atDesk(tx, sql`o`) : sentTo(tx)}`
  if (!may(tx.actor, 'people.read')) return sql`${own} and o.person in (${personsInScope(tx, desk)})`
  const whole = tx.actor.region === '*' || tx.actor.region === reachOf(tx.actor.jurisdiction)
  return whole ? own : sql`${own} and ${inScope(tx, sql`o.region`)}`
}

/** The condition on `services.offer f` that the actor works on it: his region's, or his own provider's. Reading is free to all. */
export const offersInScope = (tx: Tx): Sql => (may(tx.actor, WIDE) ? sql`true` : atDesk(tx, sql`f`))

/** Refuses whoever does not work for a site. @throws Refusal `access.region`, `access.provider` */
export async function expectFirm(tx: Tx, site: { id: string; organisation: string; region: string }): Promise<void> {
  if (may(tx.actor, WIDE)) return expectRegion(tx, site.region)
  const own =
    await tx.maybe(sql`select 1 from services.desk d where d.jurisdiction = ${tx.actor.jurisdiction} and d.unit = ${tx.actor.unit}
    and d.organisation = ${site.organisation} and (d.site is null or d.site = ${site.id})`)
  if (own !== null) return
  throw refuse(
    'access.provider',
    { zh: '这不是本机构的服务', en: 'This belongs to another provider' },
    { kind: 'forbidden' },
  )
}

/** A carer sees the persons of the own orders of yesterday, today and tomorrow, while they are not over: what the day's work needs, and no longer. */
export const personsOfCarer: RelatedScope = {
  permission: 'services.serve',
  persons: (tx) => {
    const day = today(tx.now.getTime())
    return sql`select o.person from services.service_order o where o.jurisdiction = ${tx.actor.jurisdiction} and ${sentTo(tx)}
      and upper(o.wanted) > ${startOfDay(addDays(day, -1))}::timestamptz and lower(o.wanted) < ${startOfDay(addDays(day, 2))}::timestamptz`
  },
}

/** A provider sees the persons whose orders are open at its sites, and for some days after, and its own staff. */
export const clientsOfProvider: RelatedScope = {
  permission: 'services.dispatch',
  persons: (
    tx,
  ) => sql`select o.person from services.service_order o where o.jurisdiction = ${tx.actor.jurisdiction} and ${atDesk(tx, sql`o`)}
    and (o.state in ('placed', 'assigned', 'arrived', 'served') or o.state_at > ${new Date(tx.now.getTime() - LINGERS * 86_400_000)})
    union all ${staffSelect(
      tx.actor.jurisdiction,
      sql`select d.organisation from services.desk d where d.jurisdiction = ${tx.actor.jurisdiction} and d.unit = ${tx.actor.unit}`,
      today(tx.now.getTime()),
    )}`,
}
