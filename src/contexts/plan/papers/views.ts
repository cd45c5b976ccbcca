import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { namesOf } from '../who.ts'
import type { ClauseRow, DocumentRow, NoteRow, PaperPage, PaperRow, Passage, PlanBrief } from './model.ts'
import { folded, isExact, wordsOf } from './rules.ts'

const PAPER = sql`p.id, p.name, p.format, p.size, length(p.text) characters, p.complete, p.similarity, p.id = d.record_paper "ofRecord",
  p.uploaded_at "uploadedAt", p.uploaded_by "uploadedBy"`

/** Plans with counts of what they hold and what is still open. Draft and force differ in where their tasks stand. */
const BRIEF = sql`q.id, q.document, q.version, q.state, q.title, q.number, q.taken_force_on "takenForceOn",
  (select count(*)::int from plan.target t where t.jurisdiction = q.jurisdiction and t.plan = q.id and t.dup_of is null and t.state in ('draft', 'confirmed')) targets,
  (select count(*)::int from plan.draft_task t where t.jurisdiction = q.jurisdiction and t.plan = q.id and t.state in ('draft', 'confirmed')) tasks,
  case when q.state <> 'draft' then 0 else
    (select count(*)::int from plan.doubt b where b.jurisdiction = q.jurisdiction and b.plan = q.id and b.state = 'open')
    + (select count(*)::int from plan.target t where t.jurisdiction = q.jurisdiction and t.plan = q.id and t.state = 'draft' and t.dup_of is null)
    + (select count(*)::int from plan.draft_task t where t.jurisdiction = q.jurisdiction and t.plan = q.id and t.state = 'draft')
    + (select count(*)::int from plan.conflict c where c.jurisdiction = q.jurisdiction and c.plan = q.id and c.state = 'open' and c.owner is null) end open`

type Brief = PlanBrief & { document: string }
type Uploaded = PaperRow & { document: string }

/** Plans of documents or of one series, newest version first. */
export async function planBriefs(
  tx: Tx,
  jurisdiction: string,
  of: { documents: readonly string[] } | { series: string },
): Promise<Brief[]> {
  const which = 'series' in of ? sql`q.series = ${of.series}` : sql`q.document = any(${of.documents}::uuid[])`
  return tx.rows<Brief>(
    sql`select ${BRIEF} from plan.plan q where q.jurisdiction = ${jurisdiction} and ${which} order by q.version desc`,
  )
}

const bare = ({ document: _, ...brief }: Brief): PlanBrief => brief

/** Papers the actor may read, newest first, with their copies and plans. Four statements a page. */
export async function documents(
  tx: Tx,
  query: { limit?: number; cursor?: string | undefined },
): Promise<{ items: DocumentRow[]; next: string | null }> {
  const limit = query.limit ?? 50
  const after = readCursor(query.cursor, 2)
  const rows = await tx.rows<
    Omit<DocumentRow, 'papers' | 'plans'>
  >(sql`select id, jurisdiction, title, number, issuer, created_at "createdAt"
    from plan.document where ${after === null ? sql`true` : sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by created_at desc, id desc limit ${limit + 1}`)
  const page = pageOf(rows, limit, (row) => [row.createdAt, row.id])
  const ids = page.items.map((row) => row.id)
  const papers =
    await tx.rows<Uploaded>(sql`select ${PAPER}, p.document from plan.paper p join plan.document d on d.jurisdiction = p.jurisdiction and d.id = p.document
    where p.document = any(${ids}::uuid[]) order by p.uploaded_at`)
  const plans = await tx.rows<Brief>(
    sql`select ${BRIEF} from plan.plan q where q.document = any(${ids}::uuid[]) order by q.version desc`,
  )
  const name = await namesOf(
    tx,
    papers.map((paper) => paper.uploadedBy),
  )
  return {
    items: page.items.map((row) => ({
      ...row,
      papers: papers
        .filter((paper) => paper.document === row.id)
        .map(({ document: _, ...paper }) => ({ ...paper, uploadedBy: name(paper.uploadedBy) })),
      plans: plans.filter((plan) => plan.document === row.id).map(bare),
    })),
    next: page.next,
  }
}

