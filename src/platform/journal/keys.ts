import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../kernel/refusal.ts'

/** The signing key of the journal and the public keys its seals may be signed with. */
export type JournalKeys = {
  /** Data folder: the key is in `keys/`, the seals are filed in `journal/`. */
  folder: string
  /** Names the signing key: the first 16 hex digits of the SHA-256 of its public half. */
  id: string
  publicKey: KeyObject
  /** Every trusted public key by its id: the present one and those before it. */
  trusted: ReadonlyMap<string, KeyObject>
  /** Ed25519 signature of a text, in base64. */
  sign(text: string): string
}

/** Environment variable that gives the private key (PEM) instead of the file, for installations that keep it in a vault. */
export const KEY_VARIABLE = 'YIKE_JOURNAL_KEY'

/** The id of a public key. */
export function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
}

/** Whether a signature in base64 is this key's, on this text. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

function privateKey(file: string): KeyObject {
  const given = process.env[KEY_VARIABLE]
  if (given !== undefined && given !== '') return createPrivateKey(given)
  if (!existsSync(file)) {
    const { privateKey: fresh } = generateKeyPairSync('ed25519')
    writeFileSync(file, fresh.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw refuse(
      'journal.key-open',
      { zh: `日志签名私钥 ${file} 可被他人读取`, en: `The journal's private key ${file} can be read by others` },
      { next: { zh: `执行 chmod 600 ${file}`, en: `Run chmod 600 ${file}` } },
    )
  }
  return createPrivateKey(readFileSync(file))
}

/**
 * Opens the key of the journal: `keys/journal.ed25519` in the data folder, made on first use and readable by its owner only, or the
 * one in `YIKE_JOURNAL_KEY`. It never enters the database. To change the key, take the file away: the next start makes another,
 * and `journal-<id>.pub` of the old one stays to check old seals with.
 */
export function openKeys(folder: string): JournalKeys {
  const place = join(folder, 'keys')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const secret = privateKey(join(place, 'journal.ed25519'))
  const publicKey = createPublicKey(secret)
  const id = keyId(publicKey)
  const card = join(place, `journal-${id}.pub`)
  if (!existsSync(card)) writeFileSync(card, publicKey.export({ type: 'spki', format: 'pem' }))
  return {
    folder,
    id,
    publicKey,
    trusted: trustedKeys(folder),
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
  }
}

/** The public keys in a data folder: all that verification needs. */
export function trustedKeys(folder: string): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  for (const name of readdirSync(join(folder, 'keys'))) {
    if (!/^journal-.*\.pub$/.test(name)) continue
    const key = createPublicKey(readFileSync(join(folder, 'keys', name)))
    keys.set(keyId(key), key)
  }
  return keys
}
