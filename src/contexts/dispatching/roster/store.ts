import type { IsoDate } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ExceptionView, PatternWindow, TravelMode, WishKind } from '../model.ts'

/** How a carer works, as it is kept. */
export type CarerRow = {
  staff: string
  site: string | null
  mode: TravelMode
  startAt: 'site' | 'home'
  pattern: PatternWindow[]
  lunchFrom: number | null
  lunchUntil: number | null
  lunchMinutes: number | null
  mostMinutes: number | null
  languages: string[]
  planned: boolean
}

/** Carers of an organisation who have a pattern. One statement. */
export async function carersOf(tx: Tx, organisation: string): Promise<CarerRow[]> {
  return tx.rows<CarerRow>(sql`select c.staff, c.site, c.mode, c.start_at "startAt", c.pattern, c.lunch_from "lunchFrom", c.lunch_until "lunchUntil",
      c.lunch_minutes "lunchMinutes", c.most_minutes "mostMinutes", c.languages, c.planned
    from dispatching.carer c where c.jurisdiction = ${tx.actor.jurisdiction} and c.organisation = ${organisation} order by c.staff`)
}

/** Exceptions of an organisation that touch some days, both included. One statement. */
export async function exceptionsOf(
  tx: Tx,
  organisation: string,
  from: IsoDate,
  until: IsoDate,
): Promise<(ExceptionView & { staff: string })[]> {
  return tx.rows(sql`select e.id, e.staff, e.kind, lower(e.during) "from", upper(e.during) "until" from dispatching.exception e
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.organisation = ${organisation} and e.withdrawn_at is null
      and e.during && tstzrange(${from}::date::timestamp at time zone 'Asia/Shanghai', (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai')
    order by lower(e.during), e.id`)
}

export type WishRow = {
  id: string
  person: string
  kind: WishKind
  staff: string | null
  value: string | null
  hard: boolean
}

/** Wishes of persons in force. One statement. */
export async function wishesOf(tx: Tx, persons: readonly string[]): Promise<WishRow[]> {
  return tx.rows<WishRow>(sql`select w.id, w.person, w.kind, w.staff, w.value, w.hard from dispatching.wish w
    where w.jurisdiction = ${tx.actor.jurisdiction} and w.person = any(${[...persons]}::uuid[]) and w.ended_at is null order by w.recorded_at, w.id`)
}

export type HoldRow = { order: string; staff: (string | null)[] | null; start: number | null; extra: number }

/** What was decided about the visits of some orders. One statement. */
export async function holdsOf(tx: Tx, orders: readonly string[]): Promise<Map<string, HoldRow>> {
  const rows =
    await tx.rows<HoldRow>(sql`select h.order_id "order", h.staff, h.start_minute "start", h.extra_minutes extra from dispatching.hold h
    where h.jurisdiction = ${tx.actor.jurisdiction} and h.order_id = any(${[...orders]}::uuid[])`)
  return new Map(rows.map((row) => [row.order, row]))
}
