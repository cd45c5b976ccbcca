import { randomBytes } from 'node:crypto'
import { sha256Hex } from '../../kernel/hash.ts'

/** Name of the cookie that carries a session. */
export const SESSION_COOKIE = 'yike_session'

/** A secret of 256 random bits that names its jurisdiction: `532622.Zm9v…`. Only its hash is kept. */
export type Token = { value: string; hash: string }

export function newToken(jurisdiction: string): Token {
  const random = randomBytes(32).toString('base64url')
  return { value: `${jurisdiction}.${random}`, hash: sha256Hex(random) }
}

/** Takes a token apart; null when it cannot be one. */
export function readToken(value: string | undefined): { jurisdiction: string; hash: string } | null {
  const parts = /^(\d{6})\.([\w-]{43})$/.exec(value ?? '')
  return parts === null ? null : { jurisdiction: parts[1]!, hash: sha256Hex(parts[2]!) }
}
