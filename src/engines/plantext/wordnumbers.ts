import { chineseNumber } from './numerals.ts'
import type { Quantity } from './quantities.ts'

/** What a plain number has none of. */
export const blank = { symbol: '', approx: false, repaired: false, chinese: false, low: null, high: null }

/** Numbers said in words: 百分之三十, 三分之二, 翻一番. */
export function hundredths(m: RegExpExecArray, add: (q: Quantity) => void): void {
  const value = m[1] === '百' ? 100 : chineseNumber(m[1] as string)
  if (value === null) return
  add({
    ...blank,
    start: m.index,
    end: m.index + m[0].length,
    value,
    unit: '%',
    base: '%',
    after: m[2] ?? '',
    approx: /左右/.test(m[2] ?? ''),
    chinese: true,
  })
}

export function fraction(m: RegExpExecArray, add: (q: Quantity) => void): void {
  const below = m[1] ? (chineseNumber(m[1]) ?? 0) : Number(m[5])
  const above = m[2] ? (chineseNumber(m[2]) ?? 0) : Number(m[4])
  if (below <= above || below === 0) return
  const after = m[3] ?? m[6] ?? ''
  add({
    ...blank,
    start: m.index,
    end: m.index + m[0].length,
    value: Number(((above / below) * 100).toFixed(2)),
    unit: '%',
    base: '%',
    after,
    approx: /左右/.test(after),
    chinese: true,
  })
}

export function doubling(m: RegExpExecArray, add: (q: Quantity) => void): void {
  const times = m[1] ? 2 ** (({ 一: 1, '1': 1, 两: 2, 二: 2, '2': 2, 三: 3 } as Record<string, number>)[m[1]] ?? 1) : 1
  add({
    ...blank,
    start: m.index,
    end: m.index + m[0].length,
    value: times,
    unit: '倍',
    base: '倍',
    after: '',
    symbol: m[1] ? '' : '+',
    chinese: true,
  })
}
