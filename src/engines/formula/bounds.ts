import type { Expression, Operator } from './ast.ts'
import * as interval from './interval.ts'
import type { Quantity } from './quantity.ts'
import { add, fromDecimal, fromNumber, multiply, ZERO } from './rational.ts'

/** Bounds of an expression from the bounds of its parts. */
export function boundsOf(
  expression: Expression,
  parts: readonly interval.Interval[],
  inputs: Readonly<Record<string, Quantity>>,
): interval.Interval {
  const [a, b, c] = parts as [interval.Interval, interval.Interval, interval.Interval]
  switch (expression.kind) {
    case 'number':
      return interval.exactly(fromDecimal(expression.text))
    case 'input':
      return boundsOfInput(inputs[expression.name]!)
    case 'negate':
      return interval.negateInterval(a)
    case 'binary':
      return boundsOfBinary(expression.op, a, b)
    case 'call':
      switch (expression.name) {
        case 'share':
          return interval.divideIntervals(interval.multiplyIntervals(interval.exactly(fromNumber(100)), a), b)
        case 'per':
          return interval.multiplyIntervals(interval.divideIntervals(a, b), c)
        case 'sum':
          return parts.reduce(interval.addIntervals)
        case 'min':
          return parts.reduce(interval.minIntervals)
        case 'max':
          return parts.reduce(interval.maxIntervals)
        case 'any':
          return interval.yesNo(parts.some(surelyYes), parts.every(surelyNo))
        case 'all':
          return interval.yesNo(parts.every(surelyYes), parts.some(surelyNo))
      }
  }
}

function surelyYes({ low, high }: interval.Interval): boolean {
  return interval.compareBounds(low, ZERO) > 0 || interval.compareBounds(high, ZERO) < 0
}

function surelyNo({ low, high }: interval.Interval): boolean {
  return interval.compareBounds(low, ZERO) === 0 && interval.compareBounds(high, ZERO) === 0
}

function boundsOfInput({ value, unknown, most = 1 }: Quantity): interval.Interval {
  if (value === null && unknown === undefined) return interval.ANYTHING
  const low = value === null ? ZERO : fromNumber(value)
  if (!unknown) return value === null ? interval.ANYTHING : interval.exactly(low)
  return { low, high: most === null ? 'highest' : add(low, multiply(fromNumber(unknown), fromNumber(most))) }
}

function boundsOfBinary(op: Operator, a: interval.Interval, b: interval.Interval): interval.Interval {
  switch (op) {
    case '+':
      return interval.addIntervals(a, b)
    case '-':
      return interval.addIntervals(a, interval.negateInterval(b))
    case '*':
      return interval.multiplyIntervals(a, b)
    case '/':
      return interval.divideIntervals(a, b)
    case '>=':
      return interval.yesNo(interval.compareBounds(a.low, b.high) >= 0, interval.compareBounds(a.high, b.low) < 0)
    case '>':
      return interval.yesNo(interval.compareBounds(a.low, b.high) > 0, interval.compareBounds(a.high, b.low) <= 0)
    case '<=':
    case '<':
      return boundsOfBinary(op === '<=' ? '>=' : '>', b, a)
    case '=': {
      const apart = interval.compareBounds(a.high, b.low) < 0 || interval.compareBounds(b.high, a.low) < 0
      const same = interval.compareBounds(a.low, b.high) === 0 && interval.compareBounds(a.high, b.low) === 0
      return interval.yesNo(same, apart)
    }
  }
}
