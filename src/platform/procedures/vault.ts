import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../kernel/refusal.ts'

/** Environment variable that gives the key (base64, 32 bytes) instead of the file. */
export const KEY_VARIABLE = 'YIKE_PROCEDURES_KEY'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Keeps personal data sealed: one data key for each case, wrapped by a key that never enters the database. */
export type Vault = {
  /** A fresh data key, and the form in which it may be stored. */
  newKey(): { key: Buffer; wrapped: Buffer }
  /** The data key again. Throws when it was wrapped by another vault or altered. */
  unwrap(wrapped: Buffer): Buffer
  /** A keyed hash, for finding an identity number or a telephone without storing it. */
  digest(kind: string, text: string): string
}

function encrypt(key: Buffer, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()])
}

/** Seals bytes with a data key (AES-256-GCM, fresh nonce). */
export const sealBytes = encrypt
/** Opens what `sealBytes` sealed. Throws when it was altered or the key is another. */
export const openBytes = decrypt

/** Seals a value as JSON. */
export function sealJson(key: Buffer, value: unknown): Buffer {
  return encrypt(key, Buffer.from(JSON.stringify(value)))
}

/** Opens what `sealJson` sealed. */
export function openJson<T>(key: Buffer, sealed: Buffer): T {
  return JSON.parse(decrypt(key, sealed).toString('utf8')) as T
}

function masterKey(folder: string): Buffer {
  const given = process.env[KEY_VARIABLE]
  const file = join(folder, 'keys', 'procedures.key')
  if (given === undefined || given === '') {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
    if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' })
    if ((statSync(file).mode & 0o077) !== 0) {
      throw refuse(
        'procedures.key-open',
        { zh: `密钥文件 ${file} 可被他人读取`, en: `The key file ${file} can be read by others` },
        { next: { zh: `执行 chmod 600 ${file}`, en: `Run chmod 600 ${file}` } },
      )
    }
  }
  const key = Buffer.from(given || readFileSync(file, 'utf8'), 'base64')
  if (key.length !== KEY_BYTES) {
    throw refuse('procedures.key', {
      zh: `办件密钥应为 ${KEY_BYTES} 字节的 base64`,
      en: `The key of the cases must be ${KEY_BYTES} bytes in base64`,
    })
  }
  return key
}

/**
 * Opens the vault: `keys/procedures.key` in the data folder, made on first use and readable by its owner only, or the key in
 * `YIKE_PROCEDURES_KEY`. Without it the personal data of all cases are lost: it belongs into the backup, apart from the database.
 */
export function openVault(folder: string): Vault {
  const master = masterKey(folder)
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `yike.procedures.${purpose}`, KEY_BYTES))
  const wrapping = derive('wrap')
  const hashing = derive('digest')
  return {
    newKey: () => {
      const key = randomBytes(KEY_BYTES)
      return { key, wrapped: encrypt(wrapping, key) }
    },
    unwrap: (wrapped) => decrypt(wrapping, wrapped),
    digest: (kind, text) => createHmac('sha256', hashing).update(`${kind}\u0000${text}`).digest('hex'),
  }
}
