import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, endOfMonth } from '../../../kernel/dates.ts'
import { RISK_ORDER, type Risk } from './model.ts'
import { coarse, countMonth, dueOn, firstDueIn, type MonthPerson, riskOf } from './rules.ts'
import { lengthOf, walkingOrder } from './walk.ts'

const MONTH = '2026-10-01'
const terms = new Map<Risk, { every: number; unit: 'day' | 'month' }>([
  ['high', { every: 7, unit: 'day' }],
  ['key', { every: 1, unit: 'month' }],
  ['general', { every: 1, unit: 'month' }],
])
const day = fc.integer({ min: -200, max: 30 }).map((back) => addDays(MONTH, back))
const person: fc.Arbitrary<MonthPerson> = fc.record({
  region: fc.constant('532622101001'),
  since: day,
  goneOn: fc.option(fc.integer({ min: 0, max: 30 }).map((at) => addDays(MONTH, at))),
  risk: fc.constantFrom(...RISK_ORDER),
  lastBefore: fc.option(fc.integer({ min: 1, max: 90 }).map((back) => addDays(MONTH, -back))),
  contacts: fc.nat(3),
  attempts: fc.nat(3),
})
const someone = (more: Partial<MonthPerson>): MonthPerson => ({
  region: null,
  since: '2025-01-01',
  goneOn: null,
  risk: 'key',
  lastBefore: '2026-09-20',
  contacts: 0,
  attempts: 0,
  ...more,
})

describe('the monthly rate', () => {
  it('counts a person once however often visited, and an attempt never', () => {
    expect(countMonth(MONTH, [someone({ contacts: 3 }), someone({ attempts: 5 })], terms, true)).toEqual({
      eligible: 2,
      reached: 1,
      leftOut: 0,
      contacts: 3,
      attempts: 5,
    })
  })

  it('leaves out who died or moved before the first due date of the month, when the parameter says so', () => {
    const early = someone({ goneOn: '2026-10-10' })
    expect(firstDueIn(MONTH, early, terms.get('key')!)).toBe('2026-10-20')
    expect(countMonth(MONTH, [early], terms, true)).toMatchObject({ eligible: 0, leftOut: 1 })
    expect(countMonth(MONTH, [early], terms, false)).toMatchObject({ eligible: 1, leftOut: 0 })
    // Due already when the month began: the death does not take the duty away.
    expect(countMonth(MONTH, [someone({ goneOn: '2026-10-10', lastBefore: '2026-08-01' })], terms, true)).toMatchObject(
      {
        eligible: 1,
        leftOut: 0,
      },
    )
  })

  it('never has a numerator above its denominator, and every person in exactly one place', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), fc.boolean(), (persons, leavesOut) => {
        const count = countMonth(MONTH, persons, terms, leavesOut)
        const later = persons.filter((each) => each.since > endOfMonth(MONTH)).length
        expect(count.reached).toBeLessThanOrEqual(count.eligible)
        expect(count.eligible + count.leftOut + later).toBe(persons.length)
        if (!leavesOut) expect(count.leftOut).toBe(0)
        // One more contact never lowers the rate.
        const more = persons.map((each, i) => (i === 0 ? { ...each, contacts: each.contacts + 1 } : each))
        expect(countMonth(MONTH, more, terms, leavesOut).reached).toBeGreaterThanOrEqual(count.reached)
      }),
    )
  })
})

describe('who is due when', () => {
  it('runs from the last contact, from becoming eligible, or from what happened', () => {
    const term = terms.get('high')!
    expect(dueOn({ since: '2026-01-01', last: '2026-10-05', calledOn: null }, term)).toBe('2026-10-12')
    expect(dueOn({ since: '2026-10-03', last: null, calledOn: null }, term)).toBe('2026-10-10')
    expect(dueOn({ since: '2026-01-01', last: '2026-10-05', calledOn: '2026-10-06' }, term)).toBe('2026-10-06')
    expect(dueOn({ since: '2026-01-31', last: '2026-01-31', calledOn: null }, terms.get('key')!)).toBe(
      addMonths('2026-01-31', 1),
    )
  })

  it('rises by one class from a number of categories on', () => {
    const classes = new Map<string, Risk>([
      ['living-alone', 'key'],
      ['empty-nest', 'general'],
    ])
    expect(riskOf(['living-alone'], classes, 2)).toBe('key')
    expect(riskOf(['living-alone', 'empty-nest'], classes, 2)).toBe('high')
    expect(riskOf(['empty-nest'], classes, 2)).toBe('general')
    expect(riskOf(['living-alone', 'empty-nest'], classes, 0)).toBe('key')
    expect(riskOf([], classes, 2)).toBe('general')
  })

  it('knows a place to about a hundred metres', () => {
    expect(coarse(104.34567)).toBe(104.346)
  })
})

describe('walking order', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 })), {
    minLength: 1,
    maxLength: 12,
  })
  const distances = (list: readonly (readonly [number, number])[]) =>
    list.map(([x, y]) => list.map(([u, v]) => Math.hypot(x - u, y - v)))

  it('visits every stop once and is no longer than the order given', () => {
    fc.assert(
      fc.property(points, fc.boolean(), (list, fromHere) => {
        const metres = distances(list)
        const start = fromHere ? list.map(([x, y]) => Math.hypot(x, y)) : null
        const order = walkingOrder(metres, start)
        expect([...order].sort((a, b) => a - b)).toEqual(list.map((_, i) => i))
        const asGiven = list.map((_, i) => i)
        expect(lengthOf(order, metres, start)).toBeLessThanOrEqual(lengthOf(asGiven, metres, start) + 1e-6)
      }),
    )
  })

  it('walks along a street instead of to and fro, and puts what no street reaches last', () => {
    const line = [3, 0, 2, 1].map((x) => [x * 100, 0] as const)
    expect(walkingOrder(distances(line), [300, 0, 200, 100])).toEqual([1, 3, 2, 0])
    const metres = [
      [0, Number.POSITIVE_INFINITY, 100],
      [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY],
      [100, Number.POSITIVE_INFINITY, 0],
    ]
    expect(walkingOrder(metres, [10, Number.POSITIVE_INFINITY, 110])).toEqual([0, 2, 1])
  })
})
