import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskCitizenId, parseCitizenId } from './citizenid.ts'

const TODAY = '2026-08-01'
const positionOf = (text: string): unknown => {
  try {
    parseCitizenId(text, TODAY)
    return 'accepted'
  } catch (error) {
    return (error as { params: { position: unknown } }).params.position
  }
}

describe('citizen id', () => {
  test('reads the known numbers', () => {
    expect(parseCitizenId('11010519491231002X', TODAY)).toEqual({
      id: '11010519491231002X',
      regionCode: '110105',
      birthDate: '1949-12-31',
      sex: 'female',
      holder: 'citizen',
    })
    expect(parseCitizenId('440524188001010014', TODAY)).toMatchObject({ birthDate: '1880-01-01', sex: 'male' })
  })

  test('fifteen digits grow to eighteen', () => {
    expect(parseCitizenId('110105491231002', TODAY).id).toBe('11010519491231002X')
  })

  test('small x, full-width digits and spaces are mended', () => {
    expect(parseCitizenId('１１0105 19491231 002x', TODAY).id).toBe('11010519491231002X')
  })

  test('names the position', () => {
    expect(positionOf('110105194912310021')).toBe(18)
    expect(positionOf('1101O519491231002X')).toBe(5)
    expect(positionOf('1101051949123100X2')).toBe(17)
    expect(positionOf('11010519490231002X')).toBe(7)
    expect(positionOf('1101051949123100')).toBe(null)
  })

  test('a birth date after today is refused', () => {
    expect(() => parseCitizenId('11010519491231002X', '1949-12-30')).toThrow('future')
    expect(parseCitizenId('11010519491231002X', '1949-12-31').birthDate).toBe('1949-12-31')
  })

  test('an abolished or foreign prefix is accepted and told apart', () => {
    const holders = ['810000', '820000', '830000', '999999', '001122'].map((region) => {
      const candidates = [...'0123456789X'].map((c) => `${region}19900101001${c}`)
      return candidates.flatMap((id) => {
        try {
          return [parseCitizenId(id, TODAY).holder]
        } catch {
          return []
        }
      })
    })
    expect(holders).toEqual([['hong-kong'], ['macao'], ['taiwan'], ['foreigner'], ['citizen']])
  })

  test('every single wrong digit is caught', () => {
    const id = '440524188001010014'
    fc.assert(
      fc.property(fc.nat(17), fc.integer({ min: 0, max: 9 }), (position, digit) => {
        fc.pre(id[position] !== String(digit))
        expect(positionOf(id.slice(0, position) + digit + id.slice(position + 1))).not.toBe('accepted')
      }),
    )
  })

  test('the refusal never repeats the number', () => {
    expect(() => parseCitizenId('110105194912310021', TODAY)).toThrow(
      expect.not.stringContaining('1949') as unknown as string,
    )
  })

  test('mask', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110***********002X')
    expect(maskCitizenId('123')).toBe('***')
  })
})
