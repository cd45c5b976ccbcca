import { empty, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { samePersons } from '../../people/index.ts'
import type { Channel, Family, OrderState } from '../model.ts'

/** What a list of orders is narrowed to. */
export type OrderFilter = {
  limit: number
  cursor?: string
  state?: OrderState[]
  family?: Family
  item?: string
  site?: string
  channel?: Channel
  person?: string
  /** Number of an order, or its beginning or end. */
  no?: string
  /** Days on which it is wanted, China time, both included. */
  from?: string
  until?: string
}

/** The conditions of a filter on `services.service_order o`, each begun with `and`. One statement where a person is asked for. */
export async function filtered(tx: Tx, filter: Omit<OrderFilter, 'limit' | 'cursor'>): Promise<Sql> {
  const persons =
    filter.person === undefined
      ? null
      : [filter.person, ...[...(await samePersons(tx, [filter.person])).values()].flat()]
  const no = filter.no?.toUpperCase().replace(/[%_\\]/g, '')
  return sql`${filter.state === undefined ? empty : sql`and o.state = any(${filter.state})`}
    ${filter.family === undefined ? empty : sql`and o.family = ${filter.family}`}
    ${filter.item === undefined ? empty : sql`and o.item = ${filter.item}`}
    ${filter.site === undefined ? empty : sql`and o.site = ${filter.site}`}
    ${filter.channel === undefined ? empty : sql`and o.channel = ${filter.channel}`}
    ${persons === null ? empty : sql`and o.person = any(${persons}::uuid[])`}
    ${no === undefined ? empty : sql`and (starts_with(o.no, ${no}) or o.no like ${`%${no}`})`}
    ${filter.from === undefined ? empty : sql`and upper(o.wanted) > (${filter.from}::date::timestamp at time zone 'Asia/Shanghai')`}
    ${filter.until === undefined ? empty : sql`and lower(o.wanted) < ((${filter.until}::date + 1)::timestamp at time zone 'Asia/Shanghai')`}`
}
