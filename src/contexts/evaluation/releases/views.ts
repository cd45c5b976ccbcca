import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ReleaseHead, ReleaseView } from './model.ts'

const HEAD = sql`r.id, r.period, r.version, r.title, r.as_of "asOf", r.reason, r.restated, r.hash, r.published_at "publishedAt",
  (select jsonb_build_object('kind', e.kind, 'reason', e.reason, 'at', e.ended_at) from evaluation.release_end e
    where e.jurisdiction = r.jurisdiction and e.release = r.id) ended,
  (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'sha256', f.sha256, 'bytes', length(f.bytes))), '[]') from evaluation.release_file f
    where f.jurisdiction = r.jurisdiction and f.release = r.id) files`

const missing = () =>
  refuse('release.missing', { zh: '没有这次公布', en: 'There is no such publication' }, { kind: 'missing' })

/** Releases of the jurisdiction: newest period first, newest version first. Reads only what was published. One statement. */
export async function releaseHeads(tx: Tx): Promise<ReleaseHead[]> {
  return tx.rows<ReleaseHead>(sql`select ${HEAD} from evaluation.release r where r.jurisdiction = ${tx.actor.jurisdiction}
    order by r.as_of desc, r.version desc`)
}

/** One release whole. With `latest`, the newest that was not withdrawn or superseded. One statement. */
export async function releaseView(tx: Tx, id: string): Promise<ReleaseView> {
  const row = await tx.maybe<ReleaseView>(
    id === 'latest'
      ? sql`select ${HEAD}, r.content from evaluation.release r where r.jurisdiction = ${tx.actor.jurisdiction}
          and not exists (select from evaluation.release_end e where e.jurisdiction = r.jurisdiction and e.release = r.id)
          order by r.as_of desc, r.version desc limit 1`
      : sql`select ${HEAD}, r.content from evaluation.release r where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${id}`,
  )
  if (row === null) throw missing()
  return row
}

/** A file of a release. */
export async function releaseFile(
  tx: Tx,
  id: string,
  name: string,
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const row = await tx.maybe<{
    name: string
    type: string
    bytes: Buffer
  }>(sql`select name, type, bytes from evaluation.release_file
    where jurisdiction = ${tx.actor.jurisdiction} and release = ${id} and name = ${name}`)
  if (row === null) throw missing()
  return row
}
