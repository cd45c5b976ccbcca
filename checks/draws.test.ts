import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commitmentOf,
  DRAW_VERSION,
  type DrawProof,
  faultsOf,
  listHash,
  orderOf,
  planHash,
  seedOf,
} from '../src/engines/draw/index.ts'
import { drawAgain } from '../web/public/draws/verify.ts'

const entriesArb = fc.uniqueArray(
  fc.record({ number: fc.string({ minLength: 1, maxLength: 12 }), group: fc.integer({ min: 1, max: 3 }) }),
  { selector: (each) => each.number, minLength: 1, maxLength: 20 },
)

function proofOf(entries: { number: string; group: number }[], secrets: string[], randomness: string): DrawProof {
  const plan = {
    version: DRAW_VERSION,
    id: 'd',
    title: '托大班',
    places: 3,
    drawOn: '2026-11-24',
    randomnessSource: '某期',
    parties: secrets.map((secret, i) => ({ name: `甲${i}`, commitment: commitmentOf(secret) })),
    list: listHash(entries),
  }
  const commitment = planHash(plan)
  const reveal = { secrets, randomness }
  return { plan, commitment, entries, reveal, order: orderOf(entries, seedOf(commitment, reveal)) }
}

describe('the browser', () => {
  it('draws as the server does, and finds what was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        entriesArb,
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        async (entries, secret, chance) => {
          const proof = proofOf(entries, [secret, '乙'], chance)
          const again = await drawAgain(proof)
          expect(again.steps.every((step) => step.agrees)).toBe(true)
          expect(again.seed).toBe(seedOf(proof.commitment, proof.reveal))
          const changed = { ...proof, reveal: { ...proof.reveal, randomness: `${chance}!` } }
          const wrong = (await drawAgain(changed)).steps.filter((step) => !step.agrees).map((step) => step.name)
          expect(wrong).toEqual(faultsOf(changed))
        },
      ),
      { numRuns: 40 },
    )
  })
})
