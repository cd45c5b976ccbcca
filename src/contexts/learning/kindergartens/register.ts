import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { facilitiesOn } from '../../territory/index.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** A kindergarten in a year, as it goes through import and export. */
export type KindergartenRow = {
  facility: string
  year: number
  name: string
  region: string
  kind: string
  enrolled: number | null
  toddlers: number | null
}

/** 公办园、普惠性民办园、其他民办园. */
export const KINDERGARTEN_KINDS = [
  { value: 'public', title: t('公办园', 'public'), aliases: ['公办'] },
  { value: 'inclusive', title: t('普惠性民办园', 'inclusive private'), aliases: ['普惠性民办', '普惠民办'] },
  { value: 'private', title: t('其他民办园', 'other private'), aliases: ['民办', '营利性民办园'] },
] as const

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `kindergarten.${code}`,
  text: t(zh, en),
})

/** 幼儿园年度统计: one row for each kindergarten and year, as counted on 1 September (学年初报表). */
export const kindergartenRegister: RegisterDefinition<KindergartenRow> = {
  name: 'kindergarten-year',
  title: t('幼儿园年度统计', 'Kindergartens by year'),
  description: t(
    '每所幼儿园每年一行：办园性质和在园幼儿数；托班婴幼儿另列，不计入在园幼儿。',
    'One row for each kindergarten and year: its kind and its children; those under three are counted apart.',
  ),
  columns: [
    {
      key: 'facility',
      title: t('设施编号', 'Facility code'),
      aliases: ['幼儿园编号'],
      type: 'code',
      required: true,
      listed: true,
      example: 'YS-0009',
    },
    {
      key: 'year',
      title: t('年度', 'Year'),
      type: 'integer',
      required: true,
      listed: true,
      filter: true,
      min: 2000,
      max: 2100,
      example: 2026,
    },
    {
      key: 'name',
      title: t('幼儿园名称', 'Name'),
      type: 'text',
      required: true,
      listed: true,
      maxLength: 100,
      example: '江那镇中心幼儿园（示例）',
    },
    {
      key: 'region',
      title: t('所在村（社区）', 'Village or community'),
      type: 'region',
      required: true,
      listed: true,
      filter: true,
      example: '532622101001',
    },
    {
      key: 'kind',
      title: t('办园性质', 'Kind'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: KINDERGARTEN_KINDS,
      example: 'public',
    },
    {
      key: 'enrolled',
      title: t('在园幼儿数', 'Children'),
      unit: t('人', 'persons'),
      type: 'integer',
      listed: true,
      min: 0,
      max: 5000,
      example: 260,
    },
    {
      key: 'toddlers',
      title: t('托班婴幼儿数', 'Children under three'),
      unit: t('人', 'persons'),
      type: 'integer',
      listed: true,
      min: 0,
      max: 500,
      example: 20,
    },
  ],
  key: ['facility', 'year'],
  permissions: { read: 'learning.read', import: 'learning.manage' },
  source: (
    tx,
  ) => sql`select k.facility, k.year, k.name, k.region, k.kind, k.enrolled, k.toddlers from learning.kindergarten k
    where k.jurisdiction = ${tx.actor.jurisdiction} and k.superseded_at is null`,
  lookup: async (tx, rows) => ({
    known: new Set(
      (
        await facilitiesOn(tx, today(tx.now.getTime()), {
          codes: [...new Set(rows.map((row) => row.facility))],
          states: 'any',
        })
      )
        .filter((each) => each.kind === 'kindergarten')
        .map((each) => each.code),
    ),
    year: Number(today(tx.now.getTime()).slice(0, 4)),
  }),
  check: (row, lookup) => {
    const { known, year } = lookup as { known: ReadonlySet<string>; year: number }
    return [
      ...(known.has(row.facility)
        ? []
        : [
            issue(
              'facility',
              'facility',
              '设施台账中没有这所幼儿园',
              'The register of facilities has no such kindergarten',
            ),
          ]),
      ...(row.year > year ? [issue('year', 'future', '年度在今年之后', 'The year lies in the future')] : []),
    ]
  },
  apply: (tx, changes, context) => writeKindergartens(tx, changes, context.import),
}

/** Writes yearly rows, set-based; what was corrected stays, superseded. Two statements. */
export async function writeKindergartens(
  tx: Tx,
  changes: Changes<KindergartenRow>,
  origin: string | null,
): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  await tx.run(sql`update learning.kindergarten k set superseded_at = ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(facility text, year int)
    where k.jurisdiction = ${own} and k.facility = g.facility and k.year = g.year and k.superseded_at is null`)
  await tx.run(sql`insert into learning.kindergarten (jurisdiction, id, facility, name, region, year, kind, enrolled, toddlers, import, recorded_by, recorded_at)
    select ${own}, uuidv7(), g.facility, g.name, g.region, g.year, g.kind, g.enrolled, g.toddlers, ${origin}, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(facility text, name text, region text, year int, kind text, enrolled int, toddlers int)`)
  return come.length + changes.removed.length
}
