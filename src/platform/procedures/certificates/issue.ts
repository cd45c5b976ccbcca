import { addDays, addMonths, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { emit } from '../../events/index.ts'
import { record } from '../../journal/index.ts'
import { type CaseRow, nextNumber } from '../cases/store.ts'
import { nameOf } from '../catalogue/commands.ts'
import { computeFigures, figureWords } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import { valueWords } from '../form.ts'
import { allFields, type CertificateTemplate, type Definition, type Values } from '../model.ts'
import { type Payload, payloadText, signPayload } from './token.ts'

export type CertificateState = 'valid' | 'suspended' | 'revoked'
export type CertificateAct = 'suspend' | 'restore' | 'revoke'

/** Payload of `procedures.certificate.issued` and `.changed`. */
export type CertificateTold = {
  number: string
  case: string
  code: string
  holder: string
  creditCode: string | null
  region: string
  issuedOn: string
  validUntil: string | null
  state: CertificateState
}

/** The last day a certificate holds: a term of months ends the day before the same day. */
function lastDay(issuedOn: string, months: number | null): string | null {
  return months === null ? null : addDays(addMonths(issuedOn, months), -1)
}

async function writeEvent(tx: Tx, number: string, revision: number, act: string, reason: string): Promise<void> {
  await tx.run(sql`insert into procedures.certificate_event (jurisdiction, certificate, revision, act, reason, on_date, by_id, by_name, at)
    values (${tx.actor.jurisdiction}, ${number}, ${revision}, ${act}, ${reason}, ${today(tx.now.getTime())}, ${tx.actor.id},
      ${await nameOf(tx)}, ${tx.now})`)
}

/** Issues the certificate of a case that was granted (制证): numbered without gaps, signed, told. Returns its number. */
export async function issueCertificate(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  template: CertificateTemplate,
  row: CaseRow,
  values: Values,
): Promise<string> {
  const { jurisdiction } = tx.actor
  const issuedOn = today(tx.now.getTime())
  const year = Number(issuedOn.slice(0, 4))
  const count = String(await nextNumber(tx, template.series, year)).padStart(4, '0')
  const number = `${template.series}-${jurisdiction}-${year}-${count}`
  const validUntil = lastDay(issuedOn, template.months)
  const figures = computeFigures(definition, values)
  const shown = (template.shows ?? []).map((id) => {
    const figure = figures.find((each) => each.id === id)
    if (figure !== undefined) return { title: figure.title, value: figureWords(figure) }
    const field = allFields(definition).find((each) => each.id === id)!
    return { title: field.title, value: valueWords(field, values[id]) }
  })
  const payload: Payload = {
    j: jurisdiction,
    n: number,
    k: template.kind,
    t: template.title.zh,
    h: row.applicant,
    c: row.creditCode,
    f: issuedOn,
    u: validUntil,
    s: desk.keys.id,
  }
  const text = payloadText(payload)
  await tx.run(sql`insert into procedures.certificate (jurisdiction, number, casefile, code, kind, title, holder, credit_code, region, shown,
      payload, signature, issued_on, valid_until, state)
    values (${jurisdiction}, ${number}, ${row.id}, ${row.code}, ${template.kind}, ${JSON.stringify(template.title)}, ${row.applicant},
      ${row.creditCode}, ${row.region}, ${JSON.stringify(shown)}, ${text}, ${signPayload(desk.keys, text)}, ${issuedOn}, ${validUntil}, 'valid')`)
  await writeEvent(tx, number, 0, 'issue', '')
  await record(tx, {
    action: 'procedures.certificate.issue',
    subject: { kind: 'certificate', id: number },
    detail: { case: row.number, validUntil },
  })
  const told: CertificateTold = {
    number,
    case: row.id,
    code: row.code,
    holder: row.applicant,
    creditCode: row.creditCode,
    region: row.region,
    issuedOn,
    validUntil,
    state: 'valid',
  }
  await emit(tx, 'procedures.certificate.issued', told)
  return number
}

const NEXT: Record<CertificateAct, { from: CertificateState[]; to: CertificateState }> = {
  suspend: { from: ['valid'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'valid' },
  revoke: { from: ['valid', 'suspended'], to: 'revoked' },
}

/**
 * Suspends, restores or revokes a certificate. The plaque on the wall shows it at the next scan.
 *
 * @throws Refusal `certificate.missing`, `certificate.state`
 */
export async function changeCertificate(
  tx: Tx,
  number: string,
  act: CertificateAct,
  reason: string,
): Promise<CertificateState> {
  const row = await tx.maybe<{
    casefile: string
    code: string
    holder: string
    creditCode: string | null
    region: string
    issuedOn: string
    validUntil: string | null
    state: CertificateState
  }>(sql`select casefile, code, holder, credit_code "creditCode", region, issued_on "issuedOn", valid_until "validUntil", state
    from procedures.certificate where jurisdiction = ${tx.actor.jurisdiction} and number = ${number}
      and starts_with(region, ${tx.actor.region}) for update`)
  if (row === null)
    throw refuse('certificate.missing', { zh: '没有这份证书', en: 'There is no such certificate' }, { kind: 'missing' })
  const { from, to } = NEXT[act]
  if (!from.includes(row.state))
    throw refuse(
      'certificate.state',
      { zh: '证书现在的状态不能这样变更', en: 'The certificate is not in a state for this' },
      { kind: 'conflict', params: { state: row.state } },
    )
  await tx.run(sql`update procedures.certificate set state = ${to}
    where jurisdiction = ${tx.actor.jurisdiction} and number = ${number}`)
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from procedures.certificate_event
    where jurisdiction = ${tx.actor.jurisdiction} and certificate = ${number}`)
  await writeEvent(tx, number, n, act, reason)
  await record(tx, {
    action: `procedures.certificate.${act}`,
    subject: { kind: 'certificate', id: number },
    detail: { before: row.state, after: to },
  })
  const told: CertificateTold = {
    number,
    case: row.casefile,
    code: row.code,
    holder: row.holder,
    creditCode: row.creditCode,
    region: row.region,
    issuedOn: row.issuedOn,
    validUntil: row.validUntil,
    state: to,
  }
  await emit(tx, 'procedures.certificate.changed', told)
  return to
}
