import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCreditCode, kindOfCreditCode, parseCreditCode } from './creditcode.ts'
import { Refusal } from './refusal.ts'

const VALID = '91350100M000100Y43'
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

describe('credit code', () => {
  test('the example of the standard passes both checks', () => {
    expect(checkCreditCode(VALID)).toEqual({ code: VALID, problem: null, warnings: [] })
    expect(kindOfCreditCode(VALID)?.zh).toBe('企业')
  })

  test('a wrong outer check names position 18', () => {
    expect(checkCreditCode('91350211M000100Y43').problem?.position).toBe(18)
  })

  test('letters that the standard leaves out are named with the likely digit', () => {
    const check = checkCreditCode('9135O100M000100Y43')
    expect(check.problem?.position).toBe(5)
    expect(check.problem?.text.zh).toContain('是否为 0')
  })

  test('a letter inside the region code is named', () => {
    expect(checkCreditCode('913A0100M000100Y43').problem?.position).toBe(4)
  })

  test('wrong length has no position', () => {
    expect(checkCreditCode('91350100M000100Y4').problem).toMatchObject({ position: null })
    expect(checkCreditCode('').problem).toMatchObject({ position: null })
  })

  test('full-width, lower case and spaces are mended', () => {
    expect(parseCreditCode(' ９１350100 m000100y43 ')).toBe(VALID)
  })

  test('a failing inner check alone is a warning', () => {
    const body = '92350100M000100Y5'
    const code = [...ALPHABET].map((c) => body + c).find((c) => checkCreditCode(c).problem === null)!
    expect(checkCreditCode(code).warnings.map((w) => w.position)).toEqual([17])
  })

  test('exactly one check character fits any body', () => {
    const char = fc.constantFrom(...ALPHABET)
    fc.assert(
      fc.property(
        fc.array(char, { minLength: 11, maxLength: 11 }),
        fc.integer({ min: 0, max: 999_999 }),
        (chars, region) => {
          const body = chars.slice(0, 2).join('') + String(region).padStart(6, '0') + chars.slice(2).join('')
          expect([...ALPHABET].filter((c) => checkCreditCode(body + c).problem === null)).toHaveLength(1)
        },
      ),
    )
  })

  test('every single wrong character is caught', () => {
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...ALPHABET), (position, c) => {
        fc.pre(VALID[position] !== c)
        expect(checkCreditCode(VALID.slice(0, position) + c + VALID.slice(position + 1)).problem).not.toBeNull()
      }),
    )
  })

  test('parse refuses with the position', () => {
    try {
      parseCreditCode('91350100M000100Y44')
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
      expect(error).toMatchObject({ code: 'creditcode.invalid', at: '18', params: { position: 18 } })
    }
  })
})
