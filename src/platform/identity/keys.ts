import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, may, sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { newToken } from './token.ts'

/** A key for a program, as its owner sees it. */
export type ApiKey = {
  id: string
  name: string
  permissions: string[]
  createdAt: string
  expiresAt: string
  revokedAt: string | null
}

/** Longest life of a key, in days. */
export const KEY_DAYS = 365

/**
 * Makes a key that lets a program act as the account, with part of its permissions. What the account loses, the key loses.
 *
 * @returns the key in plain; it is shown once
 * @throws Refusal `key.permission` for a permission the account does not hold
 */
export async function createKey(
  db: Database,
  actor: Actor,
  input: { name: string; permissions: string[]; days: number },
): Promise<{ id: string; key: string; expiresAt: string }> {
  const beyond = input.permissions.filter((permission) => !may(actor, permission))
  if (beyond.length > 0) {
    throw refuse(
      'key.permission',
      { zh: `您的账号没有这些权限：${beyond.join('、')}`, en: `Your account does not hold: ${beyond.join(', ')}` },
      { kind: 'forbidden', at: '/permissions', params: { permissions: beyond } },
    )
  }
  const token = newToken(actor.jurisdiction)
  const id = newId()
  return db.write(actor, async (tx) => {
    const expiresAt = new Date(tx.now.getTime() + input.days * 86_400_000)
    await tx.run(sql`
      insert into identity.api_key (jurisdiction, id, account, name, token_hash, permissions, created_at, expires_at)
      values (${actor.jurisdiction}, ${id}, ${actor.id}, ${input.name}, ${token.hash}, ${input.permissions}, ${tx.now}, ${expiresAt})`)
    await record(tx, {
      action: 'identity.key.create',
      subject: { kind: 'account', id: actor.id },
      detail: { key: id, permissions: input.permissions, days: input.days },
    })
    return { id, key: token.value, expiresAt: expiresAt.toISOString() }
  })
}

/** One's own keys, newest first, those that are over too. */
export async function listKeys(tx: Tx): Promise<ApiKey[]> {
  return tx.rows<ApiKey>(sql`
    select id, name, permissions, created_at "createdAt", expires_at "expiresAt", revoked_at "revokedAt" from identity.api_key
    where jurisdiction = ${tx.actor.jurisdiction} and account = ${tx.actor.id} order by created_at desc, id desc`)
}

/**
 * Revokes one of one's own keys, from the next request on.
 *
 * @throws Refusal `key.missing`
 */
export async function revokeKey(tx: Tx, id: string): Promise<void> {
  const revoked = await tx.run(sql`update identity.api_key set revoked_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and account = ${tx.actor.id} and id = ${id} and revoked_at is null`)
  if (revoked === 0) {
    throw refuse(
      'key.missing',
      { zh: '没有这个密钥，或已停用', en: 'There is no such key, or it is revoked' },
      { kind: 'missing' },
    )
  }
  await record(tx, {
    action: 'identity.key.revoke',
    subject: { kind: 'account', id: tx.actor.id },
    detail: { key: id },
  })
}
