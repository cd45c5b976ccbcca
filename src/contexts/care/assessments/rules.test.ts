import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answers, assess, type Circumstances, categoryOf } from './rules.ts'
import { LEVELS, GBT_42195_2022 as SCALE, SCALES } from './scales.ts'

const items = SCALE.dimensions.flatMap((dimension) => [...dimension.items])
const NONE: Circumstances = {
  coma: false,
  dementia: false,
  psychiatric: false,
  events: { fall: 0, lost: 0, choking: 0, suicide: 0, other: 0 },
}
const answers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(items.map((item) => [item.id, fc.integer({ min: 0, max: item.max })])),
)
const few = fc.integer({ min: 0, max: 3 })
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  coma: fc.boolean(),
  dementia: fc.boolean(),
  psychiatric: fc.boolean(),
  events: fc.record({ fall: few, lost: few, choking: few, suicide: few, other: few }),
})
/** Answers with a given sum, filled item by item. */
const summing = (total: number): Answers => {
  let left = total
  return Object.fromEntries(
    items.map((item) => {
      const points = Math.min(item.max, left)
      left -= points
      return [item.id, points]
    }),
  )
}
const gradeAt = (total: number, more: Partial<Circumstances> = {}) =>
  assess(SCALE, summing(total), { ...NONE, ...more }).grade

describe('GB/T 42195-2022', () => {
  it('has 26 items in four dimensions of 32, 15, 28 and 15 points: 90 in all', () => {
    expect(items.length).toBe(26)
    expect(new Set(items.map((item) => item.id)).size).toBe(26)
    expect(SCALE.dimensions.map((d) => d.items.reduce((sum, item) => sum + item.max, 0))).toEqual([32, 15, 28, 15])
    for (const item of items) expect(LEVELS[item.max]).toHaveLength(item.max + 1)
  })

  it('changes grade exactly at 90, 66, 46 and 30', () => {
    expect([90, 89, 66, 65, 46, 45, 30, 29, 0].map((total) => gradeAt(total))).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4])
    for (let total = 0; total <= 90; total++) {
      const expected = total === 90 ? 0 : total >= 66 ? 1 : total >= 46 ? 2 : total >= 30 ? 3 : 4
      expect(gradeAt(total)).toBe(expected)
    }
  })

  it('is one grade worse for any reason and no more for several; a coma is complete loss', () => {
    const two = { ...NONE.events, fall: 1, lost: 1 }
    expect(gradeAt(70, { dementia: true })).toBe(2)
    expect(gradeAt(70, { dementia: true, psychiatric: true, events: two })).toBe(2)
    expect(gradeAt(90, { events: two })).toBe(1)
    expect(gradeAt(90, { events: { ...NONE.events, fall: 1 } })).toBe(0)
    expect(gradeAt(10, { dementia: true })).toBe(4)
    expect(gradeAt(90, { coma: true })).toBe(4)
  })

  it('never gets better when a point is lost or a reason is added, and adds up', () => {
    fc.assert(
      fc.property(answers, circumstances, fc.nat(items.length - 1), (given, more, at) => {
        const result = assess(SCALE, given, more)
        expect(result.total).toBe(Object.values(given).reduce((sum, each) => sum + each, 0))
        expect(Object.values(result.byDimension).reduce((sum, each) => sum + each, 0)).toBe(result.total)
        const item = items[at]!
        if (given[item.id]! > 0)
          expect(assess(SCALE, { ...given, [item.id]: given[item.id]! - 1 }, more).grade).toBeGreaterThanOrEqual(
            result.grade,
          )
        expect(result.grade).toBeGreaterThanOrEqual(assess(SCALE, given, NONE).grade)
        expect(result.grade - result.initial).toBeLessThanOrEqual(more.coma ? 4 : 1)
      }),
    )
  })

  it('names every item without an answer or with a wrong one at once', () => {
    fc.assert(
      fc.property(
        answers,
        fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 5, selector: (item) => item.id }),
        (given, chosen) => {
          const spoiled: Answers = { ...given, elsewhere: 1 }
          for (const [n, item] of chosen.entries()) {
            if (n % 2 === 0) delete spoiled[item.id]
            else spoiled[item.id] = item.max + 1
          }
          const refusal = (() => {
            try {
              assess(SCALE, spoiled, NONE)
            } catch (error) {
              return error as { code: string; params: { missing: string[]; wrong: string[] } }
            }
          })()
          expect(refusal?.code).toBe('assessment.answers')
          const named = [...refusal!.params.missing, ...refusal!.params.wrong]
          expect(named.toSorted()).toEqual([...chosen.map((item) => item.id), 'elsewhere'].toSorted())
        },
      ),
    )
  })

  it('is the only scale that makes a category, and others are stated, never computed', () => {
    expect([0, 1, 2, 3, 4].map(categoryOf)).toEqual([
      null,
      'part-lost-ability',
      'part-lost-ability',
      'lost-ability',
      'lost-ability',
    ])
    expect(SCALES.filter((scale) => scale.by === 'computed').map((scale) => scale.id)).toEqual(['gbt-42195'])
  })
})
