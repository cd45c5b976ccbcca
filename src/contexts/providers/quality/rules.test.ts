import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../../engines/draw/index.ts'
import { commitmentOf, drawSample, type FixedRound, planOf, wilson } from './rules.ts'

const round = (n: number, sampleSize = 5): FixedRound => ({
  id: '0192f000-0000-7000-8000-000000000001',
  title: '养老机构服务质量评估（测试）',
  pool: Array.from({ length: n }, (_, i) => ({ id: `site-${i}`, name: `网点 ${i}` })),
  sampleSize,
  randomnessSource: '福利彩票 3D 第 2026322 期',
  drawOn: '2026-12-01',
})

describe('a draw', () => {
  it('is the same again in whatever order the pool stands, and takes no more than there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string({ maxLength: 20 }), (n, randomness) => {
        const here = round(n)
        const turned = { ...here, pool: [...here.pool].reverse() }
        expect(commitmentOf(turned)).toBe(commitmentOf(here))
        const { drawn } = drawSample(here, randomness)
        expect(drawSample(turned, randomness).drawn).toEqual(drawn)
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(Math.min(5, n))
      }),
    )
  })

  it('changes its commitment when a member, the size or the source is exchanged', () => {
    const others = [round(8), round(9, 4), { ...round(9), randomnessSource: '别的' }].map(commitmentOf)
    expect(new Set([commitmentOf(round(9)), ...others]).size).toBe(4)
  })

  it('is a proof that the checker of the engine accepts, and not once a member was slipped in', () => {
    const here = round(20)
    const entries = here.pool.map(({ id }) => ({ number: id, group: 0 }))
    const order = drawSample({ ...here, sampleSize: 20 }, '402').drawn
    const proof = (list: typeof entries) => ({
      plan: planOf({ ...here, sampleSize: 20 }),
      commitment: commitmentOf({ ...here, sampleSize: 20 }),
      entries: list,
      reveal: { secrets: [], randomness: '402' },
      order: order.map(({ id }) => id),
    })
    expect(faultsOf(proof(entries))).toEqual([])
    expect(faultsOf(proof([...entries, { number: 'site-99', group: 0 }]))).toContain('list')
  })
})

describe('bounds', () => {
  it('of 8 in 10 are those of the tables (Wilson, 95 %)', () => {
    const { low, high } = wilson(8, 10)
    expect(low).toBeCloseTo(0.4902, 3)
    expect(high).toBeCloseTo(0.9433, 3)
  })

  it('contain the share, stay between 0 and 1, narrow as more are assessed, and are unknown for nobody', () => {
    expect(wilson(0, 0)).toMatchObject({ share: null, low: null, high: null })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, k) => {
        const passed = Math.min(n, k)
        const { share, low, high } = wilson(passed, n)
        expect(low!).toBeGreaterThanOrEqual(0)
        expect(low!).toBeLessThanOrEqual(share!)
        expect(high!).toBeGreaterThanOrEqual(share!)
        expect(high!).toBeLessThanOrEqual(1)
        const more = wilson(passed * 2, n * 2)
        expect(more.high! - more.low!).toBeLessThan(high! - low!)
      }),
    )
  })
})
