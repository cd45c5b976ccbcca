import { empty, join, packed, partOf, type Sql, sql, type Tx } from '../db/index.ts'
import { cursorOf, readCursor } from '../http/index.ts'
import { openJson, sealJson } from '../keys/index.ts'
import type { LineKey } from './sealing.ts'
import type { CellIssue, Counts, ImportView, Outcome, RegisterRow } from './types.ts'

/** A line as it is kept. */
export type StoredLine = {
  line: number
  outcome: Outcome
  key: string | null
  before: RegisterRow | null
  after: RegisterRow | null
  cells: Record<string, string> | null
  issues: CellIssue[] | null
  moved: boolean
}

/** Waits for the register's turn and holds it to the end of the transaction. */
export async function takeTurn(tx: Tx, register: string): Promise<void> {
  await tx.run(sql`insert into imports.turn (jurisdiction, register) values (${tx.actor.jurisdiction}, ${register})
    on conflict (jurisdiction, register) do update set register = excluded.register`)
}

export type NewImport = Pick<
  ImportView,
  'id' | 'register' | 'fileName' | 'counts' | 'header' | 'contentHash' | 'notes'
> & {
  fileHash: string
  /** Key of the lines, wrapped; null where they are not sealed. */
  wrapped: Buffer | null
}

export async function insertImport(tx: Tx, item: NewImport): Promise<void> {
  await tx.run(sql`insert into imports.import
    (jurisdiction, id, register, file_name, file_hash, state, counts, header, notes, content_hash, created_at, created_by, private, wrapped)
    values (${tx.actor.jurisdiction}, ${item.id}, ${item.register}, ${item.fileName}, ${item.fileHash}, 'previewed',
      ${JSON.stringify(item.counts)}, ${JSON.stringify(item.header)}, ${JSON.stringify(item.notes)}, ${item.contentHash}, ${tx.now}, ${tx.actor.id},
      ${item.wrapped !== null}, ${item.wrapped})`)
}

