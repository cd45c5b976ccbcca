import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { OPEN_END } from './ages.ts'

export type PopulationRow = {
  region: string
  as_of: string
  measure: string
  sex: string
  age_from: number
  age_to: number
  count: number
  source: string
}

const t = (zh: string, en: string) => ({ zh, en })

/** Population figures (人口与户数): one row a region, date, measure, sex and band of ages. A corrected figure replaces the old one and keeps it. */
export const populationRegister: RegisterDefinition<PopulationRow> = {
  name: 'population',
  title: t('人口与户数', 'Population'),
  description: t(
    '各区划某一日期的人口数、户数，可按性别和年龄段；来自普查、抽样调查或公安、统计部门。',
    'Inhabitants and households of a region on a date, also by sex and age; from the census, sample surveys or the statistics bureau.',
  ),
  columns: [
    {
      key: 'region',
      title: t('区划', 'Region'),
      aliases: ['区划代码', '区划名称'],
      type: 'region',
      required: true,
      listed: true,
      filter: true,
      example: '江那镇',
    },
    {
      key: 'as_of',
      title: t('统计日期', 'As of'),
      type: 'date',
      required: true,
      listed: true,
      filter: true,
      example: '2024-12-31',
    },
    {
      key: 'measure',
      title: t('指标', 'Measure'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: [
        { value: 'persons', title: t('常住人口', 'inhabitants'), aliases: ['人口', '常住人口数'] },
        { value: 'households', title: t('户数', 'households'), aliases: ['家庭户'] },
      ],
      example: 'persons',
    },
    {
      key: 'sex',
      title: t('性别', 'Sex'),
      type: 'choice',
      required: true,
      listed: true,
      choices: [
        { value: 'all', title: t('合计', 'all') },
        { value: 'male', title: t('男', 'male') },
        { value: 'female', title: t('女', 'female') },
      ],
      example: 'all',
    },
    {
      key: 'age_from',
      title: t('年龄从', 'Age from'),
      type: 'integer',
      required: true,
      listed: true,
      min: 0,
      max: 150,
      example: 0,
    },
    {
      key: 'age_to',
      title: t('年龄到', 'Age to'),
      type: 'integer',
      required: true,
      listed: true,
      min: 0,
      max: OPEN_END,
      example: OPEN_END,
      help: t('含这一岁；“及以上”填 999', 'This year included; 999 for “and above”'),
    },
    {
      key: 'count',
      title: t('人数（户数）', 'Count'),
      type: 'integer',
      required: true,
      listed: true,
      min: 0,
      max: 2_000_000_000,
      example: 52_300,
    },
    {
      key: 'source',
      title: t('数据来源', 'Source'),
      type: 'text',
      required: true,
      example: '县统计局 2024 年人口变动抽样调查',
    },
  ],
  key: ['region', 'as_of', 'measure', 'sex', 'age_from', 'age_to'],
  readBeyondRegion: true,
  dateColumns: ['as_of'],
  href: (row) => `/console/territory/regions/${row.region}`,
  source: (tx) => sql`select region, as_of, measure, sex, age_from, age_to, count, source from territory.population
    where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null`,
  check: (row) =>
    row.age_to < row.age_from
      ? [
          {
            column: 'age_to',
            code: 'population.ages',
            text: t('“年龄到”小于“年龄从”', 'The last age is below the first'),
          },
        ]
      : [],
  apply: (tx, changes, context) => writePopulation(tx, changes, context.import),
}

/** Writes population figures; what they replace stays on record as superseded. Two statements. */
export async function writePopulation(tx: Tx, changes: Changes<PopulationRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  const shape = sql`(region text, as_of date, measure text, sex text, age_from int, age_to int, count int, source text)`
  await tx.run(sql`update territory.population p set superseded_at = ${tx.now}, superseded_in = ${origin}
      from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g${shape}
      where p.jurisdiction = ${own} and p.superseded_at is null and (p.region, p.as_of, p.measure, p.sex, p.age_from, p.age_to)
        = (g.region, g.as_of, g.measure, g.sex, g.age_from, g.age_to)`)
  await tx.run(sql`insert into territory.population (jurisdiction, id, region, as_of, measure, sex, age_from, age_to, count, source, recorded_at, recorded_by, import)
      select ${own}, territory.new_id(), g.*, ${tx.now}, ${tx.actor.id}, ${origin} from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g${shape}`)
  return changes.added.length + changes.changed.length + changes.removed.length
}
