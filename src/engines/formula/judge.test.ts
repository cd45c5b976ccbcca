import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { type JudgeOptions, judge, judgeAny } from './judge.ts'
import type { State } from './judgement.ts'
import type { Observation, Target } from './target.ts'

const END = '2025-12-31'
const at = (asOf: string, value: number | null): Observation => ({ asOf, value })
const stateOf = (target: Target, series: Observation[], date: string, options?: JudgeOptions): State =>
  judge(target, series, date, options).state

const nursery: Target = { kind: 'value', value: 85, base: { date: '2020-12-31', value: 75 }, deadline: END }

describe('a level with a deadline', () => {
  test('against the straight line from the base', () => {
    const ahead = judge(nursery, [at('2023-06-30', 80)], '2023-07-15')
    expect(ahead).toMatchObject({
      state: 'on-track',
      due: null,
      next: { date: END, value: 85 },
      actual: 80,
      asOf: '2023-06-30',
      gap: 5,
      certain: true,
    })
    expect(ahead.pace?.date).toBe('2023-06-30')
    expect(ahead.pace?.value).toBeCloseTo(75 + (10 * 911) / 1826)
    expect(stateOf(nursery, [at('2023-06-30', 79.9)], '2023-07-15')).toBe('behind')
  })

  test('reached before its day', () => {
    expect(judge(nursery, [at('2023-06-30', 85)], '2023-07-15')).toMatchObject({ state: 'met', gap: 0 })
  })

  test('on and after its day', () => {
    expect(stateOf(nursery, [at(END, 85)], END)).toBe('met')
    expect(judge(nursery, [at(END, 84.99)], '2026-02-01')).toMatchObject({
      state: 'missed',
      due: { date: END, value: 85 },
      next: null,
      gap: 0.01,
    })
  })

  test('later figures neither undo what was reached nor hide that it was late', () => {
    expect(judge(nursery, [at(END, 86), at('2027-12-31', 80)], '2028-01-01')).toMatchObject({
      state: 'met',
      actual: 86,
    })
    expect(judge(nursery, [at(END, 84), at('2026-06-30', 86)], '2026-07-01')).toMatchObject({
      state: 'met',
      late: true,
      actual: 86,
    })
  })

  test('a figure from shortly before speaks for the day, but does not condemn', () => {
    expect(stateOf(nursery, [at('2025-12-05', 85)], '2026-01-05')).toBe('met')
    expect(stateOf(nursery, [at('2025-12-05', 84)], '2026-01-05')).toBe('behind')
    expect(stateOf(nursery, [at('2025-12-05', 84)], '2026-02-05')).toBe('missed')
    expect(stateOf(nursery, [at('2025-09-30', 90)], '2026-02-05')).toBe('unknown')
    expect(stateOf(nursery, [at('2025-09-30', 90)], '2026-02-05', { freshDays: 120 })).toBe('met')
  })

  test('without a base there is no line', () => {
    const target: Target = { kind: 'value', value: 85, deadline: END }
    expect(judge(target, [at('2023-06-30', 60)], '2023-07-15')).toMatchObject({ state: 'not-due', pace: null, gap: 25 })
  })

  test('no figure, an unknown one, or one from long ago: unknown', () => {
    expect(stateOf(nursery, [], '2023-07-15')).toBe('unknown')
    expect(stateOf(nursery, [at('2023-06-30', 90), at('2023-07-10', null)], '2023-07-15')).toBe('unknown')
    expect(stateOf(nursery, [at('2021-06-30', 90)], '2023-07-15')).toBe('unknown')
  })

  test('before it begins nothing is due', () => {
    expect(stateOf({ ...nursery, start: '2024-01-01' }, [], '2023-12-31')).toBe('not-due')
  })

  test('says it in both languages', () => {
    const { reason } = judge(nursery, [at(END, 82.5)], '2026-02-01')
    expect(reason.zh).toBe('截至2025年12月31日为 82.5，2025年12月31日应达 ≥ 85，未达到，还差 2.5')
    expect(reason.en).toBe('82.5 as of 31 Dec 2025 misses ≥ 85, due 31 Dec 2025, 2.5 short')
  })
})

