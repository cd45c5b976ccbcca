import { refuse } from '../../kernel/refusal.ts'
import { type Expression, type Formula, isYesNo, type Operator } from './ast.ts'
import * as interval from './interval.ts'
import { type Language, print } from './print.ts'
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
  toDecimal,
  toNumber,
  ZERO,
} from './rational.ts'

/**
 * A measured input. `value` null is unknown. `unknown` counts records that could not be read; `most` is the greatest amount one
 * of them may add: 1 for a count (the default), null when there is no limit (areas, money). `records` is how many there are.
 */
export type Quantity = { value: number | null; unknown?: number; most?: number | null; records?: number }

/** Why there is no value: an input is unknown, or a division has nothing to divide by. */
export type NoValue = 'unknown-input' | 'no-denominator'

/** One step of the computation, with the steps below it. */
export type Step = {
  /** The piece of formula, with input names. */
  text: string
  /** The same with numbers filled in and the result, `100 × 12 ÷ 15 = 80`. */
  filled: string
  value: number | null
  reason?: NoValue
  /** For an input: what was known about it. */
  quantity?: Quantity
  steps: Step[]
}

/** What a formula gives. Yes/no formulas give 1 or 0. */
export type Evaluation = {
  value: number | null
  reason?: NoValue
  /** Inputs that were unknown. */
  missing: string[]
  /**
   * Bounds when some records were unknown: as if none, or all, of them counted. A side is null when it has no limit. Null when
   * nothing was unknown. The bounds always hold; they are the tightest when no input occurs twice.
   */
  interval: { low: number | null; high: number | null } | null
  trace: Step
  /** The trace's top line. */
  filled: string
}

export type EvaluateOptions = {
  /** Decimals shown in `filled`; values themselves are not rounded. Default 2. */
  digits?: number
  /** Language of 或/or. Default `zh`. */
  language?: Language
}

type Result = { value: Rational | null; reason?: NoValue; bounds: interval.Interval; step: Step }

/**
 * Computes a formula exactly (in fractions) and explains it. Unknown stays unknown; a division by zero has no value.
 * @throws Refusal `formula.input.missing` when an input is not given at all, `formula.input.invalid` when it is not a quantity
 */
export function evaluate(
  formula: Formula,
  inputs: Readonly<Record<string, Quantity>>,
  options: EvaluateOptions = {},
): Evaluation {
  const { digits = 2, language = 'zh' } = options
  for (const name of formula.inputs) check(name, Object.hasOwn(inputs, name) ? inputs[name] : undefined)
  const filledIn = (name: string): string => {
    const { value } = inputs[name]!
    return value === null ? '?' : toDecimal(fromNumber(value), 20).text
  }

  function run(expression: Expression): Result {
    const below = partsOf(expression).map(run)
    const bounds = boundsOf(expression, below, inputs)
    const { value, reason } = valueOf(expression, below, inputs)
    const shown = value === null ? null : toDecimal(value, digits)
    const filled = print(expression, filledIn, language)
    let end = shown === null ? ' = ?' : `${shown.exact ? ' = ' : ' ≈ '}${shown.text}`
    if (isYesNo(expression)) end = value === null ? ' ?' : value.n === 0n ? ' ✗' : ' ✓'
    const leaf = expression.kind === 'input' || expression.kind === 'number'
    const step: Step = {
      text: print(expression, (name) => name, language),
      filled: leaf ? filled : filled + end,
      value: value === null ? null : toNumber(value),
      ...(reason ? { reason } : {}),
      ...(expression.kind === 'input' ? { quantity: inputs[expression.name]! } : {}),
      steps: below.map((part) => part.step),
    }
    return { value, ...(reason ? { reason } : {}), bounds, step }
  }

  const { bounds, step } = run(formula.root)
  const doubtful = formula.inputs.some((name) => inputs[name]!.value === null || (inputs[name]!.unknown ?? 0) > 0)
  return {
    value: step.value,
    ...(step.reason ? { reason: step.reason } : {}),
    missing: formula.inputs.filter((name) => inputs[name]!.value === null),
    interval: doubtful ? { low: boundNumber(bounds.low), high: boundNumber(bounds.high) } : null,
    trace: step,
    filled: step.filled,
  }
}

function check(name: string, quantity: Quantity | undefined): void {
  if (quantity === undefined) {
    throw refuse(
      'formula.input.missing',
      { zh: `缺少输入 ${name}`, en: `Input ${name} is missing` },
      { params: { name } },
    )
  }
  const { value, unknown = 0, most = 1, records = 0 } = quantity
  const counts = [unknown, records].every((n) => Number.isInteger(n) && n >= 0)
  if (
    !counts ||
    (value !== null && !Number.isFinite(value)) ||
    (most !== null && !(most >= 0 && Number.isFinite(most)))
  ) {
    throw refuse(
      'formula.input.invalid',
      { zh: `输入 ${name} 不是数量`, en: `Input ${name} is not a quantity` },
      { params: { name } },
    )
  }
}

function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'negate':
      return [expression.of]
    case 'binary':
      return [expression.left, expression.right]
    case 'call':
      return expression.args
    default:
      return []
  }
}

type Value = { value: Rational | null; reason?: NoValue }

function valueOf(expression: Expression, below: Result[], inputs: Readonly<Record<string, Quantity>>): Value {
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
function joined(parts: Result[], any: boolean): Value {
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

function boundsOf(
  expression: Expression,
  below: Result[],
  inputs: Readonly<Record<string, Quantity>>,
): interval.Interval {
  const parts = below.map((part) => part.bounds)
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

function boundNumber(bound: interval.Bound): number | null {
  return typeof bound === 'string' ? null : toNumber(bound)
}
