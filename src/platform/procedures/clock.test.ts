import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOfDay, dayNumber, type IsoDate } from '../../kernel/dates.ts'
import { announcedCalendar } from '../../kernel/holidays/calendar.ts'
import { isWorkday } from '../../kernel/workdays.ts'
import { endOf, resumeClock, standingOf, stopClock } from './clock.ts'
import type { Clock, Days } from './model.ts'

const calendar = announcedCalendar()
const FIRST = dayNumber('2007-01-01')
const LAST = dayNumber('2026-09-30')
const day = fc.integer({ min: FIRST, max: LAST }).map(dateOfDay)

/** The hand calculation: go day by day, count what counts, stop when the term is full. */
function byHand(clock: Clock, days: Days): IsoDate | null {
  if (clock.since === null) return null
  let counted = 0
  for (let at = addDays(clock.since, 1), guard = 0; guard < 4000; at = addDays(at, 1), guard++) {
    const stop = clock.stops.find((each) => each.from < at && (each.until === null || at <= each.until))
    if (stop?.until === null) return null
    if (stop !== undefined) continue
    if (days.unit === 'calendar' || isWorkday(calendar, at).workday) counted++
    if (counted < days.count) continue
    if (days.unit === 'working') return at
    while (!isWorkday(calendar, at).workday) at = addDays(at, 1)
    return at
  }
  throw new Error('the term does not end')
}

const clocks = fc
  .tuple(day, fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 40 })), { maxLength: 4 }))
  .map(([since, gaps]): Clock => {
    let clock: Clock = { since, stops: [] }
    let at = since
    for (const [run, pause] of gaps) {
      clock = stopClock(clock, addDays(at, run))
      at = addDays(at, run + pause)
      clock = resumeClock(clock, at)
    }
    return clock
  })
const terms: fc.Arbitrary<Days> = fc.record({
  count: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('working' as const, 'calendar' as const),
})

describe('the clock of a case', () => {
  it('ends a term on the day a hand calculation ends it, over every year with make-up days', () => {
    fc.assert(
      fc.property(clocks, terms, (clock, days) => {
        expect(standingOf(calendar, clock, days, clock.since!).due).toBe(byHand(clock, days))
      }),
      { numRuns: 1500 },
    )
  })

  it('agrees with a hand calculation from every single day of 2007 to 2026', () => {
    const term: Days = { count: 10, unit: 'working' }
    for (let at = FIRST; at <= LAST; at++) {
      const since = dateOfDay(at)
      expect(endOf(calendar, since, term).date).toBe(byHand({ since, stops: [] }, term))
    }
  })

  it('uses up one day at a time, and none while it stands', () => {
    fc.assert(
      fc.property(clocks, terms, fc.integer({ min: 0, max: 120 }), (clock, days, later) => {
        const on = addDays(clock.since!, later)
        const today = standingOf(calendar, clock, days, on)
        const tomorrow = standingOf(calendar, clock, days, addDays(on, 1))
        expect([0, 1]).toContain(tomorrow.used - today.used)
      }),
    )
  })

  it('has no end while it stands, and has one again when it goes on', () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 90 }), (clock, run, pause) => {
        const last = clock.stops.at(-1)?.until ?? clock.since!
        const stopped = stopClock(clock, addDays(last, run))
        const term: Days = { count: 200, unit: 'working' }
        expect(standingOf(calendar, stopped, term, addDays(last, run + 1)).due).toBeNull()
        const resumed = resumeClock(stopped, addDays(last, run + pause))
        expect(standingOf(calendar, resumed, term, last).due).toBe(byHand(resumed, term))
      }),
    )
  })

  it('says that a date beyond the announced years is provisional', () => {
    const clock: Clock = { since: '2026-12-20', stops: [] }
    expect(standingOf(calendar, clock, { count: 15, unit: 'working' }, '2026-12-20').provisional).toBe(true)
    expect(
      standingOf(calendar, { since: '2026-03-02', stops: [] }, { count: 5, unit: 'working' }, '2026-03-02'),
    ).toEqual({ used: 0, left: 5, due: '2026-03-09', stopped: false, provisional: false })
  })

  it('counts the make-up Saturday before the spring festival of 2026 as a working day', () => {
    expect(endOf(calendar, '2026-02-13', { count: 1, unit: 'working' }).date).toBe('2026-02-14')
  })
})
