import type { IsoDate } from '../../../kernel/dates.ts'
import { type Bilingual, Refusal, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import type { SkillNeed } from '../catalogue/model.ts'
import type { Family, OrderState, Unit } from '../model.ts'
import { offersInScope, ordersInScope } from '../scope.ts'
import { type Assignment, assignOrder, release } from './assign.ts'
import { orderToMove } from './move.ts'

/** An order for which somebody goes to somebody's home. */
export type ToSend = {
  id: string
  no: string
  person: string
  item: string
  title: Bilingual
  family: Family
  unit: Unit
  quantity: number
  minutes: number | null
  staff: number
  needs: SkillNeed[]
  from: string
  until: string
  dwelling: string | null
  state: OrderState
  revision: number
  /** Who goes, and when. */
  engaged: { staff: string; from: string; until: string }[]
}

/** Orders of a site that begin on a day and for which somebody has to go out: visits, repairs, urgent help. One statement. */
export async function ordersToSend(tx: Tx, desk: PeopleDesk, site: string, day: IsoDate): Promise<ToSend[]> {
  return tx.rows<ToSend>(sql`select o.id, o.no, o.person, o.item, json_build_object('zh', i.title_zh, 'en', i.title_en) title, o.family, i.unit, o.quantity, i.minutes,
      i.staff, i.skills needs, lower(o.wanted) "from", upper(o.wanted) "until", o.dwelling, o.state, o.revision,
      coalesce((select json_agg(json_build_object('staff', e.staff, 'from', lower(e.during), 'until', upper(e.during)) order by e.staff)
        from services.engagement e where e.jurisdiction = o.jurisdiction and e.order_id = o.id
          and (e.released_at is null or e.released_reason = 'served')), '[]') engaged
    from services.service_order o join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and o.site = ${site} and o.session is null and i.staff > 0 and i.needs_address
      and o.family in ('visit', 'repair', 'urgent') and o.state not in ('cancelled', 'no_show', 'refused')
      and lower(o.wanted) >= (${day}::date::timestamp at time zone 'Asia/Shanghai')
      and lower(o.wanted) < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')
    order by lower(o.wanted), o.id limit 2000`)
}

/** Who has come to persons before (相对固定服务人员), within some days. One statement. */
export async function whoCame(tx: Tx, persons: readonly string[], days: number): Promise<Map<string, string[]>> {
  const since = new Date(tx.now.getTime() - days * 86_400_000)
  const rows = await tx.rows<{
    person: string
    staff: string[]
  }>(sql`select o.person, array_agg(distinct e.staff) staff from services.service_order o
    join services.engagement e on e.jurisdiction = o.jurisdiction and e.order_id = o.id and e.released_reason = 'served'
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.person = any(${[...persons]}::uuid[]) and lower(o.wanted) > ${since} group by 1`)
  return new Map(rows.map((row) => [row.person, row.staff]))
}

/** Sites from which somebody is sent out: of the region one works for, or of one's own desk. One statement. */
export async function sendingSites(tx: Tx): Promise<{ organisation: string; site: string }[]> {
  return tx.rows(sql`select distinct f.organisation, f.site from services.offer f join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    where f.jurisdiction = ${tx.actor.jurisdiction} and ${offersInScope(tx)} and f.state <> 'ended' and i.staff > 0 and i.needs_address`)
}

/**
 * Sends staff to many orders at once, all or none. Whoever is sent elsewhere is let go everywhere first, so that two orders may change carers.
 *
 * @throws Refusal those of `assignOrder`, with the number of the order before the words
 */
export async function assignOrders(
  tx: Tx,
  desk: PeopleDesk,
  assignments: readonly (Assignment & { order: string; no: string })[],
): Promise<void> {
  const named = async <T>(no: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, kind, text, params, next } = error
      throw refuse(
        code,
        { zh: `订单 ${no}：${text.zh}`, en: `Order ${no}: ${text.en}` },
        { kind, params: { ...params, no }, ...(next === undefined ? {} : { next }) },
      )
    }
  }
  for (const { order, no, revision } of assignments) {
    await named(no, () => orderToMove(tx, desk, order, 'assign', revision))
    await release(tx, order, 'reassigned')
  }
  for (const { order, no, ...input } of assignments) await named(no, () => assignOrder(tx, desk, order, input))
}

/** A settlement line of a provider (结算明细). */
export type SettledLine = {
  order: string
  no: string
  title: Bilingual
  servedOn: string | null
  quantity: number
  chargedFen: number
  subsidyFen: number
  selfFen: number
  settledAt: string
}

/** What was settled for a site in a month, `YYYY-MM`, the sums included. One statement. */
export async function settledIn(
  tx: Tx,
  desk: PeopleDesk,
  site: string,
  month: string,
): Promise<{ items: SettledLine[]; chargedFen: number; subsidyFen: number; selfFen: number }> {
  const items =
    await tx.rows<SettledLine>(sql`select o.id "order", o.no, json_build_object('zh', i.title_zh, 'en', i.title_en) title,
      (o.served_at at time zone 'Asia/Shanghai')::date "servedOn", t.quantity, t.charged_fen "chargedFen", t.subsidy_fen "subsidyFen",
      t.charged_fen - t.subsidy_fen "selfFen", t.settled_at "settledAt"
    from services.settlement t join services.service_order o on o.jurisdiction = t.jurisdiction and o.id = t.order_id
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and t.site = ${site} and t.month = ${month} order by o.served_at, o.no limit 5000`)
  const sum = (of: (line: SettledLine) => number) => items.reduce((total, line) => total + of(line), 0)
  return {
    items,
    chargedFen: sum((line) => line.chargedFen),
    subsidyFen: sum((line) => line.subsidyFen),
    selfFen: sum((line) => line.selfFen),
  }
}
