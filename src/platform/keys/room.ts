import { sql, type Tx } from '../db/index.ts'
import { derivedKey, digester, newKeyBytes, openBytes, sealBytes } from './cipher.ts'
import { masterKey } from './master.ts'

/** Environment variable that gives the master key of personal data (base64, 32 bytes) instead of the file `keys/personal.key`. */
export const KEY_VARIABLE = 'YIKE_PERSONAL_KEY'

/** The keys of one jurisdiction: data keys are wrapped by it, and what is searched for is hashed by it. */
export type KeyRing = {
  /** A fresh data key, and the form in which it may be stored. */
  newKey(): { key: Buffer; wrapped: Buffer }
  /** The data key again. Throws when it was wrapped by another ring or altered. */
  unwrap(wrapped: Uint8Array): Buffer
  /** Keyed hash of a text of a kind (`number`, `phone-tail`): finds a value without storing it. 32 bytes. */
  digest(kind: string, text: string): Buffer
}

/**
 * Where personal data get their keys: the master key of the installation (a file or the environment) wraps one key for each
 * jurisdiction (in the database), which wraps one data key for each person. Destroying a data key destroys what it sealed.
 */
export type KeyRoom = {
  /** The ring of the actor's jurisdiction. One statement the first time; made when there is none and the transaction may write. */
  ring(tx: Tx): Promise<KeyRing>
}

function ringOf(key: Buffer): KeyRing {
  const wrapping = derivedKey(key, 'yike.keys.wrap')
  return {
    newKey: () => {
      const fresh = newKeyBytes()
      return { key: fresh, wrapped: sealBytes(wrapping, fresh) }
    },
    unwrap: (wrapped) => openBytes(wrapping, wrapped),
    digest: digester(derivedKey(key, 'yike.keys.digest')),
  }
}

/** Opens the key room of an installation. @throws Refusal `personal.key-open`, `personal.key` */
export function openKeyRoom(folder: string): KeyRoom {
  const master = derivedKey(masterKey(folder, 'personal', KEY_VARIABLE), 'yike.keys.master')
  const known = new Map<string, KeyRing>()
  // A ring made in a transaction is remembered only by later ones: this one may still be rolled back.
  const making = new WeakMap<Tx, KeyRing>()

  async function stored(tx: Tx): Promise<KeyRing | null> {
    const { jurisdiction } = tx.actor
    const row = await tx.maybe<{ wrapped: Buffer }>(
      sql`select wrapped from keys.ring where jurisdiction = ${jurisdiction}`,
    )
    return row === null ? null : ringOf(openBytes(master, row.wrapped))
  }

  return {
    ring: async (tx) => {
      const { jurisdiction } = tx.actor
      const ready = known.get(jurisdiction) ?? making.get(tx)
      if (ready !== undefined) return ready
      const found = await stored(tx)
      if (found !== null) {
        known.set(jurisdiction, found)
        return found
      }
      const fresh = sealBytes(master, newKeyBytes())
      await tx.run(sql`insert into keys.ring (jurisdiction, wrapped, since) values (${jurisdiction}, ${fresh}, ${tx.now})
        on conflict (jurisdiction) do nothing`)
      const made = await stored(tx)
      if (made === null) throw new Error(`the ring of ${jurisdiction} was not kept`)
      making.set(tx, made)
      return made
    },
  }
}
