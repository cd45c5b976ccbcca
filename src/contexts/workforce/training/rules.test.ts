import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { type Attended, completes, countWithin, firstCompletions, type Taken } from './rules.ts'

const taken: fc.Arbitrary<Taken> = fc
  .record({
    marks: fc.array(fc.constantFrom('present', 'absent', 'unknown'), { minLength: 1, maxLength: 12 }),
    leastShare: fc.integer({ min: 0, max: 100 }),
    passMark: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    score: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  })
  .map(({ marks, ...rest }) => ({
    totalTenths: marks.length * 20,
    presentTenths: marks.filter((each) => each === 'present').length * 20,
    unmarkedTenths: marks.filter((each) => each === 'unknown').length * 20,
    ...rest,
  }))

describe('completion', () => {
  it('is what it would be however the unknown turns out, or unknown', () => {
    fc.assert(
      fc.property(taken, (each) => {
        const { unmarkedTenths: open, presentTenths: there } = each
        const shares = Array.from({ length: open / 20 + 1 }, (_, n) => there + n * 20)
        const scores = each.passMark !== null && each.score === null ? [0, each.passMark, 100] : [each.score]
        const outcomes = new Set(
          shares.flatMap((presentTenths) =>
            scores.map((score) => completes({ ...each, presentTenths, unmarkedTenths: 0, score })),
          ),
        )
        expect(outcomes.has(null)).toBe(false)
        const answer = completes(each)
        if (answer !== null) expect([...outcomes]).toEqual([answer])
        // A pass mark of nought is passed by any score, which is why the other direction is asked with a real one only.
        else if (each.passMark !== 0) expect(outcomes.size).toBe(2)
      }),
    )
  })

  it('never suffers from one more hour present', () => {
    const rank = (answer: boolean | null) => (answer === null ? 1 : answer ? 2 : 0)
    fc.assert(
      fc.property(taken, (each) => {
        fc.pre(each.presentTenths + each.unmarkedTenths < each.totalTenths)
        expect(rank(completes({ ...each, presentTenths: each.presentTenths + 20 }))).toBeGreaterThanOrEqual(
          rank(completes(each)),
        )
      }),
    )
  })
})

const attended: fc.Arbitrary<Attended[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 5 }), fc.boolean(), fc.boolean()), {
    maxLength: 40,
  })
  .map((all) =>
    all.map(([person, n, present, done]) => ({
      person: `p${person}`,
      class: `c${n}`,
      code: `c${n}`,
      endedOn: addDays('2025-01-01', n * 30),
      attended: present || done,
      completed: done,
    })),
  )

describe('persons and person-times', () => {
  it('stay apart: each person once, each presence once, and the first times of all spans add up to the persons', () => {
    fc.assert(
      fc.property(attended, (all) => {
        const whole = countWithin(all, '2025-01-01', '2025-12-31')
        expect(whole.persons).toBe(new Set(all.filter((each) => each.completed).map((each) => each.person)).size)
        expect(whole.firstTime).toBe(whole.persons)
        expect(whole.persons).toBeLessThanOrEqual(whole.completions)
        expect(whole.completions).toBeLessThanOrEqual(whole.personTimes)
        const halves = [
          countWithin(all, '2025-01-01', '2025-03-15'),
          countWithin(all, '2025-03-16', '2025-12-31'),
        ] as const
        expect(halves[0].firstTime + halves[1].firstTime).toBe(whole.persons)
        expect(halves[0].personTimes + halves[1].personTimes).toBe(whole.personTimes)
        // Persons of two spans do not add up: who came twice is in both.
        expect(halves[0].persons + halves[1].persons).toBeGreaterThanOrEqual(whole.persons)
      }),
    )
  })

  it('do not depend on the order in which classes are closed', () => {
    fc.assert(
      fc.property(attended, (all) => {
        const done = all.filter((each) => each.completed)
        const plain = (list: Attended[]) =>
          [...firstCompletions(list)].map(([person, each]) => `${person} ${each.class}`).sort()
        expect(plain(done.toReversed())).toEqual(plain(done))
      }),
    )
  })
})
