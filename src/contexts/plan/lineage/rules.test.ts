import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineageTarget } from './model.ts'
import { isAbove, lineageOf, relate } from './rules.ts'

const BASE: LineageTarget = {
  target: 'a',
  indicator: 'x',
  printed: '托位数',
  comparator: '=',
  value: 4.5,
  low: null,
  high: null,
  unit: '个',
  deadline: '2025-12-31',
  period: null,
  scope: null,
  clause: '一',
}
const of = (changes: Partial<LineageTarget>): LineageTarget => ({ ...BASE, ...changes })

describe('relations', () => {
  it('tell 托位 4.5 inherited and 医师 3.2→2.58 looser (A6)', () => {
    expect(relate(BASE, BASE)).toBe('inherited')
    expect(relate(of({ value: 2.58, unit: '人' }), of({ value: 3.2, unit: '人' }))).toBe('looser')
    expect(relate(of({ value: 85 }), of({ value: 80 }))).toBe('stricter')
    expect(relate(of({ comparator: '<=', value: 10 }), of({ comparator: '<=', value: 20 }))).toBe('stricter')
    expect(relate(of({ comparator: '>' }), of({ comparator: '>=' }))).toBe('stricter')
    expect(relate(of({ deadline: '2024-12-31' }), BASE)).toBe('stricter')
    expect(relate(of({ deadline: '2024-12-31', value: 4 }), BASE)).toBe('unclear')
    expect(relate(of({ value: 2, unit: '万人' }), of({ value: 20_000, unit: '人' }))).toBe('inherited')
    expect(relate(of({ unit: '%' }), BASE)).toBe('unclear')
    expect(
      relate(
        of({ comparator: 'range', value: null, low: 2, high: 3 }),
        of({ comparator: 'range', value: null, low: 1, high: 4 }),
      ),
    ).toBe('stricter')
  })

  const target = fc
    .record({
      comparator: fc.constantFrom('=', '>=', '<=', '>', '<'),
      value: fc.integer({ min: 0, max: 5 }),
      deadline: fc.constantFrom('2024-12-31', '2025-12-31', null),
    })
    .map(of)

  it('turn round when the two sides are exchanged', () => {
    const opposite = { inherited: 'inherited', stricter: 'looser', looser: 'stricter', unclear: 'unclear' } as Record<
      string,
      string
    >
    fc.assert(
      fc.property(target, target, (a, b) => {
        expect(relate(b, a)).toBe(opposite[relate(a, b)])
      }),
    )
  })

  it('use every line of both plans exactly once', () => {
    const plan = (side: string) =>
      fc
        .array(fc.tuple(target, fc.constantFrom('x', 'y', null)), { maxLength: 8 })
        .map((list) => list.map(([each, indicator], i) => ({ ...each, indicator, target: `${side}${i}` })))
    fc.assert(
      fc.property(plan('a'), plan('b'), (ours, upper) => {
        const lines = lineageOf(ours, upper)
        expect(lines.flatMap((line) => (line.target ? [line.target.target] : [])).toSorted()).toEqual(
          ours.map((each) => each.target).toSorted(),
        )
        expect(lines.flatMap((line) => (line.upper ? [line.upper.target] : [])).toSorted()).toEqual(
          upper.map((each) => each.target).toSorted(),
        )
        for (const line of lines) {
          expect(line.relation === 'new').toBe(line.upper === null)
          expect(line.relation === 'dropped').toBe(line.target === null)
        }
      }),
    )
  })

  it('know which government stands above which', () => {
    expect([
      isAbove('532600', '532622'),
      isAbove('530000', '532622'),
      isAbove('532622', '532600'),
      isAbove('532622', '532622'),
      isAbove('532700', '532622'),
    ]).toEqual([true, true, false, false, false])
  })
})
