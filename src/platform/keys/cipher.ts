import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Length of every symmetric key of the house (AES-256). */
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals bytes with a data key (AES-256-GCM, fresh nonce): nonce, content, tag. */
export function sealBytes(key: Buffer, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealBytes` sealed. Throws when it was altered or the key is another. */
export function openBytes(key: Buffer, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()])
}

/** Seals a value as JSON. */
export function sealJson(key: Buffer, value: unknown): Buffer {
  return sealBytes(key, Buffer.from(JSON.stringify(value)))
}

/** Opens what `sealJson` sealed. */
export function openJson<T>(key: Buffer, sealed: Uint8Array): T {
  return JSON.parse(openBytes(key, sealed).toString('utf8')) as T
}

/** A key for one purpose out of another (HKDF-SHA-256). */
export function derivedKey(from: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', purpose, KEY_BYTES))
}

/** Keyed hash (HMAC-SHA-256) of a text of a kind: finds a value without storing it. */
export function digestBytes(key: Buffer, kind: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${kind}\u0000${text}`).digest()
}
