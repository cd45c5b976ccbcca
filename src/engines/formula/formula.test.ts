import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, parse, type Quantity, render } from './index.ts'

const run = (text: string, inputs: Record<string, Quantity | number | null> = {}) =>
  evaluate(
    parse(text),
    Object.fromEntries(
      Object.entries(inputs).map(([name, q]) => [name, typeof q === 'number' || q === null ? { value: q } : q]),
    ),
  )

describe('parsing', () => {
  test('binds as arithmetic does', () => {
    expect(run('1 + 2 * 3 - 4 / 2').value).toBe(5)
    expect(run('(1 + 2) * 3').value).toBe(9)
    expect(run('8 / 4 / 2').value).toBe(1)
    expect(run('8 - 4 - 2').value).toBe(2)
    expect(run('-2 * -3').value).toBe(6)
    expect(run('1 + 1 >= 2').value).toBe(1)
  })

  test('signs as people write them', () => {
    expect(run('（1＋2）×3 ÷ 9 ≥ 1').value).toBe(1)
  })

  test('inputs are listed once, in order', () => {
    expect(parse('share(b, a + b)').inputs).toEqual(['b', 'a'])
  })

  test.each([
    ['', 1],
    ['a +', 4],
    ['a b', 3],
    ['(a', 3],
    ['foo(1)', 1],
    ['1 > 2 > 3', 7],
    ['per(a, b)', 1],
    ['max(a)', 1],
    ['甲 + 1', 1],
    ['A', 1],
    ['1..2', 2],
    ['a != b', 3],
    ['share(a,)', 9],
    ['1)', 2],
  ])('“%s” is refused at %s', (text, position) => {
    try {
      parse(text)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'formula.syntax', params: { position }, at: String(position) })
    }
  })

  test('endless and bottomless texts are refused, not suffered', () => {
    for (const text of ['('.repeat(500), '-'.repeat(1999), '1+'.repeat(5000)]) {
      expect(() => parse(text)).toThrow('Formula, position')
    }
    expect(run(`${'1+'.repeat(900)}1`).value).toBe(901)
  })
})

describe('evaluating', () => {
  test('explains itself with numbers filled in', () => {
    const result = run('share(served, total)', { served: 12, total: 15 })
    expect(result).toMatchObject({ value: 80, filled: '100 × 12 ÷ 15 = 80', interval: null, missing: [] })
    expect(run('share(a, b)', { a: 1, b: 3 }).filled).toBe('100 × 1 ÷ 3 ≈ 33.33')
    expect(run('per(places, people, 1000)', { places: 135, people: 30_000 }).filled).toBe('135 ÷ 30000 × 1000 = 4.5')
    expect(run('(a + b) * c', { a: 1, b: -2, c: 3 }).filled).toBe('(1 + (-2)) × 3 = -3')
  })

  test('the trace shows every step', () => {
    const { trace } = run('max(a, b) - 1', { a: 2, b: { value: 5, records: 7 } })
    expect(trace.filled).toBe('max(2, 5) − 1 = 4')
    expect(trace.steps.map((s) => s.filled)).toEqual(['max(2, 5) = 5', '1'])
    expect(trace.steps[0]!.steps[1]).toMatchObject({ text: 'b', value: 5, quantity: { records: 7 } })
  })

  test('decimals are exact', () => {
    expect(run('a + b = 0.3', { a: 0.1, b: 0.2 }).value).toBe(1)
    expect(run('share(a, b) >= 29', { a: 0.29, b: 1 }).value).toBe(1)
  })

  test('unknown is never zero', () => {
    const result = run('a + b', { a: null, b: 1 })
    expect(result).toMatchObject({ value: null, reason: 'unknown-input', missing: ['a'], filled: '? + 1 = ?' })
    expect(run('0 * a', { a: null }).value).toBeNull()
    expect(run('max(a, 5)', { a: null }).value).toBeNull()
  })

  test('nothing to divide by is no value', () => {
    expect(run('share(a, b)', { a: 3, b: 0 })).toMatchObject({ value: null, reason: 'no-denominator', missing: [] })
    expect(run('1 + per(a, b, 1000)', { a: 3, b: 0 })).toMatchObject({ value: null, reason: 'no-denominator' })
  })

  test('one known yes settles any, one known no settles all', () => {
    const text = 'any(indoor >= 0.1, outdoor >= 0.3)'
    expect(run(text, { indoor: null, outdoor: 0.3 })).toMatchObject({ value: 1, filled: '? ≥ 0.1 或 0.3 ≥ 0.3 ✓' })
    expect(run(text, { indoor: null, outdoor: 0.2 })).toMatchObject({ value: null, reason: 'unknown-input' })
    expect(run(text, { indoor: 0, outdoor: 0.2 })).toMatchObject({ value: 0, filled: '0 ≥ 0.1 或 0.2 ≥ 0.3 ✗' })
    expect(run('all(a > 1, b > 1)', { a: null, b: 1 }).value).toBe(0)
    expect(run('all(a > 1, b > 1)', { a: null, b: 2 }).value).toBeNull()
  })

  test('an input that is not given, or is no quantity, is refused', () => {
    expect(() => run('a')).toThrow('missing')
    expect(() => run('a', { a: Number.NaN })).toThrow('not a quantity')
    expect(() => run('a', { a: { value: 1, unknown: -1 } })).toThrow('not a quantity')
    expect(() => run('constructor')).toThrow('missing')
  })

  test('names for people', () => {
    const formula = parse('share(a, b + c)')
    expect(render(formula, { a: '普惠幼儿', b: '公办幼儿', c: '民办幼儿' })).toBe(
      '100 × 普惠幼儿 ÷ (公办幼儿 + 民办幼儿)',
    )
    expect(render(parse('any(a > 1, b - (c - 1) < 2)'), {}, 'en')).toBe('a > 1 or b − (c − 1) < 2')
  })
})

