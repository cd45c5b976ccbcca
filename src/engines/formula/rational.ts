/** An exact fraction; `d` is positive and the two share no factor. */
export type Rational = { n: bigint; d: bigint }

export const ZERO: Rational = { n: 0n, d: 1n }
export const ONE: Rational = { n: 1n, d: 1n }

function make(n: bigint, d: bigint): Rational {
  const sign = d < 0n ? -1n : 1n
  let [a, b] = [n < 0n ? -n : n, d * sign]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? ZERO : { n: (n * sign) / a, d: (d * sign) / a }
}

/** The decimal number a text shows: `12`, `-0.05`, `1.5e-7`. */
export function fromDecimal(text: string): Rational {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? []
  if (whole === undefined) throw new RangeError(`“${text}” is not a decimal number`)
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const scale = Number(exponent) - fraction.length
  return scale >= 0 ? make(digits * 10n ** BigInt(scale), 1n) : make(digits, 10n ** BigInt(-scale))
}

/** The decimal a number prints as: 0.1 is one tenth, not the nearest binary fraction. */
export function fromNumber(value: number): Rational {
  if (Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n }
  return fromDecimal(String(value))
}

export function add(a: Rational, b: Rational): Rational {
  return make(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtract(a: Rational, b: Rational): Rational {
  return make(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function multiply(a: Rational, b: Rational): Rational {
  return make(a.n * b.n, a.d * b.d)
}

/** Throws when `b` is zero. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.n === 0n) throw new RangeError('division by zero')
  return make(a.n * b.d, a.d * b.n)
}

/** Negative, zero or positive, like a comparator. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** The nearest double. */
export function toNumber({ n, d }: Rational): number {
  // Both are doubles as they are, and the processor divides two doubles to the nearest one.
  if (n <= SAFE && n >= -SAFE && d <= SAFE) return Number(n) / Number(d)
  const size = String(n < 0n ? -n : n).length - String(d).length
  const scale = BigInt(Math.max(0, 25 - size))
  return Number(`${(n * 10n ** scale) / d}e-${scale}`)
}

/**
 * Rounds to `digits` decimals, halves away from zero (四舍五入), and drops trailing zeros. `exact` tells whether anything was
 * lost.
 */
export function toDecimal({ n, d }: Rational, digits: number): { text: string; exact: boolean } {
  if (d === 1n) return { text: String(n), exact: true }
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(digits)
  const rounded = (2n * scaled + d) / (2n * d)
  const text = String(rounded).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = text.slice(text.length - digits).replace(/0+$/, '')
  const sign = n < 0n && rounded !== 0n ? '-' : ''
  return { text: sign + whole + (fraction === '' ? '' : `.${fraction}`), exact: rounded * d === scaled }
}
