import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '../../../kernel/dates.ts'
import { STAGES, type Stage, type Votes } from './model.ts'
import {
  MOVES,
  type Move,
  transitionState,
  transitionUntil,
  votesCarry,
  whyNotApply,
  whyNotApprove,
  whyNotConsent,
  whyNotList,
  whyNotMove,
} from './rules.ts'

const DAY = '2026-11-22'

describe('an idle asset (A31)', () => {
  it('never skips a stage, whatever is tried', () => {
    const moves = Object.keys(MOVES) as Move[]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 40 }), (tried) => {
        let stage: Stage = 'registered'
        for (const move of tried) {
          if (whyNotMove(stage, move) !== null) continue
          const next: Stage = MOVES[move].to
          const step = STAGES.indexOf(next) - STAGES.indexOf(stage)
          expect(next === 'withdrawn' || next === 'registered' || step === 1).toBe(true)
          stage = next
        }
      }),
    )
    expect(whyNotMove('registered', 'approve')?.code).toBe('asset.stage')
  })

  it('is listed with what the public has to know, and a low price lies below the market', () => {
    const facts = { area: 200, condition: 'ready', priceMode: 'free' as const, priceFen: null, marketFen: null }
    const code = (change: object, until = '2026-12-31') => whyNotList({ ...facts, ...change }, until, DAY)?.code
    expect(code({})).toBeUndefined()
    expect(code({ area: null })).toBe('asset.incomplete')
    expect(code({ priceMode: 'market' })).toBe('asset.incomplete')
    expect(code({ condition: 'unsafe' })).toBe('asset.unsafe')
    expect(code({ priceMode: 'low', priceFen: 100, marketFen: null })).toBe('asset.price-low')
    expect(code({ priceMode: 'low', priceFen: 100, marketFen: 100 })).toBe('asset.price-low')
    expect(code({ priceMode: 'low', priceFen: 99, marketFen: 100 })).toBeUndefined()
    expect(code({}, DAY)).toBe('asset.until')
  })

  it('takes applications through the last day', () => {
    const code = (stage: Stage, day: string) => whyNotApply({ stage, applyUntil: DAY }, day)?.code
    expect([code('listed', DAY), code('listed', '2026-11-23'), code('registered', DAY)]).toEqual([
      undefined,
      'application.late',
      'application.not-listed',
    ])
  })
})

describe('the consent of owners (A32)', () => {
  it('is needed in an estate, and unknown is not “no”', () => {
    const code = (inEstate: boolean | null, consent: { agreed: boolean } | null) =>
      whyNotApprove({ inEstate, consent })?.code
    expect([
      code(false, null),
      code(true, null),
      code(true, { agreed: false }),
      code(true, { agreed: true }),
      code(null, null),
    ]).toEqual([undefined, 'asset.consent', 'asset.consent', undefined, 'asset.estate-unknown'])
  })

  it('carries with two thirds taking part and three quarters of them in favour, exactly', () => {
    const votes = (taking: number, favour: number): Votes => ({
      owners: { all: 300, taking, favour },
      area: { all: 30_000, taking: taking * 100, favour: favour * 100 },
    })
    expect([votesCarry(votes(200, 150)), votesCarry(votes(199, 199)), votesCarry(votes(200, 149))]).toEqual([
      true,
      false,
      false,
    ])
    expect(votesCarry({ ...votes(200, 150), area: { all: 30_000, taking: 19_999, favour: 19_999 } })).toBe(false)
    const consent = { body: 'owners' as const, metOn: DAY, agreed: true }
    expect(whyNotConsent({ ...consent, votes: null }, DAY)?.code).toBe('consent.votes')
    expect(whyNotConsent({ ...consent, votes: votes(200, 149) }, DAY)?.code).toBe('consent.not-carried')
    expect(whyNotConsent({ ...consent, votes: votes(200, 201) }, DAY)?.code).toBe('consent.count')
    expect(whyNotConsent({ ...consent, agreed: false, votes: votes(200, 10) }, DAY)).toBeNull()
    expect(whyNotConsent({ body: 'committee', metOn: '2026-11-23', agreed: true, votes: null }, DAY)?.code).toBe(
      'consent.date',
    )
  })

  it('never turns from carried to lost by one more vote in favour', () => {
    const count = fc
      .tuple(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 1000 }))
      .map((three) => three.toSorted((a, b) => a - b))
      .map(([favour, taking, all]) => ({ all: all! + 1, taking: taking!, favour: favour! }))
    fc.assert(
      fc.property(count, count, (owners, area) => {
        fc.pre(owners.favour < owners.taking)
        const more = { ...owners, favour: owners.favour + 1 }
        expect(votesCarry({ owners, area }) && !votesCarry({ owners: more, area })).toBe(false)
      }),
    )
  })
})

describe('the five-year clock (A33)', () => {
  it('warns 12, 6 and 3 months before the end and says when it is over', () => {
    const until = transitionUntil('2022-03-01')
    expect(until).toBe('2027-02-28')
    const at = (day: string) => transitionState(until, day)
    expect([
      at('2026-02-27'),
      at('2026-02-28'),
      at('2026-08-28'),
      at('2026-11-28'),
      at('2027-02-28'),
      at('2027-03-01'),
    ]).toEqual(['running', 'year-left', 'half-year-left', 'quarter-left', 'quarter-left', 'over'])
  })

  it('never goes back as days pass', () => {
    const order = ['running', 'year-left', 'half-year-left', 'quarter-left', 'over']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 3000 }), (start, days) => {
        const from = addDays('2018-01-01', start)
        const until = transitionUntil(from)
        const now = addDays(from, days)
        const rank = (day: string) => order.indexOf(transitionState(until, day))
        expect(rank(addDays(now, 1))).toBeGreaterThanOrEqual(rank(now))
        expect(transitionState(until, addMonths(until, -3))).toBe('quarter-left')
      }),
    )
  })
})
