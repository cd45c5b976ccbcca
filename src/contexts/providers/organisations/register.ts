import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterColumn, RegisterDefinition } from '../../../platform/imports/index.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** An organisation as it goes through import and export. */
export type OrganisationRow = {
  credit_code: string
  name: string
  short_name: string | null
  nature: string | null
  region: string
  address: string | null
  legal_head: string | null
  phone: string | null
  brand: string | null
  chain_head: string | null
  registered_on: string | null
  source: string | null
  note: string | null
}

const NATURE_CHOICES = [
  { value: 'public', title: t('公办', 'public') },
  { value: 'public-private', title: t('公建民营', 'public, privately run') },
  { value: 'non-profit', title: t('民办非营利', 'private non-profit'), aliases: ['民办非企业', '社会服务机构'] },
  { value: 'profit', title: t('营利性', 'for profit'), aliases: ['企业', '民办营利性'] },
]

const COLUMNS: RegisterColumn[] = [
  {
    key: 'credit_code',
    title: t('统一社会信用代码', 'Unified credit code'),
    aliases: ['信用代码', '社会信用代码'],
    type: 'creditcode',
    required: true,
    listed: true,
    example: '91350100M000100Y43',
  },
  {
    key: 'name',
    title: t('机构名称', 'Name'),
    aliases: ['单位名称', '名称'],
    type: 'text',
    required: true,
    listed: true,
    maxLength: 100,
    example: '安康养老服务有限公司（示例）',
  },
  {
    key: 'short_name',
    title: t('简称', 'Short name'),
    type: 'text',
    maxLength: 40,
    emptyIsNone: true,
    example: '安康养老',
  },
  {
    key: 'nature',
    title: t('机构性质', 'Kind'),
    type: 'choice',
    listed: true,
    filter: true,
    choices: NATURE_CHOICES,
    example: 'non-profit',
  },
  {
    key: 'region',
    title: t('注册地', 'Registered in'),
    aliases: ['所在区划', '住所区划'],
    type: 'region',
    required: true,
    listed: true,
    filter: true,
    example: '江那镇',
  },
  { key: 'address', title: t('住所', 'Address'), aliases: ['地址'], type: 'text', example: '健康路 1 号' },
  {
    key: 'legal_head',
    title: t('法定代表人', 'Legal representative'),
    aliases: ['负责人'],
    type: 'text',
    maxLength: 40,
    example: '王某',
  },
  { key: 'phone', title: t('联系电话', 'Telephone'), type: 'text', maxLength: 30, example: '0876-0000000' },
  {
    key: 'brand',
    title: t('品牌', 'Brand'),
    type: 'text',
    maxLength: 40,
    filter: true,
    emptyIsNone: true,
    example: '安康',
  },
  {
    key: 'chain_head',
    title: t('连锁总部信用代码', 'Credit code of the head of the chain'),
    type: 'creditcode',
    emptyIsNone: true,
    example: null,
  },
  { key: 'registered_on', title: t('成立日期', 'Registered on'), type: 'date', example: '2020-05-01' },
  { key: 'source', title: t('数据来源', 'Source'), type: 'text', example: '市场监管局登记库' },
  { key: 'note', title: t('备注', 'Note'), type: 'text', maxLength: 500, emptyIsNone: true, example: null },
]

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `organisation.${code}`,
  text: { zh, en },
})

type Lookup = { day: string; merged: ReadonlyMap<string, string> }

function check(row: OrganisationRow, found: unknown): CellIssue[] {
  const lookup = found as Lookup | undefined
  const issues: CellIssue[] = []
  if (row.chain_head !== null && checkCreditCode(row.chain_head).problem !== null)
    issues.push(issue('chain_head', 'chain', '总部信用代码有误', 'The code of the head is wrong'))
  if (lookup !== undefined && row.registered_on !== null && row.registered_on > lookup.day)
    issues.push(issue('registered_on', 'future', '成立日期在今天之后', 'Registered in the future'))
  const into = lookup?.merged.get(row.credit_code)
  if (into !== undefined)
    issues.push(
      issue(
        'credit_code',
        'merged',
        `该代码的机构已并入 ${into}，请用并入后的代码`,
        `This organisation was merged into ${into}; use that code`,
      ),
    )
  return issues
}

