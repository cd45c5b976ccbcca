import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExitLine, type ExitStanding, exitStanding } from './rules.ts'

const line: fc.Arbitrary<ExitLine> = fc
  .record({ resident: fc.boolean(), fen: fc.integer({ min: 1, max: 5_000_000 }), settled: fc.boolean() })
  .map(({ resident, fen, settled }) => ({
    kind: resident ? 'resident' : 'balance',
    amountFen: resident ? null : fen,
    settledOn: settled ? '2026-03-01' : null,
  }))

/** As the procedure asks: both known to be done. */
const mayClose = ({ placed, refunded }: ExitStanding) => placed === true && refunded === true

describe('an exit', () => {
  it('cannot close while one resident is unplaced or one fen unrefunded, whatever else holds', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.option(fc.nat(12), { nil: null }),
        fc.option(fc.nat(9_000_000), { nil: null }),
        (lines, residents, balancesFen) => {
          const standing = exitStanding({ residents, balancesFen }, lines)
          if (lines.some((each) => each.settledOn === null)) expect(mayClose(standing)).toBe(false)
          if (residents !== null && lines.filter((each) => each.kind === 'resident').length < residents)
            expect(standing.placed).not.toBe(true)
          const listed = lines.reduce((sum, each) => sum + (each.amountFen ?? 0), 0)
          if (balancesFen !== null && listed < balancesFen) expect(standing.refunded).not.toBe(true)
        },
      ),
    )
  })

  it('closes when as much as was declared is listed and all of it settled', () => {
    const settled = (kind: 'resident' | 'balance', fen: number | null): ExitLine => ({
      kind,
      amountFen: fen,
      settledOn: '2026-03-01',
    })
    const lines = [
      settled('resident', null),
      settled('resident', null),
      settled('balance', 30_000),
      settled('balance', 12_800),
    ]
    expect(mayClose(exitStanding({ residents: 2, balancesFen: 42_800 }, lines))).toBe(true)
    expect(exitStanding({ residents: 2, balancesFen: 42_801 }, lines).refunded).toBeNull()
    expect(exitStanding({ residents: 3, balancesFen: 42_800 }, lines).placed).toBeNull()
    expect(mayClose(exitStanding({ residents: 0, balancesFen: 0 }, []))).toBe(true)
  })

  it('does not know what nobody declared', () => {
    expect(exitStanding({ residents: null, balancesFen: null }, [])).toMatchObject({ placed: null, refunded: null })
  })
})
