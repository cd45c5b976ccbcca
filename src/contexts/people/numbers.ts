import { today } from '../../kernel/dates.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { PeopleDesk } from './desk.ts'
import { readIdentity } from './identity.ts'
import { numberHash, phoneToken } from './seals.ts'

/**
 * The person with an identity number, for rooms to whom somebody gave it: the id and nothing else, so nothing is noted. A number that cannot
 * be one is nobody's. One statement.
 */
export async function personOfNumber(tx: Tx, desk: PeopleDesk, typed: string): Promise<string | null> {
  const number = numberIn(tx, typed)
  if (number === null) return null
  const hash = numberHash(await desk.keys.ring(tx), number)
  const found = await tx.maybe<{
    id: string
  }>(sql`select id from people.person where jurisdiction = ${tx.actor.jurisdiction}
    and number_hash = ${hash} and state not in ('merged', 'destroyed')`)
  return found?.id ?? null
}

/**
 * The living resident whose file holds both an identity number and a telephone: who knows both may be told to be that person once a code
 * sent to the telephone comes back. One statement.
 */
export async function personOfNumberAndPhone(
  tx: Tx,
  desk: PeopleDesk,
  typed: string,
  phone: string,
): Promise<string | null> {
  const number = numberIn(tx, typed)
  const ring = await desk.keys.ring(tx)
  const found = await tx.maybe<{ id: string }>(sql`select p.id from people.person p
    join people.token t on t.jurisdiction = p.jurisdiction and t.person = p.id and t.token = ${phoneToken(ring, phone)}
    where p.jurisdiction = ${tx.actor.jurisdiction} and p.state = 'resident' and p.number_hash = ${numberHash(ring, number ?? '')}`)
  return number === null ? null : (found?.id ?? null)
}

function numberIn(tx: Tx, typed: string): string | null {
  try {
    return readIdentity(typed, today(tx.now.getTime())).number
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
