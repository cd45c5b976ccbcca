import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/keys/index.ts'
import { digester } from '../../platform/keys/index.ts'
import { checkBirth, ID_KINDS, kindOfNumber, maskNumber, readIdentity } from './identity.ts'
import { maskName, pairsOf, readName, soundOf } from './names.ts'
import { maskPhone, readPhone } from './phones.ts'
import { readQuery } from './search/query.ts'
import { tokensOf } from './store.ts'
import { citizenNumber } from './testkit.ts'

const DAY = '2026-11-22'
const ring: KeyRing = {
  newKey: () => ({ key: randomBytes(32), wrapped: randomBytes(60) }),
  unwrap: () => randomBytes(32),
  digest: digester(Buffer.alloc(32, 7)),
}
const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    return error as Refusal
  }
  throw new Error('nothing was refused')
}

const birth = fc
  .date({ min: new Date('1920-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('a document number', () => {
  it('says birth date, sex and holder, in every way it is typed', () => {
    fc.assert(
      fc.property(
        birth,
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom('539900', '810000', '820000', '830000', '953990'),
        (born, order, region) => {
          const number = citizenNumber(born, order, region)
          const read = readIdentity(` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}`, DAY)
          expect(read).toMatchObject({ number, born, sex: order % 2 === 1 ? 'male' : 'female' })
          expect(read.kind).toBe(kindOfNumber(number))
          expect(maskNumber(number)).not.toContain(number.slice(6, 14))
        },
      ),
    )
  })

  it('with one wrong digit is refused, and the refusal repeats nothing of it', () => {
    fc.assert(
      fc.property(
        birth,
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 1, max: 9 }),
        (born, order, at, by) => {
          const number = citizenNumber(born, order)
          const digit = number[at] === 'X' ? 5 : Number(number[at])
          const wrong = number.slice(0, at) + ((digit + by) % 10) + number.slice(at + 1)
          fc.pre(wrong !== number)
          const told = refusal(() => readIdentity(wrong, DAY, 'citizen-id'))
          expect(['citizenid.invalid', 'person.id-kind']).toContain(told.code)
          expect(JSON.stringify([told.text, told.params, told.next])).not.toContain(wrong.slice(6, 14))
        },
      ),
    )
  })

  it('of travellers and foreigners is read by its own form', () => {
    expect(readIdentity('h12345678', DAY)).toMatchObject({ kind: 'hong-kong-macao-travel', number: 'H12345678' })
    expect(readIdentity('12345678', DAY, 'taiwan-travel')).toMatchObject({ kind: 'taiwan-travel', born: null })
    expect(readIdentity('DEU530085040125', DAY)).toMatchObject({ kind: 'foreigner-residence', born: '1985-04-01' })
    expect(readIdentity('E12345678', DAY)).toMatchObject({ kind: 'passport' })
    expect(readIdentity('', DAY)).toEqual({ kind: 'none', number: null, born: null, sex: null })
    expect(refusal(() => readIdentity('H123', DAY, 'hong-kong-macao-travel')).code).toBe('person.number')
    expect(refusal(() => readIdentity(null, DAY, 'passport')).code).toBe('person.number')
    expect(refusal(() => readIdentity(citizenNumber('1950-01-01', 1), DAY, 'taiwan-residence')).code).toBe(
      'person.id-kind',
    )
  })

  it('of any kind is never shown whole', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{5,18}$/), (number) => {
        expect(maskNumber(number)).not.toBe(number)
        expect(maskNumber(number)).toHaveLength(number.length)
      }),
    )
    expect(ID_KINDS).toHaveLength(9)
  })
})

describe('a birth date', () => {
  it('in the future or older than anybody on record is asked about plainly', () => {
    expect(refusal(() => checkBirth('2026-11-23', DAY, false)).code).toBe('person.born')
    const old = refusal(() => checkBirth('1896-01-01', DAY, false))
    expect(old.code).toBe('person.age')
    expect(old.text.zh).toContain('130')
    expect(() => checkBirth('1896-01-01', DAY, true)).not.toThrow()
    expect(() => checkBirth('1904-11-22', DAY, false)).not.toThrow()
  })
})

