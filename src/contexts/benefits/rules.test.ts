import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addYears } from '../../kernel/dates.ts'
import type { Facts, Rule, Test } from './model.ts'
import { factsDay, judge, lineText, listHash, overpaid } from './rules.ts'

const CODES = ['destitute', 'subsistence', 'low-income', 'lost-ability', 'part-lost-ability'] as const
const test: fc.Arbitrary<Test> = fc.record(
  {
    ageFrom: fc.integer({ min: 0, max: 100 }),
    ageTo: fc.integer({ min: 60, max: 120 }),
    groups: fc.array(fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1 }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
)
const rule: fc.Arbitrary<Pick<Rule, 'region' | 'content'>> = fc.record({
  region: fc.constantFrom('53', '532622', '532622101'),
  content: fc.record({
    facts: fc.constantFrom('first-day' as const, 'last-day' as const),
    who: test,
    bands: fc.array(
      fc.record({ when: test, fen: fc.integer({ min: 1, max: 99_999 }), title: fc.constant({ zh: '档', en: 'band' }) }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
})
const DAY = '2026-11-01'
const facts: fc.Arbitrary<Facts> = fc.record({
  born: fc.option(fc.integer({ min: 0, max: 45_000 }).map((days) => addDays(DAY, -days))),
  region: fc.option(fc.constantFrom('532622101001', '532622102001', '532500001001')),
  categories: fc.uniqueArray(fc.constantFrom(...CODES)).map((codes) => codes.toSorted()),
  goneOn: fc.option(fc.integer({ min: -60, max: 60 }).map((days) => addDays(DAY, days))),
})

describe('judging an entitlement', () => {
  it('pays only what is known to be due, and an amount of a band', () => {
    fc.assert(
      fc.property(rule, facts, (each, known) => {
        const judged = judge(each, known, DAY)
        expect(judged.fen > 0).toBe(judged.outcome === 'due')
        if (judged.outcome === 'due') expect(each.content.bands[judged.band!]!.fen).toBe(judged.fen)
        if (known.goneOn !== null && known.goneOn <= DAY) expect(judged.outcome).toBe('not-due')
      }),
    )
  })

  it('is unknown only where some answer to what is unknown would pay and none contradicts what is said otherwise', () => {
    fc.assert(
      fc.property(rule, facts, (each, known) => {
        const judged = judge(each, known, DAY)
        const births = known.born === null ? Array.from({ length: 131 }, (_, age) => addYears(DAY, -age)) : [known.born]
        const places = known.region === null ? [each.region.padEnd(12, '0'), '110000000000'] : [known.region]
        const could = births.flatMap((born) =>
          places.map((region) => judge(each, { ...known, born, region }, DAY).outcome),
        )
        if (judged.outcome === 'due') expect(could.every((outcome) => outcome === 'due')).toBe(true)
        if (judged.outcome === 'not-due') expect(could.every((outcome) => outcome === 'not-due')).toBe(true)
      }),
    )
  })

  it('counts completed years from the birthday itself', () => {
    const old: Pick<Rule, 'region' | 'content'> = {
      region: '53',
      content: {
        facts: 'first-day',
        who: { ageFrom: 80 },
        bands: [{ when: {}, fen: 5000, title: { zh: '', en: '' } }],
      },
    }
    const of = (born: string) => judge(old, { born, region: '532622101001', categories: [], goneOn: null }, DAY).outcome
    expect([of('1946-11-01'), of('1946-11-02'), of('1946-10-31')]).toEqual(['due', 'not-due', 'due'])
  })
})

describe('a list', () => {
  const line = fc.record({
    person: fc.uuid(),
    benefit: fc.constantFrom('a', 'b'),
    digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })

  it('has one hash in whatever order its lines come, and another when a line differs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 1, selector: (each) => `${each.person}${each.benefit}` }),
        fc.integer(),
        (lines, seed) => {
          const turned = lines.toSorted(
            (a, b) => ((a.person.charCodeAt(0) * seed) % 7) - ((b.person.charCodeAt(0) * seed) % 7),
          )
          expect(listHash(turned)).toBe(listHash(lines))
          const [first, ...rest] = lines
          const other = new Uint8Array(first!.digest)
          other[0] = other[0]! ^ 1
          expect(listHash([{ ...first!, digest: other }, ...rest])).not.toBe(listHash(lines))
          expect(listHash(rest)).not.toBe(listHash(lines))
        },
      ),
    )
  })

  it('has lines whose text tells every fact that decided', () => {
    fc.assert(
      fc.property(rule, facts, facts, (each, one, other) => {
        const text = (known: Facts) =>
          lineText({
            person: 'p',
            benefit: 'b',
            version: 1,
            factsOn: DAY,
            facts: known,
            judged: judge(each, known, DAY),
          })
        expect(text(one) === text(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })

  it('was too much exactly for the months decided on or after the day nothing was due any more', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04']
    const lines = months.map((month) => ({ factsOn: factsDay(month, { facts: 'first-day' }), fen: 100 }))
    expect(overpaid(lines, '2026-02-15').map((each) => each.factsOn)).toEqual(['2026-03-01', '2026-04-01'])
    expect(overpaid(lines, '2026-02-01').length).toBe(3)
    const late = months.map((month) => ({ factsOn: factsDay(month, { facts: 'last-day' }), fen: 100 }))
    expect(overpaid(late, '2026-02-15').map((each) => each.factsOn)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
    expect(overpaid([{ factsOn: '2026-05-01', fen: 0 }], '2026-01-01')).toEqual([])
  })
})
