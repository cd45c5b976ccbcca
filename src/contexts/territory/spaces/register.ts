import { today } from '../../../kernel/dates.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { SPACE_USES, type SpaceRow } from './model.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** What the check of a room needs of its facility. */
type Home = { code: string; region: string; floorArea: number | null; taken: number; inReach: boolean }

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `space.${code}`,
  text: t(zh, en),
})

/** Rooms of facilities (设施空间): one row a room; its area is counted once, under the main use (一点多用). */
export const spaceRegister: RegisterDefinition<SpaceRow> = {
  name: 'space',
  title: t('设施空间（一点多用）', 'Rooms of facilities'),
  description: t(
    '设施里的房间和场地：面积只按主要用途计一次，可以兼作他用、可以预订。',
    'Rooms of facilities: the area counts once under the main use; a room may serve other uses and be booked.',
  ),
  columns: [
    {
      key: 'facility',
      title: t('设施编号', 'Facility code'),
      type: 'code',
      required: true,
      listed: true,
      filter: true,
      example: 'YS-0001',
    },
    {
      key: 'code',
      title: t('房间编号', 'Room'),
      type: 'code',
      required: true,
      listed: true,
      maxLength: 20,
      example: '101',
    },
    {
      key: 'name',
      title: t('房间名称', 'Name'),
      type: 'text',
      required: true,
      listed: true,
      maxLength: 60,
      example: '多功能厅',
    },
    { key: 'storey', title: t('楼层', 'Storey'), type: 'text', maxLength: 20, example: '1' },
    {
      key: 'area',
      title: t('面积', 'Area'),
      unit: t('㎡', 'm²'),
      type: 'decimal',
      required: true,
      listed: true,
      min: 0.1,
      max: 100_000,
      decimals: 1,
      example: 80,
    },
    {
      key: 'capacity',
      title: t('可容纳人数', 'Capacity'),
      type: 'integer',
      listed: true,
      min: 1,
      max: 100_000,
      example: 40,
    },
    {
      key: 'main_use',
      title: t('主要用途', 'Main use'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: SPACE_USES,
      example: 'culture',
    },
    {
      key: 'other_uses',
      emptyIsNone: true,
      title: t('兼作用途', 'Other uses'),
      type: 'choices',
      listed: true,
      choices: SPACE_USES,
      example: 'meeting,training',
    },
    {
      key: 'bookable',
      title: t('可预订', 'Bookable'),
      type: 'boolean',
      required: true,
      listed: true,
      filter: true,
      example: true,
    },
  ],
  key: ['facility', 'code'],
  regionColumn: null,
  href: (row) => `/console/territory/spaces/${encodeURIComponent(row.facility)}?room=${encodeURIComponent(row.code)}`,
  source: (tx) => sql`select f.code facility, s.code, s.name, s.storey, s.area, s.capacity, s.uses[1] main_use,
      nullif(array_to_string(s.uses[2:], ','), '') other_uses, s.bookable
    from territory.space s join territory.facility f on f.jurisdiction = s.jurisdiction and f.id = s.facility
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.superseded_at is null and upper_inf(s.during)`,
  lookup: async (tx, rows) => {
    const codes = [...new Set(rows.map((row) => row.facility))]
    const keys = rows.map((row) => `${row.facility} ${row.code}`)
    const homes = await tx.rows<Home>(sql`select f.code, v.region, v.floor_area "floorArea",
        ${inScope(tx, sql`v.region`)} "inReach",
        coalesce((select sum(s.area) from territory.space s where s.jurisdiction = f.jurisdiction and s.facility = f.id and s.superseded_at is null
          and upper_inf(s.during) and not f.code || ' ' || s.code = any(${keys})), 0) taken
      from territory.facility f join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id
        and v.superseded_at is null and upper_inf(v.during)
      where f.jurisdiction = ${tx.actor.jurisdiction} and f.code = any(${codes})`)
    const given = new Map<string, number>()
    for (const row of rows) given.set(row.facility, (given.get(row.facility) ?? 0) + Math.round(row.area * 100))
    return new Map(homes.map((home) => [home.code, { ...home, taken: home.taken + (given.get(home.code) ?? 0) / 100 }]))
  },
  check: (row, lookup) => {
    const home = (lookup as Map<string, Home>).get(row.facility)
    if (home === undefined)
      return [issue('facility', 'facility', '设施台账中没有这个编号', 'The register of facilities has no such code')]
    const issues: CellIssue[] = []
    if (!home.inReach)
      issues.push(
        issue('facility', 'region', '这处设施不在您的辖区内', 'This facility lies outside the area you work for'),
      )
    if (home.floorArea !== null && home.taken > home.floorArea) {
      issues.push(
        issue(
          'area',
          'area',
          `各房间面积合计 ${home.taken} ㎡，超过设施建筑面积 ${home.floorArea} ㎡；一间房只计一次`,
          `The rooms add up to ${home.taken} m², more than the floor area of ${home.floorArea} m²; count each room once`,
        ),
      )
    }
    if (row.other_uses?.split(',').includes(row.main_use))
      issues.push(issue('other_uses', 'uses', '兼作用途里不用再写主要用途', 'The main use is not among the other uses'))
    return issues
  },
  apply: (tx, changes, context) => writeSpaces(tx, changes, context.import),
}

/** Writes rooms, set-based. What held before today stays for the days before. */
export async function writeSpaces(tx: Tx, changes: Changes<SpaceRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [
    ...changes.added.map((row) => ({ ...row, since: null as string | null })),
    ...changes.changed.map(({ after }) => ({ ...after, since: day })),
  ].map((row) => ({ ...row, uses: [row.main_use, ...(row.other_uses ? row.other_uses.split(',') : [])] }))
  await tx.run(sql`with cut as (
      update territory.space s set superseded_at = ${tx.now}, superseded_in = ${origin}
      from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(facility text, code text)
      join territory.facility f on f.jurisdiction = ${own} and f.code = g.facility
      where s.jurisdiction = ${own} and s.facility = f.id and s.code = g.code and s.superseded_at is null and upper_inf(s.during)
      returning s.*)
    insert into territory.space (jurisdiction, id, facility, code, name, storey, area, capacity, uses, bookable, during, recorded_at, recorded_by, import)
    select jurisdiction, territory.new_id(), facility, code, name, storey, area, capacity, uses, bookable, daterange(lower(during), ${day}::date),
      ${tx.now}, ${tx.actor.id}, ${origin}
    from cut where lower_inf(during) or lower(during) < ${day}::date`)
  await tx.run(sql`insert into territory.space (jurisdiction, id, facility, code, name, storey, area, capacity, uses, bookable, during, recorded_at, recorded_by, import)
    select ${own}, territory.new_id(), f.id, g.code, g.name, g.storey, g.area, g.capacity, g.uses, g.bookable,
      daterange(coalesce(g.since, (select max(upper(s.during)) from territory.space s where s.jurisdiction = ${own} and s.facility = f.id
        and s.code = g.code and s.superseded_at is null)), null), ${tx.now}, ${tx.actor.id}, ${origin}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(facility text, code text, name text, storey text, area numeric, capacity int,
      uses text[], bookable boolean, since date)
    join territory.facility f on f.jurisdiction = ${own} and f.code = g.facility`)
  return changes.added.length + changes.changed.length + changes.removed.length
}
