import { gather } from '../../kernel/gather.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, publicActor, reachOf, type Sql, sql, systemActor, type Tx } from '../db/index.ts'
import type { IdentityConfig } from './config.ts'
import { counts } from './counts.ts'
import { permissionsOf } from './permissions.ts'
import { readToken, SESSION_COOKIE } from './token.ts'

/** What a request shows of who it is from. */
export type Credentials = {
  cookie(name: string): string | undefined
  jurisdiction: string | undefined
  authorization: string | undefined
}

/** An account that is signed in, and by which session. */
export type SignedIn = { actor: Actor; session: string }

type Holder = {
  id: string
  account: string
  region: string
  unit: string | null
  seenAt: string
  setAt: string | null
  mustChange: boolean | null
  resident: boolean
  roles: string[]
}

/** Instant before which a session was last used too long ago. */
const idleSince = (now: Date, config: IdentityConfig) => new Date(now.getTime() - config.idleMinutes * 60_000)

const RENEWAL = 60_000

/** True when the password has to be changed before anything else: it was issued by another, or has grown old. A resident's does not grow old. */
export function mustChange(
  password: { mustChange: boolean | null; setAt: string | null; resident: boolean },
  now: Date,
  config: IdentityConfig,
): boolean {
  if (password.mustChange === null || password.setAt === null) return false
  if (password.mustChange) return true
  return (
    !password.resident &&
    config.passwordDays > 0 &&
    now.getTime() - Date.parse(password.setAt) > config.passwordDays * 86_400_000
  )
}

function holders(now: Date): Sql {
  return sql`a.id account, a.region, a.unit, c.set_at "setAt", c.must_change "mustChange", coalesce(a.duty = 'resident', false) resident,
    array(select distinct g.role from identity.role_grant g where g.jurisdiction = a.jurisdiction and g.account = a.id and ${counts(now)} order by 1) roles`
}

async function actorOf(tx: Tx, jurisdiction: string, holder: Holder, config: IdentityConfig): Promise<Actor> {
  const { now } = tx
  return {
    kind: 'account',
    id: holder.account,
    jurisdiction,
    reach: reachOf(jurisdiction),
    region: holder.region,
    unit: holder.unit,
    permissions: mustChange(holder, now, config) ? new Set() : permissionsOf(holder.roles),
    ...(holder.resident ? { subjects: (await config.subjectsOf?.(tx, holder.account)) ?? [] } : {}),
  }
}

type Found = { holder: Holder; now: Date; actor: Actor }
type Token = { jurisdiction: string; hash: string }

const lookups = new WeakMap<IdentityConfig, WeakMap<Database, Map<string, (hash: string) => Promise<Found | null>>>>()

/** Sessions to a statement at most, and statements under way at once, of one jurisdiction. */
const TOGETHER = { most: 64, lanes: 4 }

/** Looks a session up, together with those that are asked for at the same moment. Each is read after it was asked for, never before. */
function lookUp(db: Database, config: IdentityConfig, { jurisdiction, hash }: Token): Promise<Found | null> {
  const byDatabase =
    lookups.get(config) ?? new WeakMap<Database, Map<string, (hash: string) => Promise<Found | null>>>()
  lookups.set(config, byDatabase)
  const byJurisdiction = byDatabase.get(db) ?? new Map<string, (hash: string) => Promise<Found | null>>()
  byDatabase.set(db, byJurisdiction)
  const known = byJurisdiction.get(jurisdiction)
  if (known !== undefined) return known(hash)
  const ask = gather<string, Found | null>(
    (hashes) =>
      db.read(systemActor('identity', jurisdiction), async (tx) => {
        const rows = await tx.rows<Holder & { hash: string }>(sql`
          select s.token_hash hash, s.id, s.seen_at "seenAt", ${holders(tx.now)}
          from identity.session s
          join identity.account a on a.jurisdiction = s.jurisdiction and a.id = s.account
          left join identity.credential c on c.jurisdiction = a.jurisdiction and c.account = a.id
          where s.jurisdiction = ${jurisdiction} and s.token_hash = any(${[...new Set(hashes)]}::text[]) and s.ended_at is null
            and s.closes_at > ${tx.now} and s.seen_at > ${idleSince(tx.now, config)} and a.status = 'active'`)
        const found = new Map<string, Found>()
        for (const holder of rows)
          found.set(holder.hash, { holder, now: tx.now, actor: await actorOf(tx, jurisdiction, holder, config) })
        return hashes.map((each) => found.get(each) ?? null)
      }),
    TOGETHER,
  )
  byJurisdiction.set(jurisdiction, ask)
  return ask(hash)
}

