import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber, round } from './format.ts'
import { add, compare, divide, fromDecimal, fromNumber, multiply, subtract, toDecimal, toNumber } from './rational.ts'

const decimal = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })

describe('exact fractions', () => {
  test('what binary floats get wrong', () => {
    expect(toNumber(add(fromNumber(0.1), fromNumber(0.2)))).toBe(0.3)
    expect(toNumber(multiply(fromNumber(0.29), fromNumber(100)))).toBe(29)
  })

  test('a number survives the way there and back', () => {
    fc.assert(
      fc.property(decimal, (x) => {
        expect(toNumber(fromNumber(x)) + 0).toBe(x + 0)
      }),
    )
  })

  test('subtracting undoes adding, dividing undoes multiplying', () => {
    fc.assert(
      fc.property(decimal, decimal, (x, y) => {
        const [a, b] = [fromNumber(x), fromNumber(y)]
        expect(compare(subtract(add(a, b), b), a)).toBe(0)
        if (y !== 0) expect(compare(divide(multiply(a, b), b), a)).toBe(0)
      }),
    )
  })

  test('rounding never moves by more than half a unit', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 6 }), (x, digits) => {
        const rounded = fromDecimal(toDecimal(fromNumber(x), digits).text)
        const moved = subtract(rounded, fromNumber(x))
        const size = moved.n < 0n ? { n: -moved.n, d: moved.d } : moved
        expect(compare(size, { n: 1n, d: 2n * 10n ** BigInt(digits) })).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('numbers for people', () => {
  test.each([
    [1.005, 2, '1.01'],
    [2.5, 0, '3'],
    [-2.5, 0, '-3'],
    [-0.001, 2, '0'],
    [80, 2, '80'],
    [0.05, 1, '0.1'],
    [1e-7, 2, '0'],
    [1e21, 0, '1000000000000000000000'],
  ])('%s to %s digits is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text)
    expect(round(value, digits)).toBe(Number(text))
  })

  test('fixed digits and unknown', () => {
    expect(formatNumber(80, 1, true)).toBe('80.0')
    expect(formatNumber(80.25, 1, true)).toBe('80.3')
    expect(formatNumber(80, 0, true)).toBe('80')
    expect(formatNumber(null)).toBe('—')
  })
})
