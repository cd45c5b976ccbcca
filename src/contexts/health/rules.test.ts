import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOfDay, yearsBetween } from '../../kernel/dates.ts'
import { AGE_GROUPS, birthdayOf, bornBetween, bornBy, dueFrom } from './rules.ts'

const bornArb = fc.integer({ min: -12_000, max: 18_000 }).map(dateOfDay)
const dayArb = fc.integer({ min: 18_000, max: 23_000 }).map(dateOfDay)
const leapDay = fc.constantFrom('1960-02-29', '1956-02-29', '1964-02-29')

describe('who is due', () => {
  it('is whoever has completed the years on the day, leap days too', () => {
    const rule = { age: 65, wholeYear: false }
    fc.assert(
      fc.property(
        fc.oneof(bornArb, leapDay),
        fc.oneof(dayArb, fc.constantFrom('2025-02-28', '2025-03-01', '2024-02-29')),
        (born, day) => {
          expect(born <= bornBy(day, rule)).toBe(yearsBetween(born, day) >= 65)
          const from = dueFrom(born, Number(day.slice(0, 4)), rule)
          expect(from !== null && from <= day).toBe(yearsBetween(born, day) >= 65)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is, where the whole year counts, whoever completes them by its end', () => {
    const rule = { age: 65, wholeYear: true }
    fc.assert(
      fc.property(bornArb, dayArb, (born, day) => {
        const due = yearsBetween(born, `${day.slice(0, 4)}-12-31`) >= 65
        expect(born <= bornBy(day, rule)).toBe(due)
        expect(dueFrom(born, Number(day.slice(0, 4)), rule)).toBe(due ? `${day.slice(0, 4)}-01-01` : null)
      }),
    )
  })
})

describe('a birthday', () => {
  it('is the first day of the age', () => {
    fc.assert(
      fc.property(fc.oneof(bornArb, leapDay), fc.integer({ min: 1, max: 110 }), (born, age) => {
        const day = birthdayOf(born, age)
        expect(yearsBetween(born, day)).toBe(age)
        expect(yearsBetween(born, addDays(day, -1))).toBe(age - 1)
      }),
    )
  })
})

describe('age groups', () => {
  it('hold every age once', () => {
    fc.assert(
      fc.property(fc.oneof(bornArb, leapDay), dayArb, (born, day) => {
        fc.pre(born <= day)
        const groups = AGE_GROUPS.filter(({ from, to }) => {
          const { bornFrom, bornTo } = bornBetween(day, from, to)
          return born >= bornFrom && born <= bornTo
        })
        const age = yearsBetween(born, day)
        expect(groups.map((each) => each.key)).toEqual(
          AGE_GROUPS.filter((each) => each.from <= age && age <= each.to).map((each) => each.key),
        )
      }),
      { numRuns: 400 },
    )
  })
})
