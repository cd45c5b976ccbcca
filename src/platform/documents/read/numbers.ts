import { plainNumber } from '../write/csv.ts'

/** What a number format makes of a number. */
export type NumberLook = 'number' | 'percent' | 'date' | 'month' | 'time' | 'datetime'

const DATES = new Set([14, 15, 16, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47])

/** The look of a cell by its format: `id` is the built-in number, `code` the format string of a custom one. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) {
    if (id === 22) return 'datetime'
    if (id === 17 || id === 27 || id === 36 || id === 50 || id === 52 || id === 57)
      return id === 17 || id === 57 ? 'month' : 'date'
    if (DATES.has(id)) return 'date'
    if (TIMES.has(id)) return 'time'
    return id === 9 || id === 10 ? 'percent' : 'number'
  }
  const first = code.split(';')[0] ?? ''
  const bare = first
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .toLowerCase()
  if (/general|[#0?]/.test(bare)) return bare.includes('%') ? 'percent' : 'number'
  const day = /y|d|e/.test(bare)
  const clock = /[hs]/.test(bare)
  if (day && clock) return 'datetime'
  if (clock) return 'time'
  if (day) return /m/.test(bare) && !/d/.test(bare) ? 'month' : 'date'
  return 'number'
}

/**
 * A stored number as text. For a register: ISO dates, plain decimals, a share as its ratio. For a paper: as people read it,
 * `2026年3月5日`, `2026年12月`, `85%`. Serial days count from 1900 (with the leap day that never was) or from 1904.
 */
export function numberText(value: number, look: NumberLook, from1904: boolean, forPaper: boolean): string {
  if (!Number.isFinite(value)) return ''
  if (look === 'percent' && forPaper) return `${plainNumber(Number((value * 100).toPrecision(12)))}%`
  if (look === 'number' || look === 'percent') return plainNumber(Number(value.toPrecision(15)))
  const days = from1904 ? value + 1462 : value
  if (days < 0 || days > 2_958_466) return plainNumber(value)
  // Before 1 March 1900 the serial numbers are one day off.
  const shifted = days < 60 ? days + 1 : days
  const instant = new Date(Math.round((shifted - 25_569) * 86_400) * 1000)
  const iso = instant.toISOString()
  const clock = iso.slice(11, 19)
  const shortClock = clock.endsWith(':00') ? clock.slice(0, 5) : clock
  if (look === 'time' && value < 1) return shortClock
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-')
  const date = forPaper ? `${Number(year)}年${Number(month)}月${Number(day)}日` : iso.slice(0, 10)
  if (look === 'month') return forPaper ? `${Number(year)}年${Number(month)}月` : iso.slice(0, 10)
  if (look === 'date' || clock === '00:00:00') return date
  return forPaper ? `${date} ${shortClock}` : `${date}T${clock}`
}
