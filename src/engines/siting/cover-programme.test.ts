import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildModel } from './build.ts'
import { checkCertificate } from './check/check.ts'
import { CoverProgramme } from './cover-programme.ts'
import { columnsOf, type Model } from './model.ts'
import type { MaxCover } from './problem.ts'
import { random } from './random.ts'
import { solveHere } from './solve-here.ts'

/** A made-up town of so many points and sites; the same seed gives the same. */
function town(seed: number, demands: number, sites: number, radius: number, count: number): MaxCover {
  const { below } = random(seed)
  const point = () => ({ x: below(1000), y: below(1000) })
  const demand = Array.from({ length: demands }, point)
  return {
    kind: 'max-cover',
    reach: { form: 'points', demand, sites: Array.from({ length: sites }, point) },
    weights: demand.map(() => 1 + below(50)),
    radius,
    count,
  }
}

/** What is lost at these values of the sites. */
function lost(model: Model, x: Float64Array): number {
  let total = 0
  for (let i = 0; i < model.demands; i++) {
    let sum = 0
    for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++) sum += x[model.rowSite[k]!]!
    total += model.beyond[i]! * Math.max(0, 1 - sum)
  }
  return total
}

/** What the multipliers prove within the limits: no values of the sites lose less. */
function proven(model: Model, programme: CoverProgramme, state: Int8Array): number {
  const value = new Float64Array(model.sites).fill(programme.price)
  let total = -programme.price * model.count
  for (let i = 0; i < model.demands; i++) {
    total += programme.u[i]!
    for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++) value[model.rowSite[k]!]! -= programme.u[i]!
  }
  for (let j = 0; j < model.sites; j++)
    total += state[j] === 1 ? value[j]! : state[j] === 0 ? 0 : Math.min(0, value[j]!)
  return total
}

describe('the linear programme of maximal covering', () => {
  it('ends where values and multipliers meet, for any limits one after the other', () => {
    const kind = fc.record({
      seed: fc.integer({ min: 1, max: 100_000 }),
      demands: fc.integer({ min: 1, max: 60 }),
      sites: fc.integer({ min: 2, max: 30 }),
      radius: fc.constantFrom(80, 150, 300, 600),
      count: fc.integer({ min: 1, max: 8 }),
    })
    fc.assert(
      fc.property(kind, ({ seed, demands, sites, radius, count }) => {
        const model = buildModel(town(seed, demands, sites, radius, Math.min(count, sites)))
        const programme = new CoverProgramme(model, columnsOf(model))
        programme.begin(model.beyond)
        const { below } = random(seed)
        for (let turn = 0; turn < 6; turn++) {
          const state = new Int8Array(sites).fill(-1)
          for (let k = 0; k < turn; k++) {
            const open = state.filter((value) => value === 1).length
            state[below(sites)] = open < model.count && below(2) === 0 ? 1 : 0
          }
          programme.restrict(state)
          expect(programme.solve(Number.POSITIVE_INFINITY, 10_000)).toBe('optimal')
          const { x } = programme
          for (let j = 0; j < sites; j++) {
            expect(x[j]!).toBeGreaterThanOrEqual((state[j] === 1 ? 1 : 0) - 1e-6)
            expect(x[j]!).toBeLessThanOrEqual((state[j] === 0 ? 0 : 1) + 1e-6)
          }
          expect(x.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(model.count + 1e-6)
          expect(proven(model, programme, state)).toBeCloseTo(lost(model, x), 4)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('says at once when a cutoff is reached, and not more than is proven', () => {
    const model = buildModel(town(5, 120, 40, 150, 6))
    const all = new CoverProgramme(model, columnsOf(model))
    all.begin(model.beyond)
    expect(all.solve(Number.POSITIVE_INFINITY, 10_000)).toBe('optimal')
    const part = new CoverProgramme(model, columnsOf(model))
    part.begin(model.beyond)
    expect(part.solve(all.bound / 2, 10_000)).toBe('cutoff')
    expect(part.bound).toBeGreaterThanOrEqual(all.bound / 2)
    expect(part.bound).toBeLessThanOrEqual(all.bound * (1 + 1e-9))
  })

  it('leads to proofs of many parts that the checker follows, with multipliers told by their differences', () => {
    let shorter = 0
    for (const seed of [1, 2, 3, 4]) {
      const answer = solveHere(town(seed, 300, 60, 140, 9), { seconds: 1, seed, now: () => 0, cancelled: () => false })
      if (answer.status !== 'solved') throw new Error(answer.reason.en)
      expect(answer.proven).toBe(true)
      const { multipliers } = answer.certificate.proof
      shorter += multipliers.filter(({ like }) => like !== undefined).length
      expect(checkCertificate(JSON.parse(JSON.stringify(answer.certificate))).faults).toEqual([])
    }
    expect(shorter).toBeGreaterThan(0)
  })
})
