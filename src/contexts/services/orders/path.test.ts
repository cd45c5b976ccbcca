import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import type { OrderState } from '../model.ts'
import { orderNo } from './numbers.ts'
import { type Act, CLOSED, lead, openActs, type Standing } from './path.ts'
import { type Bearing, bear } from './pricing.ts'
import { ORDER_REFUSALS, orderRefusal } from './refusals.ts'

const ACTS: Act[] = ['assign', 'arrive', 'start', 'finish', 'confirm', 'rate', 'settle', 'cancel', 'no-show', 'refuse']
const ORDER: OrderState[] = ['placed', 'assigned', 'arrived', 'served', 'confirmed', 'rated', 'settled']

describe('the path of an order', () => {
  it('goes on or ends, never back, whatever is tried', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...ACTS), { maxLength: 40 }),
        fc.integer({ min: 0, max: 2 }),
        (tried, staff) => {
          let at: Standing = { state: 'placed', staff, startedAt: null }
          for (const act of tried) {
            const led = lead(at, act)
            if (!('to' in led)) continue
            // Only a rating may follow what is closed; a settled order stays settled.
            if (CLOSED.includes(at.state)) expect([act, at.state, led.to]).toEqual(['rate', 'settled', 'settled'])
            const [before, after] = [ORDER.indexOf(at.state), ORDER.indexOf(led.to)]
            if (after >= 0) expect(after).toBeGreaterThanOrEqual(before)
            if (led.to === 'served') expect(at.startedAt).not.toBeNull()
            if (led.to === 'arrived' && at.state === 'placed') expect(staff).toBe(0)
            at = { ...at, state: led.to, startedAt: act === 'start' ? 'now' : at.startedAt }
          }
        },
      ),
    )
  })

  it('is open to its end from everywhere it can come to', () => {
    const ends = (at: Standing, depth: number): boolean =>
      CLOSED.includes(at.state) ||
      (depth > 0 &&
        openActs(at).some((act) => {
          const led = lead(at, act)
          return (
            'to' in led && ends({ ...at, state: led.to, startedAt: act === 'start' ? 'now' : at.startedAt }, depth - 1)
          )
        }))
    for (const state of ORDER) for (const staff of [0, 1]) expect(ends({ state, staff, startedAt: null }, 8)).toBe(true)
  })
})

const rule = fc.record({
  subsidy: fc.uuid(),
  benefit: fc.constantFrom('a', 'b', 'c'),
  sharePercent: fc.integer({ min: 1, max: 100 }),
  capFen: fc.option(fc.integer({ min: 1, max: 5_000 })),
  timesLimit: fc.option(fc.integer({ min: 1, max: 3 })),
  fenLimit: fc.option(fc.integer({ min: 1, max: 9_000 })),
  outcome: fc.constantFrom('due', 'not-due', 'unknown', null),
  used: fc.record({ times: fc.integer({ min: 0, max: 3 }), fen: fc.integer({ min: 0, max: 9_000 }) }),
}) as fc.Arbitrary<Bearing>

const ordered = fc.record({
  unit: fc.constantFrom('meal' as const, 'time' as const, 'hour' as const),
  fen: fc.integer({ min: 0, max: 30_000 }),
  quantity: fc.integer({ min: 1, max: 4 }),
})

describe('what benefits bear', () => {
  it('is never more than the price, a share, a cap or what is left, and says what is unknown', () => {
    fc.assert(
      fc.property(ordered, fc.array(rule, { maxLength: 5 }), (order, rules) => {
        const listFen = order.fen * order.quantity
        const split = bear(order, rules)
        expect(split.subsidyFen).toBeGreaterThanOrEqual(0)
        expect(split.subsidyFen).toBeLessThanOrEqual(listFen)
        expect(split.lines.reduce((sum, line) => sum + line.fen, 0)).toBe(split.subsidyFen)
        for (const line of split.lines) {
          const by = rules.find((each) => each.subsidy === line.subsidy)!
          expect(line.fen > 0).toBe(line.outcome === 'borne')
          if (line.fen === 0) continue
          expect(by.outcome).toBe('due')
          expect(line.fen).toBeLessThanOrEqual((listFen * by.sharePercent) / 100)
          expect(line.fen).toBeLessThanOrEqual(by.capFen ?? line.fen)
          // Three meals in one order use one subsidised meal up, and have the share of one.
          if (by.timesLimit !== null && order.unit === 'meal')
            expect(line.fen).toBeLessThanOrEqual((order.fen * by.sharePercent) / 100)
          expect(line.fen + by.used.fen).toBeLessThanOrEqual(by.fenLimit ?? line.fen + by.used.fen)
          expect(by.used.times).toBeLessThan(by.timesLimit ?? by.used.times + 1)
        }
        if (split.lines.some((line) => line.outcome === 'unknown')) expect(split.entitlement).toBe('unknown')
        if (split.entitlement === 'none') expect(split.subsidyFen).toBe(0)
      }),
    )
  })
})

describe('words and numbers', () => {
  it('name every refusal in both languages', () => {
    const detail = {
      papers: ['business', 'x'],
      from: '2026-11-22T01:00:00Z',
      until: '2026-11-22T01:00:00Z',
      left: 0,
      day: '2026-11-22',
      seen: 100,
      fen: 200,
      paper: 'P',
      reason: 'r',
    }
    for (const code of ORDER_REFUSALS) {
      const { text } = orderRefusal(code, detail)
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(text.en).not.toMatch(/undefined|[\u4e00-\u9fff]/)
    }
  })

  it('make order numbers that differ as their ids do', () => {
    const ids = Array.from({ length: 2_000 }, () => newId())
    const numbers = ids.map((id) => orderNo(id, '2026-11-22'))
    expect(new Set(numbers).size).toBe(ids.length)
    for (const no of numbers) expect(no).toMatch(/^261122-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  })
})
