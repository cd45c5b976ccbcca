import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { milestoneDue } from './ladder.ts'

const LADDER = [
  { date: '2022-12-31', value: 200 },
  { date: '2025-12-31', value: 1000 },
]

describe('ladder', () => {
  test('before the first milestone nothing is due', () => {
    expect(milestoneDue(LADDER, '2022-12-30')).toEqual({ due: null, next: LADDER[0], pace: null })
    const base = { date: '2021-12-31', value: 0 }
    expect(milestoneDue(LADDER, '2022-07-01', base).pace).toBeCloseTo((200 * 182) / 365)
    expect(milestoneDue(LADDER, '2022-07-01', { date: '2021-12-31', value: null }).pace).toBeNull()
  })

  test('a milestone is due on its own day, and the line begins there', () => {
    expect(milestoneDue(LADDER, '2022-12-31')).toEqual({ due: LADDER[0], next: LADDER[1], pace: 200 })
    expect(milestoneDue(LADDER, '2024-07-01').pace).toBeCloseTo(200 + (800 * 548) / 1096)
  })

  test('after the last one it stays due', () => {
    expect(milestoneDue(LADDER, '2030-01-01')).toEqual({ due: LADDER[1], next: null, pace: 1000 })
    expect(milestoneDue([], '2030-01-01')).toEqual({ due: null, next: null, pace: null })
  })

  test('the order in which milestones are given is of no account; due ≤ date < next', () => {
    const steps = fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(steps, fc.nat(3500), (days, at) => {
        const ladder = days.map((day) => ({ date: addDays('2020-01-01', day), value: day }))
        const date = addDays('2020-01-01', at)
        const state = milestoneDue(ladder, date)
        expect(milestoneDue([...ladder].reverse(), date)).toEqual(state)
        expect(state.due?.value ?? null).toBe(
          Math.max(-1, ...days.filter((d) => d <= at)) === -1 ? null : Math.max(...days.filter((d) => d <= at)),
        )
        if (state.next) expect(state.next.date > date).toBe(true)
        if (state.due && state.next) expect(state.pace).toBeCloseTo(at)
      }),
    )
  })
})
