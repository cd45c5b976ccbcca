import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import type { Channel, Family, OrderState } from '../model.ts'
import { ordersInScope } from '../scope.ts'

/** An order as the database keeps it. */
export type OrderRow = {
  id: string
  no: string
  person: string
  item: string
  family: Family
  offer: string
  organisation: string
  site: string
  session: string | null
  priceVersion: number
  unitFen: number
  quantity: number
  listFen: number
  subsidyFen: number
  entitlement: 'none' | 'known' | 'unknown'
  from: string
  until: string
  region: string | null
  dwelling: string | null
  channel: Channel
  acting: 'self' | 'guardian' | 'proxy'
  placedBy: string
  placedAt: string
  state: OrderState
  stateAt: string
  startedAt: string | null
  servedAt: string | null
  confirmedBy: string | null
  revision: number
}

export const ORDER: Sql = sql`o.id, o.no, o.person, o.item, o.family, o.offer, o.organisation, o.site, o.session, o.price_version "priceVersion",
  o.unit_fen "unitFen", o.quantity, o.list_fen "listFen", o.subsidy_fen "subsidyFen", o.entitlement, lower(o.wanted) "from", upper(o.wanted) "until",
  o.region, o.dwelling, o.channel, o.acting, o.placed_by "placedBy", o.placed_at "placedAt", o.state, o.state_at "stateAt",
  o.started_at "startedAt", o.served_at "servedAt", o.confirmed_by "confirmedBy", o.revision`

/** The same whether there is no such order or it lies outside: whoever asks learns nothing. */
export const noOrder = () =>
  refuse(
    'order.missing',
    { zh: '没有这个订单，或不在您负责的范围内', en: 'There is no such order in the area you work for' },
    { kind: 'missing' },
  )

/** An order the actor may see, with how many its item needs. @throws Refusal `order.missing` */
export async function orderWith(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  lock = false,
): Promise<OrderRow & { staff: number }> {
  const row = await tx.maybe<OrderRow & { staff: number }>(sql`select ${ORDER}, i.staff from services.service_order o
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and o.id = ${id} ${lock ? sql`for update of o` : sql``}`)
  if (row === null) throw noOrder()
  return row
}
