import { sha256Hex } from '../../../kernel/hash.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { HoursException } from '../facilities/hours.ts'
import { FACILITY_KINDS, type FacilityFamily } from '../kinds.ts'
import type { Place } from './model.ts'

/** Changes when tiles are made differently, so that no browser keeps tiles of the older making. */
const MAKING = '1'

const FAMILY_OF = new Map<string, FacilityFamily>(FACILITY_KINDS.map(({ code, family }) => [code, family]))

/** A state of the registers, and the instant of its last change; null when none was told. */
export type MapVersion = { version: string; changedAt: string | null }

/** Which state of the registers the actor's maps show: one hash over all jurisdictions in reach. One statement. */
export async function mapVersion(tx: Tx): Promise<MapVersion> {
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

type Row = Omit<Place, 'family' | 'regionName' | 'townName' | 'exceptions'> & { id: string }

/** Every facility in reach as it stands on a day, in the order of the codes. Three statements, however many there are. */
export async function loadPlaces(tx: Tx, asOf: string): Promise<Place[]> {
  // Row-level security says the same again; said here, other jurisdictions are not even looked at.
  const own = /^[0-9]{6}$/.test(tx.actor.reach) ? sql`f.jurisdiction = ${tx.actor.reach}` : sql`true`
  // Names and exceptions are put to the rows here: joined in the database they would be looked up once for every facility.
  const rows = await tx.rows<Row>(sql`
    select f.facility id, f.code, (f.version).name, (f.version).kind, f.state, (f.version).tier, (f.version).region,
      (f.version).address, (f.version).lon, (f.version).lat, (f.version).phone, (f.version).hours, (f.version).operator_name operator,
      (f.version).ownership, (f.version).inclusive, (f.version).functions, (f.version).offers,
      (f.version).access_features "accessFeatures", (f.version).meals_daily "mealsDaily", (f.version).places, (f.version).beds,
      (f.version).nursing_beds "nursingBeds", (f.version).childcare_places "childcarePlaces", (f.version).enrolled, (f.version).source,
      ((f.version).recorded_at at time zone 'Asia/Shanghai')::date "recordedOn"
    from territory.facility_on(${asOf}) f where ${own} order by f.jurisdiction, f.code`)
  const names = await regionsOf(tx, asOf)
  const exceptions = await exceptionsOn(tx, asOf)
  return rows.map(({ id, ...row }) => {
    const region = names.get(row.region)
    const town = row.region.endsWith('000') ? undefined : names.get(region?.parent ?? '')
    return {
      ...row,
      family: FAMILY_OF.get(row.kind) ?? 'community',
      regionName: region?.name ?? null,
      townName: town?.name ?? null,
      exceptions: exceptions.get(id) ?? NO_EXCEPTIONS,
    }
  })
}

const NO_EXCEPTIONS: HoursException[] = []

async function regionsOf(tx: Tx, asOf: string): Promise<Map<string, { name: string; parent: string | null }>> {
  const reach = tx.actor.reach === '*' ? '' : tx.actor.reach
  const rows = await tx.rows<{ code: string; name: string; parent: string | null }>(
    sql`select code, name, parent from territory.region_on('statistical', ${asOf}) where starts_with(code, ${reach})`,
  )
  return new Map(rows.map(({ code, ...region }) => [code, region]))
}

async function exceptionsOn(tx: Tx, asOf: string): Promise<Map<string, HoursException[]>> {
  const rows = await tx.rows<HoursException & { facility: string }>(sql`
    select facility, lower(during) "from", upper(during) - 1 "to", hours, reason
    from territory.facility_hours where superseded_at is null and during @> ${asOf}::date`)
  return new Map(rows.map(({ facility, ...exception }) => [facility, [exception]]))
}
