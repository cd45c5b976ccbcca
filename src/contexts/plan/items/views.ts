import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { namesOf } from '../who.ts'
import { ITEM_STATES, type ServiceItemList, type ServiceItemPage, type ServiceItemView } from './model.ts'

/** Every version of every item of a jurisdiction, numbered, with its last day. */
const versions = (
  jurisdiction: string,
) => sql`select code, valid_from "validFrom", row_number() over v::int version, count(*) over (partition by code)::int versions,
    least(lead(valid_from) over v, ends_on) - 1 "validUntil", field, name, object, content, standard, payer, unit_name unit, source
  from (select distinct on (code, valid_from) * from plan.service_item where jurisdiction = ${jurisdiction} order by code, valid_from, revision desc) newest
  where not removed window v as (partition by code order by valid_from)`

/** The catalogue as it holds on a day, with how each item stands by then. One statement. */
export async function serviceItems(
  tx: Tx,
  query: { asOf?: string | undefined; field?: string | undefined },
): Promise<ServiceItemList> {
  const asOf = query.asOf ?? today(tx.now.getTime())
  const j = tx.actor.jurisdiction
  const rows =
    await tx.rows<ServiceItemView>(sql`select v.*, coalesce(r.state, 'not-started') state, r.note, r.as_of "reportedOn" from (${versions(j)}) v
    left join lateral (select state, note, as_of from plan.service_item_report r where r.jurisdiction = ${j} and r.code = v.code and r.as_of <= ${asOf}
      order by as_of desc, reported_at desc limit 1) r on true
    where v."validFrom" <= ${asOf} and (v."validUntil" is null or v."validUntil" >= ${asOf}) order by v.code`)
  const fields = [...Map.groupBy(rows, (row) => row.field)].map(([field, items]) => ({
    field,
    items: items.length,
    inPlace: items.filter((item) => item.state === 'in-place').length,
  }))
  return {
    asOf,
    items: query.field === undefined ? rows : rows.filter((row) => row.field === query.field),
    states: Object.fromEntries(ITEM_STATES.map((state) => [state, rows.filter((row) => row.state === state).length])),
    fields,
  }
}

/** All versions and reports of one item, or null. */
export async function serviceItemPage(tx: Tx, code: string): Promise<ServiceItemPage | null> {
  const j = tx.actor.jurisdiction
  const all = await tx.rows<ServiceItemView>(
    sql`select * from (${versions(j)}) v where code = ${code} order by version desc`,
  )
  if (all.length === 0) return null
  const reports = await tx.rows<
    ServiceItemPage['reports'][number]
  >(sql`select as_of "asOf", state, note, reported_by "reportedBy", reported_at "reportedAt"
    from plan.service_item_report where jurisdiction = ${j} and code = ${code} order by as_of desc, reported_at desc limit 200`)
  const name = await namesOf(
    tx,
    reports.map((report) => report.reportedBy),
  )
  const { items } = await serviceItems(tx, {})
  return {
    current: items.find((item) => item.code === code) ?? null,
    versions: all.map(({ state: _s, note: _n, reportedOn: _r, versions: _v, ...version }) => version),
    reports: reports.map((report) => ({ ...report, reportedBy: name(report.reportedBy) })),
  }
}
