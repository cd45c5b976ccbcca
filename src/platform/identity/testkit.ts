import type { FastifyInstance } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import type { Database } from '../db/index.ts'
import { type AnyRoute, buildServer } from '../http/index.ts'
import type { Account } from './accounts.ts'
import { authenticator } from './authenticate.ts'
import { type HashCost, type IdentityConfig, identityConfig } from './config.ts'
import { addJurisdiction } from './jurisdictions.ts'
import { permissionsOf, ROLES, type Role } from './permissions.ts'
import { identityRoutes } from './routes/index.ts'
import { type SeedAccount, seedDemoAccounts } from './seed.ts'
import { NO_ID, sampleOf } from './testsample.ts'
import { SESSION_COOKIE } from './token.ts'

/** The cheapest argon2id there is, so that a test spends its time on what it tests. */
export const CHEAP: HashCost = { memory: 8, passes: 1, parallelism: 1 }

/** The password of every account these helpers make. */
export const TEST_PASSWORD = 'walnut-river-71'

/** A visitor without an account, beside the roles. */
export const VISITOR = 'visitor'

export type Caller = Role | typeof VISITOR

/** One cell of the table: whether the declaration lets this role through this route. */
export type Cell = {
  route: AnyRoute
  method: AnyRoute['method']
  url: string
  permission: string
  role: Caller
  allowed: boolean
}

/**
 * What every route owes to every role, by its declaration alone: `public` to all, `signed-in` to every account, a permission to
 * those that hold it. A test calls each cell over HTTP and compares: a refused cell must be answered by one of
 * `DOOR_CODES`, an allowed one by anything else.
 */
export function matrix(routes: AnyRoute[], roles: readonly Caller[] = [...ROLES, VISITOR]): Cell[] {
  return routes.flatMap((route) => {
    const { method, url, permission } = route
    return roles.map((role) => ({ route, method, url, permission, role, allowed: allows(permission, role) }))
  })
}

function allows(permission: string, role: Caller): boolean {
  if (permission === 'public') return true
  if (role === VISITOR) return false
  return permission === 'signed-in' || (permissionsOf([role]) as ReadonlySet<string>).has(permission)
}

/** The codes by which the server refuses a caller for who they are; a route of its own may refuse for other reasons. */
export const DOOR_CODES: ReadonlySet<string> = new Set(['session.required', 'access.forbidden'])

/** An account of a test: its username, and the password of all. */
export function seedOf(username: string, roles: Role[], more: Partial<SeedAccount> = {}): SeedAccount {
  return { username, name: username, password: TEST_PASSWORD, roles, ...more }
}

/** Makes one account for every role, named after it, in a jurisdiction that is set up on the way. */
export async function seedRoles(
  db: Database,
  jurisdiction: string,
  name = jurisdiction,
): Promise<Record<Role, string>> {
  await addJurisdiction(db, { code: jurisdiction, name })
  const accounts = await seedDemoAccounts(
    db,
    jurisdiction,
    ROLES.map((role) => seedOf(role, [role])),
    CHEAP,
  )
  return Object.fromEntries(accounts.map((account, i) => [ROLES[i], account.id])) as Record<Role, string>
}

/** What a browser sends after signing in. */
export type Browser = { cookie: string; 'x-yike': string }

let browsers = 0

/** Signs in over HTTP, from an address of its own as the number of sign-ins per address is limited, and returns the headers of that browser. */
export async function login(
  server: FastifyInstance,
  username: string,
  jurisdiction: string,
  password = TEST_PASSWORD,
): Promise<Browser> {
  const response = await server.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: `10.0.${(++browsers >> 8) & 255}.${browsers & 255}`,
    headers: { 'x-yike': '1' },
    payload: { jurisdiction, username, password },
  })
  if (response.statusCode !== 200)
    throw new Error(`${username} could not sign in: ${response.statusCode} ${response.body}`)
  const cookie = response.cookies.find((each) => each.name === SESSION_COOKIE)
  if (cookie === undefined) throw new Error('signing in set no cookie')
  return { cookie: `${SESSION_COOKIE}=${cookie.value}`, 'x-yike': '1' }
}

/** The headers of a caller: a signed-in browser, or a visitor's. */
export async function callerHeaders(
  server: FastifyInstance,
  caller: Caller,
  jurisdiction: string,
): Promise<Record<string, string>> {
  return caller === VISITOR ? { 'x-yike': '1' } : login(server, caller, jurisdiction)
}

/** Calls one cell with the smallest input its schemas take, about things that do not exist, and says whether the door let it through. */
export async function passes(
  server: FastifyInstance,
  { route }: Cell,
  headers: Record<string, string>,
): Promise<boolean> {
  const params = (route.params === undefined ? {} : sampleOf(route.params)) as Record<string, unknown>
  const path = route.url
    .replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? NO_ID)))
    .replace('*', 'none')
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((route.query === undefined ? {} : sampleOf(route.query)) as object)) {
    for (const each of [value].flat()) query.append(name, String(each))
  }
  const response = await server.inject({
    method: route.method,
    url: `${path}?${query}`,
    headers: { 'idempotency-key': newId(), ...headers },
    ...(route.body === undefined || route.upload ? {} : { payload: sampleOf(route.body) as object }),
  })
  const json = (response.headers['content-type'] ?? '').toString().includes('json')
  const code = json ? (response.json() as { code?: string }).code : undefined
  if (code === 'input.invalid' && response.json().at !== undefined)
    throw new Error(`the sample for ${route.method} ${route.url} does not fit: ${response.body}`)
  return !DOOR_CODES.has(code ?? '')
}

/** A county on the database of a test: a server of some routes with sign-in, and one account for every role. */
export type TestHouse = {
  server: FastifyInstance
  /** Headers of a role's browser, named after the role, or a visitor's; signed in when first asked for. */
  as(caller: Caller): Promise<Record<string, string>>
  /** Installs one more account and signs it in. */
  account(seed: SeedAccount): Promise<{ account: Account; headers: Record<string, string> }>
}

/** Sets up a county with the routes of a room and those of sign-in. The caller closes the server. */
export async function testHouse(
  db: Database,
  county: { code: string; name: string },
  routes: readonly AnyRoute[],
  config: IdentityConfig = identityConfig(county.code, { cost: CHEAP }),
): Promise<TestHouse> {
  const server = await buildServer({
    db,
    routes: [...identityRoutes(config), ...routes],
    authenticate: authenticator(db, config),
    version: '0.0.0',
  })
  await seedRoles(db, county.code, county.name)
  const signedIn = new Map<Caller, Promise<Record<string, string>>>()
  return {
    server,
    as: (caller) => {
      const headers = signedIn.get(caller) ?? callerHeaders(server, caller, county.code)
      signedIn.set(caller, headers)
      return headers
    },
    account: async (seed) => {
      const [account] = await seedDemoAccounts(db, county.code, [seed], CHEAP)
      return { account: account!, headers: await login(server, seed.username, county.code) }
    },
  }
}
