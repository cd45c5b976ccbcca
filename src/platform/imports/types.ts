import type { Bilingual } from '../../kernel/refusal.ts'
import type { Sql, Tx } from '../db/index.ts'
import type { KeyRoom } from '../keys/index.ts'

/** A cell as the register keeps it. `null` is unknown. Dates `2025-12-31`, months `2025-12`, choices by their value, regions by code. */
export type Value = string | number | boolean | null

/** A row of a register, by column key. */
export type RegisterRow = { readonly [column: string]: Value }

/**
 * What a column holds. `code` is text that is compared without spaces and in upper case. `region` takes a 6- or 12-digit code or a
 * name that is unique in the jurisdiction and keeps the twelve-digit code. `creditcode` is checked by GB 32100.
 */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'month'
  | 'boolean'
  | 'code'
  | 'choice'
  | 'choices'
  | 'region'
  | 'creditcode'
  | 'longitude'
  | 'latitude'

/** One of the values a `choice` or `choices` column takes; several of `choices` are kept joined by `,` in the order declared. */
export type Choice = { value: string; title: Bilingual; aliases?: readonly string[] }

export type RegisterColumn = {
  /** Name in `source` and in rows: lower case letters, digits, underscores. */
  key: string
  title: Bilingual
  /** Other headers the column is known by. */
  aliases?: readonly string[]
  type: ColumnType
  required?: boolean
  choices?: readonly Choice[]
  /** Shown in brackets behind the title. */
  unit?: Bilingual
  help?: Bilingual
  /** Value of the example row of the template. */
  example: Value
  /** Least and greatest number. */
  min?: number
  max?: number
  /** Decimals kept of a `decimal`; 2 unless given. */
  decimals?: number
  /** Longest text; 200 characters unless given. */
  maxLength?: number
  /** Tells the import how to read the row and is no part of the register: neither compared nor exported. */
  importOnly?: boolean
  /** Read from the register and exported, but an imported value is not taken (a computed column). */
  readOnly?: boolean
  /** An empty cell says that there is none (a closing date, a remark), not that it is unknown. */
  emptyIsNone?: boolean
  /** Offered as a filter on the register's page. */
  filter?: boolean
  /** Shown in the list; all others only in the row's own view. Every column is exported. */
  listed?: boolean
}

/** Why a cell (or, with `column` null, the row) is refused. */
export type CellIssue = { column: string | null; code: string; text: Bilingual }

/** What is to be written: rows without a predecessor, rows that differ, rows to take out again (only when an import is undone). */
export type Changes<Row extends RegisterRow = RegisterRow> = {
  added: Row[]
  changed: { before: Row; after: Row }[]
  removed: Row[]
}

/** In which import a change is written; `undoes` names the import it reverses. */
export type ApplyContext = { import: string; undoes: string | null }

/**
 * A register (台账、名录) as data. From it come the template, the reading and checking of files, the preview, applying, undoing,
 * the list, the export and the API. A context exports its definitions through its door; the app hands them to `importRoutes`.
 *
 * `Row` holds the values of all columns; use a type alias, not an interface.
 */
