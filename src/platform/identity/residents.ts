import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, reachOf, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { tryPassword } from './attempt.ts'
import type { IdentityConfig } from './config.ts'
import { putPassword } from './credentials.ts'
import { checkPassword, hashPassword } from './password.ts'
import { endSessions, openSession } from './sessions.ts'

/** For so long after a sign-in by code one may set a password without knowing an old one. */
const FRESH_MS = 15 * 60_000

/**
 * Opens an account for a resident (居民账号), without a password: its owner comes in by one-time codes. Whose person file it belongs to is
 * kept by the room above. The role takes effect at once, for it lets nobody see anything but the own matters.
 *
 * @param name how the account is called in lists: a masked name
 * @returns its id
 */
export async function openResidentAccount(tx: Tx, name: string): Promise<string> {
  const { jurisdiction } = tx.actor
  const id = newId()
  const region = reachOf(jurisdiction)
  await tx.run(sql`insert into identity.account (jurisdiction, id, username, name, unit, region, status, duty, created_at, created_by)
    values (${jurisdiction}, ${id}, ${`resident-${id.slice(-12)}`}, ${name}, null, ${region}, 'active', 'resident', ${tx.now}, ${tx.actor.id})`)
  await tx.run(sql`insert into identity.role_grant (jurisdiction, id, account, role, duty, region, unit, valid_from, state, granted_by, granted_at, decided_by, decided_at)
    values (${jurisdiction}, ${newId()}, ${id}, 'resident', 'resident', ${region}, null, ${today(tx.now.getTime())}, 'confirmed',
      'system:residents', ${tx.now}, 'system:residents', ${tx.now})`)
  await record(tx, { action: 'identity.resident.open', subject: { kind: 'account', id } })
  return id
}

/** Closes a resident's account for good: its sessions end at once. */
export async function closeResidentAccount(tx: Tx, id: string, why: string): Promise<void> {
  const { jurisdiction } = tx.actor
  await tx.run(sql`update identity.account set status = 'disabled', name = '—'
    where jurisdiction = ${jurisdiction} and id = ${id} and duty = 'resident'`)
  const ended = await endSessions(tx, sql`account = ${id}`, 'account-closed')
  await record(tx, {
    action: 'identity.resident.close',
    subject: { kind: 'account', id },
    detail: { why, sessions: ended.length },
  })
}

/** Opens a session for a resident whose one-time code was right, in the transaction that used the code up. Returns the cookie's value. */
export function openSessionByCode(
  tx: Tx,
  config: IdentityConfig,
  account: string,
  browser: { ip: string; cookie: string | undefined },
): Promise<string> {
  return openSession(tx, config, account, { via: 'code', ip: browser.ip, replaces: browser.cookie })
}

/**
 * Signs a resident in with the password set by oneself. An account that does not exist, one without a password and a wrong password cost
 * the same work and give the same answer: null.
 *
 * @returns the cookie's value
 */
export function signInResident(
  db: Database,
  config: IdentityConfig,
  jurisdiction: string,
  account: string | null,
  password: string,
  browser: { ip: string; cookie: string | undefined },
): Promise<string | null> {
  const claimant = account === null ? { username: '—' } : { account }
  return tryPassword(db, config, jurisdiction, claimant, password, (tx, id) =>
    openSession(tx, config, id, { via: 'password', ip: browser.ip, replaces: browser.cookie }),
  )
}

/**
 * Sets one's own password in a session that a one-time code opened just now; all other sessions end.
 *
 * @returns the new cookie's value
 * @throws Refusal `password.code-needed`, and those of `checkPassword`
 */
export async function setPasswordByCode(
  db: Database,
  config: IdentityConfig,
  who: { actor: Actor; session: string },
  password: string,
  ip: string,
): Promise<string> {
  checkPassword(password, who.actor.id)
  const hash = await hashPassword(password, config.cost)
  return db.write(systemActor('identity', who.actor.jurisdiction), async (tx) => {
    const fresh =
      await tx.maybe(sql`select from identity.session where jurisdiction = ${who.actor.jurisdiction} and id = ${who.session}
      and account = ${who.actor.id} and via = 'code' and ended_at is null and opened_at > ${new Date(tx.now.getTime() - FRESH_MS)}`)
    if (fresh === null)
      throw refuse(
        'password.code-needed',
        { zh: '请用验证码重新登录，再设置密码', en: 'Sign in with a one-time code again, then set a password' },
        { kind: 'conflict', next: { zh: '登录后 15 分钟内可以设置', en: 'You have 15 minutes after signing in' } },
      )
    await putPassword(tx, who.actor.id, hash, false)
    await record(tx, { action: 'identity.password.change', subject: { kind: 'account', id: who.actor.id } })
    return openSession(tx, config, who.actor.id, { via: 'password', ip, replaces: undefined })
  })
}
