import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { ANNOUNCED_YEARS } from '../../../kernel/holidays/announced.ts'
import { holidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { whyNotDone, whyNotSteps } from './checks.ts'
import type { TaskUnit } from './intake.ts'
import type { EscalationRule } from './model.ts'
import {
  dueOf,
  escalationsDue,
  isAudience,
  openClaim,
  overdueWorkdays,
  partsOf,
  slippage,
  stateOf,
  type Told,
} from './rules.ts'

const calendar = holidayCalendar(ANNOUNCED_YEARS)
const told = fc.array(
  fc.record<Told>({
    claim: fc.constantFrom('under-way', 'blocked', 'done'),
    unitName: fc.constantFrom('甲', '乙'),
    verdict: fc.constantFrom(null, 'accepted', 'returned'),
  }),
  { maxLength: 12 },
)
const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2020-01-01', n))

describe('where a task stands', () => {
  it('is done exactly when a claim was accepted, whatever came after', () => {
    fc.assert(
      fc.property(told, (all) => {
        const accepted = all.some((each) => each.claim === 'done' && each.verdict === 'accepted')
        expect(stateOf(all) === 'done').toBe(accepted)
      }),
    )
  })

  it('waits for an answer exactly while the newest word of a unit is an unanswered claim', () => {
    fc.assert(
      fc.property(told, (all) => {
        const newest = ['甲', '乙'].map((unit) => all.findLast((each) => each.unitName === unit))
        const waiting = newest.some((each) => each?.claim === 'done' && each.verdict === null)
        expect(openClaim(all) !== null).toBe(waiting)
        if (waiting && stateOf(all) !== 'done') expect(stateOf(all)).toBe('claimed')
      }),
    )
  })

  it('lets another unit report meanwhile without undoing a claim, and the claiming unit take it back', () => {
    const claim: Told = { claim: 'done', unitName: '甲', verdict: null }
    expect(stateOf([claim, { claim: 'under-way', unitName: '乙', verdict: null }])).toBe('claimed')
    expect(stateOf([claim, { claim: 'blocked', unitName: '甲', verdict: null }])).toBe('blocked')
    expect(stateOf([{ ...claim, verdict: 'returned' }])).toBe('under-way')
    expect(stateOf([])).toBe('open')
  })
})

describe('the date that binds', () => {
  it('is the earliest of open steps and deadline, and never a step that is done', () => {
    const step = fc.record({ due: day, doneOn: fc.option(day) })
    fc.assert(
      fc.property(fc.option(day), fc.array(step, { maxLength: 8 }), (deadline, steps) => {
        const candidates = steps.filter((each) => each.doneOn === null).map((each) => each.due)
        if (deadline !== null) candidates.push(deadline)
        expect(dueOf(deadline, steps)).toBe(candidates.length === 0 ? null : candidates.sort()[0])
      }),
    )
  })

  it('is late by official working days: holidays do not count, make-up weekends do', () => {
    // 1 to 8 October 2025 were off, Saturday 11 October was worked.
    expect(overdueWorkdays(calendar, '2025-09-30', '2025-10-08')).toEqual({ days: 0, provisional: false })
    expect(overdueWorkdays(calendar, '2025-09-30', '2025-10-11')).toEqual({ days: 3, provisional: false })
    expect(overdueWorkdays(calendar, '2025-09-30', '2025-10-12')).toEqual({ days: 3, provisional: false })
    expect(overdueWorkdays(calendar, '2025-09-27', '2025-09-28').days).toBe(1)
  })

  it('is provisional where the count touches a year nobody has announced', () => {
    expect(overdueWorkdays(calendar, '2026-12-20', '2026-12-25').provisional).toBe(false)
    expect(overdueWorkdays(calendar, '2026-12-25', '2027-01-08')).toMatchObject({ provisional: true })
  })

  it('grows with the day and is nothing on and before the due date', () => {
    fc.assert(
      fc.property(day, day, fc.nat(40), (due, today, more) => {
        const now = overdueWorkdays(calendar, due, today).days
        expect(overdueWorkdays(calendar, due, addDays(today, more)).days).toBeGreaterThanOrEqual(now)
        if (today <= due) expect(now).toBe(0)
        const step = { due, doneOn: today }
        expect(slippage(calendar, step, addDays(today, more))).toBe(now)
      }),
    )
  })
})

describe('the escalation ladder', () => {
  const ladder: EscalationRule[] = [
    { level: 3, overdueWorkdays: 10, audience: 'leader' },
    { level: 1, overdueWorkdays: 1, audience: 'unit' },
    { level: 2, overdueWorkdays: 5, audience: 'planner' },
  ]

  it('raises each level once, from its day on, lowest first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(15), { maxLength: 20 }), (days) => {
        const raised = new Set<number>()
        const seen: number[] = []
        for (const late of days.sort((a, b) => a - b)) {
          const due = escalationsDue(ladder, late, raised).map((rule) => rule.level)
          expect(due).toEqual(due.toSorted((a, b) => a - b))
          for (const level of due) raised.add(level)
          seen.push(...due)
        }
        const most = Math.max(0, ...days)
        expect(seen).toEqual([...(most >= 1 ? [1] : []), ...(most >= 5 ? [2] : []), ...(most >= 10 ? [3] : [])])
      }),
    )
  })

  it('asks only its audience', () => {
    const holds = (permission: string) => (wanted: string) => wanted === permission
    expect(isAudience('unit', holds('task.report'), [{ role: 'support' }])).toBe(true)
    expect(isAudience('unit', holds('task.report'), [{ role: 'supervise' }])).toBe(false)
    expect(isAudience('planner', holds('task.report'), [{ role: 'lead' }])).toBe(false)
    expect(isAudience('leader', holds('conflict.decide'), [])).toBe(true)
  })
})

