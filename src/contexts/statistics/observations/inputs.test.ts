import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledgerNamed } from '../library/ledgers.ts'
import { type FacilityFact, facilityQuantities } from './facilityinput.ts'
import { type LedgerFact, ledgerQuantities } from './ledgerinput.ts'
import { meets } from './match.ts'
import { datesFrom } from './periods.ts'
import { placesOf } from './places.ts'

const OWN = '532622000000'
const A = '532622101000'
const B = '532622102000'
const region = (code: string, parent: string | null, level: string) => ({ code, name: code, parent, level })
const places = placesOf('532622', [
  region(OWN, '532600000000', 'county'),
  region(A, OWN, 'township'),
  region(B, OWN, 'township'),
  ...['532622101001', '532622101002', '532622101201'].map((code) => region(code, A, 'village')),
  ...['532622102001', '532622102201'].map((code) => region(code, B, 'village')),
])
const villages = [...places.villages]

const visit = (code: string, asOf: string, reached: number | null, eligible: number | null): LedgerFact => ({
  ledger: 'visit',
  key: `${code}|${asOf}`,
  region: code,
  asOf,
  fields: { region: code, month: asOf.slice(0, 7), reached, eligible },
})

describe('a ledger', () => {
  it('adds up as a naive recount does, in every place, with what is unknown', () => {
    const row = fc.record({
      village: fc.constantFrom(...villages),
      month: fc.constantFrom('2026-08-31', '2026-09-30', '2026-10-31'),
      reached: fc.option(fc.nat(50)),
    })
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (each) => `${each.village}${each.month}` }), (rows) => {
        const facts = rows.map((each) => visit(each.village, each.month, each.reached, 50))
        const input = { kind: 'ledger', ledger: 'visit', measure: 'reached' } as const
        const found = ledgerQuantities(ledgerNamed('visit'), facts, input, 'month', '2026-10-15', places)
        for (const place of [OWN, A, B]) {
          const prefix = place === OWN ? '532622' : place.slice(0, 9)
          const here = rows.filter((each) => each.village.startsWith(prefix) && each.month === '2026-10-31')
          const known = here.filter((each) => each.reached !== null)
          const expected = here.length === 0 ? null : known.reduce((sum, each) => sum + each.reached!, 0)
          expect(found.get(place)!.value).toBe(expected)
          if (here.length > 0) expect(found.get(place)!.unknown).toBe(here.length - known.length)
        }
      }),
    )
  })

  it('is unknown where nobody reported, and zero where others did', () => {
    const training = (kind: string): LedgerFact => ({
      ledger: 'training',
      key: kind,
      region: A,
      asOf: '2026-05-01',
      fields: { kind, persons: 10 },
    })
    const input = { kind: 'ledger', ledger: 'training', measure: 'persons', where: { kind: 'carer' } } as const
    const on = (rows: LedgerFact[], window: 'year' | 'cumulative', date: string) =>
      ledgerQuantities(ledgerNamed('training'), rows, input, window, date, places).get(OWN)!.value
    expect(on([], 'year', '2026-12-31')).toBeNull()
    expect(on([training('manager')], 'year', '2026-12-31')).toBe(0)
    expect(on([training('carer')], 'year', '2026-12-31')).toBe(10)
    expect(on([training('carer')], 'year', '2027-12-31')).toBeNull()
    expect(on([training('carer')], 'cumulative', '2027-12-31')).toBe(10)
    expect(on([training('carer')], 'cumulative', '2026-04-30')).toBeNull()
  })

  it('keeps an institution’s last row for a quarter, not longer', () => {
    const row = (asOf: string, beds: number): LedgerFact => ({
      ledger: 'institution',
      key: asOf,
      region: A,
      asOf,
      fields: { code: 'X', kind: 'elder-care', beds },
    })
    const input = { kind: 'ledger', ledger: 'institution', measure: 'beds' } as const
    const on = (date: string) =>
      ledgerQuantities(
        ledgerNamed('institution'),
        [row('2026-06-30', 100), row('2026-07-31', 120)],
        input,
        'at',
        date,
        places,
      ).get(OWN)!.value
    expect([on('2026-06-30'), on('2026-07-31'), on('2026-09-30'), on('2026-10-31')]).toEqual([100, 120, 120, null])
  })

  it('counts only awards in force', () => {
    const award = (key: string, fields: object): LedgerFact => ({
      ledger: 'award',
      key,
      region: A,
      asOf: '2025-03-01',
      fields: { kind: 'demo-centre', ends_on: null, revoked_on: null, ...fields },
    })
    const rows = [award('a', {}), award('b', { ends_on: '2025-12-31' }), award('c', { revoked_on: '2025-06-01' })]
    const input = { kind: 'ledger', ledger: 'award', measure: null, where: { kind: 'demo-centre' } } as const
    const on = (date: string) => ledgerQuantities(ledgerNamed('award'), rows, input, 'at', date, places).get(A)!.value
    expect([on('2025-03-31'), on('2025-06-01'), on('2025-12-31'), on('2026-01-31')]).toEqual([3, 2, 2, 1])
  })

  it('takes a whole region’s own yearly row, or its parts when all are there', () => {
    const annual = (code: string, value: number | null): LedgerFact => ({
      ledger: 'annual',
      key: code,
      region: code,
      asOf: '2025-12-31',
      fields: { item: 'students', value },
    })
    const input = { kind: 'ledger', ledger: 'annual', measure: 'value', where: { item: 'students' } } as const
    const own = (...rows: LedgerFact[]) =>
      ledgerQuantities(ledgerNamed('annual'), rows, input, 'at', '2025-12-31', places).get(OWN)!
    expect(own(annual(OWN, 100), annual(A, 30))).toMatchObject({ value: 100 })
    expect(own(annual(A, 30), annual(B, 40))).toMatchObject({ value: 70 })
    expect(own(annual(A, 30))).toEqual({ value: null, unknown: 1 })
    expect(own(annual(A, 30), annual(B, null))).toMatchObject({ value: null })
  })
})

