/** Papers in and out: reading what people bring, writing what an office sends. No database. */
export { readPaper, readTable } from './read/read.ts'
export type {
  Align,
  Cell,
  Column,
  ColumnKind,
  PaperBlock,
  PaperColumn,
  PaperDocument,
  PaperFormat,
  PaperText,
  ReadingNote,
  Sheet,
  TableText,
} from './types.ts'
export { writeCsv } from './write/csv.ts'
export { writeDocx } from './write/docx.ts'
export { writePdf } from './write/pdf.ts'
export { qrPng, writeQrSvg } from './write/qr.ts'
export { writeXlsx } from './write/xlsx.ts'
