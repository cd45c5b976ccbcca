import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, type Sql, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { tryPassword } from './attempt.ts'
import type { IdentityConfig } from './config.ts'
import { newToken, readToken } from './token.ts'

/** How a sign-in happened. */
export type Via = 'password' | 'oidc' | 'code'

export type EndReason = 'signed-out' | 'replaced' | 'revoked' | 'password-changed' | 'account-closed'

/** A session as its owner sees it. */
export type SessionRow = {
  id: string
  via: Via
  ip: string
  openedAt: string
  seenAt: string
  closesAt: string
  current: boolean
}

/**
 * Opens a session with a fresh token, in the transaction given, and ends the one whose cookie the browser still shows.
 *
 * @returns the cookie's value; it is not kept anywhere
 */
export async function openSession(
  tx: Tx,
  config: IdentityConfig,
  account: string,
  how: { via: Via; ip: string; replaces: string | undefined },
): Promise<string> {
  const { jurisdiction } = tx.actor
  const old = readToken(how.replaces)
  if (old !== null && old.jurisdiction === jurisdiction)
    await endSessions(tx, sql`token_hash = ${old.hash}`, 'replaced')
  const token = newToken(jurisdiction)
  const id = newId()
  const closes = new Date(tx.now.getTime() + config.absoluteHours * 3_600_000)
  const opened = await tx.run(sql`
    insert into identity.session (jurisdiction, id, account, token_hash, via, ip, opened_at, seen_at, closes_at)
    select ${jurisdiction}, ${id}, a.id, ${token.hash}, ${how.via}, ${how.ip}, ${tx.now}, ${tx.now}, ${closes}
    from identity.account a where a.jurisdiction = ${jurisdiction} and a.id = ${account} and a.status = 'active' for share`)
  if (opened === 0) throw refused()
  await record(tx, {
    action: 'identity.session.open',
    subject: { kind: 'account', id: account },
    detail: { session: id, via: how.via },
  })
  return token.value
}

/** Ends sessions that match, in the transaction's jurisdiction, and returns their ids. Takes effect with the next request of each. */
export async function endSessions(tx: Tx, which: Sql, reason: EndReason): Promise<string[]> {
  const ended = await tx.rows<{ id: string }>(sql`
    update identity.session set ended_at = ${tx.now}, end_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and ended_at is null and ${which} returning id`)
  return ended.map((row) => row.id)
}

/** The one answer to every sign-in that fails. */
export function refused() {
  return refuse(
    'session.refused',
    {
      zh: '用户名或密码不对，或者账号暂时锁定',
      en: 'The username or password is wrong, or the account is locked for a while',
    },
    {
      kind: 'unauthenticated',
      next: {
        zh: '连续输错 5 次会锁定 15 分钟，再错时间加长；急需时请联系安全员解锁',
        en: 'After 5 wrong tries the account is locked for 15 minutes, then longer; a security officer can unlock it',
      },
    },
  )
}

/**
 * Signs in with a password.
 *
 * @returns the cookie's value
 * @throws Refusal `session.refused`, whatever the reason
 */
export async function signIn(
  db: Database,
  config: IdentityConfig,
  input: { jurisdiction?: string | undefined; username: string; password: string },
  browser: { ip: string; cookie: string | undefined },
): Promise<string> {
  const jurisdiction = input.jurisdiction ?? config.home
  const cookie = await tryPassword(
    db,
    config,
    jurisdiction,
    { username: input.username },
    input.password,
    (tx, account) => openSession(tx, config, account, { via: 'password', ip: browser.ip, replaces: browser.cookie }),
  )
  if (cookie === null) throw refused()
  return cookie
}

/** Ends the session of a cookie. Nothing happens when it is over already. */
export async function signOut(db: Database, cookie: string | undefined): Promise<void> {
  const token = readToken(cookie)
  if (token === null) return
  await db.write(systemActor('identity', token.jurisdiction), async (tx) => {
    const row = await tx.maybe<{ id: string; account: string }>(sql`
      update identity.session set ended_at = ${tx.now}, end_reason = 'signed-out'
      where jurisdiction = ${token.jurisdiction} and token_hash = ${token.hash} and ended_at is null returning id, account`)
    if (row !== null) {
      await record(tx, {
        action: 'identity.session.close',
        subject: { kind: 'account', id: row.account },
        detail: { session: row.id },
      })
    }
  })
}

/** The sessions of an account that are open now, newest first. */
export async function openSessionsOf(
  tx: Tx,
  config: IdentityConfig,
  account: string,
  cookie: string | undefined,
): Promise<SessionRow[]> {
  const idle = new Date(tx.now.getTime() - config.idleMinutes * 60_000)
  return tx.rows<SessionRow>(sql`
    select id, via, ip, opened_at "openedAt", seen_at "seenAt", closes_at "closesAt", token_hash = ${readToken(cookie)?.hash ?? ''} current
    from identity.session
    where jurisdiction = ${tx.actor.jurisdiction} and account = ${account} and ended_at is null and closes_at > ${tx.now} and seen_at > ${idle}
    order by opened_at desc, id`)
}

/**
 * Ends one session of the account that acts.
 *
 * @throws Refusal `session.missing`
 */
export async function revokeSession(tx: Tx, actor: Actor, id: string): Promise<void> {
  const ended = await endSessions(tx, sql`account = ${actor.id} and id = ${id}`, 'revoked')
  if (ended.length === 0) {
    throw refuse(
      'session.missing',
      { zh: '没有这个登录会话，或已结束', en: 'There is no such session, or it is over' },
      { kind: 'missing' },
    )
  }
  await record(tx, {
    action: 'identity.session.revoke',
    subject: { kind: 'account', id: actor.id },
    detail: { session: id },
  })
}
