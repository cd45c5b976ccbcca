import type { PlanReading } from '../../../engines/plantext/index.ts'
import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { folded, type Passage, passagesOf } from './rules.ts'

/** A copy of a paper on its way into the database. */
export type NewPaper = {
  id: string
  document: string
  name: string
  format: string
  sha256: string
  bytes: Uint8Array
  text: string
  reading: PlanReading
  notes: readonly { code: string; zh: string; en: string }[]
  similarity: number
  readMs: number
}

/** A copy with what recognising its document needs. */
export type KnownCopy = {
  id: string
  document: string
  title: string
  fingerprint: number[]
  complete: boolean
  characters: number
  ofRecord: boolean
}

/** The fingerprints of the text of record of every document of the jurisdiction. */
export async function textsOfRecord(tx: Tx): Promise<KnownCopy[]> {
  const rows =
    await tx.rows<KnownCopy>(sql`select p.id, p.document, d.title, p.fingerprint, p.complete, length(p.text) characters, true "ofRecord"
    from plan.document d join plan.paper p on p.jurisdiction = d.jurisdiction and p.id = d.record_paper
    where d.jurisdiction = ${tx.actor.jurisdiction}`)
  return rows.map((row) => ({ ...row, fingerprint: row.fingerprint.map(Number) }))
}

/** The same file or text, if it is here already. */
export async function paperWithHash(tx: Tx, sha256: string): Promise<{ id: string; document: string } | null> {
  return tx.maybe(
    sql`select id, document from plan.paper where jurisdiction = ${tx.actor.jurisdiction} and sha256 = ${sha256}`,
  )
}

/** One loader at a time per jurisdiction: two copies of one paper arriving together must meet. */
export async function holdLibrary(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('plan.library'), hashtext(${tx.actor.jurisdiction}))`)
}

export async function insertDocument(
  tx: Tx,
  document: { id: string; title: string; number: string | null; issuer: string | null; recordPaper: string },
): Promise<void> {
  await tx.run(sql`insert into plan.document (jurisdiction, id, title, number, issuer, record_paper, created_at)
    values (${tx.actor.jurisdiction}, ${document.id}, ${document.title}, ${document.number}, ${document.issuer}, ${document.recordPaper}, ${tx.now})`)
}

/** Makes another copy the text of record; what it says about itself replaces what was unknown. */
export async function replaceRecord(tx: Tx, document: string, paper: string, reading: PlanReading): Promise<void> {
  await tx.run(sql`update plan.document set record_paper = ${paper}, title = coalesce(${reading.title}, title),
      number = coalesce(${reading.documentNumber}, number), issuer = coalesce(${reading.issuer}, issuer)
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${document}`)
}

export async function insertPaper(tx: Tx, paper: NewPaper): Promise<void> {
  const j = tx.actor.jurisdiction
  const { blocks, fingerprint, ...reading } = paper.reading
  await tx.run(sql`insert into plan.paper (jurisdiction, id, document, name, format, sha256, size, text, reading, fingerprint, complete, notes,
      similarity, read_ms, uploaded_by, uploaded_at)
    values (${j}, ${paper.id}, ${paper.document}, ${paper.name}, ${paper.format}, ${paper.sha256}, ${paper.bytes.length}, ${paper.text},
      ${JSON.stringify(reading)}, ${fingerprint}, ${reading.complete}, ${JSON.stringify(paper.notes)}, ${paper.similarity}, ${paper.readMs},
      ${tx.actor.id}, ${tx.now})`)
  await tx.run(
    sql`insert into plan.paper_file (jurisdiction, paper, bytes) values (${j}, ${paper.id}, ${Buffer.from(paper.bytes)})`,
  )
  const passages = passagesOf(paper.text, blocks)
  if (passages.length > 0) await tx.run(clauseRows(j, paper, passages))
}

function clauseRows(jurisdiction: string, paper: NewPaper, passages: readonly Passage[]) {
  const rows = passages.map((block, seq) => ({
    seq,
    role: block.role,
    level: block.level,
    clause: block.clause,
    text: block.text,
    cells: block.cells,
    folded: folded(block.text),
    span_start: block.span.start,
    span_end: block.span.end,
  }))
  return sql`insert into plan.clause (jurisdiction, paper, document, seq, role, level, clause, text, cells, folded, span_start, span_end)
    select ${jurisdiction}, ${paper.id}, ${paper.document}, seq, role, level, clause, text, cells, folded, span_start, span_end
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(seq int, role text, level int, clause text, text text, cells jsonb, folded text, span_start int, span_end int)`
}

/** What was read from a paper, without blocks and fingerprint. */
export type StoredReading = Omit<PlanReading, 'blocks' | 'fingerprint'>

export type PaperRecord = {
  id: string
  document: string
  name: string
  format: string
  size: number
  text: string
  reading: StoredReading
  fingerprint: number[]
  complete: boolean
}

export async function paperRecord(tx: Tx, id: string): Promise<PaperRecord | null> {
  return tx.maybe<PaperRecord>(sql`select id, document, name, format, size, text, reading, fingerprint, complete from plan.paper
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

export async function insertNote(
  tx: Tx,
  note: { id: string; document: string; clause: string; kind: string; answers: string | null; text: string },
): Promise<void> {
  await tx.run(sql`insert into plan.note (jurisdiction, id, document, clause, kind, answers, text, written_by, written_at)
    values (${join([tx.actor.jurisdiction, note.id, note.document, note.clause, note.kind, note.answers, note.text, tx.actor.id, tx.now])})`)
}
