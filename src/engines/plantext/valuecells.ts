import { printedNumber } from './numerals.ts'
import type { Comparator } from './types.ts'

type Cell = {
  comparator: Comparator
  value: number | null
  low: number | null
  high: number | null
  unit: string
  approx: boolean
  cumulative: boolean
  qualifier: string | null
}

const VALUE =
  /^[〔［（(]?(≥|≤|>|<|=|不低于|不少于|不超过|不高于|大于|小于|超过|达到?|约|力争|逐步|至少|控制在|稳定在|保持在?|维持在|提高[到至]|增加到|新增)?([0-9][0-9,]*(?:\.\d+)?)([%‰]?)(?:(?:-|~|—|至)([0-9][0-9,]*(?:\.\d+)?)([%‰]?))?([\u4e00-\u9fa5㎡/]{0,10}?)(以上|左右|以内|以下)?[〕］）)]?(?:左右|以上)?$/

/** Reads a value cell: ≥55, 55以上, [100], 2-3, 4.5个; `null` where it holds no number. */
export function valueCell(text: string): Cell | null {
  const bare = text.replace(/[\s*]/g, '')
  const plain = bare.replace(/（(?:累计|五年累计|年均|预计|含)）$/, '')
  const cumulative = /^[〔［[]/.test(bare) || /累计）$/.test(bare)
  if (/^(?:实现)?全覆盖$|^应(?:建|配|保|纳)尽/.test(plain)) {
    return {
      comparator: 'coverage',
      value: 100,
      low: null,
      high: null,
      unit: '%',
      approx: false,
      cumulative: false,
      qualifier: null,
    }
  }
  const m = VALUE.exec(plain)
  if (m === null) return null
  const [, word = '', first = '', sign1 = '', second, sign2 = '', unit = '', after = ''] = m
  if (/^(?:19|20)\d\d$/.test(first) && /^年/.test(unit)) return null
  const map: Record<string, Comparator> = {
    '≥': '>=',
    '≤': '<=',
    '>': '>',
    '<': '<',
    不低于: '>=',
    不少于: '>=',
    至少: '>=',
    不超过: '<=',
    不高于: '<=',
    控制在: '<=',
    大于: '>',
    超过: '>',
    小于: '<',
    新增: '+',
  }
  let comparator: Comparator = map[word] ?? '='
  if (after === '以上') comparator = '>='
  if (after === '以内' || after === '以下') comparator = '<='
  if (second !== undefined) comparator = 'range'
  return {
    comparator,
    value: second === undefined ? printedNumber(first).value : null,
    low: second === undefined ? null : printedNumber(first).value,
    high: second === undefined ? null : printedNumber(second).value,
    unit: sign1 || sign2 || unit,
    approx: after === '左右' || word === '约',
    cumulative,
    qualifier: after || null,
  }
}
