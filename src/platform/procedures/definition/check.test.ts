import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { SHIPPED } from '../definitions/index.ts'
import { actsOf, advance, begin } from '../flow.ts'
import type { CaseState, Definition, Step } from '../model.ts'
import { checkDefinition, errorsIn } from './check.ts'
import { judgeCondition } from './conditions.ts'
import { formFindings, readDefinition } from './read.ts'
import { OUTCOMES } from './schema.ts'

const text = (zh: string) => ({ zh, en: zh })

/** A definition with given steps and otherwise nothing wrong. */
function withSteps(steps: Step[]): Definition {
  return readDefinition({
    code: 'probe',
    title: { zh: '试' },
    summary: { zh: '试' },
    group: 'other',
    applicant: { kind: 'person', who: { zh: '人' }, name: 'person_name' },
    basis: [{ id: 'rule', title: '规定', certainty: 'U' }],
    fields: [
      { id: 'person_name', title: { zh: '姓名' }, type: 'text' },
      { id: 'place', title: { zh: '地点' }, type: 'region' },
      { id: 'beds', title: { zh: '床位' }, type: 'integer' },
    ],
    materials: [],
    rules: [{ id: 'ten', title: { zh: '十张' }, test: { formula: 'beds >= 10' }, basis: 'rule' }],
    fee: { fen: 0, text: { zh: '不收费' } },
    term: { starts: 'submission', legal: { count: 20, unit: 'working' } },
    steps,
  })
}

/** Random flows: steps that lead to each other and to outcomes, as somebody in a hurry might write them. */
const flows = fc.integer({ min: 1, max: 7 }).chain((n) => {
  const targets = [...Array.from({ length: n }, (_, i) => `s${i}`), ...OUTCOMES]
  const act = fc.record({ to: fc.constantFrom(...targets), careful: fc.boolean() })
  return fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: n, maxLength: n }).map((all) =>
    all.map(
      (acts, i): Step => ({
        id: `s${i}`,
        title: text(`环节${i}`),
        kind: 'review',
        by: { role: 'officer' },
        days: { count: 5, unit: 'working' },
        acts: acts.map(({ to, careful }, k) => ({
          id: `a${k}`,
          title: text(`动作${k}`),
          to,
          ...(to === 'refused' && careful ? { reason: true } : {}),
          ...(to === 'granted' && careful ? { requires: ['rules' as const] } : {}),
        })),
      }),
    ),
  )
})

const ground = (pass: boolean | null) => ({
  today: '2026-03-02',
  results: [
    {
      rule: 'ten',
      title: text('十张'),
      result: pass === null ? ('unknown' as const) : pass ? ('pass' as const) : ('fail' as const),
      filled: '',
      basis: 'rule',
      advisory: false,
    },
  ],
  missing: [],
  openObjections: 0,
})

/** Every state a case can come to, when nothing stands in the way. */
function walk(definition: Definition): {
  steps: Set<string>
  outcomes: Set<string>
  finishes: (step: string) => boolean
} {
  const edges = new Map<string, { step: string | null; outcome: string | null }[]>()
  const queue: CaseState[] = [begin(definition, '2026-03-02')]
  const outcomes = new Set<string>()
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (state.step === null || edges.has(state.step)) continue
    const next = actsOf(definition, state)
      .filter((act) => act.id !== 'withdraw')
      .map((act) => advance(definition, state!, { act: act.id, reason: '理由' }, ground(true)))
    edges.set(state.step, next)
    for (const each of next) {
      if (each.outcome !== null) outcomes.add(each.outcome)
      queue.push(each)
    }
  }
  const finishes = (from: string): boolean => {
    const seen = new Set<string>()
    const stack = [from]
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      if (seen.has(step)) continue
      seen.add(step)
      for (const each of edges.get(step) ?? []) {
        if (each.outcome !== null) return true
        if (each.step !== null) stack.push(each.step)
      }
    }
    return false
  }
  return { steps: new Set(edges.keys()), outcomes, finishes }
}

