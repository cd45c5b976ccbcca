import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { FUNCTIONS, OFFERS } from '../facilities/columns.ts'
import { FACILITY_KINDS } from '../kinds.ts'
import { STANDARD_FAMILIES } from './families.ts'
import { MEASURES } from './measures.ts'

const t = (zh: string, en: string) => ({ zh, en })

export type StandardLineRow = {
  family: string
  code: string
  valid_from: string
  valid_to: string | null
  zh: string
  en: string
  measure: string
  kinds: string | null
  comparator: string
  value: number | null
  wanted: string | null
  alternative: string | null
  tolerance: number
  settlement: string | null
  stage: string | null
  clause: string
  certainty: string
  place: number
}

const COMPARATORS = [
  { value: '>=', title: t('不低于', 'at least'), aliases: ['≥'] },
  { value: '>', title: t('大于', 'more than') },
  { value: '<=', title: t('不高于', 'at most'), aliases: ['≤', '以下'] },
  { value: '<', title: t('小于', 'less than') },
  { value: '=', title: t('等于', 'exactly') },
  { value: 'all', title: t('全部具备', 'all of') },
]

/** Lines a county sets for itself or corrects (本县标准): they take the place of the shared line of the same family and code. */
export const standardLineRegister: RegisterDefinition<StandardLineRow> = {
  name: 'standard-line',
  title: t('本县标准条目', 'Own lines of standards'),
  description: t(
    '本县自定或更正的标准条目；同一套标准同一编号的，自生效之日起代替通用条目。',
    'Lines the county sets or corrects; from their day they replace the shared line of the same standard and code.',
  ),
  columns: [
    {
      key: 'family',
      title: t('标准', 'Standard'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: STANDARD_FAMILIES,
      example: 'complete-community',
    },
    {
      key: 'code',
      title: t('条目编号', 'Line'),
      type: 'text',
      required: true,
      listed: true,
      maxLength: 40,
      example: 'hall',
    },
    {
      key: 'valid_from',
      title: t('生效日期', 'In force from'),
      type: 'date',
      required: true,
      listed: true,
      example: '2026-01-01',
    },
    {
      key: 'valid_to',
      emptyIsNone: true,
      title: t('失效日期', 'Until'),
      type: 'date',
      example: null,
      help: t('自这一天起不再适用', 'No longer holds from this day'),
    },
    { key: 'zh', title: t('名称', 'Name'), type: 'text', required: true, listed: true, example: '社区综合服务站' },
    {
      key: 'en',
      title: t('英文名称', 'Name in English'),
      type: 'text',
      required: true,
      example: 'Community service station',
    },
    {
      key: 'measure',
      title: t('指标', 'Measure'),
      type: 'choice',
      required: true,
      choices: MEASURES.map(({ code, title }) => ({ value: code, title })),
      example: 'largest-floor-area',
    },
    {
      key: 'kinds',
      emptyIsNone: true,
      title: t('设施类型', 'Kinds'),
      type: 'choices',
      choices: FACILITY_KINDS.map(({ code, title }) => ({ value: code, title })),
      example: 'community-hall',
    },
    {
      key: 'comparator',
      title: t('比较', 'Comparison'),
      type: 'choice',
      required: true,
      choices: COMPARATORS,
      example: '>=',
    },
    {
      key: 'value',
      emptyIsNone: true,
      title: t('数值', 'Value'),
      type: 'decimal',
      min: 0,
      max: 1_000_000_000,
      decimals: 4,
      example: 800,
    },
    {
      key: 'wanted',
      emptyIsNone: true,
      title: t('应具备', 'Wanted'),
      type: 'choices',
      choices: [...FUNCTIONS, ...OFFERS],
      example: null,
    },
    {
      key: 'alternative',
      emptyIsNone: true,
      title: t('择一组', 'Alternative'),
      type: 'text',
      maxLength: 40,
      example: null,
      help: t('写同一个词的条目满足其一即可', 'One of the lines with the same word is enough'),
    },
    {
      key: 'tolerance',
      title: t('容差（0.1 即“左右”一成）', 'Tolerance (0.1: a tenth)'),
      type: 'decimal',
      required: true,
      min: 0,
      max: 0.99,
      decimals: 3,
      example: 0,
    },
    {
      key: 'settlement',
      emptyIsNone: true,
      title: t('适用城乡', 'Settlement'),
      type: 'choice',
      choices: [
        { value: 'urban', title: t('城市社区', 'urban') },
        { value: 'rural', title: t('行政村', 'rural') },
      ],
      example: 'urban',
    },
    {
      key: 'stage',
      emptyIsNone: true,
      title: t('新建或既有', 'New or existing'),
      type: 'choice',
      choices: [
        { value: 'new', title: t('新建', 'new') },
        { value: 'existing', title: t('既有', 'existing') },
      ],
      example: null,
    },
    {
      key: 'clause',
      title: t('条文', 'Clause'),
      type: 'text',
      required: true,
      example: '县政办发〔2026〕1号 第三条（示例）',
    },
    {
      key: 'certainty',
      title: t('可靠程度', 'Certainty'),
      type: 'choice',
      required: true,
      choices: [
        { value: 'V', title: t('原文核对', 'read in the text') },
        { value: 'V2', title: t('转引', 'read second-hand') },
        { value: 'M', title: t('常识', 'general knowledge') },
        { value: 'U', title: t('待核', 'unsure') },
      ],
      example: 'V',
    },
    { key: 'place', title: t('排序', 'Place'), type: 'integer', required: true, min: 0, max: 10_000, example: 10 },
  ],
  key: ['family', 'code', 'valid_from'],
  regionColumn: null,
  href: (row) => `/console/territory/standards/${row.family}`,
  source: (
    tx,
  ) => sql`select family, code, valid_from, valid_to, zh, en, measure, array_to_string(kinds, ',') kinds, comparator, value,
      array_to_string(wanted, ',') wanted, alternative, tolerance, applies ->> 'settlement' settlement, applies ->> 'stage' stage, clause, certainty, place
    from territory.own_standard_line where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null`,
  lookup: async (tx, rows) =>
    tx.rows<Span>(sql`select family, code, valid_from::text "from", valid_to::text "to" from territory.own_standard_line
      where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null and family || ' ' || code = any(${rows.map((row) => `${row.family} ${row.code}`)})`),
  check: (row, lookup) => {
    const all = row.comparator === 'all'
    const problem = (column: string, code: string, zh: string, en: string) => ({
      column,
      code: `standard-line.${code}`,
      text: t(zh, en),
    })
    const other = ((lookup ?? []) as Span[]).find(
      (each) =>
        each.family === row.family &&
        each.code === row.code &&
        each.from !== row.valid_from &&
        (row.valid_to === null || each.from < row.valid_to) &&
        (each.to === null || each.to > row.valid_from),
    )
    return [
      ...(all === (row.wanted === null)
        ? [
            problem(
              'wanted',
              'wanted',
              '“全部具备”须填“应具备”，其他比较不填',
              'Give what is wanted for “all of”, and only there',
            ),
          ]
        : []),
      ...(all === (row.value !== null)
        ? [problem('value', 'value', '除“全部具备”外须填数值', 'Give a value, except for “all of”')]
        : []),
      ...(row.valid_to !== null && row.valid_to <= row.valid_from
        ? [problem('valid_to', 'dates', '失效日期应晚于生效日期', 'It ends before it begins')]
        : []),
      ...(other === undefined
        ? []
        : [
            problem(
              'valid_from',
              'overlap',
              `与自 ${other.from} 起的条目时间重叠，请先给它填失效日期`,
              `It overlaps the line from ${other.from}; give that one an end first`,
            ),
          ]),
    ]
  },
  apply: (tx, changes, context) => writeOwnLines(tx, changes, context.import),
}

type Span = { family: string; code: string; from: string; to: string | null }

const listOf = (joined: string | null) => (joined === null || joined === '' ? null : joined.split(','))

async function writeOwnLines(tx: Tx, changes: Changes<StandardLineRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)].map((row) => ({
    ...row,
    kinds: listOf(row.kinds),
    wanted: listOf(row.wanted),
    applies: {
      ...(row.settlement === null ? {} : { settlement: row.settlement }),
      ...(row.stage === null ? {} : { stage: row.stage }),
    },
  }))
  await tx.run(sql`update territory.own_standard_line l set superseded_at = ${tx.now}, superseded_in = ${origin}
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(family text, code text, valid_from date)
    where l.jurisdiction = ${own} and l.superseded_at is null and (l.family, l.code, l.valid_from) = (g.family, g.code, g.valid_from)`)
  await tx.run(sql`insert into territory.own_standard_line (jurisdiction, id, family, code, valid_from, valid_to, zh, en, measure, kinds, comparator,
      value, wanted, alternative, tolerance, applies, clause, certainty, place, recorded_at, recorded_by, import)
    select ${own}, territory.new_id(), g.*, ${tx.now}, ${tx.actor.id}, ${origin}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(family text, code text, valid_from date, valid_to date, zh text, en text, measure text,
      kinds text[], comparator text, value numeric, wanted text[], alternative text, tolerance numeric, applies jsonb, clause text, certainty text, place int)`)
  return changes.added.length + changes.changed.length + changes.removed.length
}
