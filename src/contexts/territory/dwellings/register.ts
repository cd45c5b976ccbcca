import { prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterColumn, RegisterDefinition } from '../../../platform/imports/index.ts'
import { type CoordinateSystem, type Point, toWgs } from '../coordinates.ts'
import { outside } from '../facilities/place.ts'
import { seats } from '../regions/views.ts'

/** A dwelling point as it goes through import and export. */
export type DwellingRow = {
  code: string
  region: string
  name: string
  lon: number
  lat: number
  households: number | null
  persons: number
  under_3: number | null
  aged_3_5: number | null
  aged_60: number | null
  aged_65: number | null
  aged_80: number | null
  as_of: string
  source: string
  /** Import only: the system of `lon` and `lat`. */
  coordinates: string | null
}

const t = (zh: string, en: string) => ({ zh, en })
const count = (key: string, zh: string, en: string, example: number, listed = false): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'integer',
  min: 0,
  max: 200_000,
  example,
  ...(listed ? { listed } : {}),
})

/** Bands that are counted inside the inhabitants; each must fit into the wider one. */
const WITHIN: [part: keyof DwellingRow, whole: keyof DwellingRow, zh: string, en: string][] = [
  ['under_3', 'persons', '3 岁以下', 'Under 3'],
  ['aged_3_5', 'persons', '3–5 岁', 'Aged 3 to 5'],
  ['aged_60', 'persons', '60 岁以上', 'Aged 60 and above'],
  ['aged_65', 'aged_60', '65 岁以上', 'Aged 65 and above'],
  ['aged_80', 'aged_65', '80 岁以上', 'Aged 80 and above'],
]

/** A place outside the county, as far as the seats of its townships tell; a place that stays as it was is taken on trust. */
function checkPlace(row: DwellingRow, towns: readonly Point[], before: DwellingRow | null): CellIssue[] {
  if (before !== null && before.lon === row.lon && before.lat === row.lat) return []
  const found = outside({ lon: row.lon, lat: row.lat }, towns)
  return found === null ? [] : [found]
}

function check(row: DwellingRow, towns: unknown, before: DwellingRow | null): CellIssue[] {
  const place = checkPlace(row, (towns ?? []) as readonly Point[], before)
  const bands = WITHIN.flatMap(([part, whole, zh, en]) => {
    const [a, b] = [row[part], row[whole]] as [number | null, number | null]
    if (a === null || b === null || a <= b) return []
    return [
      {
        column: part,
        code: 'dwelling.band',
        text: t(`${zh}的人数多于包含它的人数`, `${en}: more than the group it belongs to`),
      },
    ]
  })
  return [...place, ...bands]
}

