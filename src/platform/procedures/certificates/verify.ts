import { today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { jurisdictionNamed } from '../../identity/index.ts'
import type { JournalKeys } from '../../journal/index.ts'
import { isSigned, type Payload, readToken } from './token.ts'

/**
 * What a check of a certificate says. `forged`: not signed by us, or the register says something else. `unlisted`: signed, but not in
 * the register. Only `valid` is good.
 */
export type Verdict = 'valid' | 'expired' | 'suspended' | 'revoked' | 'forged' | 'unlisted' | 'missing'

export type Verification = {
  verdict: Verdict
  /** Whether the signature was looked at (a bare number has none) and holds. */
  signature: 'good' | 'bad' | 'none'
  issuer: string | null
  certificate: {
    number: string
    kind: string
    title: Bilingual
    holder: string
    creditCode: string | null
    issuedOn: string
    validUntil: string | null
    shown: { title: Bilingual; value: string }[]
    /** When and why it was suspended or revoked. */
    changedOn: string | null
    reason: string | null
  } | null
  /** What the code in hand claims, where it differs from the register. */
  claims: Payload | null
  checkedOn: string
}

type Row = NonNullable<Verification['certificate']> & {
  state: 'valid' | 'suspended' | 'revoked'
  payload: string
  signature: string
}

async function rowOf(tx: Tx, number: string): Promise<Row | null> {
  return tx.maybe<Row>(sql`select c.number, c.kind, c.title, c.holder, c.credit_code "creditCode", c.issued_on "issuedOn",
      c.valid_until "validUntil", c.shown, c.state, c.payload, c.signature, e.on_date::text "changedOn", e.reason
    from procedures.certificate c
    left join lateral (select on_date, reason from procedures.certificate_event e
      where e.jurisdiction = c.jurisdiction and e.certificate = c.number and e.act <> 'issue' order by e.revision desc limit 1) e on true
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.number = ${number}`)
}

function verdictOf(row: Row, day: string): Verdict {
  if (row.state !== 'valid') return row.state
  return row.validUntil !== null && row.validUntil < day ? 'expired' : 'valid'
}

const plain = ({ state: _, payload: __, signature: ___, ...certificate }: Row) => certificate

/** Checks a bare number against the register. */
export async function verifyNumber(tx: Tx, keys: JournalKeys, number: string): Promise<Verification> {
  const day = today(tx.now.getTime())
  const issuer = (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? null
  const row = await rowOf(tx, number)
  if (row === null)
    return { verdict: 'missing', signature: 'none', issuer, certificate: null, claims: null, checkedOn: day }
  // What the register holds was signed as well: an altered row does not verify.
  if (!isSigned(keys, row.payload, row.signature) || !agrees(row))
    return { verdict: 'forged', signature: 'bad', issuer, certificate: null, claims: null, checkedOn: day }
  return {
    verdict: verdictOf(row, day),
    signature: 'none',
    issuer,
    certificate: plain(row),
    claims: null,
    checkedOn: day,
  }
}

/** Whether the columns of the register still say what was signed. */
function agrees(row: Row): boolean {
  const signed = JSON.parse(row.payload) as Payload
  return (
    signed.n === row.number &&
    signed.h === row.holder &&
    signed.c === row.creditCode &&
    signed.f === row.issuedOn &&
    signed.u === row.validUntil
  )
}

/** Checks a scanned code: its signature, and what the register says of it today. */
export async function verifyToken(tx: Tx, keys: JournalKeys, token: string): Promise<Verification> {
  const day = today(tx.now.getTime())
  const read = readToken(token)
  if (read === null)
    return { verdict: 'forged', signature: 'bad', issuer: null, certificate: null, claims: null, checkedOn: day }
  const issuer = (await jurisdictionNamed(tx, read.payload.j))?.name ?? null
  const claims = read.payload
  if (!isSigned(keys, read.text, read.signature))
    return { verdict: 'forged', signature: 'bad', issuer, certificate: null, claims, checkedOn: day }
  const row = await rowOf(tx, read.payload.n)
  if (row === null) return { verdict: 'unlisted', signature: 'good', issuer, certificate: null, claims, checkedOn: day }
  if (row.payload !== read.text)
    return { verdict: 'forged', signature: 'good', issuer, certificate: null, claims, checkedOn: day }
  return {
    verdict: verdictOf(row, day),
    signature: 'good',
    issuer,
    certificate: plain(row),
    claims: null,
    checkedOn: day,
  }
}
