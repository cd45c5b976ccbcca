import { get } from '../../shared/api.ts'

/** Public keys for checking a signature without network, kept from the last visit. */
type Keys = { purpose: string; keys: { id: string; spki: string }[] }

const STORED = 'yike.verify-keys'

/** Reads the keys and keeps them for the next time there is no network. */
export async function keepKeys(): Promise<void> {
  const keys = await get<Keys>('/verify/keys')
  try {
    localStorage.setItem(STORED, JSON.stringify(keys))
  } catch {
    // Storage may be closed by policy; then only the check with network works.
  }
}

const bytesOf = (base64url: string) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** Checks the signature of a token with the keys at hand: true, false, or null when that is not possible here. */
export async function checkOffline(token: string): Promise<boolean | null> {
  const [version, payload, signature] = token.split('.')
  if (version !== '1' || payload === undefined || signature === undefined) return false
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? 'null') as Keys | null
    if (stored === null) return null
    const text = new TextDecoder().decode(bytesOf(payload))
    const { s } = JSON.parse(text) as { s: string }
    const known = stored.keys.find((key) => key.id === s)
    if (known === undefined) return false
    const key = await crypto.subtle.importKey('spki', bytesOf(known.spki), { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify(
      'Ed25519',
      key,
      bytesOf(signature),
      new TextEncoder().encode(stored.purpose + text),
    )
  } catch {
    return null
  }
}
