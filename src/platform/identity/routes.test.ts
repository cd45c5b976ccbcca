import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../db/testkit/index.ts'
import { type AnyRoute, buildServer } from '../http/index.ts'
import { authenticator } from './authenticate.ts'
import { identityConfig } from './config.ts'
import { PERMISSIONS, type Role } from './permissions.ts'
import { identityRoutes } from './routes/index.ts'
import { CHEAP, callerHeaders, login, matrix, passes, seedRoles, TEST_PASSWORD } from './testkit.ts'

const t = testDatabase()
const config = identityConfig('532622', { cost: CHEAP })
let server: FastifyInstance
let routes: AnyRoute[]
let ids: Record<Role, string>
let number = 0

beforeAll(async () => {
  ids = await seedRoles(t.db, '532622', '砚山县')
  routes = identityRoutes(config)

  server = await buildServer({ db: t.db, routes, authenticate: authenticator(t.db, config), version: 'test' })
})
afterAll(() => server.close())

type Headers = Record<string, string>
// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not trusted
type Answer = any
async function call(headers: Headers, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const response = await server.inject({
    method,
    url,
    headers: { 'idempotency-key': `test-key-${++number}`, ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  return {
    status: response.statusCode,
    body: response.json() as Answer,
    cookies: response.cookies,
    text: response.body,
  }
}
const enter = (username: string, password?: string) => login(server, username, '532622', password)

describe('the session', () => {
  it('says who is signed in, what they may do and whose installation it is', async () => {
    const visitor = await call({}, 'GET', '/api/session')
    expect(visitor.body).toMatchObject({
      account: null,
      home: { jurisdiction: '532622', name: '砚山县', hotline: null },
      oidc: { enabled: false },
    })
    const { body } = await call(await enter('planner'), 'GET', '/api/session')
    expect(body).toMatchObject({
      account: {
        id: ids.planner,
        username: 'planner',
        jurisdiction: '532622',
        jurisdictionName: '砚山县',
        unit: null,
        unitName: null,
        region: '532622',
        roles: ['planner'],
        mustChangePassword: false,
      },
    })
    expect((body.account as { permissions: string[] }).permissions).toContain('plan.enact')
  })

  it('is refused without the header of our own pages, and its cookie is out of reach of scripts and foreign sites', async () => {
    const payload = { username: 'planner', password: TEST_PASSWORD }
    expect((await call({}, 'POST', '/api/session', payload)).body.code).toBe('request.foreign')
    const { cookies } = await call({ 'x-yike': '1' }, 'POST', '/api/session', payload)
    expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  })

  it('lets somebody whose session is over sign in again', async () => {
    const stale = await enter('planner')
    await call(stale, 'DELETE', '/api/session')
    expect((await call(stale, 'GET', '/api/sessions')).status).toBe(401)
    expect((await call(stale, 'POST', '/api/session', { username: 'planner', password: TEST_PASSWORD })).status).toBe(
      200,
    )
  })

  it('is listed to its owner and ended by its owner alone', async () => {
    const [mine, other, stranger] = [await enter('leader'), await enter('leader'), await enter('planner')]
    const list = (await call(mine, 'GET', '/api/sessions')).body.items as { id: string; current: boolean }[]
    expect(list).toHaveLength(2)
    const target = list.find((each) => !each.current)!
    expect((await call(stranger, 'DELETE', `/api/sessions/${target.id}`)).body.code).toBe('session.missing')
    expect((await call(mine, 'DELETE', `/api/sessions/${target.id}`)).status).toBe(200)
    expect((await call(other, 'GET', '/api/sessions')).status).toBe(401)
    expect((await call(mine, 'GET', '/api/sessions')).status).toBe(200)
  })
})

describe('a password', () => {
  it('that was issued must be changed before anything else, and the change ends every session', async () => {
    const admin = await enter('administrator')
    const { body: account } = await call(admin, 'POST', '/api/accounts', { username: 'wang', name: '王' })
    const { body } = await call(admin, 'POST', `/api/accounts/${account.id}/password`)
    const issued = body.password
    const propose = await call(admin, 'POST', `/api/accounts/${account.id}/roles`, { role: 'planner' })
    expect(
      (await call(await enter('security_officer'), 'POST', `/api/roles/grants/${propose.body.id}/confirm`)).status,
    ).toBe(200)

    const [first, second] = [await enter('wang', issued), await enter('wang', issued)]
    expect((await call(first, 'GET', '/api/session')).body).toMatchObject({
      account: { mustChangePassword: true, permissions: [] },
    })
    const change = (current: string, password: string) =>
      call(first, 'POST', '/api/session/password', { current, password })
    expect((await change(issued, 'short')).body.code).toBe('password.short')
    expect((await change(issued, issued)).body.code).toBe('password.same')
    expect((await change('not-the-one', 'seven-lamps-in-may')).body.code).toBe('password.wrong')
    const changed = await change(issued, 'seven-lamps-in-may')
    expect(changed.status).toBe(200)
    for (const old of [first, second]) expect((await call(old, 'GET', '/api/sessions')).status).toBe(401)
    const fresh = { cookie: `yike_session=${changed.cookies[0]!.value}`, 'x-yike': '1' }
    expect((await call(fresh, 'GET', '/api/session')).body).toMatchObject({
      account: { mustChangePassword: false, roles: ['planner'] },
    })
    await expect(enter('wang', issued)).rejects.toThrow(/401/)
    const stored = await t.asOwner<{ row: string }>(
      `select a::text row from http.answer a union all select e::text from journal.entry e`,
      [],
      true,
    )
    for (const secret of [issued, 'seven-lamps-in-may', 'not-the-one'])
      expect(JSON.stringify(stored).includes(secret)).toBe(false)
  })

  it('that has grown old must be changed', async () => {
    t.setNow(new Date(Date.now() + 179 * 86_400_000).toISOString())
    expect((await call(await enter('officer'), 'GET', '/api/session')).body.account.mustChangePassword).toBe(false)
    t.setNow(new Date(Date.now() + 181 * 86_400_000).toISOString())
    const { account } = (await call(await enter('officer'), 'GET', '/api/session')).body
    expect(account).toMatchObject({ mustChangePassword: true, roles: ['officer'], permissions: [] })
    t.setNow(null)
  })

  it('is guessed no faster from within a stolen session than at the door', async () => {
    const admin = await enter('administrator')
    const { body: account } = await call(admin, 'POST', '/api/accounts', { username: 'zhao', name: '赵' })
    const issued = (await call(admin, 'POST', `/api/accounts/${account.id}/password`)).body.password
    const stolen = await enter('zhao', issued)
    await Promise.all(
      Array.from({ length: 6 }, () =>
        call(stolen, 'POST', '/api/session/password', { current: 'a-guess', password: 'seven-lamps-in-may' }),
      ),
    )
    await expect(enter('zhao', issued)).rejects.toThrow(/401/)
    const security = await enter('security_officer')
    const locked = await call(security, 'GET', '/api/accounts?lockedOut=true')
    expect((locked.body.items as { username: string }[]).map((each) => each.username)).toEqual(['zhao'])
    expect((await call(security, 'POST', `/api/accounts/${account.id}/unlock`)).status).toBe(200)
    expect((await call(security, 'POST', `/api/accounts/${account.id}/unlock`)).body.code).toBe('account.state')
    await enter('zhao', issued)
  })
})

it('disabling an account ends its sessions and its keys with the next request', async () => {
  const admin = await enter('administrator')
  const { body: account } = await call(admin, 'POST', '/api/accounts', { username: 'qian', name: '钱' })
  const issued = (await call(admin, 'POST', `/api/accounts/${account.id}/password`)).body.password
  const session = await enter('qian', issued)
  expect((await call(session, 'GET', '/api/sessions')).status).toBe(200)
  expect((await call(admin, 'POST', `/api/accounts/${account.id}/disable`)).status).toBe(200)
  expect((await call(session, 'GET', '/api/sessions')).status).toBe(401)
  await call(admin, 'POST', `/api/accounts/${account.id}/enable`)
  expect((await call(session, 'GET', '/api/sessions')).status).toBe(401)
})

describe('a key', () => {
  it('acts for its account with part of its permissions until it expires or is revoked, and makes no keys', async () => {
    const owner = await enter('auditor')
    const made = await call(owner, 'POST', '/api/keys', { name: '日志归档', permissions: ['account.read'], days: 30 })
    const program = { authorization: `Bearer ${made.body.key}` }
    expect((await call(program, 'GET', '/api/accounts')).status).toBe(200)
    const session = (await call(program, 'GET', '/api/session')).body
    expect(session).toMatchObject({ account: { id: ids.auditor, permissions: ['account.read'] } })
    expect(
      (await call(program, 'POST', '/api/keys', { name: 'x', permissions: ['account.read'], days: 1 })).body.code,
    ).toBe('session.required')
    expect(
      (await call(owner, 'POST', '/api/keys', { name: 'x', permissions: ['plan.enact'], days: 1 })).body.code,
    ).toBe('key.permission')
    t.setNow(new Date(Date.now() + 30 * 86_400_000 + 1000).toISOString())
    expect((await call(program, 'GET', '/api/accounts')).body.code).toBe('key.invalid')
    t.setNow(null)
    expect((await call(owner, 'DELETE', `/api/keys/${made.body.id}`)).status).toBe(200)
    for (const authorization of [program.authorization, 'Bearer nonsense', 'Basic eDp5']) {
      expect((await call({ authorization }, 'GET', '/api/session')).body.code).toBe('key.invalid')
    }
  })
})

describe('units', () => {
  it('are set up once per name, known by other names, changed and closed when empty', async () => {
    const admin = await enter('administrator')
    const unit = { name: '县民政局', kind: 'department', aliases: ['民政局'] }
    const { body: made, status } = await call(admin, 'POST', '/api/units', unit)
    expect(status).toBe(201)
    expect((await call(admin, 'POST', '/api/units', unit)).body.code).toBe('unit.exists')
    expect((await call(admin, 'POST', '/api/units', { ...unit, name: 'x', region: '532623' })).body.code).toBe(
      'region.outside',
    )
    const { body: account } = await call(admin, 'POST', '/api/accounts', { username: 'min', name: '民', unit: made.id })
    expect((await call(admin, 'POST', `/api/units/${made.id}/close`)).body.code).toBe('unit.occupied')
    await call(admin, 'PATCH', `/api/accounts/${account.id}`, { unit: null })
    expect((await call(admin, 'POST', `/api/units/${made.id}/close`)).body).toMatchObject({ active: false })
    expect((await call(admin, 'POST', '/api/units', unit)).body.code).toBe('unit.exists')
  })
})

it('the list of accounts is searched and paged, and holds no secret', async () => {
  const auditor = await enter('auditor')
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { body: Answer; text: string } = await call(
      auditor,
      'GET',
      `/api/accounts?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    seen.push(...(page.body.items as { username: string }[]).map((each) => each.username))
    expect(page.text).not.toMatch(/argon2|hash/i)
    cursor = page.body.next
  }
  const all = (await call(auditor, 'GET', '/api/accounts?limit=500')).body.items as { username: string }[]
  expect(seen).toEqual(all.map((each) => each.username))
  const found = (await call(auditor, 'GET', '/api/accounts?q=plan')).body.items as { username: string }[]
  expect(found.map((each) => each.username)).toEqual(['planner'])
  expect((await call(auditor, 'GET', '/api/accounts?q=%25')).body.items).toEqual([])
})

it('every route lets through whom its declaration names and nobody else', async () => {
  const cells = matrix(routes)
  const known = new Set<string>([...PERMISSIONS, 'public', 'signed-in'])
  expect(cells.filter((cell) => !known.has(cell.permission))).toEqual([])
  const headers = new Map<string, Headers>()
  const wrong: string[] = []
  for (const cell of cells) {
    // Signing in and out would change who calls; both are public.
    if (cell.url.startsWith('/api/session') && cell.permission === 'public') continue
    if (!headers.has(cell.role)) headers.set(cell.role, await callerHeaders(server, cell.role, '532622'))
    if ((await passes(server, cell, headers.get(cell.role)!)) !== cell.allowed)
      wrong.push(`${cell.role} ${cell.method} ${cell.url}`)
  }
  expect(wrong).toEqual([])
  expect(cells.filter((cell) => cell.allowed).length).toBeGreaterThan(50)
  expect(cells.filter((cell) => !cell.allowed).length).toBeGreaterThan(50)
})
