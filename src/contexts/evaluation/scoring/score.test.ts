import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { countsOn } from '../awards/rules.ts'
import { actsFor, afterAct, MEASURE_ACTS, MEASURE_KINDS, MEASURE_STATES } from '../measures/rules.ts'
import type { Inputs, UnitInputs } from './model.ts'
import { checkRule, DEFAULT_RULES } from './rules.ts'
import { rankLines, scoreOne } from './score.ts'

const rule = DEFAULT_RULES.find((each) => each.kind === 'unit')!
const count = fc.integer({ min: 0, max: 30 })
const units = fc
  .record({
    met: count,
    on_track: count,
    not_due: count,
    behind: count,
    missed: count,
    unknown: count,
    lead: count,
    part: fc.record({
      overdue: fc.float({ min: 0, max: 1, noNaN: true }),
      done: fc.float({ min: 0, max: 1, noNaN: true }),
      reported: fc.float({ min: 0, max: 1, noNaN: true }),
    }),
    returned: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ part, ...rest }): UnitInputs => {
    const of = (share: number) => Math.floor(share * rest.lead)
    return { ...rest, overdue: of(part.overdue), done: of(part.done), reported: of(part.reported), claimed: 0 }
  })
const score = (inputs: Inputs) => scoreOne(rule, { subject: 'x', name: 'x', inputs: () => ({ inputs, figure: null }) })

describe('scores', () => {
  it('lie between 0 and 100, and shares of the weight add up to one', () => {
    fc.assert(
      fc.property(units, (inputs) => {
        const line = score(inputs)
        if (line.score !== null) expect(line.score >= 0 && line.score <= 100).toBe(true)
        const shares = line.items.reduce((sum, item) => sum + (item.share ?? 0), 0)
        if (line.known > 0) expect(shares).toBeCloseTo(1, 3)
      }),
    )
  })

  it('never fall when a unit does better, and never rise when it does worse', () => {
    const better: ((x: UnitInputs) => UnitInputs | null)[] = [
      (x) => (x.missed > 0 ? { ...x, missed: x.missed - 1, met: x.met + 1 } : null),
      (x) => (x.behind > 0 ? { ...x, behind: x.behind - 1, on_track: x.on_track + 1 } : null),
      (x) => (x.overdue > 0 ? { ...x, overdue: x.overdue - 1 } : null),
      (x) => (x.done < x.lead ? { ...x, done: x.done + 1 } : null),
      (x) => (x.reported < x.lead ? { ...x, reported: x.reported + 1 } : null),
      (x) => (x.returned > 0 ? { ...x, returned: x.returned - 1 } : null),
    ]
    fc.assert(
      fc.property(units, fc.constantFrom(...better), (inputs, step) => {
        const next = step(inputs)
        if (next === null) return
        const [before, after] = [score(inputs).score, score(next).score]
        if (before !== null && after !== null) expect(after).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('do not know an unknown item as zero: it weighs nothing', () => {
    const known = {
      met: 0,
      on_track: 0,
      behind: 0,
      missed: 0,
      lead: 4,
      overdue: 0,
      done: 4,
      claimed: 0,
      reported: 4,
      returned: 0,
    }
    const line = score(known)
    expect(line.items[0]!.points).toBeNull()
    expect(line.score).toBe(100)
    expect(line.known).toBe(0.6)
    expect(score({ ...known, lead: 0 }).score).toBeNull()
  })

  it('rank with ties: equal scores share a rank, the next is left out, the unscored stand last', () => {
    const line = (subject: string, value: number | null) => ({
      subject,
      name: subject,
      score: value,
      known: 1,
      items: [],
    })
    const ranked = rankLines([line('a', 80), line('b', null), line('c', 90), line('d', 80), line('e', 70)])
    expect(ranked.map(({ subject, rank, tied }) => [subject, rank, tied])).toEqual([
      ['c', 1, false],
      ['a', 2, true],
      ['d', 2, true],
      ['e', 4, false],
      ['b', null, false],
    ])
  })

  it('come only from rules whose formulas use what there is', () => {
    for (const each of DEFAULT_RULES) expect(() => checkRule(each)).not.toThrow()
    const odd = { ...rule, items: [{ ...rule.items[0]!, formula: '100 * salary' }] }
    expect(() => checkRule(odd)).toThrow(expect.objectContaining({ code: 'rule.invalid' }))
  })
})

describe('what follows from a line', () => {
  it('goes only where the state machine leads; talks and notices end only after an answer', () => {
    for (const kind of MEASURE_KINDS) {
      for (const state of MEASURE_STATES) {
        for (const act of MEASURE_ACTS) {
          expect(afterAct(kind, state, act) instanceof Refusal).toBe(!actsFor(kind, state).includes(act))
        }
      }
    }
    expect(actsFor('talk', 'decided')).not.toContain('close')
    expect(actsFor('reward', 'decided')).toContain('close')
  })

  it('counts an award on its first and last day, and no more from the day it was revoked', () => {
    const award = { awardedOn: '2024-03-01', endsOn: '2027-02-28', revokedOn: null }
    expect(['2024-02-29', '2024-03-01', '2027-02-28', '2027-03-01'].map((day) => countsOn(award, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
    const revoked = { ...award, revokedOn: '2025-06-01' }
    expect(['2025-05-31', '2025-06-01'].map((day) => countsOn(revoked, day))).toEqual([true, false])
  })
})
