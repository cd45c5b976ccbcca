import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from './money.ts'

describe('money', () => {
  test.each([
    ['1,234.50', 123_450],
    ['¥1,234.5', 123_450],
    ['￥ 0.05', 5],
    ['-3', -300],
    ['-¥3.10', -310],
    ['¥-3.10', -310],
    ['１２０元', 12_000],
    ['0.29', 29],
    ['-0', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s', (text, fen) => {
    expect(parseMoney(text)).toBe(fen)
  })

  test.each(['', '1.234', '1,23', '12,34.00', '--3', '-¥-3', '1e3', '.5', '5.', '90071992547409.92', 'abc', '3万元'])(
    '“%s” is refused',
    (text) => {
      expect(() => parseMoney(text)).toThrow('not an amount')
    },
  )

  test('format', () => {
    expect(formatMoney(123_450)).toBe('¥1,234.50')
    expect(formatMoney(-5)).toBe('-¥0.05')
    expect(formatMoney(0)).toBe('¥0.00')
    expect(() => formatMoney(1.5)).toThrow(RangeError)
  })

  test('what is written reads back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(parseMoney(formatMoney(fen))).toBe(fen)
      }),
    )
  })
})
