import Type from 'typebox'
import { type AnyRoute, command, read } from '../../http/index.ts'
import { decideRole, endRole, proposeRole } from '../grants.ts'
import { ROLE_NAMES, ROLE_PERMISSIONS, ROLES, type Role } from '../permissions.ts'
import { listGrants } from '../views.ts'
import { DateText, Id, IdParams, Items, Nullable, RegionPrefix } from './schemas.ts'

const RoleName = Type.Union(ROLES.map((role) => Type.Literal(role)))
/** Residents become one with their person file, at the counter or by themselves; nobody is proposed. */
const ProposedRole = Type.Union(ROLES.filter((role) => role !== 'resident').map((role) => Type.Literal(role)))
const State = Type.Union(['proposed', 'confirmed', 'declined', 'ended'].map((state) => Type.Literal(state)))

const GrantFields = {
  id: Id,
  account: Id,
  role: RoleName,
  duty: Nullable(Type.String()),
  region: RegionPrefix,
  unit: Nullable(Id),
  validFrom: DateText,
  validUntil: Nullable(DateText),
  state: State,
  grantedBy: Type.String(),
  grantedAt: Type.String(),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Type.String()),
}
const GrantView = Type.Object(GrantFields)
const GrantRowView = Type.Object({
  ...GrantFields,
  username: Type.String(),
  name: Type.String(),
  unitName: Nullable(Type.String()),
  grantedByName: Nullable(Type.String()),
  decidedByName: Nullable(Type.String()),
  own: Type.Boolean(),
})

function decide(verb: 'confirm' | 'decline', zh: string, en: string): AnyRoute {
  return command({
    method: 'POST',
    url: `/api/roles/grants/:id/${verb}`,
    summary: { zh, en },
    permission: 'role.confirm',
    params: IdParams,
    response: GrantView,
    handle: (tx, { params }) => decideRole(tx, params.id, verb === 'confirm' ? 'confirmed' : 'declined'),
  })
}

/** Roles, and who holds which: proposed by one person, confirmed by another. */
export function roleRoutes(): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/roles',
      summary: { zh: '角色与权限', en: 'Roles and what they may do' },
      permission: 'account.read',
      handle: async () => ({
        items: ROLES.map((role) => ({ role, name: ROLE_NAMES[role], permissions: ROLE_PERMISSIONS[role] })),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/roles/grants',
      summary: { zh: '角色授权列表，待确认的在前', en: 'Role grants, those that wait first' },
      permission: 'account.read',
      query: Type.Object({ state: Type.Optional(State) }),
      response: Items(GrantRowView),
      handle: async (tx, { query }) => ({ items: await listGrants(tx, query as { state?: string }) }),
    }),
    command({
      method: 'POST',
      url: '/api/accounts/:id/roles',
      summary: { zh: '提出角色授权，由安全员确认后生效', en: 'Propose a role; a security officer has to confirm it' },
      permission: 'account.manage',
      status: 201,
      params: IdParams,
      body: Type.Object({
        role: ProposedRole,
        region: Type.Optional(RegionPrefix),
        validFrom: Type.Optional(DateText),
        validUntil: Type.Optional(Nullable(DateText)),
      }),
      response: GrantView,
      handle: (tx, { params, body }) =>
        proposeRole(
          tx,
          params.id,
          body as { role: Role; region?: string; validFrom?: string; validUntil?: string | null },
        ),
    }),
    decide('confirm', '确认角色授权', 'Confirm a role'),
    decide('decline', '拒绝角色授权', 'Decline a role'),
    command({
      method: 'POST',
      url: '/api/roles/grants/:id/end',
      summary: { zh: '收回角色或撤回提议，立即生效', en: 'Take a role away or a proposal back, at once' },
      permission: 'account.manage',
      params: IdParams,
      response: GrantView,
      handle: (tx, { params }) => endRole(tx, params.id),
    }),
  ]
}
