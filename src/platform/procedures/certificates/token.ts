import { verify } from 'node:crypto'
import type { JournalKeys } from '../../journal/index.ts'

/** What a certificate's signature covers. Short names, because it has to fit into a QR code. */
export type Payload = {
  /** Jurisdiction, number, kind. */
  j: string
  n: string
  k: string
  /** Title, holder, credit code. */
  t: string
  h: string
  c: string | null
  /** Issued on, valid until (null without end). */
  f: string
  u: string | null
  /** Id of the key that signed. */
  s: string
}

/** A token in three parts: version, payload, signature; each safe in an address. */
export type Read = { payload: Payload; text: string; signature: string }

/** Keeps a signature on a certificate from being one on anything else that the same key signs. */
const PURPOSE = 'yike-certificate:1:'

const KEYS: readonly (keyof Payload)[] = ['j', 'n', 'k', 't', 'h', 'c', 'f', 'u', 's']

/** The text that is signed: a fixed order, so that it can be written again from its parts. */
export function payloadText(payload: Payload): string {
  return JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, payload[key]])))
}

/** Signs a payload (Ed25519). Returns the signature in base64url. */
export function signPayload(keys: JournalKeys, text: string): string {
  return Buffer.from(keys.sign(PURPOSE + text), 'base64').toString('base64url')
}

/** Whether a trusted key of the installation signed the text. */
export function isSigned(keys: JournalKeys, text: string, signature: string): boolean {
  let key: string
  try {
    key = (JSON.parse(text) as Payload).s
  } catch {
    return false
  }
  const trusted = keys.trusted.get(key) ?? (key === keys.id ? keys.publicKey : undefined)
  if (trusted === undefined) return false
  const bytes = Buffer.from(signature, 'base64url')
  return bytes.length === 64 && verify(null, Buffer.from(PURPOSE + text), trusted, bytes)
}

/** The token that stands in the QR code. */
export function tokenOf(text: string, signature: string): string {
  return `1.${Buffer.from(text).toString('base64url')}.${signature}`
}

/** Takes a token apart; null when it is none. Whether it is genuine is another question. */
export function readToken(token: string): Read | null {
  const parts = /^1\.([A-Za-z0-9_-]{10,4000})\.([A-Za-z0-9_-]{80,100})$/.exec(token)
  if (parts === null) return null
  try {
    const text = Buffer.from(parts[1]!, 'base64url').toString('utf8')
    const payload = JSON.parse(text) as Payload
    if (payloadText(payload) !== text || !/^\d{6}$/.test(payload.j) || typeof payload.n !== 'string') return null
    return { payload, text, signature: parts[2]! }
  } catch {
    return null
  }
}
