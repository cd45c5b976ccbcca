import { type Column, headingOf } from './cells.ts'
import type { Line } from './lines.ts'
import { cellsFrom, type Loose } from './loosecells.ts'
import type { Strand } from './source.ts'
import { type Row, SECTION, type Table } from './tableparts.ts'
import { valueCell } from './valuecells.ts'

const MOST = 9
/** No heading of a column is longer. */
const HEAD = 24
const OFFICE = /(?:[厅局委办部院会联处]|政府|中心|公司|单位|街道|乡镇|部门)$/
const EMPTY = /^[—\-/]+$/

/** Whether the cells that stand under the value columns hold numbers, and those before them a name. */
export function figureRow(columns: Column[], cells: { text: string }[]): boolean {
  if (cells.length < columns.length) return false
  let numbers = 0
  const fits = columns.every((c, k) => {
    const text = (cells[k] as Loose).text
    if (c.kind === 'value' || c.kind === 'cumulative') {
      const read = valueCell(text) !== null
      if (read) numbers++
      return read || EMPTY.test(text) || (c.base && text.length < 30)
    }
    if (c.kind === 'indicator') return text.length > 1 && text.length < 60 && !EMPTY.test(text)
    if (c.kind === 'unit') return text.length < 12
    if (c.kind === 'nature') return /性$|^[—-]+$/.test(text)
    if (c.kind === 'lead' || c.kind === 'support') return OFFICE.test(text)
    return text.length < 60
  })
  return fits && numbers > 0
}

/** An indicator table without row numbers, every cell on a line of its own: the heading's length is the row's. */
export function stackedTable(lines: Line[], at: number): Table | null {
  if ((lines[at] as Line).text.length > HEAD || headingOf(cellsFrom(lines, at, 3).map((c) => c.text)) === null)
    return null
  const opening = cellsFrom(lines, at, MOST * 3)
  for (let width = Math.min(MOST, Math.floor(opening.length / 2)); width >= 3; width--) {
    const columns = headingOf(opening.slice(0, width).map((c) => c.text))
    if (columns === null || !columns.some((c) => c.kind === 'indicator')) continue
    if (!columns.some((c) => c.kind === 'value') || !figureRow(columns, opening.slice(width))) continue
    return rowsOf(cellsFrom(lines, at, 4000), columns, at)
  }
  return null
}

function rowsOf(cells: Loose[], columns: Column[], at: number): Table {
  const width = columns.length
  const rows: Row[] = []
  let k = width
  let lastLine = at
  while (k < cells.length) {
    const next = cells.slice(k, k + width)
    const first = next[0] as Loose
    if (figureRow(columns, next)) {
      rows.push({ cells: next.map((c): Strand => c.strand), section: false })
      lastLine = (next[width - 1] as Loose).line
      k += width
    } else if (
      (SECTION.test(first.text) || first.text.length < 16) &&
      figureRow(columns, cells.slice(k + 1, k + 1 + width))
    ) {
      rows.push({ cells: [first.strand], section: true })
      lastLine = first.line
      k++
    } else break
  }
  return { columns, rows, firstLine: at, lastLine }
}