describe('comparators', () => {
  const judgedAs = (comparator: Target['comparator'], value: number, direction?: Target['direction']): State =>
    stateOf({ kind: 'value', comparator, value: 20, deadline: END, direction }, [at(END, value)], END)

  test.each([
    ['>=', 20, 'met'],
    ['>', 20, 'missed'],
    ['>', 20.01, 'met'],
    ['<=', 20, 'met'],
    ['<', 20, 'missed'],
    ['<', 19, 'met'],
    ['=', 20, 'met'],
    ['=', 21, 'missed'],
  ] as const)('%s 20 with %s is %s', (comparator, value, state) => {
    expect(judgedAs(comparator, value)).toBe(state)
  })

  test('where more is better, “20” is also reached with 21', () => {
    expect(judgedAs('=', 21, 'up')).toBe('met')
    expect(judgedAs('=', 19, 'up')).toBe('missed')
    expect(judgedAs('=', 19, 'down')).toBe('met')
  })

  test('an upper limit is approached from above', () => {
    const target: Target = {
      kind: 'value',
      comparator: '<=',
      value: 10,
      base: { date: '2023-12-31', value: 30 },
      deadline: END,
    }
    expect(stateOf(target, [at('2024-12-31', 19.9)], '2025-01-10')).toBe('on-track')
    expect(stateOf(target, [at('2024-12-31', 20)], '2025-01-10')).toBe('behind')
    expect(stateOf(target, [at('2024-12-31', 9)], '2025-01-10')).toBe('met')
  })
})

describe('kinds of the plans', () => {
  test('full coverage', () => {
    const target: Target = { kind: 'coverage', deadline: END }
    expect(stateOf(target, [at(END, 100)], END)).toBe('met')
    expect(stateOf(target, [at(END, 99.99)], END)).toBe('missed')
  })

  test('an increment over the base year, exact in decimals', () => {
    const target: Target = { kind: 'increment', value: 0.2, base: { date: '2020-12-31', value: 0.1 }, deadline: END }
    expect(judge(target, [at(END, 0.3)], END)).toMatchObject({ state: 'met', due: { value: 0.3 } })
    expect(judge(target, [at(END, 0.25)], END)).toMatchObject({ state: 'missed', gap: 0.05 })
    expect(stateOf({ ...target, base: { date: '2020-12-31', value: null } }, [at(END, 9)], END)).toBe('unknown')
  })

  test('a range', () => {
    const target: Target = { kind: 'range', value: 2, high: 3, deadline: END }
    const states = [1, 2, 3, 4].map((value) => stateOf(target, [at(END, value)], END))
    expect(states).toEqual(['missed', 'met', 'met', 'missed'])
    expect(stateOf({ ...target, base: { date: '2020-12-31', value: 0 } }, [at('2025-06-30', 4)], '2025-07-01')).toBe(
      'behind',
    )
  })

  test('about (左右)', () => {
    const target: Target = { kind: 'approximate', value: 50, deadline: END }
    const states = [44, 45, 55, 56].map((value) => stateOf(target, [at(END, value)], END))
    expect(states).toEqual(['missed', 'met', 'met', 'missed'])
    expect(stateOf({ ...target, direction: 'up' }, [at(END, 80)], END)).toBe('met')
    expect(stateOf({ ...target, tolerance: 0 }, [at(END, 49)], END)).toBe('missed')
  })

  test('only a direction (稳步提升)', () => {
    const target: Target = { kind: 'direction', base: { date: '2020-12-31', value: 40 }, deadline: END }
    expect(stateOf(target, [at('2024-12-31', 41)], '2025-01-05')).toBe('on-track')
    expect(stateOf(target, [at('2024-12-31', 40)], '2025-01-05')).toBe('behind')
    expect(stateOf(target, [at(END, 41)], END)).toBe('met')
    expect(stateOf(target, [at(END, 39)], END)).toBe('missed')
    expect(stateOf({ ...target, direction: 'down' }, [at(END, 39)], END)).toBe('met')
  })

  test('without a base the first figure is where a direction starts', () => {
    const target: Target = { kind: 'direction', deadline: null }
    expect(stateOf(target, [at('2024-12-31', 41)], '2025-01-05')).toBe('unknown')
    expect(stateOf(target, [at('2023-12-31', 40), at('2024-12-31', 41)], '2025-01-05')).toBe('on-track')
    expect(stateOf(target, [at('2023-12-31', 40), at('2024-12-31', 39)], '2025-01-05')).toBe('behind')
  })

  test('done or not by a date', () => {
    const target: Target = { kind: 'yes-no', deadline: END }
    expect(stateOf(target, [at('2024-12-31', 0)], '2025-01-05')).toBe('not-due')
    expect(stateOf(target, [at('2024-12-31', 1)], '2025-01-05')).toBe('met')
    expect(stateOf(target, [at(END, 0)], END)).toBe('missed')
    expect(stateOf(target, [at(END, null)], END)).toBe('unknown')
  })

  test('a standing obligation has no day', () => {
    const target: Target = { kind: 'coverage' }
    expect(judge(target, [at('2025-03-31', 100)], '2025-04-02')).toMatchObject({ state: 'met', due: null, next: null })
    expect(judge(target, [at('2025-03-31', 96)], '2025-04-02')).toMatchObject({ state: 'behind', gap: 4 })
  })

  test('persons and person-times do not stand for each other', () => {
    const target: Target = { kind: 'value', value: 20_000, deadline: END, countedAs: 'persons' }
    expect(stateOf(target, [{ ...at(END, 30_000), countedAs: 'person-times' }], END)).toBe('unknown')
    expect(stateOf(target, [{ ...at(END, 30_000), countedAs: 'persons' }], END)).toBe('met')
  })

  test('either of two measures', () => {
    const one = (value: number | null) => judge({ kind: 'value', value: 1, deadline: END }, [at(END, value)], END)
    expect(judgeAny([one(0), one(1)]).state).toBe('met')
    expect(judgeAny([one(0), one(null)]).state).toBe('unknown')
    expect(judgeAny([one(0), one(0.5)]).state).toBe('missed')
  })
})