/** Puts the final counts and hash into an import whose lines were written after it. */
export async function settleImport(tx: Tx, id: string, counts: Counts, contentHash: string): Promise<void> {
  await tx.run(sql`update imports.import set counts = ${JSON.stringify(counts)}, content_hash = ${contentHash}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

export async function markApplied(
  tx: Tx,
  id: string,
  which: 'all' | 'good',
  applied: number,
  undoes: string | null,
): Promise<void> {
  await tx.run(sql`update imports.import set state = 'applied', applied_at = ${tx.now}, applied_by = ${tx.actor.id},
    applied_which = ${which}, applied = ${applied}, undoes = ${undoes}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

export async function markUndone(tx: Tx, id: string, by: string): Promise<void> {
  await tx.run(sql`update imports.import set state = 'undone', undone_by = ${by}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/** Writes lines of an import that has none of them yet. One statement. */
export async function putLines(tx: Tx, id: string, lines: readonly StoredLine[], seal: LineKey = null): Promise<void> {
  if (lines.length > 0) await tx.run(insertion(tx, id, lines, seal))
}

/** Writes lines that are there already anew and marks them as moved. One statement. */
export async function replaceLines(
  tx: Tx,
  id: string,
  lines: readonly StoredLine[],
  seal: LineKey = null,
): Promise<void> {
  if (lines.length === 0) return
  await tx.run(sql`${insertion(tx, id, lines, seal)} on conflict (jurisdiction, import, line) do update set outcome = excluded.outcome,
    before = excluded.before, after = excluded.after, issues = excluded.issues, sealed = excluded.sealed, moved = true`)
}

function insertion(tx: Tx, id: string, lines: readonly StoredLine[], seal: LineKey): Sql {
  const own = tx.actor.jurisdiction
  if (seal === null)
    return sql`insert into imports.line (jurisdiction, import, line, outcome, key, before, after, cells, issues, moved, sealed)
      select ${own}, ${id}, l.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        as l(line int, outcome text, key text, before jsonb, after jsonb, cells jsonb, issues jsonb, moved boolean, sealed bytea)`
  const said = packed(lines.map((line) => sealed(line, seal)))
  return sql`insert into imports.line (jurisdiction, import, line, outcome, moved, sealed)
    select ${own}, ${id}, l.line, l.outcome, l.moved, ${partOf(said, sql`l.start`, sql`l.length`)}
    from unnest(${lines.map((line) => line.line)}::int[], ${lines.map((line) => line.outcome)}::text[], ${lines.map((line) => line.moved)}::boolean[],
      ${said.starts}::int[], ${said.lengths}::int[]) as l(line, outcome, moved, start, length)`
}

function sealed({ line: _, outcome: __, moved: ___, ...said }: StoredLine, key: Buffer): Buffer {
  return sealJson(key, said)
}

function opened({ sealed: bytes, ...line }: StoredLine & { sealed: Buffer | null }, key: LineKey): StoredLine {
  if (bytes === null) return line
  if (key === null) throw new Error('a sealed line was read without its key')
  return { ...line, ...openJson<Omit<StoredLine, 'line' | 'outcome' | 'moved'>>(key, bytes) }
}

const VIEW = sql`id, register, file_name "fileName", state, counts, header, content_hash "contentHash", created_at "createdAt",
  created_by "createdBy", applied_at "appliedAt", applied_by "appliedBy", applied_which "appliedWhich", applied, undoes,
  undone_by "undoneBy", notes`

export async function findImport(tx: Tx, id: string, lock = false): Promise<ImportView | null> {
  return tx.maybe<ImportView>(sql`select ${VIEW} from imports.import
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}${lock ? sql` for update` : empty}`)
}

/** Imports of the jurisdiction, newest first. */
export async function listImports(
  tx: Tx,
  query: { registers: readonly string[]; state?: string; cursor?: string; limit: number },
): Promise<{ items: ImportView[]; next: string | null }> {
  const after = readCursor(query.cursor, 2)
  const rows = await tx.rows<ImportView>(sql`select ${VIEW} from imports.import
    where jurisdiction = ${tx.actor.jurisdiction} and register = any(${query.registers})
      ${query.state === undefined ? empty : sql`and state = ${query.state}`}
      ${after === null ? empty : sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by created_at desc, id desc limit ${query.limit + 1}`)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, next: rows.length > query.limit && last ? cursorOf([last.createdAt, last.id]) : null }
}

/** Lines after `after`, in the order of the file; of all outcomes or of some. */
export async function readLines(
  tx: Tx,
  id: string,
  query: { after: number; limit: number; outcomes?: readonly Outcome[]; moved?: boolean; seal?: LineKey },
): Promise<StoredLine[]> {
  const parts: Sql[] = [sql`jurisdiction = ${tx.actor.jurisdiction}`, sql`import = ${id}`, sql`line > ${query.after}`]
  if (query.outcomes !== undefined) parts.push(sql`outcome = any(${query.outcomes})`)
  if (query.moved) parts.push(sql`moved`)
  const rows = await tx.rows<
    StoredLine & { sealed: Buffer | null }
  >(sql`select line, outcome, key, before, after, cells, issues, moved, sealed from imports.line
    where ${join(parts, ' and ')} order by line limit ${query.limit}`)
  return rows.map((row) => opened(row, query.seal ?? null))
}

/** All lines in chunks, in order. */
export async function* lineChunks(
  tx: Tx,
  id: string,
  size: number,
  outcomes?: readonly Outcome[],
  seal: LineKey = null,
): AsyncGenerator<StoredLine[]> {
  for (let after = -1; ; ) {
    const lines = await readLines(tx, id, { after, limit: size, seal, ...(outcomes === undefined ? {} : { outcomes }) })
    if (lines.length > 0) yield lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < size) return
    after = last.line
  }
}
