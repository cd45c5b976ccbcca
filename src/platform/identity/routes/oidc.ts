import Type from 'typebox'
import type { Database } from '../../db/index.ts'
import { type AnyRoute, open, Redirect } from '../../http/index.ts'
import type { IdentityConfig } from '../config.ts'
import { OIDC_COOKIE, OIDC_MINUTES, SignOn } from '../oidc.ts'
import { SESSION_COOKIE } from '../token.ts'
import { JurisdictionCode } from './schemas.ts'

const Text = Type.Optional(Type.String({ maxLength: 4000 }))

/** Sign-on with the government's own identity service. */
export function oidcRoutes(config: IdentityConfig): AnyRoute[] {
  let signOn: SignOn | undefined
  const service = (db: Database) => {
    signOn ??= new SignOn(db, config)
    return signOn
  }
  return [
    open({
      method: 'GET',
      url: '/api/session/oidc/start',
      summary: { zh: '转到统一身份认证登录', en: 'Go to the sign-on service' },
      permission: 'public',
      query: Type.Object({
        jurisdiction: Type.Optional(JurisdictionCode),
        back: Type.Optional(Type.String({ maxLength: 500 })),
      }),
      handle: async (db, { query }, context) => {
        const { location, cookie } = await service(db).begin({
          jurisdiction: query.jurisdiction ?? config.home,
          back: query.back,
          origin: context.origin,
        })
        context.setCookie(OIDC_COOKIE, cookie, OIDC_MINUTES * 60)
        return new Redirect(location)
      },
    }),
    open({
      method: 'GET',
      url: '/api/session/oidc/callback',
      summary: { zh: '统一身份认证的回调', en: 'Where the sign-on service sends the browser back' },
      permission: 'public',
      query: Type.Object({ code: Text, state: Text, iss: Text, error: Text, error_description: Text }),
      handle: async (db, { query }, context) => {
        const answer = Object.fromEntries(
          Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
        )
        const cookie = context.cookie(OIDC_COOKIE)
        const { session, back } = await service(db).finish({
          cookie,
          answer,
          origin: context.origin,
          ip: context.ip,
          session: context.cookie(SESSION_COOKIE),
        })
        context.setCookie(OIDC_COOKIE, null)
        context.setCookie(SESSION_COOKIE, session)
        return new Redirect(back)
      },
    }),
  ]
}
