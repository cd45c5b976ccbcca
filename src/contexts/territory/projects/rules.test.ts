import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { ANNOUNCED_YEARS } from '../../../kernel/holidays/announced.ts'
import { holidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { GATE_RULES, GATES, type Gate } from './gates.ts'
import type { LineResult, Stance } from './model.ts'
import {
  defectsOf,
  handoverDue,
  handoverState,
  nextGate,
  type Standing,
  whyNotDecide,
  whyNotRectified,
} from './rules.ts'

const DAY = '2026-11-22'
const line = (state: LineResult['state'], missing: number | null = null): LineResult => ({
  line: 'elder-land',
  title: { zh: '人均用地', en: 'land per person' },
  state,
  required: 300,
  measured: missing === null ? null : 300 - missing,
  missing,
  unit: { zh: '㎡', en: 'm²' },
  clause: '人均用地不少于 0.1 平方米',
  branch: null,
  lacking: state === 'unknown' ? ['elder-land'] : [],
})
const allPapers = new Set(GATES.flatMap((gate) => GATE_RULES[gate].papers.map(({ kind }) => kind)))
const standing = (change: Partial<Standing> = {}): Standing => ({
  passed: [],
  opinion: null,
  openDefects: [],
  papers: allPapers,
  ...change,
})
const passedUpTo = (gate: Gate, on = '2026-01-05') =>
  GATES.slice(0, GATES.indexOf(gate)).map((each) => ({ gate: each, on }))
const defect = {
  id: 'd',
  kind: 'reduced' as const,
  what: '养老服务用房',
  missingArea: 120,
  clause: '整改到位之前不得组织竣工验收',
}
const pass = (gate: Gate, lines: LineResult[] = [], on = DAY) => ({ gate, outcome: 'pass' as const, on, lines })

describe('a gate', () => {
  it('is decided in its turn, not before the gate before it and not in the future', () => {
    const code = (state: Standing, gate: Gate, on = DAY) => whyNotDecide(state, pass(gate, [], on), DAY)?.code
    expect(code(standing(), 'design')).toBe('gate.turn')
    expect(code(standing(), 'condition')).toBeUndefined()
    expect(code(standing(), 'condition', '2026-11-23')).toBe('gate.date')
    expect(code(standing({ passed: passedUpTo('acceptance') }), 'acceptance', '2026-01-04')).toBe('gate.date')
    expect(code(standing({ passed: GATES.map((gate) => ({ gate, on: DAY })) }), 'use')).toBe('gate.finished')
  })

  it('needs its papers, and the design the opinion of the civil-affairs department', () => {
    const at = standing({ passed: passedUpTo('design'), papers: new Set() })
    const code = (change: Partial<Standing>) => whyNotDecide({ ...at, ...change }, pass('design'), DAY)?.code
    const opinion = (stance: Stance, on = '2026-02-01') => ({ opinion: { stance, on } })
    expect(code({})).toBe('gate.opinion')
    expect(code(opinion('disagree'))).toBe('gate.opinion-against')
    expect(code(opinion('agree', '2026-11-23'))).toBe('gate.opinion')
    expect(code(opinion('agree'))).toBe('gate.papers')
    expect(code({ ...opinion('agree-with-changes'), papers: allPapers })).toBeUndefined()
  })

  it('names the line that fails with its clause, and at verification the figure that was not measured', () => {
    const verify = standing({ passed: passedUpTo('verification') })
    const refusal = whyNotDecide(verify, pass('verification', [line('fail', 1)]), DAY)
    expect(refusal?.code).toBe('gate.lines-fail')
    expect(refusal?.text.zh).toContain('差 1 ㎡（人均用地不少于 0.1 平方米）')
    expect(whyNotDecide(verify, pass('verification', [line('unknown')]), DAY)?.code).toBe('gate.lines-unknown')
    expect(whyNotDecide(standing(), pass('condition', [line('unknown')]), DAY)).toBeNull()
  })

  it('of acceptance stays shut while a defect is open, and says which and by which clause', () => {
    const state = standing({ passed: passedUpTo('acceptance'), openDefects: [defect] })
    const refusal = whyNotDecide(state, pass('acceptance'), DAY)
    expect(refusal?.code).toBe('gate.open-defect')
    expect(refusal?.text.zh).toMatch(/缩建.*养老服务用房.*少 120 ㎡.*整改到位之前不得组织竣工验收/)
    expect(whyNotDecide({ ...state, openDefects: [] }, pass('acceptance'), DAY)).toBeNull()
  })
})

describe('whatever is tried in whatever order', () => {
  type Act =
    | { act: 'decide'; gate: Gate | null; outcome: 'pass' | 'return'; lines: LineResult[] }
    | { act: 'find' }
    | { act: 'mend' }
    | { act: 'opinion'; stance: Stance }
    | { act: 'papers' }
  const acts: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant('decide' as const),
        // null: the gate whose turn it is
        gate: fc.option(fc.constantFrom(...GATES), { freq: 3 }),
        outcome: fc.constantFrom('pass' as const, 'pass' as const, 'return' as const),
        lines: fc.array(fc.constantFrom(line('pass', 0), line('pass', 0), line('fail', 5), line('unknown')), {
          maxLength: 2,
        }),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Act>({ act: 'find' }, { act: 'mend' }, { act: 'papers' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Stance>('agree', 'disagree').map((stance) => ({ act: 'opinion' as const, stance })),
    },
  )

  it('no gate is skipped or passed twice, and nothing is accepted with an open defect', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(acts, { minLength: 30, maxLength: 120 }), (tried) => {
        let state = standing({ papers: new Set() })
        for (const [i, each] of tried.entries()) {
          if (each.act === 'find')
            state = { ...state, openDefects: [...state.openDefects, { ...defect, id: String(i) }] }
          else if (each.act === 'mend') state = { ...state, openDefects: state.openDefects.slice(1) }
          else if (each.act === 'papers') state = { ...state, papers: allPapers }
          else if (each.act === 'opinion') state = { ...state, opinion: { stance: each.stance, on: '2026-01-01' } }
          else {
            const gate = each.gate ?? nextGate(state.passed) ?? 'use'
            if (whyNotDecide(state, { ...each, gate, on: DAY }, DAY) !== null || each.outcome !== 'pass') continue
            expect(gate).toBe(nextGate(state.passed))
            expect(each.lines.filter((one) => GATE_RULES[gate].measured && one.state === 'fail')).toEqual([])
            if (gate === 'design') expect(state.opinion?.stance).toBe('agree')
            if (gate === 'acceptance') {
              accepted++
              expect(state.openDefects).toEqual([])
            }
            state = { ...state, passed: [...state.passed, { gate, on: DAY }] }
          }
          expect(state.passed.map(({ gate }) => gate)).toEqual(GATES.slice(0, state.passed.length))
        }
      }),
      { numRuns: 400, seed: 27 },
    )
    // The walk reaches the gate it is about.
    expect(accepted).toBeGreaterThan(20)
  })
})

