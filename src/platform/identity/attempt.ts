import { type Database, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import type { IdentityConfig } from './config.ts'
import { decoyHash, verifyPassword } from './password.ts'

/** Failures in a row after which an account is locked out. */
export const ATTEMPTS = 5
const FIRST_LOCK_OUT = 15 * 60_000
const LONGEST_LOCK_OUT = 24 * 3_600_000

/** How long the nth lock-out in a row lasts, in milliseconds: a quarter of an hour, doubled each time, at most a day. */
export function lockOutFor(nth: number): number {
  return Math.min(FIRST_LOCK_OUT * 2 ** (nth - 1), LONGEST_LOCK_OUT)
}

export type Reserved = { failed: number; lockOuts: number; lockedUntil: string | null }

/** What a try does to the counters before anybody knows whether it succeeds; null when it may not be made at all. */
export function reserve(state: Reserved, now: Date): Reserved | null {
  if (state.lockedUntil !== null && Date.parse(state.lockedUntil) > now.getTime()) return null
  const failed = (state.failed >= ATTEMPTS ? 0 : state.failed) + 1
  if (failed < ATTEMPTS) return { failed, lockOuts: state.lockOuts, lockedUntil: null }
  const lockOuts = state.lockOuts + 1
  return { failed, lockOuts, lockedUntil: new Date(now.getTime() + lockOutFor(lockOuts)).toISOString() }
}

type Row = Reserved & { id: string; status: string; hash: string | null }

/** Whose password to try: by the name typed at sign-in, or by the id of an account that is signed in. */
export type Claimant = { username: string } | { account: string }

/**
 * Tries a password. The try is counted before the password is looked at, so that however many come at once, no more than
 * `ATTEMPTS` are ever looked at between two lock-outs. A name that does not exist, a locked account and a wrong password cost the
 * same work and give the same answer.
 *
 * @param then what the right password opens, in one transaction with the last look that it is still the right one
 * @returns what `then` returned, or null
 */
export async function tryPassword<T>(
  db: Database,
  config: IdentityConfig,
  jurisdiction: string,
  claimant: Claimant,
  password: string,
  then: (tx: Tx, account: string) => Promise<T>,
): Promise<T | null> {
  const actor = systemActor('identity', jurisdiction)
  const claim = await db.write(actor, async (tx) => {
    const row = await tx.maybe<Row>(sql`
      select a.id, a.status, a.failed_attempts failed, a.lock_outs "lockOuts", a.locked_until "lockedUntil", c.password_hash hash
      from identity.account a left join identity.credential c on c.jurisdiction = a.jurisdiction and c.account = a.id
      where a.jurisdiction = ${jurisdiction}
        and ${'username' in claimant ? sql`a.username = ${nameOf(claimant.username)}` : sql`a.id = ${claimant.account}`}
      for update of a`)
    const next = row === null || row.status !== 'active' || row.hash === null ? null : reserve(row, tx.now)
    const counted = next === null ? null : row!.id
    await tx.run(sql`update identity.account set failed_attempts = ${next?.failed ?? 0}, lock_outs = ${next?.lockOuts ?? 0}, locked_until = ${next?.lockedUntil ?? null}
      where jurisdiction = ${jurisdiction} and id = ${counted}`)
    return {
      account: row?.id ?? null,
      hash: counted === null ? null : row!.hash,
      lockedUntil: next?.lockedUntil ?? null,
    }
  })
  const right = await verifyPassword(password, claim.hash ?? decoyHash(config.cost))
  return db.write(actor, async (tx) => {
    const account = await tx.maybe<{ id: string }>(sql`
      select a.id from identity.account a join identity.credential c on c.jurisdiction = a.jurisdiction and c.account = a.id
      where a.jurisdiction = ${jurisdiction} and a.id = ${right ? claim.account : null} and a.status = 'active' and c.password_hash = ${claim.hash}
      for update of a`)
    if (account !== null) {
      await tx.run(sql`update identity.account set failed_attempts = 0, lock_outs = 0, locked_until = null
        where jurisdiction = ${jurisdiction} and id = ${account.id}`)
      return then(tx, account.id)
    }
    // The name typed may be a password typed in the wrong field: only names that exist are written down, as ids.
    await record(tx, {
      action: claim.lockedUntil === null ? 'identity.password.refuse' : 'identity.account.lock-out',
      subject: { kind: 'account', id: claim.account ?? 'unknown' },
      detail: { looked: claim.hash !== null, until: claim.lockedUntil },
    })
    return null
  })
}

/** Usernames are kept in lower case, without the spaces an input method leaves. */
export function nameOf(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}
