import { createHash } from 'node:crypto'

/**
 * The hash tree of RFC 6962 / RFC 9162: leaf = SHA-256(0x00 ‖ content), node = SHA-256(0x01 ‖ left ‖ right). Pure functions; what
 * they need of a stored tree they ask for as complete subtrees.
 */

/** A complete subtree: leaves `index·2^level` up to `(index+1)·2^level - 1`. */
export type Subtree = { level: number; index: number }

/** A run of leaves whose hash a proof holds: from `start`, up to and without `end`. */
export type Run = { start: number; end: number }

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

export function leafHash(content: string): Buffer {
  return createHash('sha256').update(LEAF).update(content, 'utf8').digest()
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

/** Hash of neighbouring subtrees given largest first: they hang together from the right. Throws on an empty list. */
export function fold(hashes: readonly Buffer[]): Buffer {
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** The complete subtrees a run is made of, largest first. The run must start where a subtree of its size may start. */
export function subtreesOf({ start, end }: Run): Subtree[] {
  const parts: Subtree[] = []
  for (let at = start; at < end; ) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++
    parts.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return parts
}

/** Largest power of two below `size`, for a size of at least two. */
function split(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** The runs whose hashes prove that a leaf stands at `position` of a tree with `size` leaves, lowest first. */
export function inclusionRuns(position: number, size: number): Run[] {
  if (position < 0 || position >= size) throw new RangeError(`no leaf ${position} in a tree of ${size}`)
  const runs: Run[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (position < middle) {
      runs.unshift({ start: middle, end })
      end = middle
    } else {
      runs.unshift({ start, end: middle })
      start = middle
    }
  }
  return runs
}

/** The runs whose hashes prove that the tree of `older` leaves is a beginning of the tree of `newer` leaves. */
export function consistencyRuns(older: number, newer: number): Run[] {
  if (older < 1 || older > newer) throw new RangeError(`a tree of ${older} is no beginning of a tree of ${newer}`)
  const runs: Run[] = []
  let start = 0
  let end = newer
  while (older !== end) {
    const middle = start + split(end - start)
    if (older <= middle) {
      runs.unshift({ start: middle, end })
      end = middle
    } else {
      runs.unshift({ start, end: middle })
      start = middle
    }
  }
  if (start !== 0) runs.unshift({ start, end })
  return runs
}

const odd = (n: number) => n % 2 === 1
const half = (n: number) => Math.floor(n / 2)

/** RFC 9162, 2.1.3.2: whether the path leads from the leaf to the root. */
export function verifyInclusion(
  leaf: Buffer,
  position: number,
  size: number,
  path: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!Number.isSafeInteger(position) || !Number.isSafeInteger(size) || position < 0 || position >= size) return false
  let at = position
  let last = size - 1
  let hash = leaf
  for (const step of path) {
    if (last === 0) return false
    if (odd(at) || at === last) {
      hash = nodeHash(step, hash)
      while (!odd(at) && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, step)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && hash.equals(root)
}

/** RFC 9162, 2.1.4.2: whether the path shows the older tree to be a beginning of the newer one. */
export function verifyConsistency(
  older: number,
  newer: number,
  olderRoot: Buffer,
  newerRoot: Buffer,
  path: readonly Buffer[],
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer) || older < 1 || older > newer) return false
  if (older === newer) return path.length === 0 && olderRoot.equals(newerRoot)
  const complete = Number.isInteger(Math.log2(older))
  const [first, ...rest] = complete ? [olderRoot, ...path] : path
  if (first === undefined) return false
  let at = older - 1
  let last = newer - 1
  while (odd(at)) {
    at = half(at)
    last = half(last)
  }
  let left = first
  let whole = first
  for (const step of rest) {
    if (last === 0) return false
    if (odd(at) || at === last) {
      left = nodeHash(step, left)
      whole = nodeHash(step, whole)
      while (!odd(at) && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      whole = nodeHash(whole, step)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && left.equals(olderRoot) && whole.equals(newerRoot)
}
