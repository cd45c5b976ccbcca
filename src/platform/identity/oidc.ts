import { createHmac, timingSafeEqual } from 'node:crypto'
import * as client from 'openid-client'
import { sha256Hex } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'
import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { type Database, sql, systemActor } from '../db/index.ts'
import { record } from '../journal/index.ts'
import type { IdentityConfig, OidcConfig } from './config.ts'
import { accountOfSubject } from './links.ts'
import { openSession } from './sessions.ts'
import { newToken, readToken } from './token.ts'

/** Cookie that ties a sign-in to the browser that began it, for as long as it may take. */
export const OIDC_COOKIE = 'yike_oidc'
export const OIDC_MINUTES = 10
const CALLBACK = '/api/session/oidc/callback'

/** What a sign-in's secrets are: all of them follow from the cookie, so that none has to be kept. */
function secretsOf(token: string) {
  const derive = (purpose: string) => createHmac('sha256', token).update(purpose).digest('base64url')
  return { state: derive('state'), nonce: derive('nonce'), verifier: derive('verifier') }
}

/** Only addresses of this site; anything else would be an open redirect. */
function safeBack(asked: string | undefined): string {
  return asked !== undefined && /^\/(?![/\\])/.test(asked) && asked.length <= 500 ? asked : '/console'
}

function refused(code: string, zh: string, en: string, next?: Bilingual, params?: Record<string, unknown>) {
  return refuse(
    code,
    { zh, en },
    {
      kind: 'unauthenticated',
      next: next ?? { zh: '请重新登录', en: 'Sign in again' },
      ...(params === undefined ? {} : { params }),
    },
  )
}

/** Sign-on with one issuer: authorization code, PKCE, state and nonce. The issuer is asked for its addresses once. */
export class SignOn {
  private readonly db: Database
  private readonly config: IdentityConfig
  private discovered: Promise<client.Configuration> | null = null

  constructor(db: Database, config: IdentityConfig) {
    this.db = db
    this.config = config
  }

  private get settings(): OidcConfig {
    if (this.config.oidc === null)
      throw refuse(
        'oidc.off',
        { zh: '本站没有启用统一身份认证', en: 'No sign-on service is set up here' },
        { kind: 'missing' },
      )
    return this.config.oidc
  }

  private async issuer(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const url = new URL(issuer)
    // Plain HTTP only to the machine itself.
    const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
    this.discovered ??= client.discovery(url, clientId, clientSecret, undefined, {
      timeout: 10,
      execute: local ? [client.allowInsecureRequests] : [],
    })
    try {
      return await this.discovered
    } catch {
      this.discovered = null
      throw refused('oidc.unreachable', '统一身份认证暂时无法连接', 'The sign-on service cannot be reached', {
        zh: '请稍后再试，或用密码登录',
        en: 'Try again in a while, or sign in with your password',
      })
    }
  }

