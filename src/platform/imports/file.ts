import { refuse } from '../../kernel/refusal.ts'
import type { TableText } from '../documents/index.ts'
import { headerOf, matchHeader } from './header.ts'
import { keyColumns } from './source.ts'
import type { CellIssue, HeaderMatch, RegisterColumn, RegisterDefinition, RegisterRow, Value } from './types.ts'
import { parseCell, tidy, writtenValue } from './values.ts'

/** A line of the file with its cells read: `row` holds the columns the file has, wrong cells as null with an issue. */
export type ReadLine = {
  line: number
  key: string | null
  row: Record<string, Value>
  cells: Record<string, string>
  issues: CellIssue[]
}

/** A file that fits a register: its lines are read on demand, so that a long file is never held twice. */
export type RegisterFile = {
  match: HeaderMatch
  length: number
  /** Texts of all region cells, each once; to be resolved before lines are read. */
  regionTexts(): string[]
  read(from: number, to: number, regions: Regions): ReadLine[]
  /** Lines that carry the key of another line: index → the other's line number and whether all cells agree. */
  duplicates(regions: Regions): Map<number, { other: number; same: boolean }>
}

export type Regions = ReadonlyMap<string, { code: string; name: string }>

type Place = { column: RegisterColumn; at: number }

/**
 * Fits a table to a register by its headers. The example row of the template and empty rows are left out.
 *
 * @throws Refusal `imports.columns`, `imports.columns.twice`, `imports.empty`
 */
export function fitFile(definition: RegisterDefinition, table: TableText): RegisterFile {
  const { match, columnAt } = matchHeader(definition, table.header)
  const places = columnAt.flatMap((column, at) => (column === null || column.readOnly ? [] : [{ column, at }]))
  const rows = table.rows.filter((row) => row.cells.some((cell) => tidy(cell) !== ''))
  const first = rows[0]
  if (first !== undefined && isExample(places, first.cells)) rows.shift()
  if (rows.length === 0) {
    throw refuse(
      'imports.empty',
      { zh: '文件里没有数据行', en: 'The file has no rows' },
      { next: { zh: '请在表头下面逐行填写', en: 'Fill in rows below the headers' } },
    )
  }
  const regionPlaces = places.filter((place) => place.column.type === 'region')
  const keyPlaces = keyColumns(definition).map((column) => places.find((place) => place.column === column))

  const keyAt = (cells: string[], regions: Regions): string | null => {
    const parts = keyPlaces.map((place) => (place === undefined ? null : (cellOf(place, cells, regions).value ?? null)))
    return parts.some((part) => part === null) ? null : JSON.stringify(parts)
  }

  return {
    match,
    length: rows.length,
    regionTexts: () => {
      const texts = new Set<string>()
      for (const { cells } of rows) {
        for (const place of regionPlaces) texts.add(tidy(cells[place.at] ?? '').normalize('NFKC'))
      }
      texts.delete('')
      return [...texts]
    },
    read: (from, to, regions) =>
      rows.slice(from, to).map(({ line, cells }) => {
        const read: ReadLine = { line, key: keyAt(cells, regions), row: {}, cells: {}, issues: [] }
        for (const place of places) {
          const { column, at } = place
          const { value, issue } = cellOf(place, cells, regions)
          read.row[column.key] = value ?? null
          read.cells[column.key] = cells[at] ?? ''
          if (issue !== null) read.issues.push(issue)
        }
        return read
      }),
    duplicates: (regions) => {
      const firstOf = new Map<string, number>()
      const found = new Map<number, { other: number; same: boolean }>()
      const written = (i: number) => JSON.stringify(places.map((place) => tidy(rows[i]?.cells[place.at] ?? '')))
      rows.forEach(({ line, cells }, i) => {
        const key = keyAt(cells, regions)
        if (key === null) return
        const earlier = firstOf.get(key)
        if (earlier === undefined) {
          firstOf.set(key, i)
          return
        }
        const same = written(earlier) === written(i)
        found.set(i, { other: rows[earlier]?.line ?? 0, same })
        if (!same && !found.has(earlier)) found.set(earlier, { other: line, same })
      })
      return found
    },
  }
}

function cellOf(place: Place, cells: string[], regions: Regions): { value?: Value; issue: CellIssue | null } {
  const { column, at } = place
  const parsed = parseCell(column, cells[at] ?? '')
  if (!('value' in parsed)) return { issue: { column: column.key, ...parsed } }
  if (parsed.value === null || parsed.value === '') {
    return { value: null, issue: column.required ? empty(column) : null }
  }
  if (column.type !== 'region') return { value: parsed.value, issue: null }
  const region = regions.get(String(parsed.value))
  if (region !== undefined) return { value: region.code, issue: null }
  return {
    issue: {
      column: column.key,
      code: 'cell.region',
      text: {
        zh: `没有找到区划“${parsed.value}”，或有重名；请填 12 位区划代码`,
        en: `“${parsed.value}” is no region here, or more than one has this name; write the 12-digit code`,
      },
    },
  }
}

function empty(column: RegisterColumn): CellIssue {
  return {
    column: column.key,
    code: 'cell.empty',
    text: { zh: `${column.title.zh}不能为空`, en: `${column.title.en} must not be empty` },
  }
}

function isExample(places: readonly Place[], cells: string[]): boolean {
  return (['zh', 'en'] as const).some((language) =>
    places.every(({ column, at }) => tidy(cells[at] ?? '') === exampleText(column, language)),
  )
}

/** The example of a column as text. */
export function exampleText(column: RegisterColumn, language: 'zh' | 'en'): string {
  return tidy(String(writtenValue(column, column.example, language) ?? ''))
}

/** Text of a line's key for people: the values of the key columns with their titles. */
export function keyText(definition: RegisterDefinition, row: RegisterRow, language: 'zh' | 'en'): string {
  return keyColumns(definition)
    .map((column) => `${headerOf(column, language)} ${writtenValue(column, row[column.key] ?? null, language) ?? ''}`)
    .join(language === 'zh' ? '，' : ', ')
}
