import Type from 'typebox'
import { type AnyRoute, open } from '../../../platform/http/index.ts'
import { setPasswordByCode, signedIn } from '../../../platform/identity/index.ts'
import type { ResidentDesk } from '../desk.ts'
import { askCode, signInByPhone } from '../signin.ts'

/** The cookie of a session, as the identity room names it. */
const SESSION_COOKIE = 'yike_session'

const Phone = Type.String({ minLength: 5, maxLength: 30 })
const Jurisdiction = Type.Optional(Type.String({ pattern: '^[0-9]{6}$' }))

/** How residents come in. Open routes, because the answers of commands are kept and these must not be. */
export function doorRoutes(desk: ResidentDesk): AnyRoute[] {
  return [
    open({
      method: 'POST',
      url: '/api/residents/codes/ask',
      summary: {
        zh: '取登录验证码；首次开通另填证件号码。不论有没有账号，答复相同',
        en: 'Ask for a sign-in code; with an identity number, for opening an account. The answer is the same for everybody',
      },
      permission: 'public',
      perMinute: 10,
      body: Type.Object({
        jurisdiction: Jurisdiction,
        phone: Phone,
        number: Type.Optional(Type.Union([Type.String({ maxLength: 30 }), Type.Null()])),
      }),
      handle: (db, { body }) => askCode(db, desk, body.jurisdiction ?? desk.identity.home, body),
    }),
    open({
      method: 'POST',
      url: '/api/residents/session',
      summary: { zh: '居民登录：电话加验证码或密码', en: 'Sign in as a resident: telephone with code or password' },
      permission: 'public',
      perMinute: 20,
      body: Type.Object({
        jurisdiction: Jurisdiction,
        phone: Phone,
        code: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Null()])),
        password: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
      }),
      handle: async (db, { body }, context) => {
        const browser = { ip: context.ip, cookie: context.cookie(SESSION_COOKIE) }
        const cookie = await signInByPhone(db, desk, body.jurisdiction ?? desk.identity.home, body, browser)
        context.setCookie(SESSION_COOKIE, cookie)
        return {}
      },
    }),
    open({
      method: 'POST',
      url: '/api/my/password',
      summary: { zh: '用验证码登录后设置密码', en: 'Set a password after signing in with a code' },
      permission: 'resident.use',
      body: Type.Object({ password: Type.String({ minLength: 1, maxLength: 200 }) }),
      handle: async (db, { body }, context) => {
        const who = await signedIn(db, desk.identity, context)
        const cookie = await setPasswordByCode(db, desk.identity, who, body.password, context.ip)
        context.setCookie(SESSION_COOKIE, cookie)
        return {}
      },
    }),
  ]
}
