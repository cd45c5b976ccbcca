import { addMonths, type IsoDate, startOfDay, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { emit, type Job } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { FAMILIES, type Family } from '../model.ts'
import { parametersOn } from '../parameters.ts'

/** Kinds of services as they are counted: the families, with baths (助浴) apart, at home and at a bathing point alike. */
export const COUNTED_KINDS = { ...FAMILIES, bath: { zh: '助浴', en: 'Assisted baths' } } as const satisfies Record<
  string,
  Bilingual
>
export type CountedKind = Family | 'bath'

/** Standard items that are baths. */
const BATHS = ['bath-at-home', 'bath-at-point']
/** An order of three meals is three meals; an order of three hours is served once. */
const PIECES = ['meal', 'time', 'piece', 'place']
const SERVED = ['served', 'confirmed', 'rated', 'settled']

/** What was ordered, served and not to be had in a month, of one kind, by people of one village (12 digits). */
export type MonthCount = {
  region: string
  kind: CountedKind
  /** Orders for days of the month, whatever became of them. */
  orders: number
  cancelled: number
  /** Orders that were served. */
  served: number
  /** What was served: portions of meals, baths, visits. */
  times: number
  /** Persons served; the same person in two villages or kinds counts in both. */
  persons: number
  /** Wishes that nobody could meet; the same wish of a person on a day once. */
  unmet: number
}

/** Payload of `services.month.counted`. */
export type ServicesCounted = { month: string; rows: MonthCount[] }

const kindOf = sql`case when coalesce(i.standard, i.code) = any(${BATHS}) then 'bath' else x.family end`

/**
 * Counts a month (`2026-11`) of the government from its orders and unmet wishes, village by village; who lived nowhere known counts with the
 * government itself. One statement.
 */
export async function countMonth(tx: Tx, month: string): Promise<MonthCount[]> {
  const own = tx.actor.jurisdiction
  const first = `${month}-01`
  const after = addMonths(first, 1)
  return tx.rows<MonthCount>(sql`with o as (
      select rpad(coalesce(x.region, ${own}), 12, '0') region, ${kindOf} kind, count(*)::int orders,
        (count(*) filter (where x.state = 'cancelled'))::int cancelled, (count(*) filter (where x.state = any(${SERVED})))::int served,
        coalesce(sum(case when i.unit = any(${PIECES}) then x.quantity else 1 end) filter (where x.state = any(${SERVED})), 0)::int times,
        (count(distinct x.person) filter (where x.state = any(${SERVED})))::int persons
      from services.service_order x join services.item i on i.jurisdiction = x.jurisdiction and i.code = x.item
      where x.jurisdiction = ${own} and lower(x.wanted) >= ${startOfDay(first)} and lower(x.wanted) < ${startOfDay(after)} group by 1, 2),
    u as (select rpad(x.region, 12, '0') region, ${kindOf} kind, count(*)::int unmet
      from services.unmet x left join services.item i on i.jurisdiction = x.jurisdiction and i.code = x.item
      where x.jurisdiction = ${own} and x.day >= ${first}::date and x.day < ${after}::date group by 1, 2)
    select region, kind, coalesce(o.orders, 0) orders, coalesce(o.cancelled, 0) cancelled, coalesce(o.served, 0) served, coalesce(o.times, 0) times,
      coalesce(o.persons, 0) persons, coalesce(u.unmet, 0) unmet
    from o full join u using (region, kind) order by region, kind`)
}

/** Counts a month and tells it, so that the indicators follow the work. */
export async function tellMonth(tx: Tx, month: string): Promise<{ rows: number }> {
  const rows = await countMonth(tx, month)
  if (rows.length > 0) await emit<string, ServicesCounted>(tx, 'services.month.counted', { month, rows })
  await record(tx, {
    action: 'services.month.count',
    subject: { kind: 'month', id: month },
    detail: { rows: rows.length },
  })
  return { rows: rows.length }
}

/** Once an hour: the month that runs, and the one before, for orders of its last days are finished and confirmed late. */
export const serviceJobs: Job[] = [
  {
    name: 'services.month.count',
    every: '1h',
    run: async (db, jurisdiction) => {
      await db.write(systemActor('services.month.count', jurisdiction), async (tx) => {
        const { any } = await tx.one<{ any: boolean }>(
          sql`select exists (select from services.service_order where jurisdiction = ${jurisdiction})
            or exists (select from services.unmet where jurisdiction = ${jurisdiction}) "any"`,
        )
        const day = today(tx.now.getTime())
        if (any) for (const on of [addMonths(day, -1), day]) await tellMonth(tx, on.slice(0, 7))
      })
    },
  },
]

/**
 * What sites did, by days: kinds of services that were served there, or from there, within the months that count (`worked-months`). Three
 * statements, and one a day asked for where the number of months changed between them.
 *
 * @param days in ascending order
 */
export async function workedKinds(
  tx: Tx,
  days: readonly IsoDate[],
): Promise<(site: string, day: IsoDate) => ReadonlySet<CountedKind>> {
  const monthsOn = async (day: IsoDate) => (await parametersOn(tx, day))('worked-months').value
  const [early, late] = [await monthsOn(days[0]!), await monthsOn(days.at(-1)!)]
  const spans: { day: IsoDate; from: IsoDate }[] = []
  for (const day of days) spans.push({ day, from: addMonths(day, -(early === late ? late : await monthsOn(day))) })
  const first = spans.reduce((least, { from }) => (from < least ? from : least), spans[0]!.from)
  const done = await tx.rows<{
    site: string
    kind: CountedKind
    on: IsoDate
  }>(sql`select distinct x.site, ${kindOf} kind,
      (x.served_at at time zone 'Asia/Shanghai')::date::text "on"
    from services.service_order x join services.item i on i.jurisdiction = x.jurisdiction and i.code = x.item
    where x.jurisdiction = ${tx.actor.jurisdiction} and x.state = any(${SERVED}) and lower(x.wanted) >= ${startOfDay(addMonths(first, -1))}
      and x.served_at >= ${startOfDay(first)}`)
  const bySite = Map.groupBy(done, (each) => each.site)
  const spanOf = new Map(spans.map((each) => [each.day, each.from]))
  return (site, day) => {
    const from = spanOf.get(day)!
    return new Set((bySite.get(site) ?? []).filter(({ on }) => on > from && on <= day).map(({ kind }) => kind))
  }
}
