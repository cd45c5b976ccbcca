import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { refuse } from '../../kernel/refusal.ts'
import type { HashCost } from './config.ts'

const derive = promisify(argon2)

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')

/** Hashes a password with argon2id and a fresh salt; the result is a PHC string that carries its own cost. */
export async function hashPassword(password: string, cost: HashCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derived(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`
}

/** True when the password belongs to the hash. Constant time in what it compares. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored)
  if (parts === null) throw new Error('a stored password hash has an unknown form')
  const cost = { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) }
  return timingSafeEqual(
    await derived(password, Buffer.from(parts[4]!, 'base64'), cost),
    Buffer.from(parts[5]!, 'base64'),
  )
}

/** A hash nobody's password belongs to: the work done for an account that does not exist. */
export function decoyHash(cost: HashCost): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(32))}`
}

function derived(password: string, salt: Uint8Array, cost: HashCost): Promise<Buffer> {
  return derive('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce: salt,
    parallelism: cost.parallelism,
    tagLength: 32,
    memory: cost.memory,
    passes: cost.passes,
  }) as Promise<Buffer>
}

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

/** Beginnings and wholes of the passwords that are guessed first; compared without case and digits at the end. */
const DENIED = new Set([
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'qwertyuiop',
  'qwerty',
  'qazwsxedc',
  '1qaz2wsx3edc',
  '1q2w3e4r5t',
  'asdfghjkl',
  'administrator',
  'admin',
  'letmein',
  'iloveyou',
  'welcome',
  'woaini',
  'yikeyike',
  'yike',
  'zhongguo',
  'abcdefghij',
  'changeme',
])

/**
 * Refuses a password that is short, guessed first, or made of the username.
 *
 * @throws Refusal `password.short`, `password.long`, `password.username`, `password.common`
 */
export function checkPassword(password: string, username: string): void {
  const at = '/password'
  const length = [...password].length
  if (length < PASSWORD_MIN) {
    throw refuse(
      'password.short',
      { zh: `密码至少 ${PASSWORD_MIN} 个字符`, en: `A password has at least ${PASSWORD_MIN} characters` },
      { at, params: { least: PASSWORD_MIN } },
    )
  }
  if (length > PASSWORD_MAX) {
    throw refuse(
      'password.long',
      { zh: `密码最多 ${PASSWORD_MAX} 个字符`, en: `A password has at most ${PASSWORD_MAX} characters` },
      { at, params: { most: PASSWORD_MAX } },
    )
  }
  const plain = password.normalize('NFKC').toLowerCase()
  if (plain.includes(username.toLowerCase())) {
    throw refuse(
      'password.username',
      { zh: '密码不能包含用户名', en: 'The password must not contain the username' },
      { at },
    )
  }
  const stem = plain.replace(/[\d!@#$%^&*._-]+$/, '')
  if (new Set(plain).size < 4 || isRun(plain) || DENIED.has(plain) || DENIED.has(stem)) {
    throw refuse(
      'password.common',
      { zh: '这个密码太常见，容易被猜到', en: 'This password is too common' },
      {
        at,
        next: {
          zh: '换一个，例如几个互不相干的词连在一起',
          en: 'Take another, e.g. a few words that have nothing to do with each other',
        },
      },
    )
  }
}

/** True for `1234567890`, `abcdefghij` and the like, up or down. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((letter, i) => letter.charCodeAt(0) - text.charCodeAt(i)))
  return (
    steps.size === 1 ||
    (/^\d+$/.test(text) && [...steps].every((step) => Math.abs(step) === 1 || step === -9 || step === 9))
  )
}

/** A password to begin with: 16 letters and digits that are not mistaken for each other. It must be changed at the first sign-in. */
export function temporaryPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  let text = ''
  while (text.length < 16) {
    for (const byte of randomBytes(32)) if (byte < 248 && text.length < 16) text += letters[byte % letters.length]
  }
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, 12)}-${text.slice(12)}`
}
