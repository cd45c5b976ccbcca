import type { Bilingual } from '../../kernel/refusal.ts'

/** What a file turned out to be, whatever its name says. */
export type PaperFormat = 'txt' | 'md' | 'html' | 'csv' | 'docx' | 'xlsx' | 'pdf' | 'ofd'

/** Something the reader should know about how the file was read; never a reason to stop. */
export type ReadingNote = Bilingual & { code: string }

/**
 * A paper as plain text: one line a paragraph, one line a table row with its cells separated by tabs. A cell merged downwards is
 * repeated in every row it covers; a cell merged across is followed by empty cells. Line breaks inside a cell are joined.
 */
export type PaperText = {
  text: string
  format: PaperFormat
  /** Character encoding of a text file, as named by the Encoding Standard: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`. */
  encoding?: string
  /** Number of pages, where the format has pages. */
  pages?: number
  notes: ReadingNote[]
}

/** A register as it came in: every cell is text, dates are ISO, numbers plain decimals. */
export type TableText = {
  format: 'csv' | 'xlsx'
  header: string[]
  /** `line` is the row a person sees in the file, counted from 1. Cells are padded to the header and may be more than it. */
  rows: { line: number; cells: string[] }[]
  /** Worksheet the rows came from. */
  sheet?: string
  encoding?: string
  notes: ReadingNote[]
}

/** A cell on the way out. `null` is unknown and leaves the cell empty. */
export type Cell = string | number | boolean | null

/**
 * How a column is written. `text`: as it is, a leading formula sign neutralised. `number`: a number. `integer`: without decimals.
 * `money`: integer fen in, yuan with two decimals out. `share`: ratio in, per cent out. `date`: ISO date in, a real date out.
 */
export type ColumnKind = 'text' | 'number' | 'integer' | 'money' | 'share' | 'date'

/** A column of an exported list. */
export type Column = {
  title: string
  kind?: ColumnKind
  /** Width in characters of the worksheet's font; by default fitted to the content. */
  width?: number
}

/** A worksheet of an exported workbook. */
export type Sheet = {
  name: string
  columns: Column[]
  rows: Iterable<readonly Cell[]>
  /** A line above the header, merged across the columns: what the list is. */
  title?: string
  /** Lines between title and header: source, as of, remarks. */
  notes?: string[]
}

/** Where text stands in its line. */
export type Align = 'left' | 'center' | 'right'

/** One column of a printed table. Widths are shares of the text width, in any unit: 1, 2 and 1 make a quarter, a half, a quarter. */
export type PaperColumn = { title: string; width?: number; align?: Align }

/** A piece of a printed paper. */
export type PaperBlock =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; text: string; align?: Align; indent?: boolean; bold?: boolean }
  | { kind: 'table'; caption?: string; unit?: string; columns: PaperColumn[]; rows: string[][]; note?: string }
  | { kind: 'pageBreak' }

/** A printed paper; `writeDocx` and `writePdf` give the same words from it. */
export type PaperDocument = {
  /** `official`: the red head of GB/T 9704 (公文). `plain`: title first, for lists, receipts and certificates. */
  style?: 'official' | 'plain'
  language?: 'zh' | 'en'
  /** Issuing body (发文机关标志), printed as the red head. */
  issuer?: string
  /** Document number (发文字号): 砚发改〔2026〕12号. */
  number?: string
  title: string
  subtitle?: string
  /** Addressees (主送机关), without the colon. */
  addressees?: string
  blocks: PaperBlock[]
  /** Put 一、（一）1.（1） before headings by level. True unless the headings already carry their numbers. */
  numbering?: boolean
  /** Names of annexes (附件说明). */
  annexes?: string[]
  /** Who signs, and the ISO date, at the right under the text. */
  signature?: { issuer: string; date?: string }
  /** Remarks under the signature (附注), small. */
  notes?: string[]
  /** Copies to (抄送) and who printed it (印发), in the imprint at the foot of the last page. */
  imprint?: { copies?: string; office?: string; date?: string }
  /** A QR code anyone can scan to check the paper, and the words beside it. */
  verification?: { content: string; caption: string }
  /** Page numbers at the foot: true unless said otherwise. */
  pageNumbers?: boolean
  orientation?: 'portrait' | 'landscape'
}
