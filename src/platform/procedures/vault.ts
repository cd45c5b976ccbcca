import { randomBytes } from 'node:crypto'
import { derivedKey, digester, KEY_BYTES, masterKey, openBytes, sealBytes } from '../keys/index.ts'

export { openBytes, openJson, sealBytes, sealJson } from '../keys/index.ts'

/** Environment variable that gives the key (base64, 32 bytes) instead of the file. */
export const KEY_VARIABLE = 'YIKE_PROCEDURES_KEY'

/** Keeps personal data sealed: one data key for each case, wrapped by a key that never enters the database. */
export type Vault = {
  /** A fresh data key, and the form in which it may be stored. */
  newKey(): { key: Buffer; wrapped: Buffer }
  /** The data key again. Throws when it was wrapped by another vault or altered. */
  unwrap(wrapped: Buffer): Buffer
  /** A keyed hash, for finding an identity number or a telephone without storing it. */
  digest(kind: string, text: string): string
}

/**
 * Opens the vault: `keys/procedures.key` in the data folder, made on first use and readable by its owner only, or the key in
 * `YIKE_PROCEDURES_KEY`. Without it the personal data of all cases are lost: it belongs into the backup, apart from the database.
 */
export function openVault(folder: string): Vault {
  const master = masterKey(folder, 'procedures', KEY_VARIABLE)
  const wrapping = derivedKey(master, 'yike.procedures.wrap')
  const digest = digester(derivedKey(master, 'yike.procedures.digest'))
  return {
    newKey: () => {
      const key = randomBytes(KEY_BYTES)
      return { key, wrapped: sealBytes(wrapping, key) }
    },
    unwrap: (wrapped) => openBytes(wrapping, wrapped),
    digest: (kind, text) => digest(kind, text).toString('hex'),
  }
}
