import type { Expression, Operator } from './ast.ts'
import type { NoValue, Quantity } from './quantity.ts'
import {
  add,
  compare,
  divide,
  fromDecimal,
  fromNumber,
  multiply,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts'

/** An exact value, or the reason why there is none. */
export type Value = { value: Rational | null; reason?: NoValue }

/** Value of an expression from the values of its parts. */
export function exactValue(
  expression: Expression,
  below: readonly Value[],
  inputs: Readonly<Record<string, Quantity>>,
): Value {
  if (expression.kind === 'number') return { value: fromDecimal(expression.text) }
  if (expression.kind === 'input') {
    const { value } = inputs[expression.name]!
    return value === null ? { value: null, reason: 'unknown-input' } : { value: fromNumber(value) }
  }
  if (expression.kind === 'call' && (expression.name === 'any' || expression.name === 'all')) {
    return joined(below, expression.name === 'any')
  }
  const lacking = below.find((part) => part.value === null)
  if (lacking) return { value: null, reason: lacking.reason ?? 'unknown-input' }
  const [a, b, c] = below.map((part) => part.value!) as [Rational, Rational, Rational]
  if (expression.kind === 'negate') return { value: subtract(ZERO, a) }
  if (expression.kind === 'binary') return binary(expression.op, a, b)
  switch (expression.name) {
    case 'share':
      return quotient(multiply(fromNumber(100), a), b)
    case 'per': {
      const { value, reason } = quotient(a, b)
      return value === null ? { value, reason: reason! } : { value: multiply(value, c) }
    }
    case 'sum':
      return { value: below.reduce((total, part) => add(total, part.value!), ZERO) }
    default: {
      const sign = expression.name === 'min' ? 1 : -1
      const sorted = below.map((part) => part.value!).sort((x, y) => sign * compare(x, y))
      return { value: sorted[0]! }
    }
  }
}

/** One known yes settles `any`, one known no settles `all`; otherwise an unknown part leaves the whole unknown. */
function joined(parts: readonly Value[], any: boolean): Value {
  const settles = parts.some((part) => part.value !== null && (part.value.n !== 0n) === any)
  if (settles) return { value: any ? ONE : ZERO }
  const lacking = parts.find((part) => part.value === null)
  if (lacking) return { value: null, reason: lacking.reason ?? 'unknown-input' }
  return { value: any ? ZERO : ONE }
}

function quotient(a: Rational, b: Rational): Value {
  return b.n === 0n ? { value: null, reason: 'no-denominator' } : { value: divide(a, b) }
}

function binary(op: Operator, a: Rational, b: Rational): Value {
  switch (op) {
    case '+':
      return { value: add(a, b) }
    case '-':
      return { value: subtract(a, b) }
    case '*':
      return { value: multiply(a, b) }
    case '/':
      return quotient(a, b)
    default: {
      const order = compare(a, b)
      const yes = order === 0 ? op.includes('=') : order > 0 ? op.startsWith('>') : op.startsWith('<')
      return { value: yes ? ONE : ZERO }
    }
  }
}
