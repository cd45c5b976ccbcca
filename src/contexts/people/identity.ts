import { maskCitizenId, parseCitizenId } from '../../kernel/citizenid.ts'
import { type IsoDate, isDate, yearsBetween } from '../../kernel/dates.ts'
import { type Bilingual, refuse } from '../../kernel/refusal.ts'

/** Documents that say who somebody is (证件类型). `none`: no number is known yet, which is no fault. */
export const ID_KINDS = [
  'citizen-id',
  'hong-kong-residence',
  'macao-residence',
  'taiwan-residence',
  'hong-kong-macao-travel',
  'taiwan-travel',
  'foreigner-residence',
  'passport',
  'none',
] as const
export type IdKind = (typeof ID_KINDS)[number]

/** Names of the documents. */
export const ID_KIND_NAMES: Record<IdKind, Bilingual> = {
  'citizen-id': { zh: '居民身份证', en: 'Resident identity card' },
  'hong-kong-residence': { zh: '香港居民居住证', en: 'Residence permit, Hong Kong' },
  'macao-residence': { zh: '澳门居民居住证', en: 'Residence permit, Macao' },
  'taiwan-residence': { zh: '台湾居民居住证', en: 'Residence permit, Taiwan' },
  'hong-kong-macao-travel': { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit, Hong Kong and Macao' },
  'taiwan-travel': { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit, Taiwan' },
  'foreigner-residence': { zh: '外国人永久居留身份证', en: 'Foreigner’s permanent residence card' },
  passport: { zh: '护照', en: 'Passport' },
  none: { zh: '暂无证件号码', en: 'No number yet' },
}

/** A number that was read: in its one form, with what it says about its holder. */
export type Identity = { kind: IdKind; number: string | null; born: IsoDate | null; sex: 'male' | 'female' | null }

const HOLDER_KINDS: Record<string, IdKind> = {
  citizen: 'citizen-id',
  'hong-kong': 'hong-kong-residence',
  macao: 'macao-residence',
  taiwan: 'taiwan-residence',
  foreigner: 'foreigner-residence',
}

const PATTERNS: Partial<Record<IdKind, { form: RegExp; zh: string; en: string }>> = {
  'hong-kong-macao-travel': {
    form: /^[HM](\d{8}|\d{10})$/,
    zh: '应为 H 或 M 加 8 位（旧证 10 位）数字',
    en: 'H or M and 8 digits (10 on old permits)',
  },
  'taiwan-travel': { form: /^\d{8}(\d{2})?$/, zh: '应为 8 位（旧证 10 位）数字', en: '8 digits (10 on old permits)' },
  passport: { form: /^[A-Z0-9]{5,15}$/, zh: '应为 5 到 15 位字母或数字', en: '5 to 15 letters or digits' },
}

/** Old permanent residence card: three letters of the country, four of the place, birth date and check, fifteen in all. */
const OLD_CARD = /^[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}$/

function wrong(zh: string, en: string, position?: number) {
  return refuse(
    'person.number',
    { zh: `证件号码有误：${zh}`, en: `The number is wrong: ${en}` },
    { at: '/number', ...(position === undefined ? {} : { params: { position } }) },
  )
}

/** The kind of document a number looks like; `passport` when it could be anything. */
export function kindOfNumber(text: string): IdKind {
  const plain = plainNumber(text)
  if (plain === '') return 'none'
  if (/^\d{15}$|^\d{17}[\dX]$/.test(plain)) {
    const kinds: Record<string, IdKind> = {
      '810000': 'hong-kong-residence',
      '820000': 'macao-residence',
      '830000': 'taiwan-residence',
    }
    return kinds[plain.slice(0, 6)] ?? (plain.length === 18 && plain[0] === '9' ? 'foreigner-residence' : 'citizen-id')
  }
  if (OLD_CARD.test(plain)) return 'foreigner-residence'
  if (PATTERNS['hong-kong-macao-travel']!.form.test(plain)) return 'hong-kong-macao-travel'
  // Wrong length of what is meant as an identity number is told as such, not taken for a passport.
  return /^\d{12,}X?$/.test(plain) ? 'citizen-id' : /^\d{8}(\d{2})?$/.test(plain) ? 'taiwan-travel' : 'passport'
}

const plainNumber = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/**
 * Reads the number of a document: 公民身份号码 and residence permits by GB 11643, travel permits and passports by their form. What is read is
 * never repeated in a refusal.
 *
 * @param kind as chosen; left out, it is told from the number
 * @throws Refusal `citizenid.invalid`, `person.number`, `person.id-kind`
 */
export function readIdentity(text: string | null | undefined, today: IsoDate, kind?: IdKind): Identity {
  const plain = plainNumber(text ?? '')
  const meant = kind ?? kindOfNumber(plain)
  if (plain === '' || meant === 'none') {
    if (plain !== '' || (kind !== undefined && kind !== 'none'))
      throw wrong('证件类型和号码要么都填，要么都不填', 'give both the kind of document and its number, or neither')
    return { kind: 'none', number: null, born: null, sex: null }
  }
  const pattern = PATTERNS[meant]
  if (pattern !== undefined) {
    if (!pattern.form.test(plain)) throw wrong(pattern.zh, pattern.en)
    return { kind: meant, number: plain, born: null, sex: null }
  }
  const old = OLD_CARD.exec(plain)
  if (meant === 'foreigner-residence' && old !== null) {
    const year = Number(old[1]) + (Number(old[1]) > Number(today.slice(2, 4)) ? 1900 : 2000)
    const born = `${year}-${old[2]}-${old[3]}`
    if (!isDate(born)) throw wrong('第 8 位起出生日期不存在', 'from position 8: the birth date does not exist', 8)
    return { kind: meant, number: plain, born, sex: null }
  }
  const read = parseCitizenId(plain, today)
  const holder = HOLDER_KINDS[read.holder]!
  if (holder !== meant) {
    throw refuse(
      'person.id-kind',
      {
        zh: `这个号码是${ID_KIND_NAMES[holder].zh}的号码，不是${ID_KIND_NAMES[meant].zh}的`,
        en: `This is the number of: ${ID_KIND_NAMES[holder].en}; not of: ${ID_KIND_NAMES[meant].en}`,
      },
      { at: '/idKind', params: { kind: holder } },
    )
  }
  return { kind: meant, number: read.id, born: read.birthDate, sex: read.sex }
}

/** A number as a screen shows it to people without need to know. */
export function maskNumber(number: string | null): string | null {
  if (number === null) return null
  if (number.length === 18) return maskCitizenId(number)
  return number.length <= 4
    ? '*'.repeat(number.length)
    : `${number.slice(0, 1)}${'*'.repeat(number.length - 4)}${number.slice(-3)}`
}

/** The oldest age (years) that is believed without somebody confirming it: nobody on record lived longer than 122. */
export const BELIEVED_AGE = 122

/**
 * Checks a birth date.
 *
 * @throws Refusal `person.born` in the future, `person.age` when older than anybody on record and not confirmed
 */
export function checkBirth(born: IsoDate, today: IsoDate, confirmed: boolean): void {
  if (born > today)
    throw refuse('person.born', { zh: '出生日期晚于今天', en: 'The birth date lies in the future' }, { at: '/born' })
  const age = yearsBetween(born, today)
  if (age > BELIEVED_AGE && !confirmed) {
    throw refuse(
      'person.age',
      {
        zh: `按出生日期计算已满 ${age} 周岁，超过有记录的最高寿命`,
        en: `By the birth date the person is ${age} years old, older than anybody on record`,
      },
      {
        at: '/born',
        params: { age },
        next: {
          zh: '请核对证件；确实无误的，勾选“年龄已核实”',
          en: 'Check the document; if it is right, tick “age verified”',
        },
      },
    )
  }
}
