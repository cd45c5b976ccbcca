import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../http/index.ts'
import type { IdentityConfig } from '../config.ts'
import { createKey, KEY_DAYS, listKeys, revokeKey } from '../keys.ts'
import { Id, IdParams, Items, Nullable } from './schemas.ts'
import { signedIn } from './session.ts'

const Permissions = Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 60 })

/** Keys with which a program acts as the account that made them: `authorization: Bearer …`. */
export function keyRoutes(config: IdentityConfig): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/keys',
      summary: { zh: '我的接口密钥', en: 'One’s own API keys' },
      permission: 'signed-in',
      response: Items(
        Type.Object({
          id: Id,
          name: Type.String(),
          permissions: Type.Array(Type.String()),
          createdAt: Type.String(),
          expiresAt: Type.String(),
          revokedAt: Nullable(Type.String()),
        }),
      ),
      handle: async (tx) => ({ items: await listKeys(tx) }),
    }),
    // Not a command: the answer of a command is kept, and this one must not be. A key cannot make keys.
    open({
      method: 'POST',
      url: '/api/keys',
      summary: { zh: '新建接口密钥，只显示一次', en: 'Make an API key, shown once' },
      permission: 'signed-in',
      body: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 60 }),
        permissions: Permissions,
        days: Type.Integer({ minimum: 1, maximum: KEY_DAYS }),
      }),
      response: Type.Object({ id: Id, key: Type.String(), expiresAt: Type.String() }),
      handle: async (db, { body }, context) => createKey(db, (await signedIn(db, config, context)).actor, body),
    }),
    command({
      method: 'DELETE',
      url: '/api/keys/:id',
      summary: { zh: '停用我的接口密钥', en: 'Revoke one of one’s own API keys' },
      permission: 'signed-in',
      params: IdParams,
      handle: (tx, { params }) => revokeKey(tx, params.id),
    }),
  ]
}
