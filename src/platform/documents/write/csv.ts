import type { Cell, Column } from '../types.ts'

/** Characters that make a spreadsheet take a text for a formula, with any apostrophes already before them. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/**
 * Keeps a text from being run as a formula when a spreadsheet opens it: an apostrophe goes before a leading `=`, `+`, `-`, `@`.
 * A plain number such as `-3.5` stays as it is. `fromSheet` takes the apostrophe off again.
 */
export function neutralise(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
}

/** Reverses {@link neutralise}, so that an exported list can be imported again unchanged. */
export function fromSheet(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text
}

/** One cell as text for CSV, by the column's kind. */
function cellText(value: Cell | undefined, kind: Column['kind']): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return neutralise(value)
  if (!Number.isFinite(value)) return ''
  if (kind === 'money') return (value / 100).toFixed(2)
  if (kind === 'integer') return value.toFixed(0)
  return plainNumber(value)
}

/** A number as a plain decimal, never with an exponent: 1e21 → 1000000000000000000000. */
export function plainNumber(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!match) return text
  const [, sign = '', first = '', rest = '', power = '0'] = match
  const digits = first + rest
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A list as CSV: UTF-8 with a byte-order mark and CRLF, so that a spreadsheet opens Chinese correctly. Money comes as fen and
 * goes out as yuan; shares stay ratios; unknown (`null`) is empty.
 */
export function writeCsv(columns: readonly Column[], rows: Iterable<readonly Cell[]>): Uint8Array {
  const lines = [columns.map((column) => quoted(neutralise(column.title))).join(',')]
  for (const row of rows) lines.push(columns.map((column, i) => quoted(cellText(row[i], column.kind))).join(','))
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}
