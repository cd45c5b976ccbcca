import { sql, type Tx } from '../../platform/db/index.ts'
import { type KeyRing, openJson, sealJson } from '../../platform/keys/index.ts'
import type { PeopleDesk } from './desk.ts'
import type { Phone } from './phones.ts'

/** What stands sealed in a person's file. `household`: number of the household book (户号). */
export type Secrets = { number: string | null; phones: Phone[]; note: string | null; household?: string | null }

/** Seals and opens what belongs to one person; with the person's key destroyed nothing opens any more. */
export type PersonSeal = {
  /** Bytes to store: a `bytea`. */
  seal(value: unknown): Buffer
  /** What `seal` was given. Throws when the bytes belong to another person. */
  open<T>(bytes: Uint8Array): T
}

/** The seal of an unwrapped data key. */
export function sealOf(key: Buffer): PersonSeal {
  return { seal: (value) => sealJson(key, value), open: <T>(bytes: Uint8Array) => openJson<T>(key, bytes) }
}

/** `bytea` as text, for rows that travel as JSON. */
export const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

/** Keyed hashes by which a person is found. */
export const numberHash = (ring: KeyRing, number: string): Buffer => ring.digest('number', number).subarray(0, 16)
export const likenessOf = (ring: KeyRing, name: string, born: string): Buffer =>
  ring.digest('likeness', `${name}|${born}`).subarray(0, 12)
const short = (bytes: Buffer): string => bytes.subarray(0, 9).toString('base64url')
export const phoneToken = (ring: KeyRing, number: string): string => `t${short(ring.digest('phone', number))}`
export const phoneTailToken = (ring: KeyRing, tail: string): string => `e${short(ring.digest('phone-tail', tail))}`
export const numberTailToken = (ring: KeyRing, tail: string): string => `d${short(ring.digest('number-tail', tail))}`

/** Length of the tails by which telephones and numbers are found; longer tails are compared after opening. */
export const TAIL = 4

/**
 * Seals of persons by id, for rooms that keep what only the person's key should open (an assessment, a diagnosis). A person whose key is
 * destroyed is left out. One statement, two the first time.
 */
export async function sealsFor(tx: Tx, desk: PeopleDesk, persons: readonly string[]): Promise<Map<string, PersonSeal>> {
  if (persons.length === 0) return new Map()
  const ring = await desk.keys.ring(tx)
  const rows = await tx.rows<{ id: string; wrapped: Buffer }>(sql`select id, wrapped from people.person
    where jurisdiction = ${tx.actor.jurisdiction} and id = any(${[...persons]}::uuid[]) and wrapped is not null`)
  return new Map(rows.map((row) => [row.id, sealOf(ring.unwrap(row.wrapped))]))
}

/**
 * A keyed tag of a word about health: equal words have equal tags in one jurisdiction, so that rows can be counted and matched by SQL
 * without the word standing in the database. 12 bytes.
 */
export async function healthTag(tx: Tx, desk: PeopleDesk, kind: string, word: string): Promise<Buffer> {
  return (await desk.keys.ring(tx)).digest(`tag:${kind}`, word).subarray(0, 12)
}
