import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact, Facts, StandardLine, SubjectTraits } from './model.ts'
import { completeRate, evaluateLine, evaluateStandard, factsOf } from './rules.ts'

const line = (more: Partial<StandardLine>): StandardLine => ({
  family: 'f',
  code: 'line',
  validFrom: '2020-01-01',
  validTo: null,
  title: { zh: '一条', en: 'a line' },
  measure: 'elder-land-per-person',
  kinds: null,
  comparator: '>=',
  value: 0.1,
  wanted: null,
  alternative: null,
  tolerance: 0,
  applies: {},
  clause: '条文',
  certainty: 'V',
  place: 1,
  own: false,
  ...more,
})
const anybody: SubjectTraits = { settlement: null, stage: null, kind: null, tier: null }
const known = (value: number): Fact => ({ low: value, high: value, evidence: [] })
const between = (low: number | null, high: number | null): Fact => ({ low, high, evidence: [] })
const given =
  (facts: Record<string, Fact>): Facts =>
  (measure) =>
    facts[measure] ?? { low: null, high: null, items: null, evidence: [] }

describe('a line', () => {
  it('finds 3,000 persons and 299 m² one square metre short (A18)', () => {
    const result = evaluateLine(line({}), factsOf({ 'planned-persons': 3_000, 'elder-land': 299 }), anybody)
    expect(result).toMatchObject({ state: 'fail', missing: 1, missingUnit: { zh: '㎡' } })
    expect(result.denominator).toMatchObject({ low: 3_000 })
    expect(evaluateLine(line({}), factsOf({ 'planned-persons': 3_000, 'elder-land': 300 }), anybody).state).toBe('pass')
  })

  it('is unknown, never failed, where a figure is missing', () => {
    for (const figures of [{}, { 'planned-persons': 3_000 }, { 'elder-land': 1 }, { 'elder-land': null }])
      expect(evaluateLine(line({}), factsOf(figures), anybody).state).toBe('unknown')
  })

  it('passes or fails on what is partly known when no value could change it', () => {
    const per100 = line({ measure: 'hall-area-per-100-households', value: 30 })
    const with_ = (hall: Fact, households: Fact) =>
      evaluateLine(per100, given({ 'hall-area': hall, households }), anybody)
    expect(with_(between(700, null), known(2_000)).state).toBe('pass')
    const open = with_(between(500, null), known(2_000))
    expect(open).toMatchObject({ state: 'unknown', missingAtMost: 100, missing: null })
    expect(with_(between(0, 500), known(2_000))).toMatchObject({ state: 'fail', missing: 100 })
    expect(with_(known(600), between(1_900, 2_100)).state).toBe('unknown')
    expect(with_(known(600), known(0)).state).toBe('unknown')
  })

  it('shows what a tolerance did (左右)', () => {
    const about = line({ measure: 'floor-area', value: 200, tolerance: 0.1 })
    const of = (area: number) => evaluateLine(about, given({ 'floor-area': known(area) }), anybody)
    expect(of(200)).toMatchObject({ state: 'pass', byTolerance: false, bar: 180 })
    expect(of(180)).toMatchObject({ state: 'pass', byTolerance: true })
    expect(of(150)).toMatchObject({ state: 'fail', missing: 30, missingPrinted: 50 })
  })

  it('names what is missing of a list, and is unknown when the list is', () => {
    const four = line({
      measure: 'functions',
      comparator: 'all',
      value: null,
      wanted: ['full-care', 'day-care', 'home-visit', 'guidance'],
    })
    const of = (items: string[] | null) =>
      evaluateLine(four, given({ functions: { low: null, high: null, items, evidence: [] } }), anybody)
    expect(of(['full-care', 'day-care', 'guidance'])).toMatchObject({ state: 'fail', missingItems: ['home-visit'] })
    expect(of(['guidance', 'full-care', 'day-care', 'home-visit', 'meals']).state).toBe('pass')
    expect(of(null).state).toBe('unknown')
    expect(of([]).missingItems).toHaveLength(4)
  })

  it('does not fail a subject it may not be for', () => {
    const rural = line({ applies: { settlement: 'rural' } })
    const short = factsOf({ 'planned-persons': 10, 'elder-land': 0 })
    const of = (settlement: SubjectTraits['settlement']) => evaluateLine(rural, short, { ...anybody, settlement }).state
    expect([of('urban'), of('rural'), of(null)]).toEqual(['not-applicable', 'fail', 'unknown'])
  })
})

