import { randomInt } from 'node:crypto'
import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from './desk.ts'
import { demandPerson } from './views.ts'

/** Codes on a card. */
const ON_A_CARD = 12
const DIGITS = 6

/** What is spoken, without spaces. */
const plain = (code: string): string => code.replace(/\D/g, '')

const digestOf = async (tx: Tx, desk: PeopleDesk, person: string, code: string): Promise<Buffer> =>
  (await desk.keys.ring(tx)).digest('spoken-code', `${person} ${plain(code)}`).subarray(0, 16)

/**
 * A new card of one-time codes (口头确认码) for a person: shown this once, to be printed and handed over; the codes of the card before no
 * longer hold. Who serves a person cannot make them up: they are checked when the record reaches the server.
 *
 * @throws Refusal `person.missing`
 */
export async function issueCodes(tx: Tx, desk: PeopleDesk, person: string): Promise<{ codes: string[] }> {
  await demandPerson(tx, desk, person)
  const own = tx.actor.jurisdiction
  const drawn = new Set<string>()
  while (drawn.size < ON_A_CARD) drawn.add(String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0'))
  const codes = [...drawn]
  const digests: Buffer[] = []
  for (const code of codes) digests.push(await digestOf(tx, desk, person, code))
  await tx.run(sql`update people.spoken_code set used_at = ${tx.now}, used_for = 'withdrawn'
    where jurisdiction = ${own} and person = ${person} and used_at is null`)
  await tx.run(sql`insert into people.spoken_code (jurisdiction, id, person, digest, issued_by, issued_at)
    select ${own}, x.id, ${person}, x.digest, ${tx.actor.id}, ${tx.now} from unnest(${codes.map(() => newId())}::uuid[], ${digests}::bytea[]) x(id, digest)`)
  await record(tx, {
    action: 'people.codes.issue',
    subject: { kind: 'person', id: person },
    detail: { codes: codes.length },
  })
  return { codes }
}

/**
 * Spends a code that a person spoke; true when it was one of the card's and not spent before. A wrong one refuses nothing: the record it
 * comes with stands and says so. One statement.
 *
 * @param usedFor what it proved, such as `visit:<id>`
 */
export async function spendCode(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  code: string,
  usedFor: string,
): Promise<boolean> {
  const digest = await digestOf(tx, desk, person, code)
  const spent = await tx.run(sql`update people.spoken_code set used_at = ${tx.now}, used_for = ${usedFor}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and digest = ${digest} and used_at is null`)
  return spent === 1
}
