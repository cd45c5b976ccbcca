import { refuse } from '../../kernel/refusal.ts'
import { containing, empty, join, raw, type Sql, sql, type Tx } from '../db/index.ts'
import { cursorOf, readCursor } from '../http/index.ts'
import type { RegisterColumn, RegisterDefinition, RegisterRow, Value } from './types.ts'

const NAME = /^[a-z][a-z0-9_]{0,60}$/

/** A column's name as SQL. Names come from definitions, never from a request. */
export function named(key: string): Sql {
  if (!NAME.test(key)) throw new Error(`not a column name: ${key}`)
  return raw(`"${key}"`)
}

function sqlType(column: RegisterColumn): Sql {
  if (column.type === 'date') return raw('date')
  if (column.type === 'boolean') return raw('boolean')
  return ['integer', 'decimal', 'longitude', 'latitude'].includes(column.type) ? raw('numeric') : raw('text')
}

/** The columns that are part of the register, that is, neither import-only nor computed. */
export function comparedColumns(definition: RegisterDefinition): RegisterColumn[] {
  return definition.columns.filter((column) => !column.importOnly && !column.readOnly)
}

export function keyColumns(definition: RegisterDefinition): RegisterColumn[] {
  return definition.key.map((key) => {
    const column = definition.columns.find((each) => each.key === key)
    if (column === undefined) throw new Error(`the register ${definition.name} has no column ${key}`)
    return column
  })
}

/** The key of a row as one text; null when a part is missing. */
export function keyOf(definition: RegisterDefinition, row: RegisterRow): string | null {
  const parts = definition.key.map((key) => row[key] ?? null)
  return parts.some((part) => part === null) ? null : JSON.stringify(parts)
}

/** Column that tells where a row belongs. */
export function regionColumn(definition: RegisterDefinition): string | null {
  if (definition.regionColumn !== undefined) return definition.regionColumn
  return definition.columns.find((column) => column.type === 'region')?.key ?? null
}

/** The `select` of a register. @throws Refusal `register.private` for one that is read in its own room only */
function sourceOf(tx: Tx, definition: RegisterDefinition): Sql {
  if (definition.source !== undefined) return definition.source(tx)
  throw refuse(
    'register.private',
    {
      zh: '这个名册含个人信息，不在这里列出和导出',
      en: 'This register holds personal data and is neither listed nor exported here',
    },
    { kind: 'forbidden', next: { zh: '请在“人员”页面查找', en: 'Look for persons on the page “People”' } },
  )
}

/** The rows the register holds under these keys, by key. One statement. */
export async function loadRows(
  tx: Tx,
  definition: RegisterDefinition,
  keys: Iterable<string>,
): Promise<Map<string, RegisterRow>> {
  if (definition.private !== undefined) return definition.private.load(tx, [...keys])
  const columns = keyColumns(definition)
  const wanted = [...keys].map((key) => {
    const parts = JSON.parse(key) as Value[]
    return Object.fromEntries(columns.map((column, i) => [column.key, parts[i]]))
  })
  if (wanted.length === 0) return new Map()
  const record = join(columns.map((column) => sql`${named(column.key)} ${sqlType(column)}`))
  const on = join(
    columns.map((column) => sql`r.${named(column.key)} = k.${named(column.key)}`),
    ' and ',
  )
  const rows = await tx.rows<RegisterRow>(
    sql`select r.* from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as k(${record}) join (${sourceOf(tx, definition)}) r on ${on}`,
  )
  return new Map(rows.map((row) => [keyOf(definition, row) ?? '', row]))
}

export type RowsQuery = {
  q?: string
  /** Prefix of region codes. */
  region?: string
  /** Filters by column key; an empty text asks for unknown values. */
  filters?: Record<string, string>
  cursor?: string
  limit: number
}

function filterOf(column: RegisterColumn, wanted: string): Sql {
  const name = sql`r.${named(column.key)}`
  if (wanted === '') return sql`${name} is null`
  switch (column.type) {
    case 'region':
      return sql`starts_with(${name}, ${wanted.replace(/(000)+$/, '')})`
    case 'choices':
      return sql`${wanted} = any(string_to_array(${name}, ','))`
    case 'text':
      return sql`${name} ilike ${containing(wanted)}`
    case 'date':
    case 'month': {
      const [from = '', to = from] = wanted.split('..')
      const kind = sqlType(column)
      return sql`(${from === '' ? sql`true` : sql`${name} >= ${from}::${kind}`} and ${to === '' ? sql`true` : sql`${name} <= ${to}::${kind}`})`
    }
    case 'boolean':
      return sql`${name} = ${wanted === 'true'}`
    default:
      return sql`${name} = ${wanted}::${sqlType(column)}`
  }
}

function conditions(tx: Tx, definition: RegisterDefinition, query: Omit<RowsQuery, 'limit' | 'cursor'>): Sql {
  const parts: Sql[] = []
  const region = regionColumn(definition)
  if (region !== null && !definition.readBeyondRegion && tx.actor.region !== '*') {
    parts.push(sql`starts_with(r.${named(region)}, ${tx.actor.region})`)
  }
  if (region !== null && query.region)
    parts.push(filterOf({ key: region, type: 'region' } as RegisterColumn, query.region))
  for (const [key, wanted] of Object.entries(query.filters ?? {})) {
    const column = definition.columns.find((each) => each.key === key && !each.importOnly)
    if (column !== undefined) parts.push(filterOf(column, wanted))
  }
  if (query.q?.trim()) {
    const texts = definition.columns.filter(
      (each) => !each.importOnly && ['text', 'code', 'creditcode'].includes(each.type),
    )
    const hits = texts.map((column) => sql`r.${named(column.key)} ilike ${containing(query.q?.trim() ?? '')}`)
    parts.push(hits.length === 0 ? sql`false` : sql`(${join(hits, ' or ')})`)
  }
  return parts.length === 0 ? empty : sql` where ${join(parts, ' and ')}`
}

/** How many rows the query has in all. */
export async function countRows(tx: Tx, definition: RegisterDefinition, query: RowsQuery): Promise<number> {
  const { n } = await tx.one<{ n: number }>(
    sql`select count(*) n from (${sourceOf(tx, definition)}) r${conditions(tx, definition, query)}`,
  )
  return n
}

/** A page of the register in the order of its key. */
export async function pageRows(
  tx: Tx,
  definition: RegisterDefinition,
  query: RowsQuery,
): Promise<{ items: RegisterRow[]; next: string | null }> {
  const columns = keyColumns(definition)
  const after = readCursor(query.cursor, columns.length)
  const order = join(columns.map((column) => sql`r.${named(column.key)}`))
  const where = conditions(tx, definition, query)
  const beyond =
    after === null
      ? empty
      : sql`${where === empty ? raw(' where ') : raw(' and ')}(${order}) > (${join(columns.map((column, i) => sql`${after[i]}::${sqlType(column)}`))})`
  const rows = await tx.rows<RegisterRow>(
    sql`select r.* from (${sourceOf(tx, definition)}) r${where}${beyond} order by ${order} limit ${query.limit + 1}`,
  )
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const more = rows.length > query.limit && last !== undefined
  return { items, next: more ? cursorOf(definition.key.map((key) => last[key])) : null }
}
