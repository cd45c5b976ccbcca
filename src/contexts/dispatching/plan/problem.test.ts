import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDay, solveHere } from '../../../engines/dispatch/index.ts'
import {
  changesOf,
  type DayGround,
  type GroundCarer,
  type GroundVisit,
  problemOf,
  standingRoutes,
  without,
  workingOn,
} from './problem.ts'

const carer = (staff: string, more: Partial<GroundCarer> = {}): GroundCarer => ({
  staff,
  mode: 'foot',
  place: 0,
  shifts: [{ from: 480, until: 1020 }],
  lunch: { from: 690, until: 750, minutes: 30 },
  most: null,
  held: [{ skill: 'elder-care', level: 4 }],
  sex: 'female',
  languages: [],
  ...more,
})
const visit = (order: string, more: Partial<GroundVisit> = {}): GroundVisit => ({
  order,
  place: 1,
  minutes: 60,
  staff: 1,
  needs: [{ skill: 'elder-care', level: 5 }],
  window: { from: 540, until: 600, latest: 630 },
  wishes: [],
  begun: false,
  standing: [],
  hold: null,
  ...more,
})
const ground = (more: Partial<DayGround>): DayGround => ({
  carers: [carer('a'), carer('b')],
  visits: [],
  bound: [],
  metres: [
    [0, 800, 1600],
    [800, 0, 800],
    [1600, 800, 0],
  ],
  speeds: { foot: 80, 'e-bike': 200, car: 350 },
  tolerance: 15,
  now: null,
  ...more,
})
const solved = (of: DayGround, seed = 1) => {
  const posed = problemOf(of)
  let steps = 0
  const plan = solveHere(posed.problem, {
    seed,
    begin: standingRoutes(of, posed.problem),
    clock: { spent: () => steps++ / 300, seconds: () => 0 },
  })
  return {
    posed,
    plan,
    carersOf: (order: string) => plan.routes.filter((r) => r.stops.some((s) => s.visit === order)).map((r) => r.carer),
  }
}

describe('orders become a problem', () => {
  it('that gives a task only to whom a certificate of the level says so', () => {
    const { plan, carersOf } = solved(
      ground({
        carers: [
          carer('none', { held: [] }),
          carer('low', { held: [{ skill: 'elder-care', level: 5 }] }),
          carer('unlevelled', { held: [{ skill: 'elder-care', level: null }] }),
        ],
        visits: [
          visit('bath'),
          visit('hard', { needs: [{ skill: 'elder-care', level: 3 }] }),
          visit('nobody', { needs: [{ skill: 'nurse', level: null }] }),
        ],
      }),
    )
    expect(carersOf('bath')).toEqual(['low'])
    expect(plan.unassigned.sort()).toEqual(['hard', 'nobody'])
  })

  it('with two carers at once, the lunch break and locks', () => {
    const of = ground({
      visits: [
        visit('bath', { staff: 2 }),
        visit('locked', {
          place: 2,
          window: { from: 600, until: 900, latest: 930 },
          hold: { staff: ['b'], start: 800, extra: 0 },
        }),
      ],
    })
    const { posed, plan, carersOf } = solved(of)
    expect(carersOf('bath').sort()).toEqual(['a', 'b'])
    const locked = plan.routes.find((r) => r.carer === 'b')!.stops.find((s) => s.visit === 'locked')!
    expect(locked.start).toBe(800)
    expect(checkDay(posed.problem, plan)).toMatchObject({ valid: true, faults: [] })
  })

  it('leaves out with its reason what has no place on the map and what is past', () => {
    const { leftOut, problem } = problemOf(
      ground({ now: 700, visits: [visit('where', { place: null }), visit('past')] }),
    )
    expect(leftOut.map(({ order, reason }) => [order, reason.en])).toEqual([
      ['where', 'nobody knows where it is on the map'],
      ['past', 'its time has passed'],
    ])
    expect(problem.visits).toEqual([])
  })

  it('passes over wishes for somebody who does not work that day, but for a demand', () => {
    const soft = visit('soft', {
      wishes: [
        { kind: 'known', carers: ['gone'] },
        { kind: 'not', carers: ['gone', 'a'], hard: true },
      ],
    })
    const hard = visit('hard', { wishes: [{ kind: 'carer', carers: ['gone'], hard: true }] })
    const { problem, leftOut } = problemOf(ground({ visits: [soft, hard] }))
    expect(problem.visits.map(({ id, wishes }) => [id, wishes])).toEqual([
      ['soft', [{ kind: 'not', carers: ['a'], hard: true }]],
    ])
    expect(leftOut.map(({ order }) => order)).toEqual(['hard'])
  })

  it('keeps what has begun where it is, however late, and its carer until he is back', () => {
    const standing = [{ staff: 'a', from: 980, until: 1040 }]
    const of = ground({
      now: 1000,
      visits: [visit('begun', { begun: true, standing, hold: { staff: null, start: null, extra: 30 } })],
    })
    const { problem } = problemOf(of)
    expect(problem.visits).toMatchObject([{ id: 'begun', minutes: 90, pin: { carers: ['a'], start: 980 } }])
    expect(problem.carers[0]!.shifts[0]!.latest).toBeGreaterThanOrEqual(1040 + 30 + 10)
    expect(solved(of).plan.unassigned).toEqual([])
  })

  it('tells what was promised and now differs', () => {
    const of = ground({
      visits: [
        visit('same', { standing: [{ staff: 'a', from: 540, until: 600 }] }),
        visit('later', { standing: [{ staff: 'a', from: 600, until: 660 }] }),
        visit('gone', { standing: [{ staff: 'b', from: 600, until: 660 }] }),
      ],
    })
    const stop = (order: string, start: number) => ({ visit: order, part: 0, arrive: start, start, end: start + 60 })
    const { changes, promised } = changesOf(of, [
      { carer: 'a', shift: 0, leave: 0, back: 0, stops: [stop('same', 540), stop('later', 616)] },
    ])
    expect(promised).toBe(3)
    expect(changes).toEqual([
      { order: 'gone', from: 600, to: null, before: ['b'], after: [], big: true },
      { order: 'later', from: 600, to: 616, before: ['a'], after: ['a'], big: true },
    ])
  })

  const span = fc
    .tuple(fc.integer({ min: 0, max: 1300 }), fc.integer({ min: 1, max: 140 }))
    .map(([from, long]) => ({ from, until: from + long }))
  it('somebody works when the pattern or extra hours say so and nothing takes him away, minute by minute', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.array(span, { maxLength: 6 }), (usual, out) => {
        const works = workingOn([], 1, usual, out)
        const inside = (spans: readonly { from: number; until: number }[], at: number) =>
          spans.some((s) => at >= s.from && at < s.until)
        for (let at = 0; at < 1441; at += 1) expect(inside(works, at)).toBe(inside(usual, at) && !inside(out, at))
        for (let i = 1; i < works.length; i++) expect(works[i]!.from).toBeGreaterThanOrEqual(works[i - 1]!.until)
        expect(without(usual, [])).toEqual(usual)
      }),
      { numRuns: 25 },
    )
  })
})
