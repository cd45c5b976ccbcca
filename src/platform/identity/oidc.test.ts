import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import Provider from 'oidc-provider'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../db/testkit/index.ts'
import { buildServer } from '../http/index.ts'
import { authenticator } from './authenticate.ts'
import { identityConfig } from './config.ts'
import { OIDC_COOKIE } from './oidc.ts'
import { identityRoutes } from './routes/index.ts'
import { CHEAP, callerHeaders, seedRoles } from './testkit.ts'
import { SESSION_COOKIE } from './token.ts'

const t = testDatabase()
let issuer: Server
let server: FastifyInstance
let issuerUrl: string
let site: string
let accounts: Awaited<ReturnType<typeof seedRoles>>

const listening = (each: Server) => `http://127.0.0.1:${(each.address() as AddressInfo).port}`

beforeAll(async () => {
  accounts = await seedRoles(t.db, '532622', '砚山县')
  issuer = createServer()
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
  issuerUrl = listening(issuer)
  const config = identityConfig('532622', {
    cost: CHEAP,
    oidc: { issuer: issuerUrl, clientId: 'yike', clientSecret: 'a-secret-of-the-test', label: '州统一认证' },
  })
  server = await buildServer({
    db: t.db,
    routes: identityRoutes(config),
    authenticate: authenticator(t.db, config),
    version: 'test',
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  site = listening(server.server)
  const provider = new Provider(issuerUrl, {
    clients: [
      {
        client_id: 'yike',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [`${site}/api/session/oidc/callback`],
      },
    ],
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  })
  issuer.on('request', provider.callback())
  const link = async (account: string, subject: string, caller: 'administrator' | 'security_officer') => {
    const headers = { ...(await callerHeaders(server, caller, '532622')), 'idempotency-key': `link-${account}` }
    return server.inject({ method: 'POST', url: `/api/accounts/${account}/oidc`, headers, payload: { subject } })
  }
  expect((await link(accounts.planner, 'person-1', 'administrator')).statusCode).toBe(201)
  expect((await link(accounts.auditor, 'person-2', 'administrator')).json()).toMatchObject({ code: 'credential.duty' })
  expect((await link(accounts.leader, 'person-1', 'administrator')).json()).toMatchObject({ code: 'oidc.linked' })
})

afterAll(async () => {
  await server.close()
  await new Promise((resolve) => issuer.close(resolve))
})
afterEach(() => t.setNow(null))

/** A browser: keeps the cookies of each site and goes where it is sent, up to the address that `stop` names. */
class TestBrowser {
  readonly jars = new Map<string, Map<string, string>>()

  jar(url: string): Map<string, string> {
    const { origin } = new URL(url)
    if (!this.jars.has(origin)) this.jars.set(origin, new Map())
    return this.jars.get(origin)!
  }

  async request(url: string, form?: Record<string, string>): Promise<Response> {
    const jar = this.jar(url)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value === '') jar.delete(name!)
      else jar.set(name!, value!)
    }
    return response
  }

  /** Signs in at the issuer as a person and returns the address the issuer sends the browser back to. */
  async atIssuer(authorization: string, person: string): Promise<string> {
    let next = authorization
    for (let hops = 0; hops < 12; hops++) {
      if (next.startsWith(site)) return next
      const response = await this.request(next)
      const { pathname } = new URL(next)
      const sent = pathname.startsWith('/interaction/')
        ? await this.request(
            next,
            (await response.text()).includes('name="login"')
              ? { prompt: 'login', login: person, password: 'any' }
              : { prompt: 'consent' },
          )
        : response
      next = new URL(sent.headers.get('location')!, next).href
    }
    throw new Error('the issuer never sent the browser back')
  }

  async start(back?: string): Promise<string> {
    const response = await this.request(
      `${site}/api/session/oidc/start${back === undefined ? '' : `?back=${encodeURIComponent(back)}`}`,
    )
    return response.headers.get('location')!
  }
}

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const changed = (url: string, name: string, value: string) => {
  const copy = new URL(url)
  copy.searchParams.set(name, value)
  return copy.href
}

