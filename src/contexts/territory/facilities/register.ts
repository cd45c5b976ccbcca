import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { jurisdictionOf } from '../../../kernel/region.ts'
import { sql } from '../../../platform/db/index.ts'
import type { CellIssue, RegisterDefinition } from '../../../platform/imports/index.ts'
import { type CoordinateSystem, metresBetween, toWgs } from '../coordinates.ts'
import type { FacilityRow } from '../model.ts'
import { FACILITY_COLUMNS } from './columns.ts'
import { writeFacilities } from './write.ts'

/** A facility this far from the seat of its county is a slip of the pen or another coordinate system. */
const FARTHEST_METRES = 150_000

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `facility.${code}`,
  text: { zh, en },
})

type Lookup = { seat: { lon: number; lat: number } | null }

function check(row: FacilityRow, lookup: unknown): CellIssue[] {
  const issues: CellIssue[] = []
  if ((row.lon === null) !== (row.lat === null)) {
    issues.push(
      issue(
        row.lon === null ? 'lon' : 'lat',
        'point',
        '经度和纬度要么都填，要么都不填',
        'Give both longitude and latitude, or neither',
      ),
    )
  }
  const seat = (lookup as Lookup | undefined)?.seat
  if (
    seat &&
    row.lon !== null &&
    row.lat !== null &&
    metresBetween(seat, { lon: row.lon, lat: row.lat }) > FARTHEST_METRES
  ) {
    issues.push(
      issue(
        'lon',
        'far',
        '位置距县城超过 150 公里，请核对经纬度是否写反',
        'More than 150 km from the county seat; are longitude and latitude exchanged?',
      ),
    )
  }
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
  lookup: async (tx): Promise<Lookup> => ({
    seat: await tx.maybe(sql`select lon, lat from territory.region_on('statistical', ${tx.now})
      where code = ${`${jurisdictionOf(tx.actor.jurisdiction)}000000`} and lon is not null and lat is not null`),
  }),
  normalise: (row) => {
    if (row.lon === null || row.lat === null) return row
    const system = (row.coordinates ?? 'wgs84') as CoordinateSystem
    return { ...row, ...toWgs({ lon: row.lon, lat: row.lat }, system) }
  },
  check,
  apply: (tx, changes, context) => writeFacilities(tx, changes, context),
}
