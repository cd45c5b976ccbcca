import type { PlanReading } from './types.ts'

const SHINGLE = 8

const clean = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '')

/** The last mixing of a hash: its low bits depend on every character only after it. */
function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Sorted, distinct hashes of every eighth-of-the-space shingle of the text (a sample that keeps containment intact). */
export function fingerprintOf(text: string): number[] {
  const squashed = clean(text)
  const seen = new Set<number>()
  for (let i = 0; i + SHINGLE <= squashed.length; i++) {
    let hash = 0x811c9dc5
    for (let k = i; k < i + SHINGLE; k++) hash = Math.imul(hash ^ squashed.charCodeAt(k), 0x01000193)
    hash = mixed(hash)
    if (hash % 8 === 0 || squashed.length < 400) seen.add(hash)
  }
  return [...seen].sort((a, b) => a - b)
}

const printOf = (paper: PlanReading | string): number[] =>
  typeof paper === 'string' ? fingerprintOf(paper) : paper.fingerprint

/** Share (0..1) of the shorter paper's shingles that the other one also has: a prefix of a paper scores near 1. */
export function similarity(a: PlanReading | string, b: PlanReading | string): number {
  const x = printOf(a)
  const y = new Set(printOf(b))
  if (x.length === 0 || y.size === 0) return 0
  let shared = 0
  for (const hash of x) if (y.has(hash)) shared++
  return shared / Math.min(x.length, y.size)
}

/**
 * Whether two texts are copies of one paper (one may be a cut-off copy). Papers that only borrow sentences
 * from a common model, as counties do from their province, stay apart.
 */
export function samePaper(a: PlanReading | string, b: PlanReading | string): boolean {
  return similarity(a, b) >= 0.8
}
