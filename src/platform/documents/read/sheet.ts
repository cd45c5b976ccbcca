import { LIMITS } from './limits.ts'
import { numberText } from './numbers.ts'
import { tooMany } from './refusals.ts'
import { unescapeXml, type Workbook } from './workbook.ts'
import { walkXml } from './xml.ts'

/** A row of a worksheet, by its number in the sheet, from 1. */
export type SheetRow = { line: number; cells: string[] }

type Range = { top: number; left: number; bottom: number; right: number }

/** Column letters and row of a cell reference, counted from zero: `B3` → column 1, row 2. */
function position(reference: string): { column: number; row: number } | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (!match) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(match[2]) - 1 }
}

/**
 * The rows of one worksheet as text. Merged cells are filled downwards and left empty to the right. Empty rows are left out.
 * `forPaper` gives dates and shares as people read them, otherwise ISO dates and plain numbers.
 */
export function readSheet(bytes: Uint8Array, book: Workbook, name: string, forPaper: boolean): SheetRow[] {
  const rows = new Map<number, string[]>()
  const merges: Range[] = []
  let row = -1
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let reading = false
  let formula = false
  let count = 0

  const put = (): void => {
    if (formula && value === '' && type !== 'str') book.uncomputed++
    const text = cellValue(type, value, style, book, forPaper)
    if (text === '') return
    if (column >= LIMITS.columns) throw tooMany(name, 'columns', LIMITS.columns)
    const cells = rows.get(row) ?? []
    for (let i = cells.length; i < column; i++) cells.push('')
    count += column + 1 - Math.min(cells.length, column)
    if (count > LIMITS.cells) throw tooMany(name, 'cells', LIMITS.cells)
    cells[column] = text
    if (!rows.has(row)) rows.set(row, cells)
    if (rows.size > LIMITS.tableRows + 20) throw tooMany(name, 'rows', LIMITS.tableRows)
  }

  walkXml(
    bytes,
    {
      open: (tag, at) => {
        if (tag === 'row') {
          row = at.r ? Number(at.r) - 1 : row + 1
          column = -1
        } else if (tag === 'c') {
          const place = position(at.r ?? '')
          column = place?.column ?? column + 1
          if (place) row = place.row
          type = at.t ?? 'n'
          style = Number(at.s ?? 0)
          value = ''
          formula = false
        } else if (tag === 'f') formula = true
        else if (tag === 'v' || tag === 't') reading = true
        else if (tag === 'rPh') reading = false
        else if (tag === 'mergeCell') {
          const [from, to] = (at.ref ?? '').split(':').map(position)
          if (from && to) merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
        }
      },
      close: (tag) => {
        if (tag === 'v' || tag === 't') reading = false
        else if (tag === 'c') put()
      },
      text: (text) => {
        if (reading) value += text
      },
    },
    false,
  )
  fillDown(rows, merges)
  return [...rows].sort((a, b) => a[0] - b[0]).map(([at, cells]) => ({ line: at + 1, cells }))
}

/** Repeats the text of a cell merged downwards in the rows that have anything else in them. */
function fillDown(rows: Map<number, string[]>, merges: readonly Range[]): void {
  if (rows.size === 0) return
  for (const { top, left, bottom } of merges) {
    const text = rows.get(top)?.[left]
    if (!text || bottom <= top) continue
    const fill = (cells: string[]) => {
      for (let i = cells.length; i < left; i++) cells.push('')
      cells[left] = text
    }
    if (bottom - top > rows.size) {
      for (const [at, cells] of rows) if (at > top && at <= bottom) fill(cells)
    } else
      for (let at = top + 1; at <= bottom; at++) {
        const cells = rows.get(at)
        if (cells) fill(cells)
      }
  }
}

function cellValue(type: string, value: string, style: number, book: Workbook, forPaper: boolean): string {
  if (type === 's') return book.strings[Number(value)] ?? ''
  if (type === 'str' || type === 'inlineStr') return unescapeXml(value)
  if (value === '') return ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'e') return value
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '')
  const number = Number(value)
  return Number.isNaN(number) ? value : numberText(number, book.looks[style] ?? 'number', book.from1904, forPaper)
}
