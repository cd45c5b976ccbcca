import { sha256Hex } from '../../../kernel/hash.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { FACILITY_KINDS, type FacilityFamily } from '../kinds.ts'
import type { Place } from './model.ts'

/** Changes when tiles are made differently, so that no browser keeps tiles of the older making. */
const MAKING = '1'

const FAMILY_OF = new Map<string, FacilityFamily>(FACILITY_KINDS.map(({ code, family }) => [code, family]))

/** Which state of the registers the actor's maps show: one hash over all jurisdictions in reach. One statement. */
export async function mapVersion(tx: Tx): Promise<{ version: string; changedAt: string | null }> {
  const rows = await tx.rows<{ jurisdiction: string; version: string; at: string }>(
    sql`select jurisdiction, version, changed_at at from territory.facility_map order by jurisdiction`,
  )
  const told = rows.map(({ jurisdiction, version }) => `${jurisdiction} ${version}`).join('\n')
  const changedAt = rows.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), null)
  return { version: sha256Hex(`${MAKING}\n${told}`).slice(0, 16), changedAt }
}

/** Notes that the register of the actor's jurisdiction changed. */
export async function noteChange(tx: Tx, event: string): Promise<void> {
  await tx.run(sql`insert into territory.facility_map as m (jurisdiction, version, changed_at)
    values (${tx.actor.jurisdiction}, ${event}, ${tx.now})
    on conflict (jurisdiction) do update set version = excluded.version, changed_at = excluded.changed_at`)
}

/** Every facility in reach as it stands on a day, in the order of the codes. One statement. */
export async function loadPlaces(tx: Tx, asOf: string): Promise<Place[]> {
  const rows = await tx.rows<Omit<Place, 'family'>>(sql`
    select f.code, (f.version).name, (f.version).kind, f.state, (f.version).tier, (f.version).region,
      r.name "regionName", case when right((f.version).region, 6) <> '000000' and right((f.version).region, 3) <> '000' then up.name end "townName",
      (f.version).address, (f.version).lon, (f.version).lat, (f.version).phone, (f.version).hours, (f.version).operator_name operator,
      (f.version).ownership, (f.version).inclusive, (f.version).functions, (f.version).offers,
      (f.version).access_features "accessFeatures", (f.version).meals_daily "mealsDaily", coalesce(x.exceptions, '[]') exceptions, (f.version).places, (f.version).beds,
      (f.version).nursing_beds "nursingBeds", (f.version).childcare_places "childcarePlaces", (f.version).enrolled, (f.version).source,
      ((f.version).recorded_at at time zone 'Asia/Shanghai')::date "recordedOn"
    from territory.facility_on(${asOf}) f
    left join territory.region_on('statistical', ${asOf}) r on r.code = (f.version).region
    left join territory.region_on('statistical', ${asOf}) up on up.code = r.parent
    left join (select h.jurisdiction, h.facility, jsonb_agg(jsonb_build_object('from', lower(h.during), 'to', upper(h.during) - 1,
        'hours', h.hours, 'reason', h.reason)) exceptions
      from territory.facility_hours h where h.superseded_at is null and h.during @> ${asOf}::date group by h.jurisdiction, h.facility) x
      on x.jurisdiction = f.jurisdiction and x.facility = f.facility
    order by f.jurisdiction, f.code`)
  return rows.map((row) => ({ ...row, family: FAMILY_OF.get(row.kind) ?? 'community' }))
}
