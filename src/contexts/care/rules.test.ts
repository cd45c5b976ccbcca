import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import type { BedFacts } from './beds/model.ts'
import { lacks } from './beds/rules.ts'
import type { DeviceFacts } from './devices/model.ts'
import { MAY, standOf } from './devices/rules.ts'
import { ITEMS } from './retrofit/model.ts'
import { missingFor, priorityOf, subsidyOf } from './retrofit/rules.ts'

const DAY = '2026-11-22'
const near = fc.integer({ min: -400, max: 60 }).map((days) => addDays(DAY, days))
const bed: fc.Arbitrary<BedFacts> = fc.record({
  from: near,
  until: fc.option(near),
  pieces: fc.nat(3),
  acceptedOn: fc.option(near),
  assessed: fc.option(fc.record({ grade: fc.nat(4), nextDue: near })),
  asked: fc.nat(8),
  before: fc.nat(10),
  sofar: fc.nat(10),
})

const WHOLE: BedFacts = {
  from: '2026-01-05',
  until: null,
  pieces: 2,
  acceptedOn: '2026-01-20',
  assessed: { grade: 3, nextDue: '2027-01-01' },
  asked: 4,
  before: 4,
  sofar: 0,
}

describe('a bed at home', () => {
  it('counts only while contract, equipment, acceptance, assessment and services all hold', () => {
    expect(lacks(WHOLE, DAY)).toEqual([])
    const without: [Partial<BedFacts>, string][] = [
      [{ from: '2026-11-23' }, 'contract-not-begun'],
      [{ until: DAY }, 'contract-ended'],
      [{ pieces: 0 }, 'equipment'],
      [{ acceptedOn: null }, 'acceptance'],
      [{ assessed: null }, 'assessment'],
      [{ assessed: { grade: 3, nextDue: '2026-11-21' } }, 'assessment'],
      [{ assessed: { grade: 1, nextDue: '2027-01-01' } }, 'grade'],
      [{ before: 3 }, 'services'],
    ]
    for (const [change, lack] of without) expect(lacks({ ...WHOLE, ...change }, DAY)).toContain(lack)
  })

  it('measures the month before, and what has been delivered so far while no full month has passed', () => {
    expect(lacks({ ...WHOLE, before: 0, sofar: 9 }, DAY)).toEqual(['services'])
    expect(lacks({ ...WHOLE, acceptedOn: '2026-10-15', before: 1, sofar: 3 }, DAY)).toEqual([])
    expect(lacks({ ...WHOLE, acceptedOn: '2026-10-01', before: 1, sofar: 9 }, DAY)).toEqual(['services'])
  })

  it('lacks no less when equipment is taken away or more services are asked for, and something when any part is missing', () => {
    fc.assert(
      fc.property(bed, (each) => {
        const now = lacks(each, DAY)
        for (const change of [{ pieces: 0 }, { asked: each.asked + 30 }])
          expect(lacks({ ...each, ...change }, DAY)).toEqual(expect.arrayContaining(now))
        for (const change of [{ pieces: 0 }, { acceptedOn: null }, { assessed: null }, { until: DAY }])
          expect(lacks({ ...each, ...change }, DAY)).not.toEqual([])
      }),
    )
  })
})

describe('a retrofit', () => {
  const item = fc.record({
    item: fc.constantFrom(...ITEMS.map((each) => each.code)),
    fen: fc.integer({ min: 1, max: 900_000 }),
    doneOn: fc.option(near),
    before: fc.nat(2),
    after: fc.nat(2),
  })

  it('is complete exactly when every item is done with photographs before and after', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), (items) => {
        const complete = items.every((each) => each.doneOn !== null && each.before > 0 && each.after > 0)
        expect(missingFor(items).length === 0).toBe(complete)
      }),
    )
    expect(missingFor([])).toEqual([{ item: null, what: 'none' }])
  })

  it('is paid up to the cap and never more than it cost', () => {
    fc.assert(
      fc.property(fc.array(item), fc.integer({ min: 1, max: 1_000_000 }), (items, cap) => {
        const cost = items.reduce((sum, each) => sum + each.fen, 0)
        const paid = subsidyOf(items, cap)
        expect(paid).toBeLessThanOrEqual(cap)
        expect(paid === cost || paid === cap).toBe(true)
      }),
    )
  })

  it('comes earlier the greater the need', () => {
    const base = { categories: ['subsistence'], grade: 1, age: 70 } as const
    expect(priorityOf({ ...base, categories: ['destitute'] })).toBeGreaterThan(priorityOf(base))
    expect(priorityOf({ ...base, grade: 4 })).toBeGreaterThan(priorityOf(base))
    expect(priorityOf({ ...base, age: 80 })).toBeGreaterThan(priorityOf(base))
    expect(priorityOf({ ...base, categories: ['subsistence', 'living-alone'] })).toBeGreaterThan(priorityOf(base))
    // What is not assessed counts as nothing shown, not as able.
    expect(priorityOf({ ...base, grade: null })).toBeLessThanOrEqual(priorityOf(base))
  })
})

describe('a device', () => {
  const facts: fc.Arbitrary<DeviceFacts> = fc.record({
    state: fc.constantFrom('in-service', 'repair', 'scrapped'),
    clean: fc.boolean(),
    lent: fc.boolean(),
  })

  it('may be lent only when it is here, whole and clean', () => {
    fc.assert(
      fc.property(facts, (device) => {
        const may = MAY[standOf(device)].includes('lend')
        expect(may).toBe(device.state === 'in-service' && device.clean && !device.lent)
      }),
    )
  })

  it('can always be brought on, but from the scrap heap', () => {
    fc.assert(
      fc.property(facts, (device) => {
        expect(MAY[standOf(device)].length > 0).toBe(standOf(device) !== 'scrapped')
      }),
    )
  })
})
