import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { emit } from '../events/index.ts'
import { record } from '../journal/index.ts'
import { Ahead } from './ahead.ts'
import { differences } from './judge.ts'
import { CHUNK, compareLines, LineHash, noCounts } from './preview.ts'
import { lineKeyOf } from './sealing.ts'
import { loadRows, regionColumn } from './source.ts'
import { findImport, lineChunks, markApplied, replaceLines, type StoredLine, settleImport, takeTurn } from './store.ts'
import type { Changes, ImportView, RegisterDefinition, RegisterRow, RowsChanged } from './types.ts'

/** What came of applying: written, or (the register having changed since the preview) compared anew and waiting to be seen again. */
export type Applied = { applied: boolean; moved: number; import: ImportView }

/**
 * Writes a previewed import into its register. When the register changed under it, nothing is written: the lines concerned are
 * compared anew, and the caller is told how many, to look again.
 *
 * @param seen content hash of the preview the user saw
 * @throws Refusal `imports.state`, `imports.seen`, `imports.refused-lines`, `imports.nothing`
 */
export async function applyImport(
  tx: Tx,
  definition: RegisterDefinition,
  id: string,
  which: 'all' | 'good',
  seen: string,
): Promise<Applied> {
  await takeTurn(tx, definition.name)
  const item = await openImport(tx, id, 'previewed')
  if (item.contentHash !== seen) {
    throw refuse(
      'imports.seen',
      { zh: '这份预览已经更新，与您看到的不同', en: 'This preview was renewed and differs from the one you saw' },
      { kind: 'conflict', next: { zh: '请重新查看后再导入', en: 'Look at it again, then import' } },
    )
  }
  const wanted = (which === 'good' || item.counts.refused === 0) && item.counts.new + item.counts.changed > 0
  const unmoved = wanted ? await writeUnmoved(tx, definition, item) : null
  if (unmoved === null) {
    const moved = await compareAgain(tx, definition, item)
    if (moved > 0) {
      const renewed = await requireImport(tx, id)
      await record(tx, {
        action: 'imports.file.compare-again',
        subject: { kind: 'import', id },
        detail: { register: definition.name, moved, contentHash: renewed.contentHash },
      })
      return { applied: false, moved, import: renewed }
    }
    if (which === 'all' && item.counts.refused > 0) throw refusedLines(item.counts.refused)
    if (item.counts.new + item.counts.changed === 0) {
      throw refuse('imports.nothing', { zh: '没有需要写入的行', en: 'There is nothing to write' }, { kind: 'conflict' })
    }
  }
  const written = unmoved ?? (await writeLines(tx, definition, item, async () => true))
  if (written === null) throw new Error('nothing was compared, yet a line had moved')
  const { rows, told } = written
  await markApplied(tx, id, which, rows, null)
  await record(tx, {
    action: 'imports.file.apply',
    subject: { kind: 'import', id },
    detail: { register: definition.name, which, rows, contentHash: item.contentHash },
  })
  await tellRowsChanged(tx, told.payload(id, rows))
  return { applied: true, moved: 0, import: await requireImport(tx, id) }
}

/** Emits `register.rows.changed`; commands that change a register without an import call it too. */
export async function tellRowsChanged(tx: Tx, payload: RowsChanged): Promise<void> {
  await emit(tx, 'register.rows.changed', payload)
}

/** The import, locked, in the state that is asked for. */
export async function openImport(tx: Tx, id: string, state: 'previewed' | 'applied'): Promise<ImportView> {
  const item = await findImport(tx, id, true)
  if (item === null) throw missing()
  if (item.state === state) return item
  const already: Record<string, Bilingual> = {
    previewed: { zh: '这份导入还没有写入', en: 'This import has not been applied' },
    applied: { zh: '这份导入已经写入', en: 'This import was applied already' },
    undone: { zh: '这份导入已经撤销', en: 'This import was undone already' },
  }
  throw refuse('imports.state', already[item.state]!, { kind: 'conflict', params: { state: item.state } })
}

export function missing() {
  return refuse('imports.missing', { zh: '没有这份导入', en: 'There is no such import' }, { kind: 'missing' })
}

export async function requireImport(tx: Tx, id: string): Promise<ImportView> {
  const item = await findImport(tx, id)
  if (item === null) throw missing()
  return item
}

function refusedLines(count: number) {
  return refuse(
    'imports.refused-lines',
    { zh: `有 ${count} 行不能导入`, en: `${count} lines cannot be imported` },
    {
      kind: 'conflict',
      params: { count },
      next: {
        zh: '请改正后重新上传，或选择只导入合格的行',
        en: 'Mend them and upload again, or import the good lines only',
      },
    },
  )
}

/** Rows of the register that were written, and what they touch. */
type Written = { rows: number; told: Extent }

/**
 * Writes the lines of an import in one pass, each chunk after its rows were compared with the register as it stands. Null, and nothing
 * written, when one of them is no longer what the preview compared with.
 */
