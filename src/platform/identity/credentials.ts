import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { accountWith, noAccount } from './accounts.ts'
import { nameOf, tryPassword } from './attempt.ts'
import type { IdentityConfig } from './config.ts'
import { checkPassword, hashPassword, temporaryPassword } from './password.ts'
import { checkCredentials } from './rules.ts'
import { endSessions, openSession } from './sessions.ts'

/** Puts a password hash in force, in the transaction given. The lock-out ends; every open session of the account ends. */
export async function putPassword(tx: Tx, account: string, hash: string, mustChange: boolean): Promise<void> {
  const { jurisdiction } = tx.actor
  await tx.run(sql`
    insert into identity.credential (jurisdiction, account, password_hash, must_change, set_at)
    values (${jurisdiction}, ${account}, ${hash}, ${mustChange}, ${tx.now})
    on conflict (jurisdiction, account) do update set password_hash = excluded.password_hash, must_change = excluded.must_change, set_at = excluded.set_at`)
  await tx.run(
    sql`update identity.account set failed_attempts = 0, lock_outs = 0, locked_until = null where jurisdiction = ${jurisdiction} and id = ${account}`,
  )
  await endSessions(tx, sql`account = ${account}`, 'password-changed')
}

/**
 * Changes one's own password, ends all of one's sessions and opens a fresh one.
 *
 * @returns the new cookie's value
 * @throws Refusal `password.wrong` (counted like a wrong sign-in), `password.same`, and those of `checkPassword`
 */
export async function changePassword(
  db: Database,
  config: IdentityConfig,
  actor: Actor,
  input: { current: string; password: string },
  ip: string,
): Promise<string> {
  const account = await db.read(actor, (tx) => accountWith(tx, actor.id))
  checkPassword(input.password, account.username)
  if (input.password.normalize('NFKC') === input.current.normalize('NFKC')) {
    throw refuse(
      'password.same',
      { zh: '新密码不能与旧密码相同', en: 'The new password must differ from the old one' },
      { at: '/password' },
    )
  }
  const hash = await hashPassword(input.password, config.cost)
  const cookie = await tryPassword(
    db,
    config,
    actor.jurisdiction,
    { account: actor.id },
    input.current,
    async (tx, id) => {
      await putPassword(tx, id, hash, false)
      await record(tx, { action: 'identity.password.change', subject: { kind: 'account', id } })
      return openSession(tx, config, id, { via: 'password', ip, replaces: undefined })
    },
  )
  if (cookie === null) {
    throw refuse(
      'password.wrong',
      {
        zh: '现在的密码不对，或者账号暂时锁定',
        en: 'The present password is wrong, or the account is locked for a while',
      },
      {
        at: '/current',
        next: { zh: '忘记密码时请联系管理员重置', en: 'If you forgot it, ask the administrator to reset it' },
      },
    )
  }
  return cookie
}

/**
 * Gives an account a password to begin with. It is shown once and must be changed at the first sign-in.
 *
 * @returns the password in plain
 * @throws Refusal `account.missing`, `credential.own`, `credential.duty`
 */
export async function issuePassword(db: Database, config: IdentityConfig, actor: Actor, id: string): Promise<string> {
  const password = temporaryPassword()
  const hash = await hashPassword(password, config.cost)
  await db.write(actor, async (tx) => {
    const account = await accountWith(tx, id, true)
    checkCredentials(await accountWith(tx, actor.id), account)
    await putPassword(tx, id, hash, true)
    await record(tx, { action: 'identity.password.issue', subject: { kind: 'account', id } })
  })
  return password
}

/**
 * The way back in when nobody is left who could reset a password: run by whoever operates the machine. Told in the journal like
 * everything else.
 *
 * @returns the password in plain
 * @throws Refusal `account.missing`
 */
export async function recoverPassword(
  db: Database,
  config: IdentityConfig,
  jurisdiction: string,
  username: string,
): Promise<string> {
  const password = temporaryPassword()
  const hash = await hashPassword(password, config.cost)
  await db.write(systemActor('recovery', jurisdiction), async (tx) => {
    const found = await tx.maybe<{ id: string }>(
      sql`select id from identity.account where jurisdiction = ${jurisdiction} and username = ${nameOf(username)} for update`,
    )
    if (found === null) throw noAccount(username)
    await putPassword(tx, found.id, hash, true)
    await record(tx, { action: 'identity.password.recover', subject: { kind: 'account', id: found.id } })
  })
  return password
}