describe('alternatives', () => {
  const indoor = line({ code: 'in', measure: 'sport-indoor-per-person', value: 0.1, alternative: 'sport' })
  const outdoor = line({ code: 'out', measure: 'sport-outdoor-per-person', value: 0.3, alternative: 'sport', place: 2 })
  const sport = (a: number | null, b: number | null) =>
    evaluateStandard(
      [indoor, outdoor],
      factsOf({ 'planned-persons': 1_000, 'sport-indoor': a, 'sport-outdoor': b }),
      anybody,
    ).groups[0]!

  it('are met by either branch, and say by which (A19)', () => {
    expect(sport(100, 0)).toMatchObject({ state: 'pass', branch: 'in' })
    expect(sport(0, 300)).toMatchObject({ state: 'pass', branch: 'out' })
    expect(sport(50, 299)).toMatchObject({ state: 'fail', branch: 'out' })
    expect(sport(null, 300)).toMatchObject({ state: 'pass', branch: 'out' })
    expect(sport(null, 299).state).toBe('unknown')
  })

  it('open the fast lane at 300 m² or 300,000 yuan, both included (A36)', () => {
    const lines = [
      line({ code: 'area', measure: 'works-area', comparator: '<=', value: 300, alternative: 'fast' }),
      line({ code: 'cost', measure: 'works-cost', comparator: '<=', value: 300_000, alternative: 'fast' }),
    ]
    const state = (area: number | null, cost: number | null) =>
      evaluateStandard(lines, factsOf({ 'works-area': area, 'works-cost': cost }), anybody).state
    expect(state(300, 500_000)).toBe('pass')
    expect(state(5_000, 300_000)).toBe('pass')
    expect(state(300.1, 301_000)).toBe('fail')
    expect(state(300.1, null)).toBe('unknown')
  })
})

describe('a standard', () => {
  const bound = fc.option(fc.integer({ min: 0, max: 400 }))
  const facts = fc.record({ a: bound, b: bound, c: bound })
  const three = ['works-area', 'elder-land', 'sport-indoor'].map((measure, place) =>
    line({ code: measure, measure, value: 200, place }),
  )
  const judged = (values: (number | null)[]) =>
    evaluateStandard(
      three,
      factsOf({ 'works-area': values[0], 'elder-land': values[1], 'sport-indoor': values[2] }),
      anybody,
    )

  it('never turns from pass to fail or back when something unknown becomes known', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 400 }), ({ a, b, c }, filled) => {
        const before = judged([a, b, c]).state
        const after = judged([a ?? filled, b ?? filled, c ?? filled]).state
        if (before !== 'unknown') expect(after).toBe(before)
        expect(after).not.toBe('unknown')
      }),
    )
  })

  it('is passed once the missing amounts are added, and not with anything less', () => {
    const persons = fc.integer({ min: 1, max: 100_000 })
    const land = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(persons, land, (planned, area) => {
        const of = (given: number) =>
          evaluateLine(line({}), factsOf({ 'planned-persons': planned, 'elder-land': given }), anybody)
        const { state, missing } = of(area)
        expect(state).toBe(area * 10 >= planned ? 'pass' : 'fail')
        if (missing === null) return
        expect(of(area + missing).state).toBe('pass')
        expect(of(area + missing - 0.001).state).toBe('fail')
      }),
    )
  })

  it('is unmoved by the order of lines and by repeating them', () => {
    fc.assert(
      fc.property(facts, ({ a, b, c }) => {
        const values = factsOf({ 'works-area': a, 'elder-land': b, 'sport-indoor': c })
        expect(evaluateStandard(three.toReversed(), values, anybody)).toEqual(judged([a, b, c]))
      }),
    )
  })

  it('counts the rate over the assessed, with the rest beside it (A44)', () => {
    expect(completeRate(['pass', 'fail', 'fail', 'unknown', 'not-applicable', 'pass'])).toEqual({
      complete: 2,
      assessed: 4,
      notAssessed: 1,
      notApplicable: 1,
      rate: 0.5,
    })
    expect(completeRate(['unknown']).rate).toBeNull()
  })
})