/** The register of dwelling points (居住点). */
export const dwellingRegister: RegisterDefinition<DwellingRow> = {
  name: 'dwelling',
  title: t('居住点', 'Dwelling points'),
  description: t(
    '楼栋、院落或自然村的位置和居住人数，是计算步行可达人口的依据；不含个人信息。',
    'Where people live and how many: a building, a courtyard, a hamlet. Reach is counted over these points; no personal data.',
  ),
  columns: [
    { key: 'code', title: t('居住点编号', 'Code'), type: 'code', required: true, listed: true, example: 'JZ-00001' },
    {
      key: 'region',
      title: t('所在村（社区）', 'Village or community'),
      type: 'region',
      required: true,
      listed: true,
      filter: true,
      example: '锦山社区',
    },
    {
      key: 'name',
      title: t('名称', 'Name'),
      aliases: ['楼栋', '小区', '自然村'],
      type: 'text',
      required: true,
      listed: true,
      maxLength: 80,
      example: '锦山小区 3 栋',
    },
    { key: 'lon', title: t('经度', 'Longitude'), type: 'longitude', required: true, example: 104.3412 },
    { key: 'lat', title: t('纬度', 'Latitude'), type: 'latitude', required: true, example: 23.6085 },
    count('households', '户数', 'Households', 36, true),
    { ...count('persons', '常住人口', 'Inhabitants', 98, true), required: true },
    count('under_3', '3 岁以下', 'Under 3', 4),
    count('aged_3_5', '3–5 岁', 'Aged 3 to 5', 5),
    count('aged_60', '60 岁以上', 'Aged 60 and above', 17),
    count('aged_65', '65 岁以上', 'Aged 65 and above', 12, true),
    count('aged_80', '80 岁以上', 'Aged 80 and above', 2),
    { key: 'as_of', title: t('统计日期', 'As of'), type: 'date', required: true, listed: true, example: '2025-12-31' },
    { key: 'source', title: t('数据来源', 'Source'), type: 'text', required: true, example: '网格采集 2025 年' },
    {
      key: 'coordinates',
      title: t('坐标系', 'Coordinate system'),
      type: 'choice',
      importOnly: true,
      choices: [
        { value: 'wgs84', title: t('WGS-84', 'WGS-84') },
        { value: 'gcj02', title: t('GCJ-02（高德、腾讯）', 'GCJ-02'), aliases: ['高德', '腾讯', '国测局'] },
        { value: 'bd09', title: t('BD-09（百度）', 'BD-09'), aliases: ['百度'] },
      ],
      example: 'wgs84',
    },
  ],
  key: ['code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['as_of'],
  source: (
    tx,
  ) => sql`select code, region, name, lon, lat, households, persons, under_3, aged_3_5, aged_60, aged_65, aged_80, as_of, source
    from territory.dwelling where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null`,
  normalise: (row) => ({
    ...row,
    ...toWgs({ lon: row.lon, lat: row.lat }, (row.coordinates ?? 'wgs84') as CoordinateSystem),
  }),
  lookup: (tx) => seats(tx),
  check,
  apply: (tx, changes, context) => writeDwellings(tx, changes, context.import),
}

/** Writes dwelling points; what they replace stays on record as superseded. Two statements. */
export async function writeDwellings(tx: Tx, changes: Changes<DwellingRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)].map((row) => row.code)
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  await tx.run(sql`update territory.dwelling set superseded_at = ${tx.now}, superseded_in = ${origin}
    where jurisdiction = ${own} and superseded_at is null and code = any(${gone})`)
  await tx.run(sql`insert into territory.dwelling (jurisdiction, id, code, region, name, lon, lat, households, persons, under_3, aged_3_5,
      aged_60, aged_65, aged_80, as_of, source, recorded_at, recorded_by, import)
    select ${own}, territory.new_id(), g.*, ${tx.now}, ${tx.actor.id}, ${origin}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(code text, region text, name text, lon double precision,
      lat double precision, households int, persons int, under_3 int, aged_3_5 int, aged_60 int, aged_65 int, aged_80 int, as_of date, source text)`)
  return changes.added.length + changes.changed.length + changes.removed.length
}

/** Groups of inhabitants that reach is counted for. */
export const GROUPS = ['persons', 'under_3', 'aged_3_5', 'aged_60', 'aged_65', 'aged_80'] as const
export type Group = (typeof GROUPS)[number]

/** A dwelling point as reach needs it. */
export type Dwelling = Pick<DwellingRow, 'code' | 'region' | 'name' | 'lon' | 'lat'> & { id: string } & Record<
    Group,
    number | null
  >

/** Dwelling points as they stand, in the order of their codes; of a region if one is given. One statement. */
export async function dwellings(tx: Tx, region?: string): Promise<Dwelling[]> {
  return tx.rows(sql`select id, code, region, name, lon, lat, persons, under_3, aged_3_5, aged_60, aged_65, aged_80
    from territory.dwelling where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null
      and starts_with(region, ${prefixOf(region ?? tx.actor.jurisdiction)}) order by code`)
}

/** Names the state of the dwelling points for a manifest: how many, how many inhabitants, as of when, recorded when. One statement. */
export async function dwellingVersion(
  tx: Tx,
): Promise<{ points: number; persons: number; asOf: string | null; hash: string }> {
  return tx.one(sql`select count(*) points, coalesce(sum(persons), 0) persons, max(as_of) "asOf",
      md5(coalesce(string_agg(code || ' ' || lon || ' ' || lat || ' ' || persons || ' ' || coalesce(aged_60, -1) || ' ' || coalesce(aged_65, -1)
        || ' ' || coalesce(aged_80, -1) || ' ' || coalesce(under_3, -1) || ' ' || coalesce(aged_3_5, -1), '/' order by code), '')) hash
    from territory.dwelling where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null`)
}
