import { sql } from '../../../platform/db/index.ts'
import type { RegisterDefinition } from '../../../platform/imports/index.ts'

/** One version of a service item, as the register keeps it. */
export type ItemRow = {
  code: string
  valid_from: string
  field: string
  name: string
  object: string
  content: string
  standard: string | null
  payer: string | null
  unit_name: string | null
  source: string | null
  ends_on: string | null
}

const t = (zh: string, en: string) => ({ zh, en })

/** The catalogue of service items (服务事项目录): a new row of the same code begins a new version on its day. */
export const serviceItemRegister: RegisterDefinition<ItemRow> = {
  name: 'service-item',
  title: t('服务事项目录', 'Service items'),
  description: t(
    '基本公共服务事项及其标准，每行是一个事项的一个版本，自生效日起执行',
    'Basic public services and their standards; a row is one version of one item, in effect from its day',
  ),
  key: ['code', 'valid_from'],
  dateColumns: ['valid_from', 'ends_on'],
  permissions: { read: 'plan.read', import: 'plan.load' },
  regionColumn: null,
  columns: [
    { key: 'code', title: t('事项编号', 'Code'), type: 'code', required: true, example: 'YS-01', listed: true },
    {
      key: 'valid_from',
      title: t('生效日期', 'In effect from'),
      type: 'date',
      required: true,
      example: '2023-01-01',
      listed: true,
    },
    {
      key: 'field',
      title: t('领域', 'Field'),
      type: 'text',
      required: true,
      example: '老有所养',
      filter: true,
      listed: true,
    },
    {
      key: 'name',
      title: t('事项名称', 'Name'),
      type: 'text',
      required: true,
      example: '老年人健康管理',
      listed: true,
    },
    {
      key: 'object',
      title: t('服务对象', 'For whom'),
      type: 'text',
      required: true,
      example: '65岁及以上常住老年人',
      listed: true,
    },
    {
      key: 'content',
      title: t('服务内容', 'What'),
      type: 'text',
      required: true,
      maxLength: 2000,
      example: '每年一次健康体检和健康指导',
    },
    {
      key: 'standard',
      title: t('服务标准', 'Standard'),
      type: 'text',
      maxLength: 2000,
      example: '每人每年1次',
      listed: true,
    },
    { key: 'payer', title: t('支出责任', 'Who pays'), type: 'text', example: '中央与地方共同负担' },
    {
      key: 'unit_name',
      title: t('牵头单位', 'Lead unit'),
      type: 'text',
      example: '县卫生健康局',
      filter: true,
      listed: true,
    },
    {
      key: 'source',
      title: t('标准出处', 'Source'),
      type: 'text',
      maxLength: 500,
      example: '基本公共服务实施标准（2023年版）',
    },
    { key: 'ends_on', title: t('取消日期', 'Dropped on'), type: 'date', example: null },
  ],
  href: (row) => `/console/plan/items/${encodeURIComponent(row.code)}`,
  source: (tx) => sql`select code, valid_from, field, name, object, content, standard, payer, unit_name, source, ends_on
    from (select distinct on (code, valid_from) * from plan.service_item where jurisdiction = ${tx.actor.jurisdiction}
      order by code, valid_from, revision desc) newest where not removed`,
  check: (row) =>
    row.ends_on !== null && row.ends_on <= row.valid_from
      ? [
          {
            column: 'ends_on',
            code: 'item.ends',
            text: t('取消日期应晚于生效日期', 'It must be dropped after it took effect'),
          },
        ]
      : [],
  apply: async (tx, changes) => {
    const rows = [
      ...[...changes.added, ...changes.changed.map((each) => each.after)].map((row) => ({ ...row, removed: false })),
      ...changes.removed.map((row) => ({ ...row, removed: true })),
    ]
    if (rows.length === 0) return 0
    const j = tx.actor.jurisdiction
    return tx.run(sql`insert into plan.service_item (jurisdiction, code, valid_from, revision, field, name, object, content, standard, payer, unit_name,
        source, ends_on, removed, recorded_by, recorded_at)
      select ${j}, r.code, r.valid_from, 1 + coalesce((select max(revision) from plan.service_item i where i.jurisdiction = ${j} and i.code = r.code
          and i.valid_from = r.valid_from), 0), r.field, r.name, r.object, r.content, r.standard, r.payer, r.unit_name, r.source, r.ends_on, r.removed,
        ${tx.actor.id}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}) as r(code text, valid_from date, field text, name text, object text, content text, standard text,
        payer text, unit_name text, source text, ends_on date, removed boolean)`)
  },
}
