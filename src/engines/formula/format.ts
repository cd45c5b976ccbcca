import { fromNumber, toDecimal } from './rational.ts'

/** Rounds to `digits` decimals, halves away from zero (四舍五入), in decimal: 1.005 to two digits is 1.01. */
export function round(value: number, digits: number): number {
  return Number(toDecimal(fromNumber(value), digits).text)
}

/**
 * A number for people, rounded as `round` does. `fixed` keeps trailing zeros (`80.0`); unknown is written `—`.
 */
export function formatNumber(value: number | null, digits = 2, fixed = false): string {
  if (value === null) return '—'
  const { text } = toDecimal(fromNumber(value), digits)
  if (!fixed || digits === 0) return text
  const [whole, fraction = ''] = text.split('.')
  return `${whole}.${fraction.padEnd(digits, '0')}`
}