describe('each region (每县至少1所)', () => {
  const target: Target = { kind: 'per-region', value: 1, deadline: END, start: '2020-12-31' }
  const regions = (asOf: string, values: Record<string, number | null>): Observation => ({
    asOf,
    value: null,
    regions: values,
  })

  test('all, some, or not known', () => {
    expect(judge(target, [regions(END, { a: 1, b: 3 })], END)).toMatchObject({
      state: 'met',
      actual: 2,
      due: { value: 2 },
    })
    expect(judge(target, [regions(END, { a: 1, b: 0, c: null })], END)).toMatchObject({
      state: 'missed',
      regions: { total: 3, met: 1, short: ['b'], unknown: ['c'] },
    })
    expect(judge(target, [regions(END, { a: 1, b: null })], END)).toMatchObject({ state: 'unknown', certain: false })
    expect(stateOf(target, [regions(END, {})], END)).toBe('unknown')
  })

  test('on the way, the number of regions is what is paced', () => {
    expect(stateOf(target, [regions('2023-06-30', { a: 1, b: 0 })], '2023-07-01')).toBe('on-track')
    expect(stateOf(target, [regions('2023-07-31', { a: 1, b: 0 })], '2023-08-01')).toBe('behind')
  })

  test('owed every year, and not yet', () => {
    const yearly: Target = { kind: 'per-region', accumulation: 'annual', ladder: [{ date: END, value: 1 }] }
    expect(stateOf(yearly, [regions('2024-06-30', { a: 0 })], '2024-07-01')).toBe('not-due')
    expect(stateOf(yearly, [regions(END, { a: 1 })], END)).toBe('met')
  })

  test('a second, higher step asks for more only when its turn has come', () => {
    const ladder = [
      { date: '2022-12-31', value: 1 },
      { date: END, value: 2 },
    ]
    const stepped: Target = { kind: 'per-region', ladder }
    expect(judge(stepped, [regions('2023-06-30', { a: 1, b: 1 })], '2023-07-01')).toMatchObject({
      state: 'not-due',
      due: { date: '2022-12-31' },
      actual: 0,
    })
    expect(stateOf(stepped, [regions('2023-06-30', { a: 2, b: 0 })], '2023-07-01')).toBe('missed')
    expect(stateOf(stepped, [regions('2023-06-30', { a: 2, b: 2 })], '2023-07-01')).toBe('met')
  })
})

