import { addDays, addMonths, formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, sealsFor } from '../../people/index.ts'
import type { Skill } from '../model.ts'
import { skillNamed } from '../skills.ts'
import { demandWorker } from '../staff/commands.ts'
import { type CertificateRow, certificateWith } from './store.ts'

/** Payload of `workforce.certificate.changed`. */
export type CertificateChanged = { certificate: string; person: string; skill: string; act: string }

export type NewCertificate = {
  skill: string
  level?: number | null
  number: string | null
  issuer: string
  issuedOn: IsoDate
  /** Last day; left out, the usual term of the skill; null, without end. */
  validUntil?: IsoDate | null
  class?: string | null
}

/** What stands sealed of a certificate. */
export type CertificateSecrets = { number: string | null }

const plainNumber = (text: string | null) => text?.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() || null

function checkTerm(input: NewCertificate, skill: Skill, day: IsoDate): IsoDate | null {
  if (!skill.levelled && input.level != null)
    throw refuse(
      'certificate.level',
      { zh: `“${skill.title.zh}”不分等级`, en: `There are no levels of: ${skill.title.en}` },
      { at: '/level' },
    )
  if (input.issuedOn > day)
    throw refuse(
      'certificate.issued',
      { zh: '发证日期在今天之后', en: 'It cannot have been issued after today' },
      { at: '/issuedOn' },
    )
  const usual = skill.termMonths === null ? null : addDays(addMonths(input.issuedOn, skill.termMonths), -1)
  const until = input.validUntil === undefined ? usual : input.validUntil
  if (until !== null && until < input.issuedOn)
    throw refuse(
      'certificate.term',
      { zh: '有效期早于发证日期', en: 'It would end before it was issued' },
      { at: '/validUntil' },
    )
  return until
}

/**
 * Enters a certificate (证书). It counts once it has been verified.
 *
 * @throws Refusal `worker.missing`, `skill.missing`, `certificate.level`, `certificate.issued`, `certificate.term`, `certificate.exists`
 */
export async function addCertificate(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: NewCertificate,
): Promise<{ id: string }> {
  await demandWorker(tx, desk, person)
  const skill = await skillNamed(tx, input.skill)
  const until = checkTerm(input, skill, today(tx.now.getTime()))
  const number = plainNumber(input.number)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (seal === undefined)
    throw refuse('person.destroyed', { zh: '此人的档案已销毁', en: 'This file was destroyed' }, { kind: 'conflict' })
  const ring = await desk.keys.ring(tx)
  const hash = number === null ? null : ring.digest('certificate', `${skill.code}|${number}`).subarray(0, 16)
  const id = newId()
  const secrets: CertificateSecrets = { number }
  const kept =
    await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, number_hash, sealed, issuer, issued_on,
      valid_until, class, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${person}, ${skill.code}, ${input.level ?? null}, ${hash}, ${seal.seal(secrets)}, ${input.issuer.trim()},
      ${input.issuedOn}, ${until}, ${input.class ?? null}, ${tx.now}, ${tx.actor.id})
    on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'certificate.exists',
      { zh: '这个证书编号已经登记过', en: 'A certificate with this number was entered already' },
      {
        kind: 'conflict',
        at: '/number',
        next: { zh: '请核对编号；换发的证书用新编号登记', en: 'Check the number; a renewed certificate has a new one' },
      },
    )
  await tell(tx, { id, person, skill: skill.code }, 'add', { issuedOn: input.issuedOn, until })
  return { id }
}

/**
 * Says whether a certificate is genuine, and how that was found (原件、发证机构复函、官网查询). Whoever finds out more may say so again.
 *
 * @throws Refusal `certificate.missing`, `certificate.revoked`
 */
export async function verifyCertificate(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { genuine: boolean; how: string },
): Promise<void> {
  const row = await own(tx, desk, id)
  if (row.revokedOn !== null) throw revoked(row.revokedOn)
  const day = today(tx.now.getTime())
  await tx.run(sql`update workforce.certificate set state = ${input.genuine ? 'verified' : 'refuted'}, verified_on = ${day},
      verified_how = ${input.how}, verified_by = ${tx.actor.id} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, row, input.genuine ? 'verify' : 'refute', { how: input.how })
}

/**
 * Notes that the issuer took a certificate back; from that day it counts no longer.
 *
 * @throws Refusal `certificate.missing`, `certificate.revoked`, `certificate.term`
 */
export async function revokeCertificate(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; reason: string },
): Promise<void> {
  const row = await own(tx, desk, id)
  if (row.revokedOn !== null) throw revoked(row.revokedOn)
  if (input.on < row.from)
    throw refuse(
      'certificate.term',
      { zh: '撤销日期早于发证日期', en: 'It cannot be revoked before it was issued' },
      { at: '/on' },
    )
  await tx.run(sql`update workforce.certificate set revoked_on = ${input.on}, revoked_reason = ${input.reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, row, 'revoke', { on: input.on, reason: input.reason })
}

const revoked = (on: IsoDate) =>
  refuse(
    'certificate.revoked',
    { zh: `已于 ${formatDate(on)} 撤销`, en: `It was revoked on ${formatDate(on, 'en')}` },
    { kind: 'conflict' },
  )

async function own(tx: Tx, desk: PeopleDesk, id: string): Promise<CertificateRow> {
  const row = await certificateWith(tx, id, true)
  await demandPerson(tx, desk, row.person)
  return row
}

async function tell(
  tx: Tx,
  row: { id: string; person: string; skill: string },
  act: string,
  detail: { [key: string]: string | null },
): Promise<void> {
  await record(tx, {
    action: `workforce.certificate.${act}`,
    subject: { kind: 'person', id: row.person },
    detail: { certificate: row.id, skill: row.skill, ...detail },
  })
  const told: CertificateChanged = { certificate: row.id, person: row.person, skill: row.skill, act }
  await emit(tx, 'workforce.certificate.changed', told)
}
