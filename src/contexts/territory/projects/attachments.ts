import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { PAPER_TITLES } from './gates.ts'
import type { AttachmentView } from './model.ts'

/** What papers can belong to. */
export type Subject = { kind: 'project' | 'inspection' | 'asset' | 'checklist' | 'barrier'; id: string }

const LARGEST = 20 * 1024 * 1024

/**
 * Keeps papers or photographs of a subject, at least one.
 *
 * @returns their ids, in order
 * @throws Refusal `attachment.none`, `attachment.empty`, `attachment.too-large`, `attachment.kind`
 */
export async function attach(tx: Tx, subject: Subject, kind: string, files: readonly Upload[]): Promise<string[]> {
  if (!PAPER_TITLES.has(kind))
    throw refuse(
      'attachment.kind',
      { zh: `没有“${kind}”这种材料`, en: `There is no kind of paper “${kind}”` },
      { at: '/kind' },
    )
  if (files.length === 0) throw refuse('attachment.none', { zh: '请选择文件', en: 'Choose a file' }, { at: '/files' })
  for (const file of files) {
    if (file.bytes.length === 0)
      throw refuse('attachment.empty', { zh: `${file.name} 是空文件`, en: `${file.name} is empty` }, { at: '/files' })
    if (file.bytes.length > LARGEST)
      throw refuse(
        'attachment.too-large',
        { zh: `${file.name} 超过 20 MB`, en: `${file.name} is larger than 20 MB` },
        { kind: 'too-large', at: '/files' },
      )
  }
  const ids: string[] = []
  for (const file of files) {
    const id = newId()
    ids.push(id)
    await tx.run(sql`insert into territory.attachment (jurisdiction, id, subject_kind, subject, kind, name, sha256, size, bytes, added_by, added_at)
      values (${tx.actor.jurisdiction}, ${id}, ${subject.kind}, ${subject.id}, ${kind}, ${file.name.slice(0, 200)}, ${sha256Hex(file.bytes)},
        ${file.bytes.length}, ${Buffer.from(file.bytes)}, ${tx.actor.id}, ${tx.now})`)
  }
  return ids
}

/** Papers of subjects, oldest first, by subject. One statement. */
export async function attachmentsOf(
  tx: Tx,
  subjects: readonly string[],
  name: (id: string) => string,
): Promise<Map<string, AttachmentView[]>> {
  const rows = await tx.rows<Omit<AttachmentView, 'title'> & { subject: string }>(
    sql`select subject, id, kind, name, size, sha256, added_by as by, added_at as at
    from territory.attachment where subject = any(${subjects}::uuid[]) order by added_at, id`,
  )
  const found = new Map<string, AttachmentView[]>()
  for (const { subject, ...row } of rows) {
    const view = { ...row, by: name(row.by), title: PAPER_TITLES.get(row.kind) ?? { zh: row.kind, en: row.kind } }
    found.set(subject, [...(found.get(subject) ?? []), view])
  }
  return found
}

/**
 * The file of one paper.
 *
 * @throws Refusal `attachment.missing`
 */
export async function attachmentFile(tx: Tx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const row = await tx.maybe<{ name: string; bytes: Uint8Array }>(
    sql`select name, bytes from territory.attachment where id = ${id}`,
  )
  if (row !== null) return row
  throw refuse('attachment.missing', { zh: '没有这份材料', en: 'There is no such paper' }, { kind: 'missing' })
}
