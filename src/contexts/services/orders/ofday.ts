import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import type { Family, OrderState } from '../model.ts'
import { offersInScope, ordersInScope } from '../scope.ts'

/** An order of a site's day, cancelled ones too. `goesOut`: it is brought to the person. */
export type OrderOfDay = {
  id: string
  no: string
  person: string
  item: string
  title: Bilingual
  quantity: number
  from: string
  until: string
  dwelling: string | null
  goesOut: boolean
  state: OrderState
  revision: number
}

/** Orders of one family that begin on a day at a site, in the actor's scope, whatever became of them. One statement. */
export async function ordersOfDay(
  tx: Tx,
  desk: PeopleDesk,
  query: { site: string; family: Family; day: IsoDate },
): Promise<OrderOfDay[]> {
  return tx.rows<OrderOfDay>(sql`select o.id, o.no, o.person, o.item, json_build_object('zh', i.title_zh, 'en', i.title_en) title, o.quantity,
      lower(o.wanted) "from", upper(o.wanted) "until", o.dwelling, i.needs_address "goesOut", o.state, o.revision
    from services.service_order o join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and o.site = ${query.site} and o.family = ${query.family}
      and lower(o.wanted) >= (${query.day}::date::timestamp at time zone 'Asia/Shanghai')
      and lower(o.wanted) < ((${query.day}::date + 1)::timestamp at time zone 'Asia/Shanghai')
    order by lower(o.wanted), o.id`)
}

/** Sites that offer something of a family: of the region one works for, or of one's own desk. One statement. */
export async function sitesOffering(tx: Tx, family: Family): Promise<{ organisation: string; site: string }[]> {
  return tx.rows(sql`select distinct f.organisation, f.site from services.offer f join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    where f.jurisdiction = ${tx.actor.jurisdiction} and ${offersInScope(tx)} and f.state <> 'ended' and i.family = ${family}`)
}