describe('a ladder of milestones', () => {
  const stations: Target = {
    kind: 'value',
    accumulation: 'cumulative',
    start: '2021-01-01',
    ladder: [
      { date: END, value: 1000 },
      { date: '2022-12-31', value: 200 },
    ],
  }

  test('a 2022 figure is held against 2022', () => {
    expect(judge(stations, [at('2022-12-31', 200)], '2022-12-31')).toMatchObject({
      state: 'on-track',
      due: { date: '2022-12-31', value: 200 },
      next: { date: END, value: 1000 },
    })
    expect(stateOf(stations, [at('2022-12-31', 199)], '2022-12-31')).toBe('missed')
  })

  test('and never against 2025', () => {
    expect(judge(stations, [at('2022-12-31', 200)], '2026-03-01')).toMatchObject({ state: 'unknown', actual: null })
  })

  test('between the two, the line begins at the milestone', () => {
    expect(stateOf(stations, [at('2024-07-01', 600)], '2024-07-10')).toBe('on-track')
    expect(stateOf(stations, [at('2024-07-01', 599)], '2024-07-10')).toBe('behind')
    expect(stateOf(stations, [at('2024-07-01', 150)], '2024-07-10')).toBe('missed')
  })

  test('a total that was reached stays reached', () => {
    expect(stateOf(stations, [at('2023-06-30', 1000)], '2026-03-01')).toBe('met')
    expect(stateOf({ ...stations, accumulation: 'level' }, [at('2023-06-30', 1000)], '2026-03-01')).toBe('unknown')
  })

  test('a level that fell back is behind, not missed', () => {
    const level: Target = { ...stations, accumulation: 'level' }
    expect(stateOf(level, [at('2022-12-31', 210), at('2023-06-30', 190)], '2023-07-01')).toBe('behind')
  })
})

describe('owed every year', () => {
  const games: Target = { kind: 'value', value: 20, accumulation: 'annual', deadline: END }

  test('each year counts from nothing', () => {
    expect(stateOf(games, [at('2024-12-31', 25)], '2024-12-31')).toBe('met')
    expect(stateOf(games, [at('2024-12-31', 25), at('2025-06-30', 9)], '2025-07-02')).toBe('behind')
    expect(stateOf(games, [at('2024-12-31', 25), at('2025-06-30', 10)], '2025-07-02')).toBe('on-track')
    expect(stateOf(games, [at('2024-12-31', 25)], '2025-01-15')).toBe('unknown')
  })

  test('the last year stays the last', () => {
    expect(stateOf(games, [at(END, 25), at('2026-01-31', 1)], '2026-02-10')).toBe('met')
    expect(stateOf(games, [at(END, 19), at('2026-01-31', 1)], '2026-02-10')).toBe('missed')
  })

  test('before the first year that owes anything', () => {
    const later: Target = { kind: 'value', accumulation: 'annual', ladder: [{ date: END, value: 20 }] }
    expect(judge(later, [at('2024-06-30', 3)], '2024-07-01')).toMatchObject({ state: 'not-due', due: null, next: null })
    expect(stateOf(later, [at('2026-12-31', 20)], '2026-12-31')).toBe('met')
  })

  test('an upper limit is settled only at the end of the year', () => {
    const limit: Target = { ...games, comparator: '<=' }
    expect(stateOf(limit, [at('2025-06-30', 9)], '2025-07-02')).toBe('on-track')
    expect(stateOf(limit, [at('2025-06-30', 15)], '2025-07-02')).toBe('behind')
    expect(stateOf(limit, [at(END, 20)], END)).toBe('met')
  })
})

