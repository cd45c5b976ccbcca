import type { KeyObject } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { isSignedBy } from './keys.ts'
import { readSeal, type Seal } from './seal.ts'
import type { SignedSeal } from './sealfile.ts'
import { hashesOf } from './stored.ts'
import { consistencyRuns, inclusionRuns, leafHash, verifyConsistency, verifyInclusion } from './tree.ts'

/** What names an entry. */
export type EntryId = { jurisdiction: string; lane: number; position: number }

/** That an entry stands in the journal as it was sealed. A citizen keeps it; nothing else is needed to check it but the public key. */
export type InclusionProof = {
  format: 'yike.journal.inclusion.1'
  /** The entry, byte for byte as it was hashed. */
  content: string
  lane: number
  position: number
  /** Hashes (hex) that lead from the entry to the root of its lane, lowest first. */
  path: string[]
  seal: SignedSeal
  /** The public key as PEM, for convenience: compare it with the one that was published. */
  publicKey: string
}

/** That the journal of one seal is the beginning of the journal of a later one. */
export type ConsistencyProof = {
  format: 'yike.journal.consistency.1'
  older: SignedSeal
  newer: SignedSeal
  /** For each lane of the older seal the hashes (hex) that lead to both roots. */
  paths: { lane: number; path: string[] }[]
}

const hexes = (hashes: Buffer[]) => hashes.map((hash) => hash.toString('hex'))
const bytes = (hashes: readonly string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'))

/**
 * Proof for one entry against the newest seal.
 *
 * @throws Refusal `journal.entry-missing`, or `journal.unsealed` when no seal covers the entry yet
 */
export async function exportProof(tx: Tx, id: EntryId, publicKey: KeyObject): Promise<InclusionProof> {
  const { jurisdiction, lane, position } = id
  const entry = await tx.maybe<{ content: string }>(sql`select journal.content(e) content from journal.entry e
    where jurisdiction = ${jurisdiction} and lane = ${lane} and "position" = ${position}`)
  if (entry === null) {
    throw refuse(
      'journal.entry-missing',
      { zh: '日志中没有这一条', en: 'The journal has no such entry' },
      { kind: 'missing' },
    )
  }
  const signed = await tx.maybe<SignedSeal>(sql`select content, signature from journal.seal
    where jurisdiction = ${jurisdiction} order by number desc limit 1`)
  const size = signed === null ? 0 : (readSeal(signed).lanes.find((head) => head.lane === lane)?.size ?? 0)
  if (signed === null || position >= size) {
    throw refuse(
      'journal.unsealed',
      { zh: '这一条刚刚写入，尚未签封', en: 'This entry is so new that no seal covers it yet' },
      { kind: 'conflict', next: { zh: '请稍后再试', en: 'Try again in a moment' } },
    )
  }
  const runs = inclusionRuns(position, size).map((run) => ({ ...run, lane }))
  return {
    format: 'yike.journal.inclusion.1',
    content: entry.content,
    lane,
    position,
    path: hexes(await hashesOf(tx, jurisdiction, runs)),
    seal: signed,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}

/** The outcome of a check, with the reason in plain words when it failed. */
export type Check = { valid: true; sealedAt: string } | { valid: false; reason: string }

const no = (reason: string): Check => ({ valid: false, reason })

function signedBy(key: KeyObject, seal: SignedSeal): Seal | null {
  return isSignedBy(key, seal.content, seal.signature) ? readSeal(seal) : null
}

/** A proof comes from outside: whatever is missing or of the wrong kind in it makes it invalid, not us fail. */
function judged(check: () => Check): Check {
  try {
    return check()
  } catch {
    return no('the proof is not readable')
  }
}

/**
 * Checks an inclusion proof offline: signature of the seal, that the entry says the place it is proved for, and the way from it to
 * the sealed root. Never throws on a malformed proof.
 */
export function checkProof(proof: InclusionProof, publicKey: KeyObject): Check {
  return judged(() => {
    const seal = signedBy(publicKey, proof.seal)
    if (seal === null) return no('the seal is not signed by this key')
    const said = JSON.parse(proof.content) as EntryId
    if (said.lane !== proof.lane || said.position !== proof.position || said.jurisdiction !== seal.jurisdiction) {
      return no('the entry belongs to another place')
    }
    const head = seal.lanes.find(({ lane }) => lane === proof.lane)
    if (head === undefined) return no('the seal does not cover this lane')
    const { content, position, path } = proof
    if (!verifyInclusion(leafHash(content), position, head.size, bytes(path), Buffer.from(head.root, 'hex'))) {
      return no('the entry does not lead to the sealed root')
    }
    return { valid: true, sealedAt: seal.at }
  })
}

/**
 * Proof that the journal only grew from one seal to a later one.
 *
 * @throws Refusal `journal.seal-missing`, `journal.seal-order`
 */
export async function exportConsistency(
  tx: Tx,
  jurisdiction: string,
  numbers: { older: number; newer: number },
): Promise<ConsistencyProof> {
  if (numbers.older > numbers.newer) {
    throw refuse(
      'journal.seal-order',
      { zh: '较早的签封编号应小于较晚的', en: 'The older seal has the smaller number' },
      { at: '/older' },
    )
  }
  const load = async (number: number) => {
    const seal = await tx.maybe<SignedSeal>(
      sql`select content, signature from journal.seal where jurisdiction = ${jurisdiction} and number = ${number}`,
    )
    if (seal !== null) return seal
    throw refuse(
      'journal.seal-missing',
      { zh: `没有第 ${number} 号签封`, en: `There is no seal number ${number}` },
      { kind: 'missing', params: { number } },
    )
  }
  const older = await load(numbers.older)
  const newer = await load(numbers.newer)
  const heads = readSeal(newer).lanes
  const paths: ConsistencyProof['paths'] = []
  for (const { lane, size } of readSeal(older).lanes) {
    const now = heads.find((head) => head.lane === lane)
    if (now === undefined) throw new Error(`seal ${numbers.newer} of ${jurisdiction} lacks lane ${lane}`)
    const runs = consistencyRuns(size, now.size).map((run) => ({ ...run, lane }))
    paths.push({ lane, path: hexes(await hashesOf(tx, jurisdiction, runs)) })
  }
  return { format: 'yike.journal.consistency.1', older, newer, paths }
}

/** Checks a consistency proof offline. Never throws on a malformed proof. */
export function checkConsistency(proof: ConsistencyProof, publicKey: KeyObject): Check {
  return judged(() => {
    const older = signedBy(publicKey, proof.older)
    const newer = signedBy(publicKey, proof.newer)
    if (older === null || newer === null) return no('a seal is not signed by this key')
    if (older.jurisdiction !== newer.jurisdiction || older.number > newer.number) {
      return no('the seals do not belong together')
    }
    for (const { lane, size, root } of older.lanes) {
      const now = newer.lanes.find((head) => head.lane === lane)
      const path = proof.paths.find((each) => each.lane === lane)?.path
      if (now === undefined || path === undefined) return no(`lane ${lane} is missing`)
      const roots = bytes([root, now.root]) as [Buffer, Buffer]
      if (!verifyConsistency(size, now.size, ...roots, bytes(path))) return no(`lane ${lane} did not only grow`)
    }
    return { valid: true, sealedAt: newer.at }
  })
}
