import { refuse } from '../../../kernel/refusal.ts'
import { join, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { readCursor } from '../../../platform/http/index.ts'

/** A signed figure as screens see it. `replacedBy`: the figure that took its place. */
export type ExternalFigure = {
  id: string
  jurisdiction: string
  indicator: string
  region: string
  asOf: string
  period: string
  value: number | null
  source: string
  fileName: string | null
  fileHash: string | null
  reason: string | null
  replaces: string | null
  replacedBy: string | null
  signedBy: string
  signedName: string
  signedAt: string
}

const FIELDS = sql`e.id, e.jurisdiction, e.indicator, e.region, e.as_of "asOf", e.period, e.value, e.source, e.file_name "fileName",
  e.file_hash "fileHash", e.reason, e.replaces, n.id "replacedBy", e.signed_by "signedBy", e.signed_name "signedName", e.signed_at "signedAt"`
const FROM = sql`from statistics.external_figure e
  left join statistics.external_figure n on n.jurisdiction = e.jurisdiction and n.replaces = e.id`

/**
 * One signed figure.
 *
 * @throws Refusal `external.missing`
 */
export async function externalFigure(tx: Tx, id: string): Promise<ExternalFigure> {
  const found = await tx.maybe<ExternalFigure>(sql`select ${FIELDS} ${FROM} where e.id = ${id}`)
  if (found !== null) return found
  throw refuse('external.missing', { zh: '没有这个签报数', en: 'There is no such figure' }, { kind: 'missing' })
}

/** Signed figures that stand (or, with `all`, those replaced too), newest signature first. */
export async function externalFigures(
  tx: Tx,
  query: { indicator?: string; region?: string; all?: boolean; cursor?: string; limit: number },
): Promise<ExternalFigure[]> {
  const parts: Sql[] = [sql`true`]
  if (query.indicator !== undefined) parts.push(sql`e.indicator = ${query.indicator}`)
  if (query.region !== undefined) parts.push(sql`e.region = ${query.region.padEnd(12, '0')}`)
  if (!query.all) parts.push(sql`n.id is null`)
  const after = readCursor(query.cursor, 2)
  if (after !== null) parts.push(sql`(e.signed_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return tx.rows(
    sql`select ${FIELDS} ${FROM} where ${join(parts, ' and ')} order by e.signed_at desc, e.id desc limit ${query.limit}`,
  )
}

/** Every figure that stood for the same place and date, oldest first. */
export async function externalHistory(tx: Tx, id: string): Promise<ExternalFigure[]> {
  const { indicator, region, asOf, jurisdiction } = await externalFigure(tx, id)
  return tx.rows(sql`select ${FIELDS} ${FROM} where e.jurisdiction = ${jurisdiction} and e.indicator = ${indicator} and e.region = ${region}
    and e.as_of = ${asOf} order by e.signed_at, e.id`)
}

/** The file a figure was taken from. */
export async function externalFile(tx: Tx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const found = await tx.maybe<{ name: string; bytes: Uint8Array | null }>(
    sql`select file_name name, file_bytes bytes from statistics.external_figure where id = ${id}`,
  )
  if (found?.bytes != null) return { name: found.name, bytes: found.bytes }
  throw refuse('external.nofile', { zh: '这个数没有附件', en: 'No file came with this figure' }, { kind: 'missing' })
}
