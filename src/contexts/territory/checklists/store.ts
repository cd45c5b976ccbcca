import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CheckItem, CheckList, FacilityCheck } from './model.ts'

/** Items of a checklist in force on a day, in their order. */
export async function checkItems(tx: Tx, list: CheckList, asOf: string): Promise<CheckItem[]> {
  return tx.rows(sql`select code, jsonb_build_object('zh', zh, 'en', en) title, clause, certainty from territory.check_item
    where list = ${list} and valid_from <= ${asOf}::date and (valid_to is null or valid_to > ${asOf}::date) order by place`)
}

/** Codes of facilities whose newest check of a list was passed. */
export async function passedChecks(tx: Tx, list: CheckList, codes: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ code: string }>(sql`select code from (
      select distinct on (f.id) f.code, c.outcome from territory.facility f
      join territory.facility_check c on c.jurisdiction = f.jurisdiction and c.facility = f.id and c.list = ${list}
      where f.jurisdiction = ${tx.actor.jurisdiction} and f.code = any(${codes as string[]})
      order by f.id, c.checked_on desc, c.recorded_at desc, c.id desc) newest
    where outcome = 'passed'`)
  return rows.map((row) => row.code)
}

/** Checks of a facility, newest first. */
export async function checksOf(tx: Tx, facility: string): Promise<FacilityCheck[]> {
  return tx.rows(sql`select id, list, checked_on "checkedOn", checked_by "checkedBy", items, outcome, note, recorded_at "recordedAt"
    from territory.facility_check where jurisdiction = ${tx.actor.jurisdiction} and facility = ${facility}
    order by checked_on desc, recorded_at desc, id desc`)
}

export async function insertCheck(tx: Tx, facility: string, check: Omit<FacilityCheck, 'recordedAt'>): Promise<void> {
  await tx.run(sql`insert into territory.facility_check (jurisdiction, id, facility, list, checked_on, checked_by, items, outcome, note, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${check.id}, ${facility}, ${check.list}, ${check.checkedOn}, ${check.checkedBy},
      ${JSON.stringify(check.items)}, ${check.outcome}, ${check.note}, ${tx.now}, ${tx.actor.id})`)
}

/** A facility that a checklist is for, with its newest check. */
export type CheckedPlace = {
  code: string
  name: string
  kind: string
  regionName: string | null
  state: string | null
  checkedOn: string | null
  outcome: FacilityCheck['outcome'] | null
  wrong: number
}

/** Where a list is to be gone through: outlets in dwellings; halls of government (A43). */
export async function checkedPlaces(tx: Tx, list: CheckList, asOf: string): Promise<CheckedPlace[]> {
  const meant =
    list === 'dwelling-safety'
      ? sql`(f.version).in_dwelling`
      : sql`(f.version).kind in ('service-hall', 'community-hall')`
  return tx.rows(sql`select f.code, (f.version).name, (f.version).kind, r.name "regionName", f.state, c.checked_on "checkedOn", c.outcome,
      coalesce((select count(*)::int from jsonb_array_elements(c.items) i where i ->> 'ok' = 'false'), 0) wrong
    from territory.facility_on(${asOf}) f
    left join territory.region_on('statistical', ${asOf}) r on r.code = (f.version).region
    left join lateral (select * from territory.facility_check c where c.jurisdiction = f.jurisdiction and c.facility = f.facility and c.list = ${list}
      order by c.checked_on desc, c.recorded_at desc, c.id desc limit 1) c on true
    where ${meant} and coalesce(f.state, 'open') <> 'closed' order by c.checked_on nulls first, f.code limit 500`)
}
