import { describe, expect, it } from 'vitest'
import { nextWindows, windowOf } from './times.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('windows an operator offers', () => {
  it('leave out what comes too soon, and go on the next day', () => {
    const found = nextWindows(at('2026-11-23T13:30:00'), 120, false, 3)
    expect(found.map((each) => each.from)).toEqual([
      new Date(at('2026-11-23T16:00:00')).toISOString(),
      new Date(at('2026-11-24T09:00:00')).toISOString(),
      new Date(at('2026-11-24T14:00:00')).toISOString(),
    ])
  })

  it('of meals are the hours of the meal', () => {
    const found = nextWindows(at('2026-11-23T08:59:00'), 120, true, 2)
    expect(found.map((each) => each.from)).toEqual(
      ['2026-11-23T11:00:00', '2026-11-24T11:00:00'].map((each) => new Date(at(each)).toISOString()),
    )
  })

  it('typed by hand have a beginning before their end', () => {
    expect(windowOf('2026-11-23', '10:00', '09:00')).toBeNull()
    expect(windowOf('2026-11-23', '', '09:00')).toBeNull()
    expect(windowOf('2026-11-23', '09:00', '10:00')).toEqual({
      from: '2026-11-23T01:00:00.000Z',
      until: '2026-11-23T02:00:00.000Z',
    })
  })
})
