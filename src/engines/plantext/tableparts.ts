import type { Column } from './cells.ts'
import type { Strand } from './source.ts'

/** A row of a table; a `section` row is one heading over the whole width. */
export type Row = { cells: Strand[]; section: boolean }

export type Table = { columns: Column[]; rows: Row[]; firstLine: number; lastLine: number }

/** What stands in the cell of a row's number. */
export const ROW_NUMBER = /^(?:\d{1,3}|[（]\d{1,3}[）]|[①-⑳])[.、]?$/
/** A heading inside a table. */
export const SECTION =
  /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+|[一二三四五六七八九十]{1,3}[.．])/
