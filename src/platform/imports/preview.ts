import { createHash, type Hash } from 'node:crypto'
import { sha256Hex } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../db/index.ts'
import { readTable } from '../documents/index.ts'
import type { Upload } from '../http/index.ts'
import { record } from '../journal/index.ts'
import { Ahead } from './ahead.ts'
import { fitFile, type ReadLine, type RegisterFile } from './file.ts'
import { completedRow, judge } from './judge.ts'
import { type LineKey, newLineKey } from './sealing.ts'
import { loadRows } from './source.ts'
import { findImport, insertImport, putLines, type StoredLine, settleImport } from './store.ts'
import type { CellIssue, Counts, ImportView, RegionResolver, RegisterDefinition, RegisterRow } from './types.ts'

/** Lines that are compared and written at once. */
export const CHUNK = 5_000

export const noCounts = (): Counts => ({ new: 0, changed: 0, unchanged: 0, refused: 0 })

/** Running hash over the lines of an import, in the order of the file and of the register's columns. */
export class LineHash {
  private readonly hash: Hash = createHash('sha256')
  private readonly columns: string[]
  constructor(definition: RegisterDefinition, key: LineKey) {
    if (key !== null) this.hash.update(key)
    this.columns = definition.columns.map((column) => column.key)
  }
  add(line: StoredLine): void {
    const part = (row: RegisterRow | null) => row && this.columns.map((key) => row[key] ?? null)
    this.hash.update(`${JSON.stringify([line.line, line.outcome, line.key, part(line.before), part(line.after)])}\n`)
  }
  digest(): string {
    return this.hash.digest('hex')
  }
}

/**
 * Reads a file, compares it with the register and keeps the result as an import that waits to be applied. Nothing of the register
 * changes.
 *
 * @throws Refusal for a file that cannot be read or does not fit the register
 */
export async function previewImport(
  tx: Tx,
  definition: RegisterDefinition,
  upload: Upload,
  resolveRegions: RegionResolver,
): Promise<ImportView> {
  const table = await readTable(upload.bytes, upload.name)
  const file = fitFile(definition, table)
  const id = newId()
  const { key, wrapped } = await newLineKey(tx, definition)
  // Of a short list of persons a plain hash could be guessed.
  const fileHash = sha256Hex(key === null ? upload.bytes : Buffer.concat([key, upload.bytes]))
  await insertImport(tx, {
    id,
    register: definition.name,
    fileName: upload.name,
    fileHash,
    counts: noCounts(),
    header: file.match,
    contentHash: '',
    notes: table.notes,
    wrapped,
  })
  const { counts, hash } = await compareAll(tx, definition, id, file, resolveRegions, key)
  await settleImport(tx, id, counts, hash)
  await record(tx, {
    action: 'imports.file.preview',
    subject: { kind: 'import', id },
    detail: { register: definition.name, fileHash, counts, contentHash: hash },
  })
  const view = await findImport(tx, id)
  if (view === null) throw new Error(`the import ${id} was not kept`)
  return view
}

async function compareAll(
  tx: Tx,
  definition: RegisterDefinition,
  id: string,
  file: RegisterFile,
  resolveRegions: RegionResolver,
  key: LineKey,
): Promise<{ counts: Counts; hash: string }> {
  const texts = file.regionTexts()
  const regions = texts.length === 0 ? new Map() : await resolveRegions(tx, texts)
  const duplicates = file.duplicates(regions)
  const counts = noCounts()
  const hash = new LineHash(definition, key)
  const writing = new Ahead(1)
  try {
    for (let from = 0; from < file.length; from += CHUNK) {
      const lines = file.read(from, from + CHUNK, regions)
      lines.forEach((line, i) => {
        const twin = duplicates.get(from + i)
        if (twin !== undefined) line.issues.push(duplicate(definition, twin))
      })
      const judged = await compareLines(tx, definition, lines)
      await writing.next(() => putLines(tx, id, judged, key))
      for (const line of judged) {
        counts[line.outcome]++
        hash.add(line)
      }
    }
  } catch (error) {
    // What failed first says why.
    await writing.over()
    throw error
  }
  await writing.over()
  return { counts, hash: hash.digest() }
}

/** Compares lines with the register: one statement to load it, and what the register's own lookup takes. */
export async function compareLines(
  tx: Tx,
  definition: RegisterDefinition,
  lines: readonly Pick<ReadLine, 'line' | 'key' | 'row' | 'cells' | 'issues'>[],
  moved = false,
): Promise<StoredLine[]> {
  const existing = await loadRows(
    tx,
    definition,
    lines.flatMap((line) => (line.key === null ? [] : [line.key])),
  )
  const beforeOf = (line: { key: string | null }) => (line.key === null ? null : (existing.get(line.key) ?? null))
  const good = lines.filter((line) => line.issues.length === 0)
  const rows = good.map((line) => completedRow(definition, line.row, beforeOf(line)))
  const lookup = good.length === 0 ? undefined : await definition.lookup?.(tx, rows)
  return lines.map((line) => {
    const judged = judge(definition, tx.actor, line.row, beforeOf(line), line.issues, lookup)
    const refused = judged.outcome === 'refused'
    return {
      line: line.line,
      key: line.key,
      outcome: judged.outcome,
      // An unchanged line is what the register holds; keeping it once is enough.
      before: judged.outcome === 'unchanged' ? null : judged.before,
      after: judged.after,
      cells: refused ? line.cells : null,
      issues: refused ? judged.issues : null,
      moved,
    }
  })
}

function duplicate(definition: RegisterDefinition, twin: { other: number; same: boolean }): CellIssue {
  return {
    column: definition.key[0] ?? null,
    code: twin.same ? 'line.repeated' : 'line.duplicate',
    text: twin.same
      ? { zh: `与第 ${twin.other} 行完全相同`, en: `is the same as line ${twin.other}` }
      : {
          zh: `与第 ${twin.other} 行编号相同而内容不同，请只留一行`,
          en: `has the key of line ${twin.other} with other content; keep one of them`,
        },
  }
}
