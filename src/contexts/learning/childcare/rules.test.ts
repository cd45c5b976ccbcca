import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dateOfDay } from '../../../kernel/dates.ts'
import { type ClassLimit, capacityOf, limitOn, monthsOld, mostAtOnce, type Stay } from './rules.ts'

const limit = (more: Partial<ClassLimit> = {}): ClassLimit => ({
  kind: 'infant',
  region: '',
  ageFrom: 6,
  ageUntil: 12,
  most: 10,
  perCarer: 3,
  basis: '',
  validFrom: '2019-10-08',
  validUntil: null,
  ...more,
})
const dayArb = fc.integer({ min: 17_000, max: 22_000 }).map(dateOfDay)

describe('capacity', () => {
  it('never exceeds the size, the ratio or what was declared, and reaches the least of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 }), (places, carers) => {
        const { capacity } = capacityOf({ places, carers }, limit())
        expect(capacity).toBe(Math.min(places, 10, carers * 3))
      }),
    )
  })
  it('of a family point is five, and three for a single carer', () => {
    const home = limit({ kind: 'home', most: 5 })
    expect(capacityOf({ places: 8, carers: 2 }, home)).toEqual({ capacity: 5, binding: 'size' })
    expect(capacityOf({ places: 5, carers: 1 }, home)).toEqual({ capacity: 3, binding: 'carers' })
  })
  it('without a ratio in the norm follows size alone', () => {
    expect(capacityOf({ places: 30, carers: 1 }, limit({ kind: 'mixed', most: 18, perCarer: null })).capacity).toBe(18)
  })
})

describe('the limit in force', () => {
  it('is that of the closest region on the day', () => {
    const all = [
      limit(),
      limit({ region: '53', most: 9, validFrom: '2025-01-01' }),
      limit({ validFrom: '2026-07-01', most: 8 }),
      limit({ region: '5326', most: 5, validFrom: '2020-01-01', validUntil: '2020-12-31' }),
    ]
    expect(limitOn(all, 'infant', '532622101001', '2024-06-01')?.most).toBe(10)
    expect(limitOn(all, 'infant', '532622101001', '2020-12-31')?.most).toBe(5)
    expect(limitOn(all, 'infant', '532622101001', '2026-11-22')?.most).toBe(9)
    expect(limitOn(all, 'infant', '440305001001', '2026-11-22')?.most).toBe(8)
    expect(limitOn(all, 'older', '532622101001', '2026-11-22')).toBeNull()
  })
})

describe('age in months', () => {
  it('agrees with adding months to the birth date', () => {
    fc.assert(
      fc.property(dayArb, fc.integer({ min: 0, max: 1500 }), (born, days) => {
        const day = addDays(born, days)
        const months = monthsOld(born, day)
        expect(addMonths(born, months) <= day).toBe(true)
        expect(addMonths(born, months + 1) > day).toBe(true)
      }),
    )
  })
})

describe('the most at once', () => {
  it('is what counting every day finds', () => {
    const stay = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(fc.integer({ min: 1, max: 15 }))).map(
      ([from, length]): Stay => ({
        from: dateOfDay(20_000 + from),
        until: length === null ? null : dateOfDay(20_000 + from + length),
      }),
    )
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 12 }), stay, (stays, span) => {
        let most = 0
        for (let day = span.from; day < (span.until ?? dateOfDay(20_050)); day = addDays(day, 1))
          most = Math.max(
            most,
            stays.filter((each) => each.from <= day && (each.until === null || each.until > day)).length,
          )
        expect(mostAtOnce(stays, span)).toBe(most)
      }),
    )
  })
})
