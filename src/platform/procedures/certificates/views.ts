import { today } from '../../../kernel/dates.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { containing, sql, type Tx } from '../../db/index.ts'
import { cursorOf, readCursor } from '../../http/index.ts'
import type { CertificateState } from './issue.ts'
import { tokenOf } from './token.ts'

/** A certificate or plaque in the register. `state` says what the register says; `expired` that its time is up. */
export type CertificateLine = {
  number: string
  case: string
  code: string
  kind: 'certificate' | 'plaque' | 'receipt'
  title: Bilingual
  holder: string
  creditCode: string | null
  region: string
  issuedOn: string
  validUntil: string | null
  state: CertificateState
  expired: boolean
}

export type CertificatePage = CertificateLine & {
  shown: { title: Bilingual; value: string }[]
  /** What stands in its QR code, behind the address of the verification page. */
  token: string
  events: { act: string; reason: string; on: string; by: string }[]
}

const columns = (
  day: string,
) => sql`number, casefile "case", code, kind, title, holder, credit_code "creditCode", region,
  issued_on "issuedOn", valid_until "validUntil", state, coalesce(valid_until < ${day}::date, false) expired`

/** Certificates within the actor's region, newest first. */
export async function certificateList(
  tx: Tx,
  query: { q?: string; state?: string; limit?: number; cursor?: string },
): Promise<{ items: CertificateLine[]; next: string | null }> {
  const limit = query.limit ?? 50
  const after = readCursor(query.cursor, 2)
  const like = containing(query.q ?? '')
  const day = today(tx.now.getTime())
  const expired = sql`coalesce(valid_until < ${day}::date, false)`
  const rows = await tx.rows<CertificateLine>(sql`select ${columns(day)} from procedures.certificate
    where jurisdiction = ${tx.actor.jurisdiction} and starts_with(region, ${tx.actor.region})
      and ${query.q ? sql`(holder ilike ${like} or number ilike ${like} or credit_code ilike ${like})` : sql`true`}
      and ${query.state === undefined ? sql`true` : query.state === 'expired' ? sql`state = 'valid' and ${expired}` : query.state === 'valid' ? sql`state = 'valid' and not ${expired}` : sql`state = ${query.state}`}
      and ${after === null ? sql`true` : sql`(issued_on, number) < (${String(after[0])}::date, ${String(after[1])})`}
    order by issued_on desc, number desc limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? cursorOf([last.issuedOn, last.number]) : null }
}

/** One certificate with its life. @throws Refusal `certificate.missing` */
export async function certificatePage(tx: Tx, number: string): Promise<CertificatePage> {
  const row = await tx.maybe<CertificateLine & { shown: CertificatePage['shown']; payload: string; signature: string }>(
    sql`select ${columns(today(tx.now.getTime()))}, shown, payload, signature from procedures.certificate
      where jurisdiction = ${tx.actor.jurisdiction} and number = ${number} and starts_with(region, ${tx.actor.region})`,
  )
  if (row === null)
    throw refuse('certificate.missing', { zh: '没有这份证书', en: 'There is no such certificate' }, { kind: 'missing' })
  const events = await tx.rows<
    CertificatePage['events'][number]
  >(sql`select act, reason, on_date::text "on", by_name "by"
    from procedures.certificate_event where jurisdiction = ${tx.actor.jurisdiction} and certificate = ${number} order by revision desc`)
  const { payload, signature, ...line } = row
  return { ...line, token: tokenOf(payload, signature), events }
}
