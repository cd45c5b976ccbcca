import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GOOD_FOR, live, newCode, plainCode, TRIES, waitFor } from './rules.ts'

const now = new Date('2026-11-22T09:00:00+08:00')
const ago = (ms: number) => new Date(now.getTime() - ms)

describe('asking for codes', () => {
  it('is let through once a minute, five times an hour, twelve times a day, and the wait told is the shortest that helps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 26 * 3_600_000 }), { maxLength: 30 }), (ages) => {
        const asked = ages.map(ago)
        const within = (ms: number) => ages.filter((age) => age < ms).length
        const full = within(60_000) >= 1 || within(3_600_000) >= 5 || within(86_400_000) >= 12
        const wait = waitFor(asked, now)
        expect(wait > 0).toBe(full)
        expect(waitFor(asked, new Date(now.getTime() + wait))).toBe(0)
        if (wait > 0) expect(waitFor(asked, new Date(now.getTime() + wait - 1))).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a code', () => {
  it('is good until its time, its tries or itself are used up', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e7 }), fc.nat(8), fc.boolean(), (left, tries, used) => {
        const code = { until: new Date(now.getTime() + left), tries, used }
        expect(live(code, now)).toBe(left > 0 && tries < TRIES && !used)
      }),
    )
  })

  it('is read as it is printed or spoken, and has no letters that are mistaken for others', () => {
    for (const kind of ['sign-in', 'opening', 'slip'] as const) {
      const code = newCode(kind, randomInt)
      expect(code).toMatch(kind === 'slip' ? /^[A-HJ-NP-Z2-9]{10}$/ : /^\d{6}$/)
      expect(plainCode(` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`)).toBe(code)
      expect(GOOD_FOR[kind]).toBeGreaterThan(0)
    }
  })
})