/** Writes organisations, set-based; an undone import takes out those nobody dealt with. */
export async function writeOrganisations(
  tx: Tx,
  changes: Changes<OrganisationRow>,
  origin: { import: string | null },
): Promise<number> {
  const rows = [...changes.added, ...changes.changed.map(({ after }) => after)].map((row) => ({ ...row, id: newId() }))
  if (rows.length > 0)
    await tx.run(sql`insert into providers.organisation (jurisdiction, id, credit_code, name, short_name, nature, region, address, legal_head, phone,
        brand, chain_head, registered_on, source, note, recorded_by, recorded_at, import)
      select ${tx.actor.jurisdiction}, id, credit_code, name, short_name, nature, region, address, legal_head, phone, brand, chain_head,
        registered_on, source, note, ${tx.actor.id}, ${tx.now}, ${origin.import}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, credit_code text, name text, short_name text, nature text,
        region text, address text, legal_head text, phone text, brand text, chain_head text, registered_on date, source text, note text)
      on conflict (jurisdiction, credit_code) do update set name = excluded.name, short_name = excluded.short_name, nature = excluded.nature,
        region = excluded.region, address = excluded.address, legal_head = excluded.legal_head, phone = excluded.phone, brand = excluded.brand,
        chain_head = excluded.chain_head, registered_on = excluded.registered_on, source = excluded.source, note = excluded.note,
        import = excluded.import, revision = providers.organisation.revision + 1`)
  await tell(
    tx,
    changes.changed.map(({ before, after }) => ({ code: after.credit_code, changes: differences(before, after) })),
  )
  if (changes.removed.length > 0) {
    const gone = changes.removed.map((row) => row.credit_code)
    const removed =
      await tx.run(sql`delete from providers.organisation o where o.jurisdiction = ${tx.actor.jurisdiction} and o.credit_code = any(${gone})
      and not exists (select from providers.happening h where h.jurisdiction = o.jurisdiction and h.organisation = o.id)
      and not exists (select from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id)`)
    if (removed < gone.length)
      throw refuse(
        'organisation.dealt-with',
        {
          zh: '其中有机构已办理过，不能撤销导入',
          en: 'Some of these organisations have been dealt with; the import cannot be undone',
        },
        { kind: 'conflict' },
      )
  }
  return rows.length + changes.removed.length
}

/** Fields that differ, each with what it was and what it is. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>) {
  return Object.keys(after)
    .filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
}

/** Puts what an import changed on the timelines. One statement. */
async function tell(tx: Tx, changed: { code: string; changes: unknown[] }[]): Promise<void> {
  const rows = changed.filter((each) => each.changes.length > 0).map((each) => ({ ...each, id: newId() }))
  if (rows.length === 0) return
  await tx.run(sql`insert into providers.happening (jurisdiction, id, organisation, act, detail, done_by, done_at)
    select o.jurisdiction, g.id, o.id, 'change', jsonb_build_object('changes', g.changes), ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, code text, changes jsonb)
    join providers.organisation o on o.jurisdiction = ${tx.actor.jurisdiction} and o.credit_code = g.code`)
}

/** The register of organisations (机构主档). */
export const organisationRegister: RegisterDefinition<OrganisationRow> = {
  name: 'organisation',
  title: t('服务机构', 'Organisations'),
  description: t(
    '以统一社会信用代码为标识的服务机构，一家一行；网点另有台账。',
    'Organisations by their unified credit code, one row each; their sites have a register of their own.',
  ),
  columns: COLUMNS,
  key: ['credit_code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['registered_on'],
  href: (row) => `/console/providers?q=${encodeURIComponent(row.credit_code)}`,
  source: (
    tx,
  ) => sql`select o.credit_code, o.name, o.short_name, o.nature, o.region, o.address, o.legal_head, o.phone, o.brand, o.chain_head,
      o.registered_on, o.source, o.note
    from providers.organisation o where o.jurisdiction = ${tx.actor.jurisdiction} and o.state = 'active'`,
  lookup: async (tx, rows): Promise<Lookup> => {
    const merged = await tx.rows<{ code: string; into: string }>(sql`select o.credit_code code, m.credit_code "into"
      from providers.organisation o join providers.organisation m on m.jurisdiction = o.jurisdiction and m.id = o.merged_into
      where o.jurisdiction = ${tx.actor.jurisdiction} and o.credit_code = any(${rows.map((row) => row.credit_code)})`)
    return { day: today(tx.now.getTime()), merged: new Map(merged.map(({ code, into }) => [code, into])) }
  },
  check,
  apply: (tx, changes, context) => writeOrganisations(tx, changes, context),
}
