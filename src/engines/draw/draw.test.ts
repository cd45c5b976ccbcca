import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  commitmentOf,
  DRAW_VERSION,
  type DrawEntry,
  type DrawProof,
  faultsOf,
  listHash,
  orderOf,
  planHash,
  seedOf,
} from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'yike-draw-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entriesArb = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 9999 }).map((n) => `TY2026-${n}`),
    group: fc.integer({ min: 1, max: 3 }),
  }),
  { selector: (each) => each.number, minLength: 1, maxLength: 40 },
)
const textArb = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })

function proofOf(entries: DrawEntry[], secrets: string[], randomness: string, places = 3): DrawProof {
  const plan = {
    version: DRAW_VERSION,
    id: 'd',
    title: '托大班 2026 秋季',
    places,
    drawOn: '2026-11-24',
    randomnessSource: '某彩票第 2026135 期',
    parties: secrets.map((secret, i) => ({ name: `甲${i}`, commitment: commitmentOf(secret) })),
    list: listHash(entries),
  }
  const commitment = planHash(plan)
  const reveal = { secrets, randomness }
  return { plan, commitment, entries, reveal, order: orderOf(entries, seedOf(commitment, reveal)) }
}

describe('a draw', () => {
  it('puts everybody in the order once, groups first, whatever order the list came in', () => {
    fc.assert(
      fc.property(entriesArb, textArb, textArb, (entries, secret, randomness) => {
        const proof = proofOf(entries, [secret], randomness)
        expect(proof.order.toSorted()).toEqual(entries.map((each) => each.number).toSorted())
        const groups = proof.order.map((number) => entries.find((each) => each.number === number)!.group)
        expect(groups).toEqual(groups.toSorted((a, b) => a - b))
        expect(proofOf(entries.toReversed(), [secret], randomness).order).toEqual(proof.order)
        expect(faultsOf(proof)).toEqual([])
      }),
    )
  })

  it('favours no number: each of four comes first about as often', () => {
    const entries = ['A', 'B', 'C', 'D'].map((number) => ({ number, group: 1 }))
    const first = new Map<string, number>()
    for (let i = 0; i < 4000; i++) {
      const [number] = orderOf(entries, seedOf('c', { secrets: [], randomness: String(i) }))
      first.set(number!, (first.get(number!) ?? 0) + 1)
    }
    // Chi square with three degrees of freedom; the seeds are fixed, so the figure is the same each time.
    const chi = [...first.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
    expect(chi).toBeLessThan(11.34)
  })

  it('shows whatever was changed afterwards', () => {
    const entries = [1, 2, 3, 4, 5].map((n) => ({ number: `N${n}`, group: n > 3 ? 2 : 1 }))
    const proof = proofOf(entries, ['甲的密钥', '乙的密钥'], '07 12 19')
    const changed: [Partial<DrawProof>, string][] = [
      [{ entries: entries.slice(1) }, 'list'],
      [{ entries: entries.map((each) => ({ ...each, group: 1 })) }, 'list'],
      [{ entries: [...entries, entries[0]!] }, 'numbers'],
      [{ plan: { ...proof.plan, places: 9 } }, 'commitment'],
      [{ reveal: { ...proof.reveal, secrets: ['甲的密钥', '别的'] } }, 'secrets'],
      [{ reveal: { ...proof.reveal, randomness: '07 12 20' } }, 'order'],
      [{ order: proof.order.toReversed() }, 'order'],
      [{ order: proof.order.slice(1) }, 'order'],
    ]
    for (const [part, fault] of changed) expect(faultsOf({ ...proof, ...part })).toContain(fault)
  })
})

describe('the small program', () => {
  const program = join(import.meta.dirname, 'verify.mjs')
  it('agrees with the engine on the same proofs', () => {
    const entries = ['丙-3', '甲-1', '乙-2', 'A', 'a'].map((number, i) => ({ number, group: (i % 2) + 1 }))
    const proof = proofOf(entries, ['密钥 "一"', 'two\\'], '开奖 01 05 09')
    const file = join(folder, 'proof.json')
    writeFileSync(file, JSON.stringify(proof))
    const said = execFileSync(process.execPath, [program, file], { encoding: 'utf8' })
    expect(said).not.toContain('DIFFERS')
    expect(said).toContain(seedOf(proof.commitment, proof.reveal))
    writeFileSync(file, JSON.stringify({ ...proof, order: proof.order.toReversed() }))
    const wrong = spawnSync(process.execPath, [program, file], { encoding: 'utf8' })
    expect(wrong.status).toBe(1)
    expect(wrong.stdout).toContain('不一致 DIFFERS  抽签顺序')
  })
})
