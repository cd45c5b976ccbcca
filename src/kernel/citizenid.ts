import { type IsoDate, isDate } from './dates.ts'
import { type Refusal, refuse } from './refusal.ts'

/** Whose number it is: a citizen, a resident of Hong Kong, Macao or Taiwan, or a foreigner with permanent residence. */
export type CitizenIdHolder = 'citizen' | 'hong-kong' | 'macao' | 'taiwan' | 'foreigner'

/** A 公民身份号码 taken apart. `regionCode` is the place of first registration and may be long abolished. */
export type CitizenId = {
  id: string
  regionCode: string
  birthDate: IsoDate
  sex: 'male' | 'female'
  holder: CitizenIdHolder
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
const HOLDERS: Record<string, CitizenIdHolder> = { '810000': 'hong-kong', '820000': 'macao', '830000': 'taiwan' }

/**
 * Reads a citizen identity number (GB 11643-1999); old numbers of 15 digits become 18. An unknown region prefix is accepted.
 * The refusal names the position and never repeats the number, which is personal data.
 * @param today the newest possible birth date
 * @throws Refusal `citizenid.invalid`
 */
export function parseCitizenId(text: string, today: IsoDate): CitizenId {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const odd = plain.length === 18 ? /[^0-9](?!$)|[^0-9X]$/.exec(plain) : /[^0-9]/.exec(plain)
  if (odd) throw invalid(odd.index + 1, '应为数字', 'must be a digit')
  if (plain.length !== 15 && plain.length !== 18) {
    throw invalid(null, `应为 18 位，实为 ${plain.length} 位`, `has ${plain.length} characters, not 18`)
  }
  const seventeen = plain.length === 15 ? `${plain.slice(0, 6)}19${plain.slice(6)}` : plain.slice(0, 17)
  const id = seventeen + checkOf(seventeen)
  const birthDate = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  if (!isDate(birthDate)) throw invalid(7, '出生日期不存在', 'the birth date does not exist')
  if (birthDate > today) throw invalid(7, '出生日期晚于今天', 'the birth date lies in the future')
  if (plain.length === 18 && plain !== id) {
    throw invalid(18, '校验码不符，请核对全部数字', 'the check character does not match; compare every digit')
  }
  const regionCode = id.slice(0, 6)
  const holder = HOLDERS[regionCode] ?? (id[0] === '9' ? 'foreigner' : 'citizen')
  return { id, regionCode, birthDate, sex: Number(id[16]) % 2 === 1 ? 'male' : 'female', holder }
}

/** `530***********1234`: what a screen shows to people without need to know. */
export function maskCitizenId(id: string): string {
  return id.length < 8 ? '*'.repeat(id.length) : id.slice(0, 3) + '*'.repeat(id.length - 7) + id.slice(-4)
}

function checkOf(seventeen: string): string {
  return CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11]!
}

function invalid(position: number | null, zh: string, en: string): Refusal {
  const where =
    position === null ? { zh: '', en: '' } : { zh: `第 ${position} 位起：`, en: `from position ${position}: ` }
  return refuse(
    'citizenid.invalid',
    { zh: `身份证号码有误，${where.zh}${zh}`, en: `The identity number is wrong, ${where.en}${en}` },
    { params: { position }, ...(position === null ? {} : { at: String(position) }) },
  )
}