/** One paper with its words, or null. Readable within the actor's reach. */
export async function paperPage(tx: Tx, id: string): Promise<PaperPage | null> {
  type Row = Omit<PaperPage, 'clauses' | 'remarks' | 'plans'> & { jurisdiction: string }
  const row =
    await tx.maybe<Row>(sql`select ${PAPER}, p.jurisdiction, p.document, d.title, d.number, d.issuer, p.text, p.read_ms "readMs", p.notes
    from plan.paper p join plan.document d on d.jurisdiction = p.jurisdiction and d.id = p.document where p.id = ${id}`)
  if (row === null) return null
  const { jurisdiction, ...paper } = row
  const clauses =
    await tx.rows<ClauseRow>(sql`select seq, role, level, clause, text, cells, span_start "start", span_end "end" from plan.clause
    where jurisdiction = ${jurisdiction} and paper = ${id} order by seq`)
  const remarks = await notesOf(tx, jurisdiction, row.document)
  const plans = await planBriefs(tx, jurisdiction, { documents: [row.document] })
  const name = await namesOf(tx, [row.uploadedBy, ...remarks.map((note) => note.writtenBy)])
  return {
    ...paper,
    uploadedBy: name(row.uploadedBy),
    clauses,
    remarks: remarks.map((note) => ({ ...note, writtenBy: name(note.writtenBy) })),
    plans: plans.map(bare),
  }
}

async function notesOf(tx: Tx, jurisdiction: string, document: string): Promise<NoteRow[]> {
  return tx.rows<NoteRow>(sql`select id, clause, kind, answers, text, written_by "writtenBy", written_at "writtenAt" from plan.note
    where jurisdiction = ${jurisdiction} and document = ${document} order by written_at`)
}

/** The bytes of a paper as they were handed in. */
export async function paperFile(
  tx: Tx,
  id: string,
): Promise<{ name: string; format: string; bytes: Uint8Array } | null> {
  return tx.maybe(
    sql`select p.name, p.format, f.bytes from plan.paper p join plan.paper_file f on f.jurisdiction = p.jurisdiction and f.paper = p.id where p.id = ${id}`,
  )
}

/**
 * Passages that hold all the words, in the texts of record. Words that only look alike (平合 for 平台) are found too and come after
 * the exact ones. One statement.
 */
export async function searchClauses(
  tx: Tx,
  query: { q: string; limit?: number; inForce?: boolean },
): Promise<{ items: Passage[] }> {
  const words = wordsOf(query.q)
  if (words.length === 0) return { items: [] }
  const limit = query.limit ?? 50
  const conditions = join(
    words.map((word) => sql`strpos(c.folded, ${folded(word)}) > 0`),
    ' and ',
  )
  const rows = await tx.rows<
    Omit<Passage, 'exact'>
  >(sql`select c.document, c.paper, d.title, d.number, c.jurisdiction, c.clause, c.text, c.span_start "start", c.span_end "end",
      case when s.states is null then 'not-a-plan' when 'in-force' = any(s.states) then 'in-force' when 'draft' = any(s.states) then 'draft' else 'ended' end validity,
      (select count(*)::int from plan.note n where n.jurisdiction = c.jurisdiction and n.document = c.document and n.clause = c.clause) notes
    from plan.document d
    join plan.clause c on c.jurisdiction = d.jurisdiction and c.paper = d.record_paper
    left join lateral (select array_agg(state) states from plan.plan q where q.jurisdiction = d.jurisdiction and q.document = d.id) s on true
    where ${conditions} and c.role not in ('page-mark', 'trailer') ${query.inForce ? sql`and 'in-force' = any(s.states)` : sql``}
    order by d.created_at desc, c.seq limit ${limit * 2}`)
  const items = rows.map((row) => ({ ...row, exact: isExact(row.text, words) }))
  return { items: [...items.filter((row) => row.exact), ...items.filter((row) => !row.exact)].slice(0, limit) }
}
