import type { ReadingNote, TableText } from '../types.ts'
import { LIMITS } from './limits.ts'
import { checkSize, lostNote, nameNote } from './paper.ts'
import { notATable, noWords, tooMany } from './refusals.ts'
import { sniff } from './sniff.ts'

type Row = { line: number; cells: string[] }
type Found = { rows: Row[]; format: 'csv' | 'xlsx'; sheet?: string; encoding?: string; notes: ReadingNote[] }

async function find(bytes: Uint8Array, name: string, sheet: string | undefined): Promise<Found> {
  const sniffed = sniff(bytes, name)
  if (sniffed.format === 'xlsx') {
    const read = (await import('./xlsx.ts')).readWorkbookTable(sniffed.zip, name, sheet)
    return { rows: read.rows, format: 'xlsx', sheet: read.sheet, notes: [...nameNote(name, 'xlsx'), ...read.notes] }
  }
  if (sniffed.format === 'csv' || sniffed.format === 'txt') {
    const { text, encoding, lost } = sniffed.decoded
    const rows = await (await import('./csv.ts')).readCsv(text, name)
    return { rows, format: 'csv', encoding, notes: [...nameNote(name, 'csv'), ...lostNote(lost)] }
  }
  throw notATable(name, sniffed.format)
}

/** The header is the first row with more than one filled cell, if there is any: lines above it are titles. */
function headerIndex(rows: readonly Row[]): number {
  const filled = rows.slice(0, 10).map((row) => row.cells.filter((cell) => cell !== '').length)
  const first = filled.findIndex((count) => count > 1)
  return first === -1 ? 0 : first
}

/** Reads a list in this thread. `readTable` is what others call: it bounds time and memory. */
export async function readTableHere(bytes: Uint8Array, name: string, sheet?: string): Promise<TableText> {
  checkSize(bytes, name)
  const found = await find(bytes, name, sheet)
  if (found.rows.length === 0) throw noWords(name, found.format)
  const at = headerIndex(found.rows)
  const header = trimmed(found.rows[at]?.cells ?? []).map((cell) => cell.replace(/\s*\n\s*/g, ''))
  const rows = found.rows.slice(at + 1).map(({ line, cells }) => {
    const own = trimmed(cells)
    while (own.length < header.length) own.push('')
    return { line, cells: own }
  })
  if (rows.length > LIMITS.tableRows) throw tooMany(name, 'rows', LIMITS.tableRows)
  return {
    format: found.format,
    header,
    rows,
    ...(found.sheet === undefined ? {} : { sheet: found.sheet }),
    ...(found.encoding === undefined ? {} : { encoding: found.encoding }),
    notes: found.notes,
  }
}

function trimmed(cells: readonly string[]): string[] {
  let end = cells.length
  while (end > 0 && cells[end - 1] === '') end--
  return cells.slice(0, end)
}