describe('sign-on with an issuer', () => {
  it('opens a session for a linked person and goes back where the person came from', async () => {
    const browser = new TestBrowser()
    const answer = await browser.request(await browser.atIssuer(await browser.start('/console/plan'), 'person-1'))
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/console/plan')
    expect(answer.headers.getSetCookie().find((line) => line.startsWith(SESSION_COOKIE))).toMatch(
      /HttpOnly.*SameSite=Lax/,
    )
    const session = (await (await browser.request(`${site}/api/session`)).json()) as { account: { id: string } }
    expect(session.account.id).toBe(accounts.planner)
    expect(browser.jar(site).has(OIDC_COOKIE)).toBe(false)
  })

  it('never goes back to another site', async () => {
    for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
      const browser = new TestBrowser()
      const answer = await browser.request(await browser.atIssuer(await browser.start(back), 'person-1'))
      expect(answer.headers.get('location')).toBe('/console')
    }
  })

  it('tells a person without a link which number to give to the administrator', async () => {
    const browser = new TestBrowser()
    const answer = await browser.request(await browser.atIssuer(await browser.start(), 'stranger-7'))
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'oidc.unlinked', params: { subject: 'stranger-7' } })
    expect(browser.jar(site).has(SESSION_COOKIE)).toBe(false)
  })

  it('refuses a wrong state, a foreign browser and an answer nobody asked for', async () => {
    const browser = new TestBrowser()
    const callback = await browser.atIssuer(await browser.start(), 'person-1')
    expect(await codeOf(await browser.request(changed(callback, 'state', 'x'.repeat(43))))).toBe('oidc.state')
    expect(await codeOf(await new TestBrowser().request(callback))).toBe('oidc.state')
    const other = new TestBrowser()
    await other.start()
    expect(await codeOf(await other.request(callback))).toBe('oidc.state')
    expect((await browser.request(callback)).status).toBe(302)
  })

  it('refuses an identity token with another nonce, and a code of another proof key', async () => {
    for (const [name, value] of [
      ['nonce', 'another-nonce'],
      ['code_challenge', 'A'.repeat(43)],
    ] as const) {
      const browser = new TestBrowser()
      const callback = await browser.atIssuer(changed(await browser.start(), name, value), 'person-1')
      expect(await codeOf(await browser.request(callback))).toBe('oidc.failed')
      expect(browser.jar(site).has(SESSION_COOKIE)).toBe(false)
    }
  })

  it('refuses a sign-in that took longer than ten minutes', async () => {
    const browser = new TestBrowser()
    t.setNow(new Date(Date.now() - 10 * 60_000).toISOString())
    const authorization = await browser.start()
    t.setNow(null)
    expect(await codeOf(await browser.request(await browser.atIssuer(authorization, 'person-1')))).toBe('oidc.expired')
  })

  it('takes an answer once, and a code once', async () => {
    const browser = new TestBrowser()
    const authorization = await browser.start()
    const cookie = browser.jar(site).get(OIDC_COOKIE)!
    const callback = await browser.atIssuer(authorization, 'person-1')
    expect((await browser.request(callback)).status).toBe(302)
    browser.jar(site).set(OIDC_COOKIE, cookie)
    expect(await codeOf(await browser.request(callback))).toBe('oidc.expired')
    const state = new URL(await browser.start()).searchParams.get('state')!
    expect(await codeOf(await browser.request(changed(callback, 'state', state)))).toBe('oidc.failed')
  })

  it('refuses what the issuer refused', async () => {
    const browser = new TestBrowser()
    const state = new URL(await browser.start()).searchParams.get('state')!
    const answer = `${site}/api/session/oidc/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(issuerUrl)}`
    expect(await codeOf(await browser.request(answer))).toBe('oidc.failed')
  })

  it('does not let a disabled account in', async () => {
    await t.asOwner(`update identity.account set status = 'disabled' where id = $1`, [accounts.planner], true)
    const browser = new TestBrowser()
    const answer = await browser.request(await browser.atIssuer(await browser.start(), 'person-1'))
    expect(await codeOf(answer)).toBe('session.refused')
    await t.asOwner(`update identity.account set status = 'active' where id = $1`, [accounts.planner], true)
  })
})
