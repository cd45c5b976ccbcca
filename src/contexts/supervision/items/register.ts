import { formatDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { listUnits } from '../../../platform/identity/index.ts'
import type { CellIssue, Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { COLUMNS } from './columns.ts'

const EXCLUSION = '23P01'
const t = (zh: string, en: string) => ({ zh, en })

/** 监管事项: a row of the list as it goes through import and export. `unit` is a name of the register of units. */
export type ItemRow = {
  code: string
  region: string
  valid_from: string
  valid_until: string | null
  title: string
  field: string
  subject: string
  content: string
  basis: string
  unit: string
  times: number
  per: string
}

/** What a row is checked against: units by every name, and what is on record of the items it names. */
type Known = {
  units: ReadonlyMap<string, string>
  entered: Pick<ItemRow, 'code' | 'region' | 'valid_from' | 'valid_until' | 'unit'>[]
}

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `item.${code}`,
  text: t(zh, en),
})

const levelOf = (region: string) => (region.endsWith('000000') ? 'county' : region.endsWith('000') ? 'town' : 'village')
type Span = Pick<ItemRow, 'valid_from' | 'valid_until'>
const overlap = (a: Span, b: Span) =>
  a.valid_from <= (b.valid_until ?? '9999-12-31') && b.valid_from <= (a.valid_until ?? '9999-12-31')

async function unitIds(tx: Tx): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const unit of await listUnits(tx))
    if (unit.active) for (const name of [unit.name, ...unit.aliases]) if (!ids.has(name)) ids.set(name, unit.id)
  return ids
}

function issuesOf(row: ItemRow, known: Known): CellIssue[] {
  const issues: CellIssue[] = []
  if (!known.units.has(row.unit))
    issues.push(issue('unit', 'unit', '单位名录中没有这个单位', 'The register of units has no such unit'))
  if (row.valid_until !== null && row.valid_until < row.valid_from)
    issues.push(issue('valid_until', 'dates', '停止日期早于施行日期', 'It ends before it begins'))
  const others = known.entered.filter(
    (each) =>
      each.code === row.code &&
      !(each.region === row.region && each.valid_from === row.valid_from) &&
      overlap(each, row),
  )
  const same = others.find((each) => each.region === row.region)
  if (same !== undefined)
    issues.push(
      issue(
        'unit',
        'twice',
        `同一事项在这个区划已由${same.unit}负责（自 ${formatDate(same.valid_from)} 起），先填它的停止日期`,
        `${same.unit} answers for this item here since ${same.valid_from}: enter its last day first`,
      ),
    )
  if (others.some((each) => levelOf(each.region) !== levelOf(row.region)))
    issues.push(
      issue(
        'region',
        'level',
        '同一事项已按另一层级（县或乡镇）确定责任单位，不能两级都有',
        'This item is laid down on another level already: one place would have two units',
      ),
    )
  return issues
}

/** The list of regulatory items (重点领域监管事项清单, A64): who supervises what, on what ground and how often. */
export const itemRegister: RegisterDefinition<ItemRow> = {
  name: 'regulatory-item',
  title: t('监管事项清单', 'Regulatory items'),
  description: t(
    '重点领域的监管事项：监管谁、监管什么、依据、多久一次；每项在一个区划只有一个责任单位。',
    'Who supervises what, on what ground and how often; an item has exactly one responsible unit in a region.',
  ),
  columns: COLUMNS,
  key: ['code', 'region', 'valid_from'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['valid_from'],
  source: (
    tx,
  ) => sql`select i.code, i.region, i.valid_from, i.valid_until, i.title, i.field, i.subject, i.content, i.basis,
      i.unit_name unit, i.times, i.per
    from supervision.item i where i.jurisdiction = ${tx.actor.jurisdiction}`,
  lookup: async (tx, rows): Promise<Known> => ({
    units: await unitIds(tx),
    entered: await tx.rows<
      Known['entered'][number]
    >(sql`select code, region, valid_from, valid_until, unit_name unit from supervision.item
      where jurisdiction = ${tx.actor.jurisdiction} and code = any(${[...new Set(rows.map((row) => row.code))]}::text[])`),
  }),
  check: (row, lookup) => issuesOf(row, lookup as Known),
  apply: (tx, changes, context) => writeItems(tx, changes, context.import),
}

/**
 * Writes items, set-based; what two rows of one file claim for one place is refused whole.
 *
 * @throws Refusal `item.twice`
 */
export async function writeItems(tx: Tx, changes: Changes<ItemRow>, origin: string | null): Promise<number> {
  const own = tx.actor.jurisdiction
  const units = await unitIds(tx)
  const gone = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)].map((row) => ({
    ...row,
    unit_id: units.get(row.unit),
  }))
  await tx.run(sql`delete from supervision.item i
    using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(code text, region text, valid_from date)
    where i.jurisdiction = ${own} and i.code = g.code and i.region = g.region and i.valid_from = g.valid_from`)
  try {
    await tx.run(sql`insert into supervision.item (jurisdiction, code, region, valid_from, valid_until, title, field, subject, content, basis,
        times, per, unit, unit_name, import, recorded_by, recorded_at)
      select ${own}, code, region, valid_from, valid_until, title, field, subject, content, basis, times, per, unit_id, unit, ${origin},
        ${tx.actor.id}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as g(code text, region text, valid_from date, valid_until date, title text, field text,
        subject text, content text, basis text, times int, per text, unit_id uuid, unit text)`)
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'item.twice',
      {
        zh: '同一事项在同一区划、同一时间有两个责任单位，或者县、乡镇两级都有',
        en: 'An item would have two units in one region at a time, or units on two levels',
      },
      { kind: 'conflict', next: { zh: '请只留一个责任单位', en: 'Leave one unit only' } },
    )
  }
  return come.length + changes.removed.length
}
