import { add, compare, divide, multiply, ONE, type Rational, ZERO } from './rational.ts'

/** A bound: a number, or beyond every number. */
export type Bound = Rational | 'lowest' | 'highest'

/** Everything a quantity may be, both ends included. */
export type Interval = { low: Bound; high: Bound }

export const ANYTHING: Interval = { low: 'lowest', high: 'highest' }

/** The interval holding one number only. */
export function exactly(value: Rational): Interval {
  return { low: value, high: value }
}

export function compareBounds(a: Bound, b: Bound): number {
  if (a === b) return 0
  if (a === 'lowest' || b === 'highest') return -1
  if (a === 'highest' || b === 'lowest') return 1
  return compare(a, b)
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return { low: addBounds(a.low, b.low, 'lowest'), high: addBounds(a.high, b.high, 'highest') }
}

export function negateInterval(a: Interval): Interval {
  return { low: negateBound(a.high), high: negateBound(a.low) }
}

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  return hull([
    multiplyBounds(a.low, b.low),
    multiplyBounds(a.low, b.high),
    multiplyBounds(a.high, b.low),
    multiplyBounds(a.high, b.high),
  ])
}

/** Quotients for every denominator except zero itself. */
export function divideIntervals(a: Interval, b: Interval): Interval {
  const below = compareBounds(b.low, ZERO)
  const above = compareBounds(b.high, ZERO)
  if ((below < 0 && above > 0) || (below === 0 && above === 0)) return ANYTHING
  const inverse: Interval = {
    low: above === 0 ? 'lowest' : invertBound(b.high),
    high: below === 0 ? 'highest' : invertBound(b.low),
  }
  return multiplyIntervals(a, inverse)
}

/** The smaller (larger) of two quantities. */
export function minIntervals(a: Interval, b: Interval): Interval {
  return { low: lesser(a.low, b.low), high: lesser(a.high, b.high) }
}

export function maxIntervals(a: Interval, b: Interval): Interval {
  return negateInterval(minIntervals(negateInterval(a), negateInterval(b)))
}

/** Yes (1), no (0), or either. */
export function yesNo(always: boolean, never: boolean): Interval {
  return { low: always ? ONE : ZERO, high: never ? ZERO : ONE }
}

function lesser(a: Bound, b: Bound): Bound {
  return compareBounds(a, b) <= 0 ? a : b
}

function hull(bounds: Bound[]): Interval {
  const sorted = [...bounds].sort(compareBounds)
  return { low: sorted[0]!, high: sorted[sorted.length - 1]! }
}

function addBounds(a: Bound, b: Bound, beyond: 'lowest' | 'highest'): Bound {
  return typeof a === 'string' || typeof b === 'string' ? beyond : add(a, b)
}

function negateBound(a: Bound): Bound {
  if (typeof a === 'string') return a === 'lowest' ? 'highest' : 'lowest'
  return { n: -a.n, d: a.d }
}

function invertBound(a: Bound): Bound {
  return typeof a === 'string' ? ZERO : divide(ONE, a)
}

/** Zero times anything is zero: the unbounded side is never reached. */
function multiplyBounds(a: Bound, b: Bound): Bound {
  if (typeof a !== 'string' && typeof b !== 'string') return multiply(a, b)
  const sign = compareBounds(a, ZERO) * compareBounds(b, ZERO)
  return sign === 0 ? ZERO : sign < 0 ? 'lowest' : 'highest'
}
