import type { ReadingNote } from '../types.ts'
import { fromSheet } from '../write/csv.ts'
import { rowLines } from './grid.ts'
import { damaged, noSheet } from './refusals.ts'
import { readSheet, type SheetRow } from './sheet.ts'
import { openWorkbook, type SheetRef, type Workbook } from './workbook.ts'
import type { Zip } from './zip.ts'

function rowsOf(zip: Zip, book: Workbook, sheet: SheetRef, name: string, forPaper: boolean): SheetRow[] {
  const bytes = zip.part(sheet.part)
  if (!bytes) throw damaged(name, 'xlsx', sheet.part)
  return readSheet(bytes, book, name, forPaper)
}

function hiddenNote(hidden: readonly SheetRef[]): ReadingNote[] {
  if (hidden.length === 0) return []
  const names = hidden.map((sheet) => sheet.name)
  return [
    {
      code: 'hidden_sheets_left_out',
      zh: `隐藏的工作表没有读取：${names.join('、')}。`,
      en: `Hidden sheets were left out: ${names.join(', ')}.`,
    },
  ]
}

function formulaNote(book: Workbook): ReadingNote[] {
  if (book.uncomputed === 0) return []
  return [
    {
      code: 'formulas_without_result',
      zh: `有 ${book.uncomputed} 个公式单元格没有保存计算结果，按空白读取；请在表格软件中打开并保存一次。`,
      en: `${book.uncomputed} formula cells hold no stored result and were read as empty; open and save the file once in a spreadsheet.`,
    },
  ]
}

/** A workbook as a paper: the visible sheets one after the other, each under its name when there are several. */
export function readWorkbookPaper(zip: Zip, name: string): { text: string; notes: ReadingNote[]; pages: number } {
  const book = openWorkbook(zip, name)
  const shown = book.sheets.filter((sheet) => !sheet.hidden)
  const parts = shown.map((sheet) => {
    const lines = rowLines(
      rowsOf(zip, book, sheet, name, true).map((row) => row.cells),
      name,
    )
    return { title: sheet.name, lines }
  })
  const filled = parts.filter((part) => part.lines.length > 0)
  const text = filled.map(({ title, lines }) => (filled.length > 1 ? [title, ...lines] : lines).join('\n')).join('\n\n')
  const notes = [...hiddenNote(book.sheets.filter((sheet) => sheet.hidden)), ...formulaNote(book)]
  return { text, notes, pages: filled.length }
}

/** One worksheet as rows: the named one, or the first visible one that has any content. */
export function readWorkbookTable(
  zip: Zip,
  name: string,
  wanted: string | undefined,
): { rows: SheetRow[]; sheet: string; notes: ReadingNote[] } {
  const book = openWorkbook(zip, name)
  const shown = book.sheets.filter((sheet) => !sheet.hidden)
  const names = book.sheets.map((sheet) => sheet.name)
  if (wanted !== undefined && !names.includes(wanted)) throw noSheet(name, wanted, names)
  const candidates = wanted === undefined ? shown : book.sheets.filter((sheet) => sheet.name === wanted)
  for (const sheet of candidates) {
    const rows = rowsOf(zip, book, sheet, name, false)
      .map(({ line, cells }) => ({ line, cells: cells.map((cell) => fromSheet(cell.trim())) }))
      .filter((row) => row.cells.some((cell) => cell !== ''))
    if (rows.length === 0) continue
    const others = shown.filter((other) => other !== sheet).map((other) => other.name)
    const notes: ReadingNote[] =
      wanted === undefined && others.length > 0
        ? [
            {
              code: 'other_sheets_left_out',
              zh: `只读取了工作表“${sheet.name}”，没有读取：${others.join('、')}。`,
              en: `Only the sheet “${sheet.name}” was read, not: ${others.join(', ')}.`,
            },
          ]
        : []
    return { rows, sheet: sheet.name, notes: [...notes, ...formulaNote(book)] }
  }
  return { rows: [], sheet: candidates[0]?.name ?? '', notes: [] }
}
