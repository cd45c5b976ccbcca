import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gradeOf, itemsOf, missingScores, resultOf, type Scheme, type Score, schemeProblems } from './rules.ts'
import { SHIPPED_SCHEME as scheme } from './scheme.ts'

const full = (members: number, share = 1): Score[] =>
  Array.from({ length: members }, (_, member) =>
    itemsOf(scheme).map(({ id, most }) => ({ member, item: id, score: Math.round(most * share * 2) / 2 })),
  ).flat()
const scores = (members: number) =>
  fc.tuple(
    ...Array.from({ length: members }, (_, member) =>
      itemsOf(scheme).map(({ id, most }) =>
        fc.integer({ min: 0, max: most * 2 }).map((half): Score => ({ member, item: id, score: half / 2 })),
      ),
    ).flat(),
  )

describe('the scheme that comes with the software', () => {
  it('adds up to 1000 points in four sections and can be used', () => {
    expect(scheme.sections.map(({ items }) => items.reduce((sum, { most }) => sum + most, 0))).toEqual([
      120, 130, 150, 600,
    ])
    expect(schemeProblems(scheme)).toEqual([])
    expect(scheme.basis.certainty).toBe('U')
  })

  it('is refused when an item stands twice, a band lies above the whole, or bands rise', () => {
    const first = scheme.sections[0]!
    const twice: Scheme = { ...scheme, sections: [...scheme.sections, { ...first, id: 'again' }] }
    expect(schemeProblems(twice).length).toBeGreaterThan(0)
    expect(schemeProblems({ ...scheme, bands: [{ grade: 5, from: 1001 }] })).toHaveLength(1)
    expect(schemeProblems({ ...scheme, bands: [...scheme.bands].reverse() }).length).toBeGreaterThan(0)
  })
})

describe('a result', () => {
  it('of full marks is 1000 points and grade five, at first application grade three', () => {
    expect(resultOf(scheme, 3, full(3), false)).toMatchObject({ total: 1000, grade: 5 })
    expect(resultOf(scheme, 3, full(3), true)).toMatchObject({ total: 1000, grade: 3, uncapped: 5 })
    expect(resultOf(scheme, 2, [], false)).toMatchObject({ total: 0, grade: null })
  })

  it('rounds half up in each section, as by hand', () => {
    const two: Score[] = [
      { member: 0, item: 'traffic', score: 7 },
      { member: 1, item: 'traffic', score: 8 },
      { member: 0, item: 'rooms', score: 10 },
      { member: 1, item: 'rooms', score: 10.5 },
    ]
    expect(resultOf(scheme, 2, two, false).sections.map(({ points }) => points)).toEqual([8, 10, 0, 0])
  })

  it('is the same for the same scores in any order, and the institution’s own scores do not change it', () => {
    fc.assert(
      fc.property(scores(2), fc.infiniteStream(fc.nat()), (given, noise) => {
        const shuffled = given.map((score) => ({ score, at: noise.next().value as number })).sort((a, b) => a.at - b.at)
        const own: Score[] = itemsOf(scheme).map(({ id, most }) => ({ member: -1, item: id, score: most }))
        expect(resultOf(scheme, 2, [...shuffled.map(({ score }) => score), ...own], false)).toEqual(
          resultOf(scheme, 2, given, false),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('never falls when a score rises, and lies between the lowest and the highest member', () => {
    fc.assert(
      fc.property(scores(3), fc.nat(), (given, which) => {
        const at = which % given.length
        const { item, score } = given[at]!
        const most = itemsOf(scheme).find(({ id }) => id === item)!.most
        const raised = given.with(at, { ...given[at]!, score: Math.min(most, score + 1) })
        const before = resultOf(scheme, 3, given, false)
        expect(resultOf(scheme, 3, raised, false).total).toBeGreaterThanOrEqual(before.total)
        const alone = [0, 1, 2].map((member) =>
          given.filter((each) => each.member === member).reduce((sum, each) => sum + each.score, 0),
        )
        // Rounding moves each of the four sections by half a point at most.
        expect(before.total).toBeGreaterThanOrEqual(Math.min(...alone) - 2)
        expect(before.total).toBeLessThanOrEqual(Math.max(...alone) + 2)
      }),
      { numRuns: 40 },
    )
  })

  it('has a grade that never falls as the total rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), fc.boolean(), (a, b, first) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(gradeOf(scheme, low, first) ?? 0).toBeLessThanOrEqual(gradeOf(scheme, high, first) ?? 0)
      }),
    )
  })

  it('waits for every member to score every item', () => {
    const all = full(2)
    expect(missingScores(scheme, 2, all)).toEqual([])
    expect(missingScores(scheme, 2, all.slice(1))).toEqual([{ member: 0, items: [all[0]!.item] }])
    expect(missingScores(scheme, 3, all)[0]).toMatchObject({ member: 2 })
  })
})
