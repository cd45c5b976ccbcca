/**
 * How what waits on this device is sealed.
 *
 * Everything personal (today's list, unsent records) is kept under a data key: AES-GCM with 256 bits, made on this device, never extractable once
 * it is in use. The data key is kept wrapped under the account's key, which is derived (HKDF) from a secret that the server hands out to the
 * signed-in account for this one device and keeps to itself otherwise. While one is signed in, the account's key stays in the browser's store as
 * an object that no script can read out, so that the app opens again without a network; signing out takes it away, and what is unsent can then be
 * read only after the same account has signed in again. A device reported as lost gets the secret no more.
 *
 * This protects against: another account on the same device, copies of the store without the browser's own key objects, a device found after
 * signing out, anybody after the device was stopped and the sign-in taken away. It does not protect against somebody who has the unlocked device
 * in hand while one is signed in, nor against harmful code inside our own pages, nor against who reads the browser's memory or its profile folder
 * as the system's administrator: lock the screen, use the device's own encryption.
 */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

const AES = { name: 'AES-GCM', length: 256 } as const

/** The account's key out of the secret (base64) of the server. Not extractable. */
export async function accountKey(secret: string, device: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0))
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const salt = new TextEncoder().encode(device)
  const info = new TextEncoder().encode('yike.field.account')
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, AES, false, [
    'wrapKey',
    'unwrapKey',
  ])
}

/** A fresh data key, wrapped. */
export async function newDataKey(under: CryptoKey): Promise<Sealed> {
  const key = await crypto.subtle.generateKey(AES, true, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, bytes: await crypto.subtle.wrapKey('raw', key, under, { name: 'AES-GCM', iv }) }
}

/** The data key again, for use only. Throws when it was wrapped under another key. */
export function openDataKey(wrapped: Sealed, under: CryptoKey): Promise<CryptoKey> {
  const how = { name: 'AES-GCM', iv: wrapped.iv }
  return crypto.subtle.unwrapKey('raw', wrapped.bytes, under, how, AES, false, ['encrypt', 'decrypt'])
}

/** Seals a value under the data key; `name` is bound to it, so that nothing can be put in another's place. */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(name)
  const text = new TextEncoder().encode(JSON.stringify(value))
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text) }
}

/** What `seal` was given. Throws when it was altered or stands under another name. */
export async function unseal<T>(key: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<T> {
  const additionalData = new TextEncoder().encode(name)
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes)
  return JSON.parse(new TextDecoder().decode(text)) as T
}
