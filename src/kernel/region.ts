import { type Bilingual, refuse } from './refusal.ts'

/** Level in the statistical tree (统计用区划代码): 省级, 地级, 县级, 乡级, 村级. */
export type RegionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

/**
 * What the digits say about the kind of unit. 乡级 (GB/T 10114): 街道 001–099, 镇 100–199, 乡 200–399, 政企合一等类似乡级单位 400–599.
 * 村级: 居委会 001–199, 村委会 200–399, 类似单位 from 400.
 */
export type RegionKind =
  | 'province'
  | 'prefecture'
  | 'county'
  | 'subdistrict'
  | 'town'
  | 'township'
  | 'township-equivalent'
  | 'residents-committee'
  | 'villagers-committee'
  | 'village-equivalent'

/** A twelve-digit statistical region code taken apart. */
export type Region = { code: string; level: RegionLevel; kind: RegionKind }

/** Levels from the largest to the smallest. */
export const REGION_LEVELS: readonly RegionLevel[] = ['province', 'prefecture', 'county', 'township', 'village']

/** Names of the kinds, for screens and messages. */
export const REGION_KIND_NAMES: Record<RegionKind, Bilingual> = {
  province: { zh: '省级', en: 'province' },
  prefecture: { zh: '地级', en: 'prefecture' },
  county: { zh: '县级', en: 'county' },
  subdistrict: { zh: '街道', en: 'subdistrict' },
  town: { zh: '镇', en: 'town' },
  township: { zh: '乡', en: 'township' },
  'township-equivalent': { zh: '类似乡级单位', en: 'township-level unit' },
  'residents-committee': { zh: '居民委员会', en: 'residents’ committee' },
  'villagers-committee': { zh: '村民委员会', en: 'villagers’ committee' },
  'village-equivalent': { zh: '类似村级单位', en: 'village-level unit' },
}

/**
 * Takes a code apart. Six digits (a jurisdiction) are read as twelve with zeros behind. Whether the code is in force is not
 * decided here: codes are dated data.
 * @throws Refusal `region.invalid`, naming the wrong position
 */
export function parseRegion(text: string): Region {
  const plain = text.normalize('NFKC').trim()
  const odd = /[^0-9]/.exec(plain)
  if (odd) throw invalid(text, odd.index + 1, { zh: '应为数字', en: 'must be a digit' })
  if (plain.length !== 6 && plain.length !== 12) {
    throw invalid(text, null, {
      zh: `应为 6 位或 12 位，实为 ${plain.length} 位`,
      en: `has ${plain.length} digits, not 6 or 12`,
    })
  }
  const code = plain.padEnd(12, '0')
  const [province, prefecture, county, township, village] = segments(code)
  if (province[0] === '0') throw invalid(text, 1, { zh: '省级代码不以 0 开头', en: 'a province does not begin with 0' })
  const townshipUnset = township === '000'
  if (village !== '000') {
    if (townshipUnset) throw invalid(text, 7, { zh: '有村级代码而无乡级代码', en: 'a village needs a township' })
    return { code, level: 'village', kind: villageKind(village) }
  }
  if (!townshipUnset) {
    if (prefecture === '00')
      throw invalid(text, 3, { zh: '有乡级代码而无地级代码', en: 'a township needs a prefecture' })
    return { code, level: 'township', kind: townshipKind(township, text) }
  }
  if (county !== '00') {
    if (prefecture === '00') throw invalid(text, 3, { zh: '有县级代码而无地级代码', en: 'a county needs a prefecture' })
    return { code, level: 'county', kind: 'county' }
  }
  const level = prefecture === '00' ? 'province' : 'prefecture'
  return { code, level, kind: level }
}

/** True when `parseRegion` would accept the text. */
export function isRegion(text: string): boolean {
  try {
    parseRegion(text)
    return true
  } catch {
    return false
  }
}

/** Whether a community is one of a town (居委会) or of the country (村委会和类似单位), by its code. */
export function settlementOf(village: string): 'urban' | 'rural' {
  return parseRegion(village).kind === 'residents-committee' ? 'urban' : 'rural'
}

/** Level of a code of six or twelve digits. */
export function levelOf(code: string): RegionLevel {
  return parseRegion(code).level
}

/**
 * Code of the unit above, twelve digits; null for a province. A township of a prefecture without counties (东莞 441900003000)
 * belongs to the prefecture.
 */
export function parentOf(code: string): string | null {
  const region = parseRegion(code)
  switch (region.level) {
    case 'province':
      return null
    case 'prefecture':
      return region.code.slice(0, 2).padEnd(12, '0')
    case 'county':
      return region.code.slice(0, 4).padEnd(12, '0')
    case 'township':
      return region.code.slice(0, 6).padEnd(12, '0')
    case 'village':
      return region.code.slice(0, 9).padEnd(12, '0')
  }
}

/** All units above, nearest first. */
export function ancestorsOf(code: string): string[] {
  const list: string[] = []
  for (let above = parentOf(code); above !== null; above = parentOf(above)) list.push(above)
  return list
}

/** Six-digit code of the county (or city, or province) government to which a region belongs. */
export function jurisdictionOf(code: string): string {
  return parseRegion(code).code.slice(0, 6)
}

/**
 * The shortest text with which every code inside the region begins: `530000` → `53`, `532600` → `5326`, `532622` → `532622`;
 * twelve-digit codes likewise (`532622100000` → `532622100`).
 */
export function prefixOf(code: string): string {
  const region = parseRegion(code)
  const length = { province: 2, prefecture: 4, county: 6, township: 9, village: 12 }[region.level]
  return region.code.slice(0, length)
}

/** True when the region lies inside (or is) the one with this prefix. The empty prefix covers the nation. */
export function covers(prefix: string, code: string): boolean {
  return code.startsWith(prefix)
}

function segments(code: string): [string, string, string, string, string] {
  return [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6), code.slice(6, 9), code.slice(9, 12)]
}

function townshipKind(digits: string, text: string): RegionKind {
  const number = Number(digits)
  if (number < 100) return 'subdistrict'
  if (number < 200) return 'town'
  if (number < 400) return 'township'
  if (number < 600) return 'township-equivalent'
  throw invalid(text, 7, { zh: '乡级代码应在 001–599', en: 'a township is numbered 001–599' })
}

function villageKind(digits: string): RegionKind {
  const number = Number(digits)
  if (number < 200) return 'residents-committee'
  return number < 400 ? 'villagers-committee' : 'village-equivalent'
}

function invalid(code: string, position: number | null, why: Bilingual) {
  const zh = position === null ? why.zh : `第 ${position} 位：${why.zh}`
  const en = position === null ? why.en : `position ${position}: ${why.en}`
  return refuse(
    'region.invalid',
    { zh: `区划代码“${code}”有误，${zh}`, en: `Region code “${code}” is wrong, ${en}` },
    { params: { code, position }, ...(position === null ? {} : { at: String(position) }) },
  )
}