describe('the checker of definitions', () => {
  it('lets pass only flows in which every step is reached, every way can end, and something can be granted', () => {
    let passed = 0
    fc.assert(
      fc.property(flows, (steps) => {
        const definition = withSteps(steps)
        const errors = errorsIn(checkDefinition(definition))
        const walked = walk(definition)
        const sound =
          steps.every((step) => walked.steps.has(step.id) && walked.finishes(step.id)) && walked.outcomes.has('granted')
        const flow = errors.filter((each) => /^steps(\/\d+)?$/.test(each.at))
        expect(flow.length === 0).toBe(sound)
        if (errors.length === 0) passed++
      }),
      { numRuns: 600 },
    )
    expect(passed).toBeGreaterThan(3)
  })

  it('lets no definition through in which something is granted while a rule fails or is unknown', () => {
    fc.assert(
      fc.property(flows, fc.constantFrom(false, null), (steps, truth) => {
        const definition = withSteps(steps)
        if (errorsIn(checkDefinition(definition)).length > 0) return
        for (const step of definition.steps) {
          const state = { ...begin(definition, '2026-03-02'), step: step.id }
          for (const act of step.acts.filter((each) => each.to === 'granted'))
            expect(() => advance(definition, state, { act: act.id, reason: '理由' }, ground(truth))).toThrow(Refusal)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing wrong with the definitions that come with the software', () => {
    expect(SHIPPED.length).toBeGreaterThanOrEqual(14)
    for (const { definition } of SHIPPED) {
      expect(checkDefinition(definition), definition.code).toEqual([])
      const walked = walk({ ...definition, rules: [] })
      expect(walked.steps.size, definition.code).toBe(definition.steps.length)
    }
  })

  it.each([
    [
      'steps/0/acts/0/to',
      (d: Definition) => {
        d.steps[0]!.acts[0]!.to = 'nowhere'
      },
    ],
    [
      'steps/0/by',
      (d: Definition) => {
        delete d.steps[0]!.by
      },
    ],
    [
      'rules/0/test/formula',
      (d: Definition) => {
        d.rules[0]!.test = { formula: 'chairs > 1' }
      },
    ],
    [
      'rules/0/basis',
      (d: Definition) => {
        d.rules[0]!.basis = 'nothing'
      },
    ],
    [
      'steps/0/days',
      (d: Definition) => {
        d.steps[0]!.days = { count: 99, unit: 'working' }
      },
    ],
    [
      'term/promised',
      (d: Definition) => {
        d.term!.promised = { count: 30, unit: 'working' }
      },
    ],
    [
      'applicant/name',
      (d: Definition) => {
        d.applicant.name = 'beds'
      },
    ],
  ])('names the place %s', (at, spoil) => {
    const definition = withSteps([
      {
        id: 's0',
        title: text('审查'),
        kind: 'review',
        by: { role: 'officer' },
        days: { count: 5, unit: 'working' },
        acts: [{ id: 'a0', title: text('准予'), to: 'granted', requires: ['rules'] }],
      },
    ])
    expect(errorsIn(checkDefinition(definition))).toEqual([])
    spoil(definition)
    expect(errorsIn(checkDefinition(definition)).map((each) => each.at)).toContain(at)
  })
})

describe('reading a definition', () => {
  it('names every wrong place in words and throws nothing else, whatever comes in', () => {
    expect(formFindings({ code: 'x y' }).map((each) => each.at)).toContain('code')
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const findings = formFindings(json)
        for (const each of findings) expect(each.text.zh.length).toBeGreaterThan(0)
        if (findings.length > 0) expect(() => readDefinition(json)).toThrow(Refusal)
      }),
    )
  })
})

describe('conditions', () => {
  const truth = fc.constantFrom(true, false, null)
  const facts = (a: boolean | null, b: boolean | null) => ({
    values: { a, b },
    materials: new Set<string>(),
    today: '2026-03-02',
    hooks: {},
  })
  it('are three-valued: unknown is neither pass nor failure, and only what is known settles', () => {
    fc.assert(
      fc.property(truth, truth, (a, b) => {
        const parts = [
          { field: 'a', is: true },
          { field: 'b', is: true },
        ]
        const all = judgeCondition({ all: parts }, facts(a, b)).truth
        const any = judgeCondition({ any: parts }, facts(a, b)).truth
        expect(all).toBe(a === false || b === false ? false : a === null || b === null ? null : true)
        expect(any).toBe(a === true || b === true ? true : a === null || b === null ? null : false)
        const neither = judgeCondition({ not: { all: parts } }, facts(a, b)).truth
        expect(neither).toBe(all === null ? null : !all)
      }),
    )
  })
  it('are unknown while nobody answers a hook', () => {
    expect(judgeCondition({ hook: 'room.question' }, facts(true, true)).truth).toBeNull()
  })
  it('repeat no personal value', () => {
    const told = judgeCondition(
      { field: 'grade', is: 'severe' },
      { ...facts(null, null), values: { grade: 'severe' }, personal: new Set(['grade']) },
    )
    expect(told).toMatchObject({ truth: true })
    expect(told.filled).not.toContain('severe')
  })
})
