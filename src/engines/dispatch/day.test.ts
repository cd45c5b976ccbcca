import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDay } from './check/day.ts'
import { clockOf } from './clock.ts'
import { explain } from './day/explain.ts'
import { mend, told } from './day/replan.ts'
import { solveHere } from './day/solve.ts'
import type { Carer, Part, Plan, Problem, Visit, Window, Wish } from './problem.ts'

const steps = (iterations: number) => clockOf({ seconds: 0, iterations })
const planned = (problem: Problem, seed = 1, iterations = 300): Plan =>
  solveHere(problem, { seed, clock: steps(iterations) })

const SKILLS = ['bath', 'nurse']
const place = fc.integer({ min: 0, max: 7 })
const skills = fc.subarray(SKILLS)
const window: fc.Arbitrary<Window[]> = fc
  .tuple(fc.integer({ min: 480, max: 700 }), fc.integer({ min: 0, max: 90 }), fc.nat(60), fc.boolean(), fc.boolean())
  .map(([from, long, slack, two, none]) => {
    if (none) return []
    const first = { from, until: from + long, latest: from + long + slack }
    return two ? [first, { from: first.latest + 60, until: first.latest + 120 }] : [first]
  })
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constant('gender' as const), gender: fc.constantFrom('f', 'm'), hard: fc.boolean() }),
  fc.record({ kind: fc.constant('language' as const), language: fc.constantFrom('yue', 'wu'), weight: fc.nat(50) }),
  ...(['carer', 'not', 'known'] as const).map((kind) => fc.constant<Wish>({ kind, carers: ['c0'] })),
)
const part: fc.Arbitrary<Part> = fc.record({
  skills,
  minutes: fc.integer({ min: 0, max: 40 }),
  offset: fc
    .tuple(fc.integer({ min: -10, max: 20 }), fc.nat(20))
    .map(([least, more]): [number, number] => [least, least + more]),
})

/** Days with everything in them. */
const days: fc.Arbitrary<Problem> = fc
  .record({
    places: fc.array(fc.record({ x: fc.nat(2000), y: fc.nat(2000) }), { minLength: 8, maxLength: 8 }),
    carers: fc.array(
      fc.record({
        home: place,
        foot: fc.boolean(),
        split: fc.boolean(),
        rest: fc.boolean(),
        skills,
        female: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    visits: fc.array(
      fc.record({
        place,
        minutes: fc.integer({ min: 0, max: 60 }),
        windows: window,
        skills,
        carers: fc.constantFrom(1, 1, 1, 2),
        parts: fc.option(fc.array(part, { minLength: 2, maxLength: 3 }), { freq: 5, nil: undefined }),
        wishes: fc.array(wish, { maxLength: 2 }),
        after: fc.option(fc.record({ back: fc.nat(5), least: fc.nat(30), more: fc.nat(200), most: fc.boolean() }), {
          nil: undefined,
        }),
        penalty: fc.option(fc.nat(300), { nil: undefined }),
        pin: fc.boolean(),
      }),
      { maxLength: 14 },
    ),
    fairness: fc.constantFrom(0, 0.1, 2),
  })
  .map(
    ({ places, carers, visits, fairness }): Problem => ({
      places,
      modes: { foot: { speed: 70 }, bike: { speed: 220, detour: 1.5 } },
      weights: { fairness, metre: 0.001, carer: 5 },
      carers: carers.map(
        ({ home, foot, split, rest, skills, female }, k): Carer => ({
          id: `c${k}`,
          home,
          mode: foot ? 'foot' : 'bike',
          shifts: split
            ? [
                { from: 480, until: 660 },
                { from: 780, until: 1000, latest: 1060, end: null },
              ]
            : [{ from: 480, until: 960 }],
          breaks: rest ? [{ from: 600, until: 650, minutes: 25 }] : [],
          skills,
          gender: female ? 'f' : 'm',
          languages: k % 2 === 0 ? ['yue'] : [],
          ...(k === 1 ? { most: 200 } : {}),
        }),
      ),
      visits: visits.map(
        ({ after, penalty, parts, pin, ...visit }, k): Visit => ({
          id: `v${k}`,
          ...visit,
          ...(parts === undefined ? {} : { parts }),
          ...(penalty === undefined ? {} : { penalty }),
          ...(after === undefined || k === 0
            ? {}
            : {
                after: [
                  {
                    visit: `v${Math.max(0, k - 1 - after.back)}`,
                    least: after.least,
                    ...(after.most ? { most: after.least + after.more } : {}),
                  },
                ],
              }),
          ...(pin && visit.carers === 1 && parts === undefined ? { pin: { carers: ['c0'] } } : {}),
        }),
      ),
    }),
  )

describe('a day', () => {
  it('every plan holds before the checker, names whom it leaves out, and a seed repeats it', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 50 }), (problem, seed) => {
        const plan = planned(problem, seed, 120)
        expect(checkDay(problem, plan).faults).toEqual([])
        const { seconds: _, ...again } = planned(problem, seed, 120)
        expect(plan).toMatchObject(again)
        for (const { visit } of explain(problem, plan).unassigned) expect(plan.unassigned).toContain(visit)
      }),
      { numRuns: 60 },
    )
  })

  it('a new plan after an event holds, keeps what has begun, and starts nothing in the past', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 480, max: 800 }), fc.boolean(), (problem, now, sick) => {
        const before = planned(problem, 3, 60)
        const options = { now, ...(sick ? { away: ['c0'] } : {}) }
        const mended = mend(problem, before, options)
        const plan = solveHere(mended.problem, { seed: 3, clock: steps(60), begin: mended.begin })
        expect(checkDay(mended.problem, plan).faults).toEqual([])
        const after = told(mended, before, plan, options)
        const was = new Map(
          before.routes.flatMap(({ carer, stops }) => stops.map((s) => [`${s.visit} ${s.part}`, { carer, ...s }])),
        )
        for (const { carer, stops } of after.plan.routes)
          for (const { visit, part, start } of stops) {
            if (visit === null) continue
            const old = was.get(`${visit} ${part}`)
            const began = before.routes.some(({ stops }) =>
              stops.some((s) => s.visit === visit && s.part === 0 && s.start <= now),
            )
            if (began) expect([carer, Math.round(start * 1e6)]).toEqual([old!.carer, Math.round(old!.start * 1e6)])
            else if (part === 0) expect(start).toBeGreaterThanOrEqual(now - 1e-6)
          }
      }),
      { numRuns: 60 },
    )
  })
})