describe('which rows of the matrix mean a unit', () => {
  const row = (name: string, unit: string | null = null, role: TaskUnit['role'] = 'support'): TaskUnit => ({
    role,
    name,
    unit,
  })
  const town = { id: 'a', name: '江那镇人民政府', aliases: ['江那镇'], kind: 'township' }
  const bureau = { id: 'b', name: '县民政局', aliases: [], kind: 'department' }

  it('its id, its name, another of its names, or all of its kind', () => {
    const rows = [
      row('各乡（镇）人民政府'),
      row('江那镇'),
      row('某镇', 'a'),
      row('江那镇人民政府', 'c'),
      row('县民政局'),
    ]
    expect(partsOf(rows, town).map((part) => part.name)).toEqual(['江那镇人民政府', '江那镇', '某镇'])
    expect(partsOf([row('各乡（镇）人民政府'), row('县级各部门')], bureau).map((part) => part.name)).toEqual([
      '县民政局',
    ])
    expect(partsOf(rows, null)).toEqual([])
  })

  it('leading before supporting before supervising', () => {
    const rows = [row('县民政局', null, 'supervise'), row('县民政局', null, 'lead')]
    expect(partsOf(rows, bureau).map((part) => part.role)).toEqual(['lead', 'supervise'])
  })
})

describe('what is refused', () => {
  it('a claim of being done without proof, with a foreign or unmet target, or before its steps', () => {
    const met = { printed: '托位', state: 'met', linked: true }
    expect(whyNotDone({ evidence: 0, openSteps: 0, target: null })?.code).toBe('task.no-evidence')
    expect(whyNotDone({ evidence: 0, openSteps: 0, target: { ...met, state: 'behind' } })?.code).toBe(
      'task.target-not-met',
    )
    expect(whyNotDone({ evidence: 0, openSteps: 0, target: { ...met, linked: false } })?.code).toBe(
      'task.target-foreign',
    )
    expect(whyNotDone({ evidence: 1, openSteps: 2, target: met })?.code).toBe('task.steps-open')
    expect(whyNotDone({ evidence: 0, openSteps: 0, target: met })).toBeNull()
    expect(whyNotDone({ evidence: 1, openSteps: 0, target: null })).toBeNull()
  })

  it('steps late, out of order, in a circle or waiting for nothing; a chain in order of its dates never', () => {
    const step = (id: string, due: string, waitsFor: string | null = null) => ({ id, title: id, due, waitsFor })
    const code = (steps: ReturnType<typeof step>[], deadline: string | null = null) =>
      whyNotSteps(steps, deadline)?.code
    expect(code([step('a', '2025-03-01')], '2025-02-01')).toBe('step.after-deadline')
    expect(code([step('a', '2025-03-01'), step('b', '2025-02-01', 'a')])).toBe('step.order')
    expect(code([step('a', '2025-03-01', 'x')])).toBe('step.unknown')
    expect(code([step('a', '2025-03-01', 'b'), step('b', '2025-03-01', 'a')])).toBe('step.circle')
    expect(code([step('a', '2025-03-01', 'a')])).toBe('step.circle')
    fc.assert(
      fc.property(fc.array(day, { maxLength: 10 }), (dates) => {
        const chain = dates.sort().map((due, at) => step(String(at), due, at === 0 ? null : String(at - 1)))
        expect(whyNotSteps(chain, dates.at(-1) ?? null)).toBeNull()
      }),
    )
  })
})
