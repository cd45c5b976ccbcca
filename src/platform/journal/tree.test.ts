import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  consistencyRuns,
  fold,
  inclusionRuns,
  leafHash,
  nodeHash,
  type Run,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'

const MOST = 300
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(`entry ${i}`))

/** RFC 6962, 2.1, word for word. */
function naive(run: Run): Buffer {
  if (run.end - run.start === 1) return leaves[run.start]!
  let k = 1
  while (k * 2 < run.end - run.start) k *= 2
  return nodeHash(naive({ start: run.start, end: run.start + k }), naive({ start: run.start + k, end: run.end }))
}
const root = (size: number) => naive({ start: 0, end: size })
const bySubtrees = (run: Run) =>
  fold(subtreesOf(run).map(({ level, index }) => naive({ start: index * 2 ** level, end: (index + 1) * 2 ** level })))

const sizes = fc.integer({ min: 1, max: MOST })
const withPosition = sizes.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })))
const pair = fc.tuple(sizes, sizes).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const flip = (hash: Buffer) => Buffer.from(hash.map((byte, i) => (i === 7 ? byte ^ 1 : byte)))

describe('hash tree', () => {
  it('hashes as RFC 6962 says', () => {
    // The empty leaf, a test vector of Certificate Transparency.
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    expect(nodeHash(leafHash('a'), leafHash('b'))).toEqual(
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(1), leafHash('a'), leafHash('b')]))
        .digest(),
    )
  })

  it('has the same root from its complete subtrees', () => {
    for (let size = 1; size <= MOST; size++) expect(bySubtrees({ start: 0, end: size })).toEqual(root(size))
  })

  it('proves every leaf, and nothing else', () => {
    fc.assert(
      fc.property(withPosition, sizes, ([size, position], other) => {
        const path = inclusionRuns(position, size).map(bySubtrees)
        const leaf = leaves[position]!
        expect(verifyInclusion(leaf, position, size, path, root(size))).toBe(true)
        expect(verifyInclusion(flip(leaf), position, size, path, root(size))).toBe(false)
        expect(verifyInclusion(leaf, position, size, path, flip(root(size)))).toBe(false)
        expect(verifyInclusion(leaf, position, size, [...path, leaf], root(size))).toBe(false)
        if (path.length > 0) expect(verifyInclusion(leaf, position, size, path.slice(1), root(size))).toBe(false)
        const elsewhere = other % size
        if (elsewhere !== position) expect(verifyInclusion(leaf, elsewhere, size, path, root(size))).toBe(false)
      }),
    )
  })

  it('proves that an older tree is the beginning of a newer one, and nothing else', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ([older, newer], which) => {
        const path = consistencyRuns(older, newer).map(bySubtrees)
        expect(verifyConsistency(older, newer, root(older), root(newer), path)).toBe(true)
        expect(verifyConsistency(older, newer, flip(root(older)), root(newer), path)).toBe(false)
        expect(verifyConsistency(older, newer, root(older), flip(root(newer)), path)).toBe(false)
        if (path.length > 0) {
          const broken = path.map((hash, i) => (i === which % path.length ? flip(hash) : hash))
          expect(verifyConsistency(older, newer, root(older), root(newer), broken)).toBe(false)
          expect(verifyConsistency(older, newer, root(older), root(newer), path.slice(1))).toBe(false)
        }
      }),
    )
  })

  it('asks for places of a very large tree without walking it', () => {
    const size = 2 ** 45 + 12_345
    expect(inclusionRuns(2 ** 44 + 1, size).length).toBeLessThan(50)
    expect(subtreesOf({ start: 0, end: size }).length).toBeLessThan(50)
  })
})