  /** Begins a sign-in: where to send the browser, and the cookie it has to bring back. */
  async begin(input: {
    jurisdiction: string
    back: string | undefined
    origin: string
  }): Promise<{ location: string; cookie: string }> {
    const issuer = await this.issuer()
    const token = newToken(input.jurisdiction)
    const { state, nonce, verifier } = secretsOf(token.value)
    await this.db.write(systemActor('identity', input.jurisdiction), (tx) =>
      tx.run(sql`insert into identity.oidc_request (jurisdiction, id, state_hash, opened_at, expires_at)
        values (${input.jurisdiction}, ${newId()}, ${sha256Hex(state)}, ${tx.now}, ${new Date(tx.now.getTime() + OIDC_MINUTES * 60_000)})`),
    )
    const location = client.buildAuthorizationUrl(issuer, {
      redirect_uri: `${input.origin}${CALLBACK}`,
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return {
      location: location.href,
      cookie: `${token.value}.${Buffer.from(safeBack(input.back)).toString('base64url')}`,
    }
  }

  /**
   * Ends a sign-in: takes the browser's cookie and the issuer's answer, opens a session.
   *
   * @throws Refusal `oidc.state`, `oidc.expired`, `oidc.failed`, `oidc.jurisdiction`, `oidc.unlinked`
   */
  async finish(input: {
    cookie: string | undefined
    answer: Record<string, string>
    origin: string
    ip: string
    session: string | undefined
  }): Promise<{ session: string; back: string }> {
    const [, tokenValue, back] = /^(\d{6}\.[\w-]{43})\.([\w-]*)$/.exec(input.cookie ?? '') ?? []
    const token = readToken(tokenValue)
    const stateError = () =>
      refused('oidc.state', '这次登录不是从这个浏览器发起的', 'This sign-in was not begun in this browser')
    if (token === null || tokenValue === undefined) throw stateError()
    const { state, nonce, verifier } = secretsOf(tokenValue)
    const given = Buffer.from(input.answer.state ?? '')
    if (given.length !== state.length || !timingSafeEqual(given, Buffer.from(state))) throw stateError()
    const used = await this.db.write(systemActor('identity', token.jurisdiction), (tx) =>
      tx.run(sql`update identity.oidc_request set used_at = ${tx.now}
        where jurisdiction = ${token.jurisdiction} and state_hash = ${sha256Hex(state)} and used_at is null and expires_at > ${tx.now}`),
    )
    if (used === 0)
      throw refused('oidc.expired', '这次登录已用过或已超时', 'This sign-in was used already or took too long')
    const claims = await this.claims(
      `${input.origin}${CALLBACK}?${new URLSearchParams(input.answer)}`,
      { state, nonce, verifier },
      token.jurisdiction,
    )
    const jurisdiction = this.jurisdictionFrom(claims, token.jurisdiction)
    const session = await this.db.write(systemActor('identity', jurisdiction), async (tx) => {
      const account = await accountOfSubject(tx, this.settings.issuer, claims.sub)
      if (account !== null)
        return openSession(tx, this.config, account, { via: 'oidc', ip: input.ip, replaces: input.session })
      await record(tx, {
        action: 'identity.oidc.refuse',
        subject: { kind: 'account', id: 'unknown' },
        detail: { reason: 'unlinked' },
      })
      return null
    })
    if (session === null) {
      throw refused(
        'oidc.unlinked',
        '身份已认证，但还没有关联本系统的账号',
        'You are recognised, but not linked to an account here',
        { zh: `请把这个编号告诉管理员：${claims.sub}`, en: `Give this number to the administrator: ${claims.sub}` },
        { subject: claims.sub },
      )
    }
    return { session, back: safeBack(Buffer.from(back ?? '', 'base64url').toString('utf8')) }
  }

  private async claims(
    url: string,
    secrets: { state: string; nonce: string; verifier: string },
    jurisdiction: string,
  ): Promise<client.IDToken> {
    const issuer = await this.issuer()
    try {
      const answer = await client.authorizationCodeGrant(issuer, new URL(url), {
        pkceCodeVerifier: secrets.verifier,
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        idTokenExpected: true,
      })
      return answer.claims()!
    } catch (error) {
      const reason = (error as { code?: string }).code ?? 'unknown'
      await this.db.write(systemActor('identity', jurisdiction), (tx) =>
        record(tx, { action: 'identity.oidc.refuse', subject: { kind: 'account', id: 'unknown' }, detail: { reason } }),
      )
      throw refused(
        'oidc.failed',
        '统一身份认证没有通过',
        'The sign-on service did not confirm who you are',
        undefined,
        { reason },
      )
    }
  }

  private jurisdictionFrom(claims: client.IDToken, begun: string): string {
    const { jurisdictionClaim } = this.settings
    if (jurisdictionClaim === undefined) return begun
    const claimed = String(claims[jurisdictionClaim] ?? '')
    if (/^\d{6}$/.test(claimed)) return claimed
    throw refused(
      'oidc.jurisdiction',
      '统一身份认证没有说明您属于哪个辖区',
      'The sign-on service did not say which jurisdiction you belong to',
      {
        zh: '请联系统一身份认证的管理员',
        en: 'Ask the administrator of the sign-on service',
      },
    )
  }
}
