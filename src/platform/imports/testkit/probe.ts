import { sql, systemActor, type Tx } from '../../db/index.ts'
import { type Column, writeCsv } from '../../documents/index.ts'
import type { RegionResolver, RegisterDefinition } from '../types.ts'

/** A small register that only the tests know. */
export type ProbeRow = {
  code: string
  name: string
  region: string
  places: number | null
  area: number | null
  opened_on: string | null
  month: string | null
  inclusive: boolean | null
  kind: string | null
  functions: string | null
  effective_on: string | null
}

export const PROBE_TABLE = `create schema probe;
  create table probe.item (jurisdiction text not null, code text not null, name text not null, region text not null, places int,
    area numeric, opened_on date, month text, inclusive boolean, kind text, functions text, primary key (jurisdiction, code));
  select platform.protect('probe.item', 'select, insert, update, delete')`

export const TOWN_A = '532622101000'
export const TOWN_B = '532622102000'
const NAMES: Record<string, string> = { 江那镇: TOWN_A, 平远镇: TOWN_B, [TOWN_A]: TOWN_A, [TOWN_B]: TOWN_B }

export const probeRegions: RegionResolver = async (_tx, texts) =>
  new Map(texts.flatMap((text) => (NAMES[text] ? [[text, { code: NAMES[text], name: text }] as const] : [])))

const title = (zh: string, en: string) => ({ zh, en })

export const probe: RegisterDefinition<ProbeRow> = {
  name: 'probe',
  title: title('试验台账', 'Probe'),
  description: title('测试用', 'For tests'),
  key: ['code'],
  dateColumns: ['opened_on'],
  columns: [
    { key: 'code', title: title('编号', 'Code'), type: 'code', required: true, example: 'X-1' },
    { key: 'name', title: title('名称', 'Name'), type: 'text', required: true, example: '示例站' },
    { key: 'region', title: title('所在区划', 'Region'), type: 'region', required: true, example: '江那镇' },
    {
      key: 'places',
      title: title('托位数', 'Places'),
      type: 'integer',
      unit: title('个', 'places'),
      min: 0,
      max: 999,
      example: 30,
    },
    {
      key: 'area',
      title: title('建筑面积', 'Floor area'),
      type: 'decimal',
      unit: title('㎡', 'm²'),
      decimals: 1,
      example: 120.5,
    },
    { key: 'opened_on', title: title('开业日期', 'Opened on'), type: 'date', example: '2025-01-02' },
    { key: 'month', title: title('月份', 'Month'), type: 'month', example: '2025-03' },
    { key: 'inclusive', title: title('是否普惠', 'Inclusive'), type: 'boolean', example: true },
    {
      key: 'kind',
      title: title('类型', 'Kind'),
      type: 'choice',
      choices: [
        { value: 'a', title: title('甲类', 'Kind A') },
        { value: 'b', title: title('乙类', 'Kind B') },
      ],
      example: 'a',
    },
    {
      key: 'functions',
      title: title('功能', 'Functions'),
      type: 'choices',
      choices: [
        { value: 'day', title: title('日托', 'Day care') },
        { value: 'visit', title: title('上门/巡访', 'Visits, rounds') },
      ],
      example: 'day,visit',
    },
    { key: 'effective_on', title: title('变更自', 'Effective on'), type: 'date', importOnly: true, example: null },
  ],
  source: (tx) => sql`select code, name, region, places, area, opened_on, month, inclusive, kind, functions
    from probe.item where jurisdiction = ${tx.actor.jurisdiction}`,
  check: (row) =>
    row.places !== null && row.area === null
      ? [{ column: 'area', code: 'probe.area', text: title('有托位须填面积', 'Places need an area') }]
      : [],
  apply: async (tx, changes) => {
    const rows = [...changes.added, ...changes.changed.map((each) => each.after)]
    await tx.run(sql`insert into probe.item
      select ${tx.actor.jurisdiction}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, name text, region text,
        places int, area numeric, opened_on date, month text, inclusive boolean, kind text, functions text)
      on conflict (jurisdiction, code) do update set name = excluded.name, region = excluded.region, places = excluded.places,
        area = excluded.area, opened_on = excluded.opened_on, month = excluded.month, inclusive = excluded.inclusive,
        kind = excluded.kind, functions = excluded.functions`)
    await tx.run(sql`delete from probe.item where jurisdiction = ${tx.actor.jurisdiction}
      and code = any(${changes.removed.map((row) => row.code)})`)
    return rows.length + changes.removed.length
  },
}

export const county = systemActor('test', '532622')
export const townWorker = { ...county, id: 'worker', region: '532622101' }

/** A CSV file of these cells. */
export function csv(header: string[], rows: (string | number | null)[][], name = 'probe.csv') {
  const columns: Column[] = header.map((each) => ({ title: each }))
  return { name, bytes: writeCsv(columns, rows) }
}

export const allRows = (tx: Tx) =>
  tx.rows<ProbeRow>(
    sql`select * from probe.item where jurisdiction = ${tx.actor.jurisdiction} order by code collate "C"`,
  )