describe('figures with bounds', () => {
  test('certain only when the unknown part cannot change the state', () => {
    const figure = (low: number | null, high: number | null): Observation => ({ asOf: END, value: 86, low, high })
    expect(judge(nursery, [figure(85, 90)], END)).toMatchObject({ state: 'met', certain: true })
    expect(judge(nursery, [figure(84, 90)], END)).toMatchObject({ state: 'met', certain: false })
    expect(judge(nursery, [figure(null, 90)], END).certain).toBe(false)
  })
})

describe('targets that cannot be judged are refused', () => {
  test.each<[string, Target]>([
    ['target.value', { kind: 'value', deadline: END }],
    ['target.value', { kind: 'value', value: Number.NaN }],
    ['target.range', { kind: 'range', value: 3, high: 2 }],
    ['target.range', { kind: 'range', value: 3 }],
    ['target.tolerance', { kind: 'approximate', value: 3, tolerance: 1 }],
    ['target.base', { kind: 'increment', value: 3 }],
    ['target.date', { kind: 'value', value: 3, deadline: '2025-02-30' }],
    [
      'target.ladder',
      {
        kind: 'value',
        ladder: [
          { date: END, value: 1 },
          { date: END, value: 2 },
        ],
      },
    ],
    ['target.ladder', { kind: 'value', deadline: END, ladder: [{ date: '2026-01-01', value: 1 }] }],
  ])('%s', (code, target) => {
    try {
      judge(target, [], END)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code })
    }
  })
})

describe('properties', () => {
  const day = fc.integer({ min: 0, max: 2600 }).map((n) => addDays('2020-01-01', n))
  const figures = fc.array(fc.record({ asOf: day, value: fc.integer({ min: 0, max: 120 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  const target = fc
    .record({
      comparator: fc.constantFrom<Target['comparator']>('>=', '>'),
      accumulation: fc.constantFrom<Target['accumulation']>('level', 'cumulative', 'annual'),
      base: fc.option(fc.record({ date: fc.constant('2020-01-01'), value: fc.integer({ min: 0, max: 60 }) })),
      ladder: fc.uniqueArray(fc.record({ date: day, value: fc.integer({ min: 10, max: 110 }) }), {
        minLength: 1,
        maxLength: 3,
        selector: (m) => m.date,
      }),
    })
    .map((t): Target => ({ kind: 'value', ...t }))
  const rank: Record<State, number> = { missed: 0, behind: 1, 'not-due': 2, 'on-track': 2, met: 3, unknown: -1 }

  test('a higher figure never worsens a target of “at least”', () => {
    fc.assert(
      fc.property(target, figures, day, fc.nat(5), fc.integer({ min: 1, max: 60 }), (t, series, date, which, more) => {
        const index = which % series.length
        const raised = series.map((o, i) => (i === index ? { ...o, value: o.value + more } : o))
        const [before, after] = [stateOf(t, series, date), stateOf(t, raised, date)]
        if (before === 'unknown') expect(['unknown', 'met', 'on-track', 'behind']).toContain(after)
        else expect(rank[after]).toBeGreaterThanOrEqual(rank[before])
      }),
      { numRuns: 1500 },
    )
  })

  test('unknown in, unknown out: figures without values decide no more than no figures', () => {
    fc.assert(
      fc.property(target, figures, day, (t, series, date) => {
        const nothing = series.map((o) => ({ ...o, value: null }))
        const state = stateOf(t, nothing, date)
        expect(state).toBe(stateOf(t, [], date))
        expect(state).toBe(t.accumulation === 'annual' && state === 'not-due' ? 'not-due' : 'unknown')
      }),
    )
  })

  test('figures after the date change nothing', () => {
    fc.assert(
      fc.property(target, figures, day, (t, series, date) => {
        expect(judge(t, series, date)).toEqual(
          judge(
            t,
            series.filter((o) => o.asOf <= date),
            date,
          ),
        )
      }),
    )
  })

  test('the order of milestones and of figures is of no account', () => {
    fc.assert(
      fc.property(target, figures, day, (t, series, date) => {
        const once = [...new Map(series.map((o) => [o.asOf, o])).values()]
        const turned = { ...t, ladder: [...t.ladder!].reverse() }
        expect(judge(turned, [...once].reverse(), date)).toEqual(judge(t, once, date))
      }),
    )
  })
})