describe('bounds', () => {
  test('none or all of the unknown records count', () => {
    const visited = { value: 12, unknown: 3, records: 15 }
    expect(run('share(visited, eligible)', { visited, eligible: 15 }).interval).toEqual({ low: 80, high: 100 })
    expect(run('share(visited, eligible) >= 80', { visited, eligible: 15 }).interval).toEqual({ low: 1, high: 1 })
    expect(run('share(visited, eligible) >= 90', { visited, eligible: 15 }).interval).toEqual({ low: 0, high: 1 })
  })

  test('a denominator with unknown records widens the other way', () => {
    expect(run('share(a, b)', { a: 5, b: { value: 10, unknown: 10 } }).interval).toEqual({ low: 25, high: 50 })
  })

  test('all unknown still has bounds when the number of records is known', () => {
    expect(run('share(a, b)', { a: { value: null, unknown: 4 }, b: 8 })).toMatchObject({
      value: null,
      interval: { low: 0, high: 50 },
    })
    expect(run('a', { a: null }).interval).toEqual({ low: null, high: null })
  })

  test('amounts without limit leave the upper side open', () => {
    expect(run('area * 2', { area: { value: 30, unknown: 1, most: null } }).interval).toEqual({ low: 60, high: null })
    expect(run('10 / area', { area: { value: 5, unknown: 1, most: null } }).interval).toEqual({ low: 0, high: 2 })
    expect(run('area - area2', { area: { value: 5, unknown: 1, most: null }, area2: 1 }).interval).toEqual({
      low: 4,
      high: null,
    })
  })

  const shapes = [
    'a + b * c',
    'share(a, b)',
    'per(a + b, c, 1000)',
    'max(a, b) - min(b, c)',
    'a * (b - c)',
    '(a - b) / c',
  ]

  test('whatever the unknown records turn out to be, the result lies within', () => {
    const quantity = fc.record({ value: fc.integer({ min: -20, max: 20 }), unknown: fc.nat(6) })
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        quantity,
        quantity,
        quantity,
        fc.tuple(fc.nat(), fc.nat(), fc.nat()),
        (text, a, b, c, picks) => {
          const { interval } = run(text, { a, b, c })
          const settle = (q: typeof a, pick: number) => q.value + (pick % (q.unknown + 1))
          const settled = run(text, { a: settle(a, picks[0]), b: settle(b, picks[1]), c: settle(c, picks[2]) })
          fc.pre(settled.value !== null && interval !== null)
          expect(interval.low ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(settled.value)
          expect(interval.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(settled.value)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('any unknown input makes an arithmetic result unknown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.constantFrom('a', 'b', 'c'), fc.integer(), (text, unknown, n) => {
        const inputs: Record<string, number | null> = { a: n, b: n + 1, c: n + 2 }
        fc.pre(parse(text).inputs.includes(unknown))
        inputs[unknown] = null
        expect(run(text, inputs).value).toBeNull()
      }),
    )
  })
})
