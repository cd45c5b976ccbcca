import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { type Attested, type CertificateTerm, counts, lacksOf, noticeOf, standingOf } from './rules.ts'

const DAY0 = '2025-01-01'
const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays(DAY0, n))
const term: fc.Arbitrary<CertificateTerm> = fc
  .record({
    state: fc.constantFrom('unverified' as const, 'verified' as const, 'refuted' as const),
    from: day,
    length: fc.option(fc.integer({ min: 0, max: 800 }), { nil: null }),
    revoked: fc.option(fc.integer({ min: 0, max: 800 }), { nil: null }),
  })
  .map(({ state, from, length, revoked }) => ({
    state,
    from,
    until: length === null ? null : addDays(from, length),
    revokedOn: revoked === null ? null : addDays(from, revoked),
  }))

describe('a certificate', () => {
  it('counts on exactly the days of its term, when verified', () => {
    fc.assert(
      fc.property(term, day, (each, on) => {
        const inside =
          each.from <= on &&
          (each.until === null || on <= each.until) &&
          (each.revokedOn === null || on < each.revokedOn)
        expect(counts(each, on)).toBe(each.state === 'verified' && inside)
      }),
    )
  })

  it('once over stays over', () => {
    fc.assert(
      fc.property(term, day, fc.integer({ min: 1, max: 400 }), (each, on, later) => {
        fc.pre(on >= each.from && !counts(each, on))
        expect(counts(each, addDays(on, later))).toBe(false)
      }),
    )
  })

  it('is told of before it ends, and never after it was revoked', () => {
    fc.assert(
      fc.property(term, day, (each, on) => {
        const notice = noticeOf(each, on)
        if (each.revokedOn !== null || each.until === null) expect(notice).toBeNull()
        if (standingOf(each, on) === 'soon' && each.revokedOn === null) expect(notice).not.toBeNull()
        if (notice === 'expired') expect(counts(each, on)).toBe(false)
      }),
    )
  })
})

const attested: fc.Arbitrary<Attested> = fc
  .tuple(term, fc.constantFrom('elder-care', 'cook'), fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }))
  .map(([each, skill, level]) => ({ ...each, skill, level }))
const need = fc.record({
  skill: fc.constantFrom('elder-care', 'cook', 'nurse'),
  level: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
})

describe('needs of a task', () => {
  it('are met exactly by a certificate of the skill that counts and is high enough', () => {
    fc.assert(
      fc.property(fc.array(attested, { maxLength: 5 }), fc.array(need, { maxLength: 3 }), day, (all, needs, on) => {
        const unmet = needs.filter(
          (each) =>
            !all.some(
              (one) =>
                one.skill === each.skill &&
                counts(one, on) &&
                (each.level === null || (one.level !== null && one.level <= each.level)),
            ),
        )
        expect(lacksOf(all, needs, on).map(({ skill, level }) => ({ skill, level }))).toEqual(unmet)
      }),
    )
  })

  it('are not lost by one more certificate', () => {
    fc.assert(
      fc.property(fc.array(attested, { maxLength: 4 }), attested, need, day, (all, more, one, on) => {
        expect(lacksOf([...all, more], [one], on).length).toBeLessThanOrEqual(lacksOf(all, [one], on).length)
      }),
    )
  })

  it('say what comes nearest', () => {
    const cook = { skill: 'cook', level: null, from: '2024-01-01', revokedOn: null }
    const past = { ...cook, state: 'verified' as const, until: '2024-12-31' }
    const unseen = { ...cook, state: 'unverified' as const, until: null }
    const why = (all: Attested[]) => lacksOf(all, [{ skill: 'cook', level: null }], '2025-06-01')[0]?.why
    expect(why([])).toBe('none')
    expect(why([past])).toBe('expired')
    expect(why([past, unseen])).toBe('unverified')
    expect(why([past, { ...unseen, state: 'verified' }])).toBeUndefined()
  })
})