/**
 * Whose session a cookie is; null when it is over, revoked or was never one. One statement, which requests of the same moment share; at most
 * once a minute a second transaction moves the idle time-out on.
 */
export async function sessionOf(
  db: Database,
  config: IdentityConfig,
  cookie: string | undefined,
): Promise<SignedIn | null> {
  const token = readToken(cookie)
  if (token === null) return null
  const found = await lookUp(db, config, token)
  if (found === null) return null
  const { holder, now, actor } = found
  if (now.getTime() - Date.parse(holder.seenAt) >= RENEWAL) {
    await db.write(systemActor('identity', token.jurisdiction), (tx) =>
      tx.run(sql`update identity.session set seen_at = ${tx.now}
        where jurisdiction = ${token.jurisdiction} and id = ${holder.id} and ended_at is null and seen_at < ${tx.now}`),
    )
  }
  return { actor, session: holder.id }
}

async function programOf(db: Database, config: IdentityConfig, authorization: string): Promise<Actor> {
  const token = readToken(/^Bearer (\S+)$/i.exec(authorization)?.[1])
  const actor =
    token === null
      ? null
      : await db.read(systemActor('identity', token.jurisdiction), async (tx) => {
          const key = await tx.maybe<Holder & { permissions: string[] }>(sql`
            select k.id, k.permissions, ${holders(tx.now)}
            from identity.api_key k
            join identity.account a on a.jurisdiction = k.jurisdiction and a.id = k.account
            left join identity.credential c on c.jurisdiction = a.jurisdiction and c.account = a.id
            where k.jurisdiction = ${token.jurisdiction} and k.token_hash = ${token.hash} and k.revoked_at is null
              and k.expires_at > ${tx.now} and a.status = 'active'`)
          if (key === null) return null
          const whole = await actorOf(tx, token.jurisdiction, key, config)
          return { ...whole, permissions: new Set(key.permissions.filter((each) => whole.permissions.has(each))) }
        })
  if (actor !== null) return actor
  throw refuse(
    'key.invalid',
    { zh: '接口密钥无效、已过期或已停用', en: 'The API key is not valid, has expired or was revoked' },
    { kind: 'unauthenticated', next: { zh: '请在“我的账号”中新建密钥', en: 'Make a new key under “My account”' } },
  )
}

/**
 * Says who asks: the account of an API key or of a session, else a public reader of the jurisdiction asked for, or of the home one.
 * A session that is over counts as none, so that its owner can sign in again; a key that is over is refused.
 */
export function authenticator(db: Database, config: IdentityConfig): (request: Credentials) => Promise<Actor> {
  return async (request) => {
    if (request.authorization !== undefined) return programOf(db, config, request.authorization)
    const signedIn = await sessionOf(db, config, request.cookie(SESSION_COOKIE))
    if (signedIn !== null) return signedIn.actor
    const asked = request.jurisdiction ?? config.home
    if (!/^\d{6}$/.test(asked)) {
      throw refuse(
        'jurisdiction.invalid',
        { zh: '辖区代码应为 6 位数字', en: 'A jurisdiction is a code of six digits' },
        { at: '/jurisdiction' },
      )
    }
    return publicActor(asked)
  }
}