describe('a name', () => {
  it('has one form, however its dot is typed', () => {
    for (const dot of ['·', '•', '‧', '・', '．']) expect(readName(` 阿依古丽${dot}买买提 `)).toBe('阿依古丽·买买提')
    expect(readName('阿依古丽.买买提')).toBe('阿依古丽·买买提')
    expect(readName('王𠅤')).toBe('王𠅤')
    expect(readName('Maria  da Silva')).toBe('Maria da Silva')
    for (const wrong of ['', '张3', '张\uE123', '张\u0000', 'x'.repeat(51)])
      expect(refusal(() => readName(wrong)).code).toBe('person.name')
  })

  it('sounds as surnames do, and is found by every reading of a character', () => {
    expect(soundOf('单小明').initials).toContain('sxm')
    expect(soundOf('单小明').initials).toContain('dxm')
    expect(soundOf('曾乐').initials).toContain('zl')
    expect(soundOf('曾乐').initials).toContain('zy')
    expect(soundOf('尉迟国兴').pinyin).toBe('yuchiguoxing')
    expect(soundOf('王𠅤', 'wang yu')).toEqual({ pinyin: 'wangyu', initials: ['wy'] })
    expect(soundOf('阿依古丽·买买提').initials).toContain('ayglmmt')
    expect(soundOf('Maria da Silva')).toMatchObject({ pinyin: 'mariadasilva', initials: ['mds'] })
    expect(pairsOf('王𠅤明')).toEqual(['王𠅤', '𠅤明'])
    expect(maskName('王𠅤')).toBe('王*')
    expect(maskName('张')).toBe('张')
  })
})

describe('a telephone', () => {
  it('is read as typed and shown in part', () => {
    expect(readPhone('+86 138-0000-1234')).toBe('13800001234')
    expect(readPhone('（0876）3120000')).toBe('08763120000')
    expect(maskPhone('13800001234')).toBe('138****1234')
    for (const wrong of ['138', '23800001234567', 'abc', ''])
      expect(refusal(() => readPhone(wrong)).code).toBe('person.phone')
  })
})

describe('the box', () => {
  const none = () => []
  it('finds a person by what the file is found by', () => {
    const number = citizenNumber('1950-03-04', 11)
    const tokens = new Set(
      tokensOf(ring, {
        name: '李秀英',
        reading: null,
        secrets: { number, phones: [{ number: '13800001234', label: null }] },
      }),
    )
    const exact = (q: string) => readQuery(ring, q, none).flatMap((word) => ('tokens' in word ? word.tokens : []))
    expect(exact('秀英').every((token) => tokens.has(token))).toBe(true)
    for (const q of ['1234', '00001234', number.slice(-4), number.slice(-8), '13800001234'])
      expect(
        exact(q).some((token) => tokens.has(token)),
        q,
      ).toBe(true)
    expect(exact('9999').some((token) => tokens.has(token))).toBe(false)
  })

  it('takes words apart, and never throws whatever is typed', () => {
    expect(
      readQuery(ring, '锦山 lxy', (name) => (name === '锦山' ? ['532622101001'] : [])).map((word) => word.kind),
    ).toEqual(['place', 'sound'])
    expect(readQuery(ring, '王 1234', none).map((word) => word.kind)).toEqual(['character', 'digits'])
    expect(readQuery(ring, '阿依•古', none)[0]).toMatchObject({ kind: 'name', part: '阿依·古' })
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void readQuery(ring, text, none)))
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => void readQuery(ring, text, none)))
  })

  it('keeps no telephone and no number in what it looks up', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
        const tokens = tokensOf(ring, {
          name: '李秀英',
          reading: null,
          secrets: { number: null, phones: [{ number: phone, label: null }] },
        })
        expect(tokens.join()).not.toContain(phone)
        expect(tokens.some((token) => token.includes(phone.slice(-4)))).toBe(false)
      }),
      { numRuns: 40 },
    )
  })
})
