import type { IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CertificateTerm } from './rules.ts'

/** A certificate without its sealed number. */
export type CertificateRow = CertificateTerm & {
  id: string
  person: string
  skill: string
  level: number | null
  issuer: string
  class: string | null
  verifiedOn: IsoDate | null
  verifiedHow: string | null
  verifiedBy: string | null
  revokedReason: string | null
}

export const CERTIFICATE = sql`c.id, c.person, c.skill, c.level, c.issuer, c.issued_on "from", c.valid_until "until", c.class, c.state,
  c.verified_on "verifiedOn", c.verified_how "verifiedHow", c.verified_by "verifiedBy", c.revoked_on "revokedOn", c.revoked_reason "revokedReason"`

/** @throws Refusal `certificate.missing` */
export async function certificateWith(tx: Tx, id: string, lock = false): Promise<CertificateRow> {
  const row = await tx.maybe<CertificateRow>(sql`select ${CERTIFICATE} from workforce.certificate c
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row !== null) return row
  throw refuse('certificate.missing', { zh: '没有这个证书', en: 'There is no such certificate' }, { kind: 'missing' })
}
