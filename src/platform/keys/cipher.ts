import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto'

/** Length of every symmetric key of the house (AES-256). */
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const BLOCK_BYTES = 64

// Random bytes are drawn in bulk: an import seals hundreds of thousands of small things.
const drawn = Buffer.alloc(12 * 1024)
let used = drawn.length

/** Random bytes that were never given out before, for a nonce or a key: at most a few dozen. */
function freshBytes(count: number): Buffer {
  if (used + count > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  // Copied into memory of its own and wiped here: no key stays behind in a common block.
  const fresh = Buffer.allocUnsafeSlow(count)
  drawn.copy(fresh, 0, used, used + count)
  drawn.fill(0, used, used + count)
  used += count
  return fresh
}

/** A fresh key. */
export function newKeyBytes(): Buffer {
  return freshBytes(KEY_BYTES)
}

// A key that is an object already is taken several times faster than its bytes.
const objects = new WeakMap<Uint8Array, KeyObject>()

function objectOf(key: Uint8Array): KeyObject {
  let known = objects.get(key)
  if (known === undefined) {
    known = createSecretKey(key)
    objects.set(key, known)
  }
  return known
}

/** Seals bytes with a data key (AES-256-GCM, fresh nonce): nonce, content, tag. */
export function sealBytes(key: Buffer, bytes: Uint8Array): Buffer {
  const nonce = freshBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', objectOf(key), nonce)
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealBytes` sealed. Throws when it was altered or the key is another. */
export function openBytes(key: Buffer, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', objectOf(key), sealed.subarray(0, NONCE_BYTES))
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

/** A key made ready for many keyed hashes. */
export type Digester = (kind: string, text: string) => Buffer

/**
 * Keyed hashes (HMAC-SHA-256, RFC 2104) of texts of a kind: they find a value without storing it. The two halves of the key are prepared once
 * and the hash is taken in one call, which is several times faster than an object for each; the test compares it with the platform's HMAC.
 */
export function digester(key: Uint8Array): Digester {
  const half = (pad: number) => {
    const block = Buffer.alloc(BLOCK_BYTES, pad)
    for (let i = 0; i < key.length; i++) block[i]! ^= key[i]!
    return block
  }
  if (key.length > BLOCK_BYTES) throw new Error('a key longer than a block is hashed first; ours are shorter')
  const [inner, outer] = [half(0x36), half(0x5c)]
  return (kind, text) => {
    const first = hash('sha256', Buffer.concat([inner, Buffer.from(`${kind}\u0000${text}`)]), 'latin1')
    return Buffer.from(hash('sha256', Buffer.concat([outer, Buffer.from(first, 'latin1')]), 'latin1'), 'latin1')
  }
}