export type RegisterDefinition<Row extends RegisterRow = RegisterRow> = {
  /** Stable name, unique in the installation and fit for an address: `facility`, `childcare-places`. */
  name: string
  title: Bilingual
  /** One sentence: what a row is and who keeps it. */
  description: Bilingual
  columns: readonly RegisterColumn[]
  /** Keys of the columns that identify a row; all required. */
  key: readonly string[]
  /** Column whose region code must lie in the actor's region; by default the first of type `region`; null: no region scope. */
  regionColumn?: string | null
  /** Rows of other towns may be read (not changed) by an actor whose region is a part of the jurisdiction. */
  readBeyondRegion?: boolean
  /** Columns that hold dates or months a change affects; the first and last are told in `register.rows.changed`. */
  dateColumns?: readonly string[]
  /** Permissions in place of `register.read` and `register.import`. */
  permissions?: { read?: string; import?: string }
  /** Address of a row's own page, if it has one. */
  href?(row: Row): string | null

  /**
   * A `select` of the register as it stands, one row per key, its columns named by column key (without import-only columns). The
   * mechanism wraps it to load by key, page, filter, search and export; keep an index on the key columns. A private register has none.
   */
  source?(tx: Tx): Sql
  /**
   * The register holds personal data: the lines of its imports are kept sealed, only whoever uploaded a file may look at it, and the register
   * is neither listed nor exported here; the room that keeps it does that itself and notes who reads.
   */
  private?: {
    keys: KeyRoom
    /** The rows it holds under these keys, opened, by key; those beyond the actor's scope are left out. Notes the reading. */
    load(tx: Tx, keys: readonly string[]): Promise<Map<string, RegisterRow>>
  }

  /** Everything `check` needs to look up for these rows, in one statement or two. */
  lookup?(tx: Tx, rows: readonly Row[]): Promise<unknown>
  /** Completes a parsed row before it is compared, e.g. converts coordinates. Pure. */
  normalise?(row: Row): Row
  /** Rules across cells. Pure; no issue means the row is good. `before` is the row it would change. */
  check?(row: Row, lookup: unknown, before: Row | null): CellIssue[]

  /**
   * Writes the changes, set-based, in chunks of at most 5,000 rows, and returns how many rows of the register changed. The caller
   * holds the register's turn, has compared `before` with the register in this transaction, journals and emits.
   */
  apply(tx: Tx, changes: Changes<Row>, context: ApplyContext): Promise<number>
  /** `apply` reads nothing that `apply` of other rows writes: the next chunk may be made ready while one is being written. */
  sideBySide?: boolean
}

/** Finds regions by code or name: text as written → code and name; a text that is unknown or ambiguous is left out. */
export type RegionResolver = (
  tx: Tx,
  texts: readonly string[],
) => Promise<ReadonlyMap<string, { code: string; name: string }>>

export type Outcome = 'new' | 'changed' | 'unchanged' | 'refused'

/**
 * `previewed`: seen, nothing written. `applied`: written. `undone`: reversed by another import. An import that undoes another is
 * `applied` from the start.
 */
export type ImportState = 'previewed' | 'applied' | 'undone'

export type Counts = Record<Outcome, number>

/** How the headers of the file were understood. */
export type HeaderMatch = {
  /** `at`: position of the column in the file, from 0. */
  matched: { header: string; column: string; at: number }[]
  /** Headers nobody knows; their cells are not read. */
  unknown: string[]
  /** Columns the file does not have; values the register holds stay as they are. */
  absent: string[]
}

/** An import as screens and the API see it. */
export type ImportView = {
  id: string
  register: string
  fileName: string
  state: ImportState
  counts: Counts
  header: HeaderMatch
  /** Hash of all lines; `apply` must name it, so that what was seen is what is written. */
  contentHash: string
  createdAt: string
  createdBy: string
  appliedAt: string | null
  appliedBy: string | null
  /** `good` when refused rows were left out. */
  appliedWhich: 'all' | 'good' | null
  applied: number
  /** Import this one reverses, and import that reversed this one. */
  undoes: string | null
  undoneBy: string | null
  /** Remarks on how the file was read. */
  notes: (Bilingual & { code: string })[]
}

/** A line of a preview. `moved`: the register changed after the first preview, and the line was compared anew. */
export type LineView = {
  line: number
  outcome: Outcome
  before: RegisterRow | null
  after: RegisterRow | null
  /** Keys of the columns that differ. */
  differs: string[]
  /** Cells as written in the file, by column key; only for refused lines. */
  cells: Record<string, string> | null
  issues: (CellIssue & { address: string | null })[]
  moved: boolean
}

/** Payload of `register.rows.changed`: which register changed where, and which dates its rows speak of. */
export type RowsChanged = {
  register: string
  /** Import that wrote it; null when a command did. */
  import: string | null
  rows: number
  /** Region codes of the rows, as they were and as they are. */
  regions: string[]
  /** First and last date the rows speak of; null when the register has no date columns or they are unknown. */
  from: string | null
  to: string | null
}
