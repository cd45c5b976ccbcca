import { fromSheet } from '../write/csv.ts'
import { LIMITS } from './limits.ts'
import { brokenTable, tooMany } from './refusals.ts'

/** A row of a delimited file and the line of the file it starts on, from 1. */
export type CsvRow = { line: number; cells: string[] }

/** Comma, semicolon, tab or full-width comma: the one that splits the first lines into most columns most evenly. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best = { mark: ',', score: 0 }
  for (const mark of [',', '\t', ';', '，']) {
    const counts = lines.map((line) => line.split(mark).length - 1).sort((a, b) => a - b)
    const typical = counts[Math.floor(counts.length / 2)] ?? 0
    const even = counts.filter((count) => count === typical).length
    const score = typical * even
    if (score > best.score) best = { mark, score }
  }
  return best.mark
}

/**
 * Splits delimited text into rows. Quotes may hold delimiters, line breaks and doubled quotes. An apostrophe that an export put
 * before a formula sign is taken off. Throws when a quote is never closed or there are too many rows or columns.
 */
export async function readCsv(text: string, name: string): Promise<CsvRow[]> {
  const { parse } = await import('csv-parse/sync')
  const lines = text.startsWith('\uFEFF') ? text.slice(1) : text
  const rows: CsvRow[] = []
  let line = 1
  let cells = 0
  try {
    parse(lines, {
      delimiter: delimiterOf(lines),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      on_record: (given: unknown) => {
        const { record, info } = given as { record: string[]; info: { lines: number } }
        const from = line
        line = info.lines + 1
        if (record.length > LIMITS.columns) throw tooMany(name, 'columns', LIMITS.columns)
        cells += record.length
        if (cells > LIMITS.cells) throw tooMany(name, 'cells', LIMITS.cells)
        if (record.every((cell) => cell.trim() === '')) return null
        rows.push({ line: from, cells: record.map((cell) => fromSheet(cell.trim())) })
        if (rows.length > LIMITS.tableRows + 20) throw tooMany(name, 'rows', LIMITS.tableRows)
        return null
      },
    })
  } catch (error) {
    if ((error as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED') throw brokenTable(name, line)
    throw error
  }
  return rows
}
