import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { COMMUNITY_FIGURES } from './measures.ts'

const t = (zh: string, en: string) => ({ zh, en })

export type CommunityFigureRow = {
  region: string
  measure: string
  as_of: string
  value: number
  source: string
  evidence: string | null
}

const YES_OR_NO = new Set(COMMUNITY_FIGURES.filter((each) => each.unit.zh === '是否').map((each) => each.code))

/** Figures of communities (社区基础数据): one row a community, measure and date; a corrected figure replaces the old one and keeps it. */
export const communityFigureRegister: RegisterDefinition<CommunityFigureRow> = {
  name: 'community-figure',
  title: t('社区基础数据', 'Community figures'),
  description: t(
    '社区的户数、建筑面积、商业面积和设施完备情况，按日期，注明来源和依据；用于对照建设标准。',
    'Households, building areas and completeness of communities by date, with source and evidence; compared with the standards.',
  ),
  columns: [
    {
      key: 'region',
      title: t('社区（村）', 'Community or village'),
      aliases: ['区划', '所在社区'],
      type: 'region',
      required: true,
      listed: true,
      filter: true,
      example: '江那镇锦山社区',
    },
    {
      key: 'measure',
      title: t('指标', 'Measure'),
      type: 'choice',
      required: true,
      listed: true,
      filter: true,
      choices: COMMUNITY_FIGURES.map(({ code, title, unit }) => ({
        value: code,
        title: t(`${title.zh}（${unit.zh}）`, `${title.en} (${unit.en})`),
        aliases: [title.zh],
      })),
      example: 'building-area',
    },
    {
      key: 'as_of',
      title: t('统计日期', 'As of'),
      type: 'date',
      required: true,
      listed: true,
      filter: true,
      example: '2025-12-31',
    },
    {
      key: 'value',
      title: t('数值', 'Value'),
      type: 'decimal',
      required: true,
      listed: true,
      min: 0,
      max: 1_000_000_000,
      decimals: 2,
      example: 210_000,
      help: t('“是否”类指标填 1 或 0；不知道的不填行', '1 or 0 for yes-or-no measures; leave out what is not known'),
    },
    { key: 'source', title: t('数据来源', 'Source'), type: 'text', required: true, listed: true, example: '社区普查' },
    {
      key: 'evidence',
      emptyIsNone: true,
      title: t('依据（文号、测绘报告等）', 'Evidence (document, survey report)'),
      type: 'text',
      example: '测绘报告 2025-018（示例）',
    },
  ],
  key: ['region', 'measure', 'as_of'],
  readBeyondRegion: true,
  dateColumns: ['as_of'],
  href: (row) => `/console/territory/standards/communities/${row.region}`,
  source: (tx) => sql`select region, measure, as_of, value, source, evidence from territory.community_measure
    where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null`,
  check: (row) => [
    ...(YES_OR_NO.has(row.measure) && row.value !== 0 && row.value !== 1
      ? [
          {
            column: 'value',
            code: 'community-figure.yes-or-no',
            text: t('这个指标只填 1（是）或 0（否）', 'This measure takes 1 (yes) or 0 (no)'),
          },
        ]
      : []),
    ...(row.region.endsWith('000')
      ? [
          {
            column: 'region',
            code: 'community-figure.level',
            text: t('请填到社区（村）一级', 'Name a community or village'),
          },
        ]
      : []),
  ],
  apply: (tx, changes, context) => writeCommunityFigures(tx, changes, context.import),
}

const FIGURE = sql`(region text, measure text, as_of date, value numeric, source text, evidence text)`

/** Writes figures of communities; what they replace stays on record as superseded. Two statements. */
export async function writeCommunityFigures(
  tx: Tx,
  changes: Changes<CommunityFigureRow>,
  origin: string | null,
): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  await tx.run(sql`update territory.community_measure m set superseded_at = ${tx.now}, superseded_in = ${origin}
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g${FIGURE}
    where m.jurisdiction = ${own} and m.superseded_at is null and (m.region, m.measure, m.as_of) = (g.region, g.measure, g.as_of)`)
  await tx.run(sql`insert into territory.community_measure (jurisdiction, id, region, measure, as_of, value, source, evidence, recorded_at, recorded_by, import)
    select ${own}, territory.new_id(), g.*, ${tx.now}, ${tx.actor.id}, ${origin}
    from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g${FIGURE}`)
  return changes.added.length + changes.changed.length + changes.removed.length
}
