import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { Gate, Step } from './gates.ts'
import type { BuildingFacts, HandoverTerm } from './model.ts'
import type { OpenDefect, Standing } from './rules.ts'

/** A building project as the database keeps it, with what its gates stand on. */
export type BuildingRow = BuildingFacts & {
  jurisdiction: string
  id: string
  code: string
  passed: Gate | null
  rulesOf: string | null
  acceptedOn: string | null
  handoverDue: string | null
  handoverTerm: HandoverTerm | null
  handedOverOn: string | null
  facility: string | null
  revision: number
  passes: { gate: Gate; on: string; unit: string }[]
  /** The newest decision against the gate whose turn it is. */
  returned: { gate: Gate; on: string; unit: string; opinion: string; at: string } | null
  opinion: Standing['opinion']
  openDefects: OpenDefect[]
  papers: string[]
  openCase: boolean
}

const PROJECT: Sql = sql`p.jurisdiction, p.id, p.code, p.name, p.developer, p.developer_code as "developerCode", p.region, p.address, p.lon, p.lat,
  p.households, p.persons, p.land_area as "landArea", p.dwelling_area as "dwellingArea", p.phases, p.note, p.passed, p.rules_of as "rulesOf",
  p.accepted_on as "acceptedOn", p.handover_due as "handoverDue", p.handover_term as "handoverTerm", p.handed_over_on as "handedOverOn",
  p.facility, p.revision,
  coalesce((select jsonb_agg(jsonb_build_object('gate', d.gate, 'on', d.decided_on, 'unit', d.unit_name) order by d.decided_on, d.recorded_at, d.id)
    from territory.gate_decision d where d.jurisdiction = p.jurisdiction and d.project = p.id and d.outcome = 'pass'), '[]') as passes,
  (select jsonb_build_object('gate', d.gate, 'on', d.decided_on, 'unit', d.unit_name, 'opinion', d.opinion, 'at', d.recorded_at)
    from territory.gate_decision d where d.jurisdiction = p.jurisdiction and d.project = p.id and d.outcome = 'return'
      and not exists (select from territory.gate_decision o where o.jurisdiction = d.jurisdiction and o.project = d.project and o.gate = d.gate and o.outcome = 'pass')
    order by d.recorded_at desc, d.id desc limit 1) as returned,
  (select jsonb_build_object('stance', o.stance, 'on', o.given_on) from territory.civil_opinion o
    where o.jurisdiction = p.jurisdiction and o.project = p.id order by o.recorded_at desc, o.id desc limit 1) as opinion,
  coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'what', d.what, 'missingArea', d.missing_area, 'clause', d.clause) order by d.recorded_at, d.id)
    from territory.build_defect d where d.jurisdiction = p.jurisdiction and d.project = p.id
      and not exists (select from territory.defect_rectification r where r.jurisdiction = d.jurisdiction and r.defect = d.id)), '[]') as "openDefects",
  coalesce((select jsonb_agg(a.kind order by a.kind) from territory.attachment a where a.jurisdiction = p.jurisdiction and a.subject = p.id), '[]') as papers,
  p.facility is not null and exists (select from territory.use_case c where c.jurisdiction = p.jurisdiction and c.facility = p.facility and c.closed_on is null) as "openCase"`

/** Projects of a jurisdiction in a region (prefix), by code. One statement. */
export async function buildingRows(tx: Tx, jurisdiction: string, prefix: string): Promise<BuildingRow[]> {
  return tx.rows<BuildingRow>(sql`select ${PROJECT} from territory.building_project p
    where p.jurisdiction = ${jurisdiction} and starts_with(p.region, ${prefix}) order by p.code`)
}

/** @throws Refusal `building.missing` */
export async function buildingRow(tx: Tx, id: string): Promise<BuildingRow> {
  const row = await tx.maybe<BuildingRow>(sql`select ${PROJECT} from territory.building_project p where p.id = ${id}`)
  if (row !== null) return row
  throw missing()
}

const missing = () =>
  refuse('building.missing', { zh: '没有这个住宅项目', en: 'There is no such building project' }, { kind: 'missing' })

/** A project of one's own jurisdiction, locked: whoever comes second waits and sees what the first did. */
export async function buildingForUpdate(tx: Tx, id: string): Promise<BuildingRow> {
  const own = await tx.run(
    sql`select from territory.building_project where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`,
  )
  if (own === 0) throw missing()
  return buildingRow(tx, id)
}

/** What the rules of the gates stand on. */
export function standingOf(row: BuildingRow): Standing {
  return { passed: row.passes, opinion: row.opinion, openDefects: row.openDefects, papers: new Set(row.papers) }
}

/** Writes a new project; false when its code is taken. */
export async function insertBuilding(tx: Tx, id: string, code: string, facts: BuildingFacts): Promise<boolean> {
  const f = facts
  const added =
    await tx.run(sql`insert into territory.building_project (jurisdiction, id, code, name, developer, developer_code, region, address,
      lon, lat, households, persons, land_area, dwelling_area, phases, note, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${code}, ${f.name}, ${f.developer}, ${f.developerCode}, ${f.region}, ${f.address}, ${f.lon}, ${f.lat},
      ${f.households}, ${f.persons}, ${f.landArea}, ${f.dwellingArea}, ${JSON.stringify(f.phases)}, ${f.note}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, code) do nothing`)
  return added === 1
}

export async function updateBuilding(tx: Tx, id: string, facts: BuildingFacts): Promise<void> {
  const f = facts
  await tx.run(sql`update territory.building_project set name = ${f.name}, developer = ${f.developer}, developer_code = ${f.developerCode},
      region = ${f.region}, address = ${f.address}, lon = ${f.lon}, lat = ${f.lat}, households = ${f.households}, persons = ${f.persons},
      land_area = ${f.landArea}, dwelling_area = ${f.dwellingArea}, phases = ${JSON.stringify(f.phases)}, note = ${f.note}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/** The unit that decides a step of this government on a day; null where none is appointed. */
export async function authorityOf(tx: Tx, step: Step, on: string): Promise<string | null> {
  const row = await tx.maybe<{ unit: string }>(sql`select unit_name as unit from territory.gate_authority
    where jurisdiction = ${tx.actor.jurisdiction} and step = ${step} and valid_from <= ${on} order by valid_from desc limit 1`)
  return row?.unit ?? null
}

/** Appoints the unit that decides a step from a day on; false when one is appointed from that very day. */
export async function insertAuthority(tx: Tx, step: Step, from: string, unit: string): Promise<boolean> {
  const added =
    await tx.run(sql`insert into territory.gate_authority (jurisdiction, step, valid_from, unit_name, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${step}, ${from}, ${unit}, ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
  return added === 1
}

/**
 * The term of handing over in a place on a day: the longest prefix of the region that has one in force then, else the country's.
 *
 * @throws Error when the catalogue was emptied
 */
export async function termOn(tx: Tx, region: string, on: string): Promise<HandoverTerm> {
  return tx.one<HandoverTerm>(sql`select region, amount, unit, warn_days as "warnDays", source, certain from territory.handover_term
    where starts_with(${region}, region) and (valid_from <= ${on} or region = '') order by length(region) desc, valid_from desc limit 1`)
}
