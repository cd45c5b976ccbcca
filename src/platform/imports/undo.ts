import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { Extent, openImport, requireImport, tellRowsChanged } from './apply.ts'
import { keyText } from './file.ts'
import { differences, mayWrite } from './judge.ts'
import { CHUNK, LineHash, noCounts } from './preview.ts'
import { lineKeyOf, newLineKey } from './sealing.ts'
import { loadRows, regionColumn } from './source.ts'
import {
  insertImport,
  lineChunks,
  markApplied,
  markUndone,
  putLines,
  type StoredLine,
  settleImport,
  takeTurn,
} from './store.ts'
import type { Changes, ImportView, RegisterDefinition, RegisterRow } from './types.ts'

/** Rows named in a refusal. */
const NAMED = 20

/**
 * Reverses an applied import by a counter-import: what it added is taken out, what it changed gets its old values again. All or
 * nothing: refused when any of its rows changed since. The counter-import can itself be undone.
 *
 * @throws Refusal `imports.state`, `imports.undo.changed`, `imports.undo.scope`
 */
export async function undoImport(tx: Tx, definition: RegisterDefinition, id: string): Promise<ImportView> {
  await takeTurn(tx, definition.name)
  const item = await openImport(tx, id, 'applied')
  await refuseChangedSince(tx, definition, item)
  const counter = newId()
  const key = await lineKeyOf(tx, definition, id)
  const { key: counterKey, wrapped } = await newLineKey(tx, definition)
  await insertImport(tx, {
    id: counter,
    register: definition.name,
    fileName: item.fileName,
    fileHash: item.contentHash,
    counts: noCounts(),
    header: { matched: [], unknown: [], absent: [] },
    contentHash: '',
    notes: [],
    wrapped,
  })
  const told = new Extent(definition)
  const counts = noCounts()
  const hash = new LineHash(definition, counterKey)
  let rows = 0
  for await (const lines of lineChunks(tx, id, CHUNK, ['new', 'changed'], key)) {
    const inverse = lines.map(inverseOf)
    for (const line of inverse) {
      counts[line.outcome]++
      hash.add(line)
      told.add(line.before, line.after)
    }
    await putLines(tx, counter, inverse, counterKey)
    rows += await definition.apply(tx, changesOf(inverse), { import: counter, undoes: id })
  }
  await settleImport(tx, counter, counts, hash.digest())
  await markApplied(tx, counter, 'all', rows, id)
  await markUndone(tx, id, counter)
  await record(tx, {
    action: 'imports.file.undo',
    subject: { kind: 'import', id },
    detail: { register: definition.name, counterImport: counter, rows },
  })
  await tellRowsChanged(tx, told.payload(counter, rows))
  return requireImport(tx, counter)
}

/** A line the other way round. A row that is taken out has no `after`. */
function inverseOf(line: StoredLine): StoredLine {
  return {
    ...line,
    outcome: line.after === null ? 'new' : 'changed',
    before: line.after,
    after: line.before,
    moved: false,
  }
}

function changesOf(lines: readonly StoredLine[]): Changes {
  const changes: Changes = { added: [], changed: [], removed: [] }
  for (const { before, after } of lines) {
    if (before !== null && after !== null) changes.changed.push({ before, after })
    else if (before !== null) changes.removed.push(before)
    else if (after !== null) changes.added.push(after)
  }
  return changes
}

async function refuseChangedSince(tx: Tx, definition: RegisterDefinition, item: ImportView): Promise<void> {
  const region = regionColumn(definition)
  const changed: RegisterRow[] = []
  let count = 0
  const key = await lineKeyOf(tx, definition, item.id)
  for await (const lines of lineChunks(tx, item.id, CHUNK, ['new', 'changed'], key)) {
    const existing = await loadRows(
      tx,
      definition,
      lines.flatMap((line) => (line.key === null ? [] : [line.key])),
    )
    for (const line of lines) {
      const now = existing.get(line.key ?? '') ?? null
      const row = line.after ?? line.before
      if (row !== null && region !== null && !mayWrite(tx.actor, row[region])) throw outside()
      const same =
        now === null || line.after === null ? now === line.after : differences(definition, line.after, now).length === 0
      if (same || row === null) continue
      count++
      if (changed.length < NAMED) changed.push(row)
    }
  }
  if (count === 0) return
  const some = (language: 'zh' | 'en', between: string) =>
    changed
      .slice(0, 3)
      .map((row) => keyText(definition, row, language))
      .join(between)
  throw refuse(
    'imports.undo.changed',
    {
      zh: `不能撤销：导入之后有 ${count} 行又改过（${some('zh', '；')}${count > 3 ? '…' : ''}）`,
      en: `Cannot undo: ${count} rows changed after this import (${some('en', '; ')}${count > 3 ? '…' : ''})`,
    },
    {
      kind: 'conflict',
      params: { count, rows: changed.map((row) => definition.key.map((key) => row[key] ?? null)) },
      next: {
        zh: '请先撤销后来的那次导入，或用新的文件更正',
        en: 'Undo the later import first, or correct with a new file',
      },
    },
  )
}

function outside() {
  return refuse(
    'imports.undo.scope',
    { zh: '这份导入含有您辖区以外的行', en: 'This import has rows outside the area you work for' },
    { kind: 'forbidden' },
  )
}
