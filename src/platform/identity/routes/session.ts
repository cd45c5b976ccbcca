import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type Actor, type Database, sql, type Tx } from '../../db/index.ts'
import { type AnyRoute, command, open, type RequestContext, read } from '../../http/index.ts'
import { mustChange, sessionOf } from '../authenticate.ts'
import type { IdentityConfig } from '../config.ts'
import { counts } from '../counts.ts'
import { changePassword } from '../credentials.ts'
import { jurisdictionNamed, listJurisdictions } from '../jurisdictions.ts'
import { openSessionsOf, revokeSession, signIn, signOut } from '../sessions.ts'
import { SESSION_COOKIE } from '../token.ts'
import { Id, IdParams, Items, JurisdictionCode, Nullable, Password } from './schemas.ts'

const AccountView = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  jurisdiction: JurisdictionCode,
  jurisdictionName: Type.String(),
  unit: Nullable(Id),
  unitName: Nullable(Type.String()),
  region: Type.String(),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  mustChangePassword: Type.Boolean(),
})

/** Who is signed in here, and whose installation this is: what every face of the product asks first. */
export const SessionView = Type.Object({
  account: Nullable(AccountView),
  home: Type.Object({ jurisdiction: JurisdictionCode, name: Type.String(), hotline: Nullable(Type.String()) }),
  oidc: Type.Object({ enabled: Type.Boolean(), label: Type.String() }),
})

type AccountRow = {
  id: string
  username: string
  name: string
  jurisdictionName: string
  unit: string | null
  unitName: string | null
  region: string
  roles: string[]
  setAt: string | null
  mustChange: boolean | null
  resident: boolean
}

async function accountView(tx: Tx, config: IdentityConfig) {
  if (tx.actor.kind !== 'account') return null
  const { jurisdiction } = tx.actor
  const {
    setAt,
    mustChange: must,
    resident,
    ...row
  } = await tx.one<AccountRow>(sql`
    select a.id, a.username, a.name, j.name "jurisdictionName", a.unit, u.name "unitName", a.region, c.set_at "setAt", c.must_change "mustChange",
      coalesce(a.duty = 'resident', false) resident,
      array(select distinct g.role from identity.role_grant g where g.jurisdiction = a.jurisdiction and g.account = a.id and ${counts(tx.now)} order by 1) roles
    from identity.account a join identity.jurisdiction j on j.code = a.jurisdiction
    left join identity.unit u on u.jurisdiction = a.jurisdiction and u.id = a.unit
    left join identity.credential c on c.jurisdiction = a.jurisdiction and c.account = a.id
    where a.jurisdiction = ${jurisdiction} and a.id = ${tx.actor.id}`)
  return {
    ...row,
    jurisdiction,
    permissions: [...tx.actor.permissions],
    mustChangePassword: mustChange({ setAt, mustChange: must, resident }, tx.now, config),
  }
}

/**
 * The account and session behind a cookie, for what a program with a key must not do.
 *
 * @throws Refusal `session.required`
 */
export async function signedIn(
  db: Database,
  config: IdentityConfig,
  context: RequestContext,
): Promise<{ actor: Actor; session: string }> {
  const found = await sessionOf(db, config, context.cookie(SESSION_COOKIE))
  if (found === null)
    throw refuse('session.required', { zh: '请先登录', en: 'Sign in first' }, { kind: 'unauthenticated' })
  return found
}

/** Sign-in, sign-out, one's own password and sessions. */
export function sessionRoutes(config: IdentityConfig): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/session',
      summary: { zh: '当前登录的账号与本站信息', en: 'Who is signed in, and whose installation this is' },
      permission: 'public',
      tellsWho: true,
      response: SessionView,
      handle: async (tx) => {
        const home = await jurisdictionNamed(tx, config.home)
        return {
          account: await accountView(tx, config),
          home: { jurisdiction: config.home, name: home?.name ?? config.home, hotline: home?.hotline ?? null },
          oidc: { enabled: config.oidc !== null, label: config.oidc?.label ?? '' },
        }
      },
    }),
    open({
      method: 'POST',
      url: '/api/session',
      summary: { zh: '用户名密码登录', en: 'Sign in with username and password' },
      permission: 'public',
      // A guessed password is slowed down here and locked out by the account itself.
      perMinute: 30,
      body: Type.Object({
        jurisdiction: Type.Optional(JurisdictionCode),
        username: Type.String({ minLength: 1, maxLength: 100 }),
        password: Password,
      }),
      handle: async (db, { body }, context) => {
        const cookie = await signIn(db, config, body, { ip: context.ip, cookie: context.cookie(SESSION_COOKIE) })
        context.setCookie(SESSION_COOKIE, cookie)
        return {}
      },
    }),
    open({
      method: 'DELETE',
      url: '/api/session',
      summary: { zh: '退出登录', en: 'Sign out' },
      permission: 'public',
      handle: async (db, _input, context) => {
        await signOut(db, context.cookie(SESSION_COOKIE))
        context.setCookie(SESSION_COOKIE, null)
        return {}
      },
    }),
    open({
      method: 'POST',
      url: '/api/session/password',
      summary: { zh: '修改自己的密码', en: 'Change one’s own password' },
      permission: 'signed-in',
      body: Type.Object({ current: Password, password: Password }),
      handle: async (db, { body }, context) => {
        const { actor } = await signedIn(db, config, context)
        context.setCookie(SESSION_COOKIE, await changePassword(db, config, actor, body, context.ip))
        return {}
      },
    }),
    read({
      method: 'GET',
      url: '/api/sessions',
      summary: { zh: '我的登录会话', en: 'One’s own open sessions' },
      permission: 'signed-in',
      response: Items(
        Type.Object({
          id: Id,
          via: Type.String(),
          ip: Type.String(),
          openedAt: Type.String(),
          seenAt: Type.String(),
          closesAt: Type.String(),
          current: Type.Boolean(),
        }),
      ),
      handle: async (tx, _input, context) => ({
        items: await openSessionsOf(tx, config, tx.actor.id, context.cookie(SESSION_COOKIE)),
      }),
    }),
    command({
      method: 'DELETE',
      url: '/api/sessions/:id',
      summary: { zh: '结束我的一个登录会话', en: 'End one of one’s own sessions' },
      permission: 'signed-in',
      params: IdParams,
      handle: async (tx, { params }) => revokeSession(tx, tx.actor, params.id),
    }),
    read({
      method: 'GET',
      url: '/api/jurisdictions',
      summary: { zh: '本站服务的辖区', en: 'The jurisdictions this installation serves' },
      permission: 'public',
      response: Items(Type.Object({ code: JurisdictionCode, name: Type.String() })),
      handle: async (tx) => ({ items: (await listJurisdictions(tx)).map(({ code, name }) => ({ code, name })) }),
    }),
  ]
}
