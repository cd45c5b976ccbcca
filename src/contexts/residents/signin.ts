import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { openSessionByCode, signInResident } from '../../platform/identity/index.ts'
import { record } from '../../platform/journal/index.ts'
import { personOfNumberAndPhone, readPhone } from '../people/index.ts'
import { accountOfPerson, accountOfPhone, openAccount } from './accounts.ts'
import { issueCode, phoneDigest, spendCode } from './codes.ts'
import type { ResidentDesk } from './desk.ts'
import { GOOD_FOR, REMEMBERED, waitFor } from './rules.ts'

const MINUTE = 60_000

/** What whoever asks for a code is told: the same whether there is such a person or not. */
export type CodeAsked = { told: 'counter' | 'message'; minutes: number }

/** Counts a request for a code. @throws Refusal `resident.wait` when it comes too soon */
async function countAsking(tx: Tx, digest: Buffer): Promise<void> {
  const own = tx.actor.jurisdiction
  // Requests for one telephone wait for each other, whether there is an account or not.
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`residents.asking ${own} ${digest.toString('hex')}`}, 0))`,
  )
  const rows = await tx.rows<{ at: string }>(sql`select at from residents.asking
    where jurisdiction = ${own} and phone_digest = ${digest} and at > ${new Date(tx.now.getTime() - REMEMBERED)}`)
  const wait = waitFor(
    rows.map((row) => new Date(row.at)),
    tx.now,
  )
  if (wait > 0) {
    const minutes = Math.ceil(wait / MINUTE)
    throw refuse(
      'resident.wait',
      { zh: `请 ${minutes} 分钟后再取验证码`, en: `Ask for a code again in ${minutes} min` },
      { kind: 'conflict', params: { minutes } },
    )
  }
  await tx.run(
    sql`insert into residents.asking (jurisdiction, id, phone_digest, at) values (${own}, ${newId()}, ${digest}, ${tx.now})`,
  )
}

/**
 * Asks for a one-time code: to sign in with a telephone, or, with an identity number that stands in one file with the telephone, to open the
 * account. The answer is the same whoever asks.
 *
 * @throws Refusal `resident.wait`, and those of `readPhone`
 */
export async function askCode(
  db: Database,
  desk: ResidentDesk,
  jurisdiction: string,
  input: { phone: string; number?: string | null },
): Promise<CodeAsked> {
  const phone = readPhone(input.phone)
  const code = await db.write(systemActor('residents', jurisdiction), async (tx) => {
    const digest = await phoneDigest(tx, desk, phone)
    await countAsking(tx, digest)
    const named = input.number?.trim() ? await personOfNumberAndPhone(tx, desk.people, input.number, phone) : null
    const held = await accountOfPhone(tx, digest)
    // Whoever has an account comes in by it; a number opens one where the telephone is free and the person has none.
    const opens = held === null && named !== null && (await accountOfPerson(tx, named)) === null
    const person = held?.person ?? (opens ? named : null)
    await record(tx, { action: 'residents.code.ask', subject: { kind: 'person', id: person ?? 'unknown' } })
    if (person === null) return null
    return issueCode(tx, desk, { kind: held === null ? 'opening' : 'sign-in', person, phone })
  })
  const minutes = GOOD_FOR['sign-in'] / MINUTE
  // Not waited for: the time of the answer says nothing. What does not arrive is asked for again.
  if (code !== null) void desk.sender.send?.({ phone, code, minutes }).catch(() => undefined)
  return { told: desk.sender.told, minutes }
}

/** The one answer to every sign-in that fails. */
const refused = () =>
  refuse(
    'resident.refused',
    {
      zh: '电话、验证码或密码不对，或验证码已失效',
      en: 'Telephone, code or password is wrong, or the code is no longer good',
    },
    {
      kind: 'unauthenticated',
      next: {
        zh: '请重新取验证码；还不行，请打服务热线或到乡镇（街道）窗口',
        en: 'Ask for a new code; if that fails, call the hotline or go to the counter',
      },
    },
  )

/**
 * Signs a resident in with a telephone and a code or the password. A code for opening opens the account.
 *
 * @returns the cookie's value
 * @throws Refusal `resident.refused`, whatever the reason
 */
export async function signInByPhone(
  db: Database,
  desk: ResidentDesk,
  jurisdiction: string,
  input: { phone: string; code?: string | null; password?: string | null },
  browser: { ip: string; cookie: string | undefined },
): Promise<string> {
  const phone = readPhone(input.phone)
  const cookie = input.code?.trim()
    ? await spendCode(db, desk, jurisdiction, phone, input.code, async (tx, { kind, person, digest }) => {
        const held = await accountOfPhone(tx, digest)
        const account =
          kind === 'opening' && held === null
            ? await openAccount(tx, desk, { person, phone, how: 'self' })
            : held?.person === person
              ? held.account
              : null
        return account === null ? null : openSessionByCode(tx, desk.identity, account, browser)
      })
    : await byPassword(db, desk, jurisdiction, phone, input.password ?? '', browser)
  if (cookie === null) throw refused()
  return cookie
}

async function byPassword(
  db: Database,
  desk: ResidentDesk,
  jurisdiction: string,
  phone: string,
  password: string,
  browser: { ip: string; cookie: string | undefined },
): Promise<string | null> {
  const held = await db.write(systemActor('residents', jurisdiction), async (tx) =>
    accountOfPhone(tx, await phoneDigest(tx, desk, phone)),
  )
  return signInResident(db, desk.identity, jurisdiction, held?.account ?? null, password, browser)
}