async function writeUnmoved(tx: Tx, definition: RegisterDefinition, item: ImportView): Promise<Written | null> {
  await tx.run(sql`savepoint unmoved`)
  const written = await writeLines(
    tx,
    definition,
    item,
    async (lines) => (await staleLines(tx, definition, lines)).length === 0,
  )
  await tx.run(written === null ? sql`rollback to savepoint unmoved` : sql`release savepoint unmoved`)
  return written
}

/** Writes new and changed lines chunk by chunk as long as `holds` says so of the chunk; null when once it does not. */
async function writeLines(
  tx: Tx,
  definition: RegisterDefinition,
  item: ImportView,
  holds: (lines: readonly StoredLine[]) => Promise<boolean>,
): Promise<Written | null> {
  const told = new Extent(definition)
  const key = await lineKeyOf(tx, definition, item.id)
  const writing = new Ahead(definition.sideBySide ? 2 : 1)
  let rows = 0
  try {
    for await (const lines of lineChunks(tx, item.id, CHUNK, ['new', 'changed', 'unchanged'], key)) {
      if (!(await holds(lines))) {
        await writing.over()
        return null
      }
      const changes = changesOf(
        lines.filter((line) => line.outcome !== 'unchanged'),
        told,
      )
      if (changes.added.length + changes.changed.length === 0) continue
      await writing.next(async () => {
        const changed = await definition.apply(tx, changes, { import: item.id, undoes: null })
        rows += changed
      })
      if (!definition.sideBySide) await writing.over()
    }
  } catch (error) {
    // What failed first says why; what came after it only says that the transaction had failed.
    await writing.over()
    throw error
  }
  await writing.over()
  return { rows, told }
}

/** The lines whose row in the register is no longer what the preview compared with. One statement. */
async function staleLines(tx: Tx, definition: RegisterDefinition, lines: readonly StoredLine[]): Promise<StoredLine[]> {
  const existing = await loadRows(
    tx,
    definition,
    lines.flatMap((line) => (line.key === null ? [] : [line.key])),
  )
  return lines.filter((line) => {
    const now = existing.get(line.key ?? '') ?? null
    const then = line.outcome === 'unchanged' ? line.after : line.before
    if (now === null || then === null) return now !== then
    return differences(definition, then, now).length > 0
  })
}

/** Lines whose row in the register is no longer what the preview compared with are judged anew. Returns how many there were. */
async function compareAgain(tx: Tx, definition: RegisterDefinition, item: ImportView): Promise<number> {
  const absent = new Set(item.header.absent)
  const key = await lineKeyOf(tx, definition, item.id)
  let moved = 0
  for await (const lines of lineChunks(tx, item.id, CHUNK, ['new', 'changed', 'unchanged'], key)) {
    const stale = await staleLines(tx, definition, lines)
    if (stale.length === 0) continue
    moved += stale.length
    const given = stale.map((line) => ({
      line: line.line,
      key: line.key,
      row: Object.fromEntries(Object.entries(line.after ?? {}).filter(([key]) => !absent.has(key))),
      cells: Object.fromEntries(Object.entries(line.after ?? {}).map(([key, value]) => [key, String(value ?? '')])),
      issues: [],
    }))
    // Rows were normalised when they were read; doing it twice would convert coordinates twice.
    const judged = await compareLines(tx, { ...definition, normalise: undefined }, given, true)
    await replaceLines(tx, item.id, judged, key)
  }
  if (moved === 0) return 0
  const counts = noCounts()
  const hash = new LineHash(definition, key)
  for await (const lines of lineChunks(tx, item.id, CHUNK, undefined, key)) {
    for (const line of lines) {
      counts[line.outcome]++
      hash.add(line)
    }
  }
  await settleImport(tx, item.id, counts, hash.digest())
  return moved
}

function changesOf(lines: readonly StoredLine[], told: Extent): Changes {
  const added: RegisterRow[] = []
  const changed: { before: RegisterRow; after: RegisterRow }[] = []
  for (const { before, after } of lines) {
    if (after === null) continue
    told.add(before, after)
    if (before === null) added.push(after)
    else changed.push({ before, after })
  }
  return { added, changed, removed: [] }
}

/** More regions than this are told by their township. */
const REGIONS_TOLD = 500

/** Gathers which regions and dates a change touches. */
export class Extent {
  private readonly regions = new Set<string>()
  private from: string | null = null
  private to: string | null = null
  private readonly definition: RegisterDefinition
  constructor(definition: RegisterDefinition) {
    this.definition = definition
  }
  add(...rows: (RegisterRow | null)[]): void {
    const region = regionColumn(this.definition)
    for (const row of rows) {
      if (row === null) continue
      if (region !== null && typeof row[region] === 'string') this.regions.add(row[region])
      for (const column of this.definition.dateColumns ?? []) {
        const date = row[column]
        if (typeof date !== 'string') continue
        if (this.from === null || date < this.from) this.from = date
        if (this.to === null || date > this.to) this.to = date
      }
    }
  }
  payload(id: string | null, rows: number): RowsChanged {
    const all = [...this.regions].sort()
    const regions = all.length <= REGIONS_TOLD ? all : [...new Set(all.map((code) => `${code.slice(0, 9)}000`))]
    return { register: this.definition.name, import: id, rows, regions, from: this.from, to: this.to }
  }
}
