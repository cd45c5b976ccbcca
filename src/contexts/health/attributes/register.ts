import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { facilitiesOn } from '../../territory/index.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** What an institution is recognised or equipped as (医养结合、老年友善 …). */
export const ATTRIBUTES = [
  { value: 'medical-care-centre', title: t('社区医养结合服务中心', 'community medical and care centre') },
  { value: 'quality-unit', title: t('医养结合优质服务单位', 'quality unit of medical care for elders') },
  { value: 'model-institution', title: t('医养结合示范机构', 'model institution of medical care for elders') },
  { value: 'elder-friendly', title: t('老年友善医疗机构', 'elder-friendly medical institution') },
  { value: 'green-channel', title: t('老年人就医绿色通道', 'green channel for older patients') },
  { value: 'hospice', title: t('安宁疗护试点', 'hospice care') },
] as const
export type Attribute = (typeof ATTRIBUTES)[number]['value']

/** An attribute of an institution, as it goes through import and export. */
export type AttributeRow = {
  facility: string
  attribute: string
  from_on: string
  until_on: string | null
  name: string
  region: string
  evidence: string | null
}

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `attribute.${code}`,
  text: t(zh, en),
})

/** 医养结合属性: one row for each attribute and term. One without evidence is on record and not counted (A106). */
export const attributeRegister: RegisterDefinition<AttributeRow> = {
  name: 'health-attribute',
  title: t('医养结合与老年友善', 'Medical care for elders: attributes'),
  description: t(
    '机构的医养结合、老年友善等属性：有效期内、有依据的才计数。',
    'What institutions are recognised as; counted while in force and with evidence.',
  ),
  columns: [
    {
      key: 'facility',
      title: t('设施编号', 'Facility code'),
      type: 'code',
      required: true,
      listed: true,
      example: 'YS-0101',
    },
    {
      key: 'attribute',
      title: t('属性', 'Attribute'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: ATTRIBUTES,
      example: 'elder-friendly',
    },
    { key: 'from_on', title: t('起始日期', 'From'), type: 'date', required: true, listed: true, example: '2025-01-01' },
    {
      key: 'until_on',
      title: t('有效期至', 'Until'),
      type: 'date',
      listed: true,
      emptyIsNone: true,
      example: '2027-12-31',
    },
    {
      key: 'name',
      title: t('机构名称', 'Institution'),
      type: 'text',
      required: true,
      listed: true,
      maxLength: 100,
      example: '江那镇卫生院（示例）',
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
      key: 'evidence',
      title: t('依据（文号、证书）', 'Evidence'),
      type: 'text',
      listed: true,
      maxLength: 200,
      example: '州卫健〔2025〕12号',
    },
  ],
  key: ['facility', 'attribute', 'from_on'],
  dateColumns: ['from_on', 'until_on'],
  source: (
    tx,
  ) => sql`select a.facility, a.attribute, a.from_on, a.until_on, a.name, a.region, a.evidence from health.attribute a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.superseded_at is null`,
  lookup: async (tx, rows) =>
    new Set(
      (
        await facilitiesOn(tx, today(tx.now.getTime()), {
          codes: [...new Set(rows.map((row) => row.facility))],
          states: 'any',
        })
      ).map((each) => each.code),
    ),
  check: (row, lookup) => [
    ...((lookup as ReadonlySet<string>).has(row.facility)
      ? []
      : [issue('facility', 'facility', '设施台账中没有这个编号', 'The register of facilities has no such code')]),
    ...(row.until_on !== null && row.until_on < row.from_on
      ? [issue('until_on', 'dates', '有效期早于起始日期', 'It ends before it begins')]
      : []),
  ],
  apply: (tx, changes, context) => writeAttributes(tx, changes, context.import),
}

/** Writes attributes, set-based; what was corrected stays, superseded. Two statements. */
export async function writeAttributes(tx: Tx, changes: Changes<AttributeRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  await tx.run(sql`update health.attribute a set superseded_at = ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(facility text, attribute text, from_on date)
    where a.jurisdiction = ${own} and a.facility = g.facility and a.attribute = g.attribute and a.from_on = g.from_on and a.superseded_at is null`)
  await tx.run(sql`insert into health.attribute (jurisdiction, id, facility, name, region, attribute, from_on, until_on, evidence, import, recorded_by, recorded_at)
    select ${own}, uuidv7(), g.facility, g.name, g.region, g.attribute, g.from_on, g.until_on, g.evidence, ${origin}, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(facility text, name text, region text, attribute text, from_on date, until_on date, evidence text)`)
  return come.length + changes.removed.length
}

/** How many institutions hold an attribute on a day; those without evidence are counted apart. */
export type AttributeCount = { attribute: Attribute; institutions: number; withoutEvidence: number }

/** Counts by attribute, each institution once for each. One statement. */
export async function attributeCounts(tx: Tx, day: string): Promise<AttributeCount[]> {
  const rows =
    await tx.rows<AttributeCount>(sql`select a.attribute, (count(distinct a.facility) filter (where a.evidence is not null))::int institutions,
      (count(distinct a.facility) filter (where a.evidence is null))::int "withoutEvidence"
    from health.attribute a where a.jurisdiction = ${tx.actor.jurisdiction} and a.superseded_at is null and a.from_on <= ${day}::date
      and (a.until_on is null or a.until_on >= ${day}::date) group by a.attribute`)
  return ATTRIBUTES.map(
    ({ value }) =>
      rows.find((row) => row.attribute === value) ?? { attribute: value, institutions: 0, withoutEvidence: 0 },
  )
}
