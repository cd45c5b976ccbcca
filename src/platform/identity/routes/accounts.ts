import Type from 'typebox'
import { type AnyRoute, command, open, PageOf, PageQuery, read } from '../../http/index.ts'
import { changeAccount, createAccount, moveAccount, unlockAccount } from '../accounts.ts'
import type { IdentityConfig } from '../config.ts'
import { issuePassword } from '../credentials.ts'
import { linkSubject, unlinkSubject } from '../links.ts'
import { listAccounts } from '../views.ts'
import { DateText, Id, IdParams, Nullable, RegionPrefix } from './schemas.ts'
import { signedIn } from './session.ts'

const Status = Type.Union([Type.Literal('active'), Type.Literal('locked'), Type.Literal('disabled')])

const AccountFields = {
  jurisdiction: Type.String(),
  id: Id,
  username: Type.String(),
  name: Type.String(),
  unit: Nullable(Id),
  region: RegionPrefix,
  status: Status,
  duty: Nullable(Type.String()),
  failedAttempts: Type.Integer(),
  lockedUntil: Nullable(Type.String()),
  createdAt: Type.String(),
}
const AccountView = Type.Object(AccountFields)
const AccountRowView = Type.Object({
  ...AccountFields,
  unitName: Nullable(Type.String()),
  hasPassword: Type.Boolean(),
  linked: Type.Boolean(),
  lockedOut: Type.Boolean(),
  roles: Type.Array(
    Type.Object({
      id: Id,
      role: Type.String(),
      state: Type.String(),
      region: RegionPrefix,
      validFrom: DateText,
      validUntil: Nullable(DateText),
      counts: Type.Boolean(),
    }),
  ),
})

const Name = Type.String({ minLength: 1, maxLength: 60 })

/** A move of an account's status: one address each, so that each has its own permission. */
function move(verb: 'disable' | 'enable' | 'lock' | 'unlock', permission: string, zh: string, en: string): AnyRoute {
  return command({
    method: 'POST',
    url: `/api/accounts/:id/${verb}`,
    summary: { zh, en },
    permission,
    params: IdParams,
    response: AccountView,
    handle: (tx, { params }) => (verb === 'unlock' ? unlockAccount(tx, params.id) : moveAccount(tx, params.id, verb)),
  })
}

/** Accounts of a jurisdiction: for its administrator, and their locks for its security officer. */
export function accountRoutes(config: IdentityConfig): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/accounts',
      summary: { zh: '账号列表', en: 'Accounts' },
      permission: 'account.read',
      query: Type.Intersect([
        PageQuery,
        Type.Object({
          q: Type.Optional(Type.String({ maxLength: 60 })),
          status: Type.Optional(Status),
          lockedOut: Type.Optional(Type.Boolean()),
        }),
      ]),
      response: PageOf(AccountRowView),
      handle: (tx, { query }) => listAccounts(tx, query),
    }),
    command({
      method: 'POST',
      url: '/api/accounts',
      summary: { zh: '新建账号（密码与角色另行设置）', en: 'Create an account; its password and roles come after' },
      permission: 'account.manage',
      status: 201,
      body: Type.Object({
        username: Type.String({ minLength: 1, maxLength: 60 }),
        name: Name,
        unit: Type.Optional(Nullable(Id)),
        region: Type.Optional(RegionPrefix),
      }),
      response: AccountView,
      handle: (tx, { body }) => createAccount(tx, body),
    }),
    command({
      method: 'PATCH',
      url: '/api/accounts/:id',
      summary: { zh: '修改账号的姓名、单位或工作区域', en: 'Change name, unit or region of an account' },
      permission: 'account.manage',
      params: IdParams,
      body: Type.Object({
        name: Type.Optional(Name),
        unit: Type.Optional(Nullable(Id)),
        region: Type.Optional(RegionPrefix),
      }),
      response: AccountView,
      handle: (tx, { params, body }) => changeAccount(tx, params.id, body),
    }),
    move('disable', 'account.manage', '停用账号', 'Disable an account'),
    move('enable', 'account.manage', '重新启用账号', 'Enable an account again'),
    move('lock', 'account.lock', '锁定账号', 'Lock an account'),
    move('unlock', 'account.lock', '解锁账号', 'Unlock an account'),
    // Not a command: the answer of a command is kept, and this one must not be.
    open({
      method: 'POST',
      url: '/api/accounts/:id/password',
      summary: { zh: '生成一次性初始密码', en: 'Issue a password to begin with, shown once' },
      permission: 'account.credential',
      params: IdParams,
      response: Type.Object({ password: Type.String() }),
      handle: async (db, { params }, context) => {
        const { actor } = await signedIn(db, config, context)
        return { password: await issuePassword(db, config, actor, params.id) }
      },
    }),
    command({
      method: 'POST',
      url: '/api/accounts/:id/oidc',
      summary: { zh: '关联统一身份认证的用户', en: 'Link a person of the sign-on service to the account' },
      permission: 'account.credential',
      status: 201,
      params: IdParams,
      body: Type.Object({ subject: Type.String({ minLength: 1, maxLength: 255 }) }),
      handle: (tx, { params, body }) => linkSubject(tx, config, params.id, body.subject),
    }),
    command({
      method: 'DELETE',
      url: '/api/accounts/:id/oidc',
      summary: { zh: '解除统一身份认证的关联', en: 'End the account’s links to the sign-on service' },
      permission: 'account.credential',
      params: IdParams,
      handle: (tx, { params }) => unlinkSubject(tx, params.id),
    }),
  ]
}