describe('a defect', () => {
  it('comes from each line that a returned verification fails', () => {
    expect(defectsOf([line('fail', 1), line('pass', 0), line('unknown')])).toMatchObject([
      { kind: 'reduced', missingArea: 1 },
    ])
    expect(defectsOf([{ ...line('fail', 300), measured: 0 }])).toMatchObject([{ kind: 'not-built', missingArea: 300 }])
  })

  it('is closed by no less than what is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 20_000 }), (missing, made) => {
        const refusal = whyNotRectified(
          { foundOn: '2026-01-01', missingArea: missing / 10 },
          { on: DAY, madeGoodArea: made / 10 },
          DAY,
        )
        expect(refusal === null).toBe(made >= missing)
        if (refusal !== null) expect(refusal.params.left).toBeCloseTo((missing - made) / 10, 6)
      }),
    )
    expect(whyNotRectified({ foundOn: '2026-01-01', missingArea: 5 }, { on: DAY, madeGoodArea: null }, DAY)?.code).toBe(
      'defect.unmeasured',
    )
    expect(
      whyNotRectified({ foundOn: '2026-01-01', missingArea: null }, { on: '2025-12-31', madeGoodArea: null }, DAY)
        ?.code,
    ).toBe('defect.date')
  })
})

describe('the hand-over', () => {
  const holidays = holidayCalendar(ANNOUNCED_YEARS)

  it('ends three months after acceptance, on the next working day where that is a rest day', () => {
    expect(handoverDue('2026-02-27', { amount: 3, unit: 'months' }, holidays).date).toBe('2026-05-27')
    // 2026-08-22 is a Saturday.
    expect(handoverDue('2026-05-22', { amount: 3, unit: 'months' }, holidays).date).toBe('2026-08-24')
    expect(handoverDue('2026-01-30', { amount: 10, unit: 'workdays' }, holidays).date).toBe('2026-02-13')
  })

  it('is running, soon, overdue, done, each on its day', () => {
    const at = (day: string, handedOverOn: string | null = null) =>
      handoverState({ handoverDue: '2026-08-24', handedOverOn, warnDays: 30 }, day)
    expect([
      at('2026-07-24'),
      at('2026-07-25'),
      at('2026-08-24'),
      at('2026-08-25'),
      at('2026-09-01', '2026-08-30'),
    ]).toEqual(['running', 'soon', 'soon', 'overdue', 'done'])
    expect(handoverState({ handoverDue: null, handedOverOn: null, warnDays: 30 }, DAY)).toBe('none')
    expect(addDays('2026-08-24', -30)).toBe('2026-07-25')
  })
})