describe('facilities', () => {
  const fact = fc.record({
    kind: fc.constantFrom('elder-day-care', 'elder-canteen', 'library'),
    region: fc.constantFrom(...villages),
    open: fc.constantFrom(true, false, null),
    fields: fc.record({ functions: fc.constantFrom(null, [], ['meals']), floor_area: fc.option(fc.nat(500)) }),
  })

  it('are counted and summed as a naive recount does', () => {
    fc.assert(
      fc.property(fc.array(fact, { minLength: 1, maxLength: 30 }), (facts) => {
        const input = { kind: 'facilities', kinds: ['elder-day-care'], measure: 'floor_area' } as const
        const found = facilityQuantities(facts, input, places).get(A)!
        const here = facts.filter((each) => each.kind === 'elder-day-care' && each.region.startsWith('532622101'))
        const sure = here.filter((each) => each.open === true && each.fields.floor_area !== null)
        expect(found.value).toBe(sure.reduce((sum, each) => sum + each.fields.floor_area!, 0))
        expect(found.unknown).toBe(here.filter((each) => each.open !== false).length - sure.length)
      }),
    )
  })

  it('serve a community when each offer is certain, and leave it unknown when one may be', () => {
    fc.assert(
      fc.property(fc.array(fact, { minLength: 1, maxLength: 20 }), (facts) => {
        const offers = [{ kinds: ['elder-day-care'] }, { kinds: ['elder-canteen'], functions: ['meals'] }]
        const found = facilityQuantities(facts, { kind: 'served', offers, settlement: 'urban' }, places).get(OWN)!
        const urban = villages.filter((code) => Number(code.slice(-3)) < 200)
        const surely = (code: string, maybe: boolean) => {
          const here = facts.filter(
            (each) => each.region === code && (each.open === true || (maybe && each.open === null)),
          )
          const meals = (each: FacilityFact) => {
            const functions = each.fields.functions as string[] | null
            return (
              each.kind === 'elder-canteen' ||
              functions?.includes('meals') ||
              (maybe && functions === null && each.kind.startsWith('elder-'))
            )
          }
          return here.some((each) => each.kind === 'elder-day-care') && here.some(meals)
        }
        const certain = urban.filter((code) => surely(code, false)).length
        expect(found.value).toBe(certain)
        expect(found.unknown).toBe(urban.filter((code) => surely(code, true)).length - certain)
      }),
    )
  })

  it('are unknown when the register is empty', () => {
    expect(facilityQuantities([], { kind: 'facilities', kinds: ['library'], measure: null }, places).get(OWN)).toEqual({
      value: null,
    })
  })
})

describe('conditions and dates', () => {
  it('a field that rules a record out decides, whatever else is unknown', () => {
    expect(meets({ a: null, b: 2 }, { a: true, b: 3 })).toBe(false)
    expect(meets({ a: null, b: 3 }, { a: true, b: 3 })).toBeNull()
    expect(meets({ level: 2 }, { level: { min: 2 } })).toBe(true)
    expect(meets({ functions: ['meals'] }, { functions: 'meals' })).toBe(true)
  })

  it('period ends from a day on, today at the end, bounded', () => {
    expect(datesFrom('2026-09-15', '2026-11-22', 'month')).toEqual(['2026-09-30', '2026-10-31', '2026-11-22'])
    expect(datesFrom('2026-11-30', '2026-11-30', 'month')).toEqual(['2026-11-30'])
    expect(datesFrom(null, '2026-11-22', 'month')).toHaveLength(37)
    expect(datesFrom('2024-05-01', '2026-11-22', 'year')).toEqual(['2024-12-31', '2025-12-31', '2026-11-22'])
    expect(datesFrom('2027-01-01', '2026-11-22', 'month')).toEqual(['2026-11-22'])
  })
})
