import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, RegisterDefinition } from '../../../platform/imports/index.ts'
import { passedChecks } from '../checklists/store.ts'
import { type CoordinateSystem, type Point, toWgs } from '../coordinates.ts'
import type { FacilityRow } from '../model.ts'
import { seats } from '../regions/views.ts'
import { FACILITY_COLUMNS } from './columns.ts'
import { duplicate, type Neighbour, neighbourIndex, outside, wrongSystem } from './place.ts'
import { writeFacilities } from './write.ts'

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `facility.${code}`,
  text: { zh, en },
})

type Lookup = {
  seats: Point[]
  /** Facilities near the rows, and others of the same name, rows of the same file included. */
  near(point: Point): Neighbour[]
  named: ReadonlyMap<string, Point[]>
  /** Codes of outlets in dwellings that have passed their safety check. */
  checked: ReadonlySet<string>
}

/** Where it stands: in the county, in the right system, and not on top of another one. */
function checkPlace(row: FacilityRow, lookup: Lookup | undefined, before: FacilityRow | null): CellIssue[] {
  if ((row.lon === null) !== (row.lat === null)) {
    return [
      issue(
        row.lon === null ? 'lon' : 'lat',
        'point',
        '经度和纬度要么都填，要么都不填',
        'Give both longitude and latitude, or neither',
      ),
    ]
  }
  if (row.lon === null || row.lat === null || lookup === undefined) return []
  const point = { lon: row.lon, lat: row.lat }
  const stays = before !== null && before.lon === row.lon && before.lat === row.lat
  if (stays && before.kind === row.kind) return []
  const known =
    before !== null && before.lon !== null && before.lat !== null
      ? [{ lon: before.lon, lat: before.lat }]
      : (lookup.named.get(row.name) ?? [])
  const system = (row.coordinates ?? 'wgs84') as CoordinateSystem
  const found = outside(point, lookup.seats) ?? wrongSystem(point, system, known)
  const twin = duplicate({ ...row, ...point }, lookup.near(point))
  return [found, twin].filter((each) => each !== null)
}

/** An outlet in a dwelling has no opening day before its safety check was passed (A35). */
function checkDwelling(row: FacilityRow, lookup: Lookup | undefined, before: FacilityRow | null): CellIssue[] {
  if (row.in_dwelling !== true || row.opened_on === null || lookup === undefined) return []
  if (before?.in_dwelling === true && before.opened_on === row.opened_on) return []
  if (lookup.checked.has(row.code)) return []
  return [
    issue(
      'opened_on',
      'dwelling-check',
      '住宅内网点通过安全检查之前不能开业：先不填开业日期登记，检查通过后再开业',
      'An outlet in a dwelling cannot open before its safety check is passed: enter it without an opening day, check it, then open it',
    ),
  ]
}

function check(row: FacilityRow, found: unknown, before: FacilityRow | null): CellIssue[] {
  const lookup = found as Lookup | undefined
  const issues = [...checkPlace(row, lookup, before), ...checkDwelling(row, lookup, before)]
  if (row.opened_on !== null && row.closed_on !== null && row.closed_on <= row.opened_on) {
    issues.push(issue('closed_on', 'dates', '关闭日期应晚于开业日期', 'Closed before it opened'))
  }
  if (row.beds !== null && row.nursing_beds !== null && row.nursing_beds > row.beds) {
    issues.push(issue('nursing_beds', 'beds', '护理型床位多于床位', 'More nursing beds than beds'))
  }
  if (row.floor_area !== null && row.activity_area !== null && row.activity_area > row.floor_area) {
    issues.push(
      issue(
        'activity_area',
        'area',
        '居民活动区域面积大于建筑面积',
        'The area for residents is larger than the floor area',
      ),
    )
  }
  if (row.operator_code !== null && checkCreditCode(row.operator_code).problem !== null) {
    issues.push(issue('operator_code', 'code', '统一社会信用代码有误', 'The credit code is wrong'))
  }
  return issues
}

/** The register of facilities (设施台账): one row a facility as it stands now; changes are kept by date. */
export const facilityRegister: RegisterDefinition<FacilityRow> = {
  name: 'facility',
  title: { zh: '服务设施', en: 'Facilities' },
  description: {
    zh: '养老、托育、医疗、文化、体育、便民商业等服务设施，一处一行；变更按日期保留。',
    en: 'Facilities of elder care, childcare, health, culture, sport, commerce and community services, one row each; changes are kept by date.',
  },
  columns: FACILITY_COLUMNS,
  key: ['code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['opened_on', 'closed_on', 'effective_on'],
  href: (row) => `/console/territory/facilities/${encodeURIComponent(row.code)}`,
  source: (
    tx,
  ) => sql`select f.code, v.name, v.kind, v.tier, array_to_string(v.functions, ',') functions, v.region, v.address, v.lon, v.lat,
      v.operator_name, v.operator_code, v.ownership, v.inclusive, v.floor_area, v.activity_area, v.outdoor_area, v.storey, v.tenure,
      v.hours, v.phone, v.places, v.beds, v.nursing_beds, v.childcare_places, v.enrolled, v.meals_daily,
      array_to_string(v.offers, ',') offers, array_to_string(v.access_features, ',') access_features, v.in_dwelling, v.works_area,
      v.works_cost_fen / 1000000.0 works_cost, v.opened_on, v.closed_on, v.filed_on, v.source, v.note
    from territory.facility f
    join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and upper_inf(v.during)
    where f.jurisdiction = ${tx.actor.jurisdiction}`,
  lookup: (tx, rows) => lookUp(tx, rows),
  normalise: (row) => {
    if (row.lon === null || row.lat === null) return row
    const system = (row.coordinates ?? 'wgs84') as CoordinateSystem
    return { ...row, ...toWgs({ lon: row.lon, lat: row.lat }, system) }
  },
  check,
  apply: (tx, changes, context) => writeFacilities(tx, changes, context),
}

/** How far, in degrees, the offset between coordinate systems can carry a place: well over a kilometre. */
const OFFSET_DEGREES = 0.02
/** A little more than 20 m. */
const NEAR_DEGREES = 0.000_5

async function lookUp(tx: Tx, rows: readonly FacilityRow[]): Promise<Lookup> {
  const own = tx.actor.jurisdiction
  const placed = rows.flatMap(({ code, name, kind, lon, lat }) =>
    lon === null || lat === null ? [] : [{ code, name, kind, lon, lat }],
  )
  const found = await tx.rows<Neighbour>(sql`select distinct f.code, v.name, v.kind, v.lon, v.lat
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as g(code text, name text, kind text, lon float8, lat float8)
    join territory.facility_version v on v.jurisdiction = ${own} and v.superseded_at is null and upper_inf(v.during)
      and (v.closed_on is null or v.closed_on > ${tx.now}::date) and (
        (v.kind = g.kind and abs(v.lon - g.lon) < ${NEAR_DEGREES} and abs(v.lat - g.lat) < ${NEAR_DEGREES})
        or (v.name = g.name and abs(v.lon - g.lon) < ${OFFSET_DEGREES} and abs(v.lat - g.lat) < ${OFFSET_DEGREES}))
    join territory.facility f on f.jurisdiction = v.jurisdiction and f.id = v.facility and f.code <> g.code`)
  const dwellings = rows.filter((row) => row.in_dwelling === true).map((row) => row.code)
  const checked = dwellings.length === 0 ? [] : await passedChecks(tx, 'dwelling-safety', dwellings)
  return {
    seats: await seats(tx),
    near: neighbourIndex([...found, ...placed]),
    named: Map.groupBy(found, (each) => each.name),
    checked: new Set(checked),
  }
}
