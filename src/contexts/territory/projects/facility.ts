import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { tellRowsChanged } from '../../../platform/imports/index.ts'
import { FACILITY_COLUMNS } from '../facilities/columns.ts'
import { findFacility } from '../facilities/views.ts'
import { writeFacilities } from '../facilities/write.ts'
import { FACILITY_KINDS } from '../kinds.ts'
import type { FacilityRow } from '../model.ts'
import type { BuildingRow } from './store.ts'

/** The facility a project becomes: one of the register by its code, or a new one with its kind and name. */
export type FacilityGiven = {
  code: string
  kind?: string | undefined
  name?: string | undefined
  operator?: string | undefined
}

/**
 * Links the facility a project created; one that the register does not know yet is entered, open from the day of use.
 *
 * @returns its code
 * @throws Refusal `facility.needed`, `facility.kind`, `facility.elsewhere`, `facility.taken`
 */
export async function linkFacility(
  tx: Tx,
  project: BuildingRow,
  given: FacilityGiven | undefined,
  on: string,
): Promise<string> {
  const code = given?.code.trim() ?? ''
  if (given === undefined || code === '')
    throw refuse(
      'facility.needed',
      { zh: '请填写建成设施的编号', en: 'Name the facility it becomes by its code' },
      { at: '/facility/code' },
    )
  const taken = await tx.maybe<{ name: string }>(sql`select name from territory.building_project
    where jurisdiction = ${tx.actor.jurisdiction} and facility = ${code} and id <> ${project.id}`)
  if (taken !== null)
    throw refuse(
      'facility.taken',
      { zh: `${code} 已属于项目“${taken.name}”`, en: `${code} belongs to the project “${taken.name}”` },
      { kind: 'conflict', at: '/facility/code' },
    )
  const known = await findFacility(tx, code, on)
  if (known === null) return enterFacility(tx, project, { ...given, code }, on)
  if (known.region.slice(0, 9) !== project.region.slice(0, 9))
    throw refuse(
      'facility.elsewhere',
      {
        zh: `${code} 在${known.regionName ?? known.region}，与项目不在同一乡镇（街道）`,
        en: `${code} lies in another township`,
      },
      { kind: 'conflict', at: '/facility/code' },
    )
  return code
}

async function enterFacility(tx: Tx, project: BuildingRow, given: FacilityGiven, on: string): Promise<string> {
  const kind = FACILITY_KINDS.find((each) => each.code === given.kind)
  if (kind === undefined)
    throw refuse(
      'facility.kind',
      {
        zh: '设施台账里还没有这个编号，请选择设施类型以便登记',
        en: 'The register has no such code yet; choose the kind to enter it',
      },
      { at: '/facility/kind' },
    )
  const measured = await tx.maybe<{
    floor: number | null
  }>(sql`select (figures->>'elder-floor')::numeric floor from territory.gate_decision
    where jurisdiction = ${tx.actor.jurisdiction} and project = ${project.id} and gate = 'verification' and outcome = 'pass'`)
  const blank = Object.fromEntries(FACILITY_COLUMNS.map(({ key }) => [key, null])) as unknown as FacilityRow
  const row: FacilityRow = {
    ...blank,
    code: given.code,
    name: given.name?.trim() || `${project.name}${kind.title.zh}`,
    kind: kind.code,
    region: project.region,
    address: project.address,
    lon: project.lon,
    lat: project.lat,
    operator_name: given.operator?.trim() || null,
    ownership: 'public',
    floor_area: kind.family === 'elder' ? (measured?.floor ?? null) : null,
    tenure: 'free-use',
    opened_on: on,
    source: `住宅项目 ${project.code} 配建移交`,
  }
  await writeFacilities(tx, { added: [row], changed: [], removed: [] }, { import: null, undoes: null })
  await tellRowsChanged(tx, {
    register: 'facility',
    import: null,
    rows: 1,
    regions: [project.region],
    from: on,
    to: null,
  })
  return given.code
}
