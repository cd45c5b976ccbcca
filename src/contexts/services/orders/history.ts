import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { sitesOf } from '../../providers/index.ts'
import type { OrderState } from '../model.ts'

/** For how long back an order counts as a habit. */
const HABIT_DAYS = 183

/** What persons ordered within half a year, by offer, the most frequent first; offers that ended are left out. One statement. */
export async function habitsOf(
  tx: Tx,
  persons: readonly string[],
): Promise<{ person: string; offer: string; times: number }[]> {
  const since = new Date(tx.now.getTime() - HABIT_DAYS * 86_400_000)
  return tx.rows(sql`select o.person, o.offer, count(*)::int times from services.service_order o
    join services.offer f on f.jurisdiction = o.jurisdiction and f.id = o.offer and f.state = 'open'
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.person = any(${[...persons]}::uuid[]) and o.placed_at >= ${since}
      and o.state not in ('cancelled', 'refused') group by 1, 2 order by 3 desc, max(o.placed_at) desc limit 60`)
}

/** Numbers, persons and ids of the orders that were served on the days from one to another, both included. One statement. */
export async function servedBetween(
  tx: Tx,
  from: IsoDate,
  until: IsoDate,
): Promise<{ id: string; no: string; person: string }[]> {
  return tx.rows(sql`select o.id, o.no, o.person from services.service_order o where o.jurisdiction = ${tx.actor.jurisdiction}
    and o.state in ('served', 'confirmed', 'rated', 'settled')
    and o.served_at >= (${from}::date::timestamp at time zone 'Asia/Shanghai')
    and o.served_at < ((${until}::date + 1)::timestamp at time zone 'Asia/Shanghai') order by o.no`)
}

/** An order in a word, for lists of other rooms. */
export type OrderBrief = {
  id: string
  no: string
  person: string
  title: Bilingual
  siteName: string
  state: OrderState
  servedAt: string | null
}

/** Orders by id, in a word each. Two statements. */
export async function ordersBrief(tx: Tx, ids: readonly string[]): Promise<Map<string, OrderBrief>> {
  if (ids.length === 0) return new Map()
  type Row = Omit<OrderBrief, 'siteName'> & { organisation: string; site: string }
  const rows =
    await tx.rows<Row>(sql`select o.id, o.no, o.person, json_build_object('zh', i.title_zh, 'en', i.title_en) title, o.organisation, o.site, o.state,
      o.served_at "servedAt" from services.service_order o join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = any(${[...ids]}::uuid[])`)
  const sites = new Map(
    (await sitesOf(tx, [...new Set(rows.map((row) => row.organisation))])).map((s) => [s.id, s.name]),
  )
  return new Map(
    rows.map(({ organisation: _, site, ...row }) => [row.id, { ...row, siteName: sites.get(site) ?? '—' }]),
  )
}
