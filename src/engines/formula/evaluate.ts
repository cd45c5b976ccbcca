import { refuse } from '../../kernel/refusal.ts'
import { type Expression, type Formula, isYesNo } from './ast.ts'
import { boundsOf } from './bounds.ts'
import type { Bound, Interval } from './interval.ts'
import { type Language, print } from './print.ts'
import type { NoValue, Quantity } from './quantity.ts'
import { fromNumber, toDecimal, toNumber } from './rational.ts'
import { exactValue, type Value } from './values.ts'

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

const printed: Record<Language, WeakMap<Expression, string>> = { zh: new WeakMap(), en: new WeakMap() }

/** The expression with the identifiers of its inputs: the same for every region and date it is computed for. */
function named(expression: Expression, language: Language): string {
  const known = printed[language].get(expression)
  if (known !== undefined) return known
  const text = print(expression, (name) => name, language)
  printed[language].set(expression, text)
  return text
}

type Result = Value & { bounds: Interval; step: Step }

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
    const bounds = boundsOf(
      expression,
      below.map((part) => part.bounds),
      inputs,
    )
    const { value, reason } = exactValue(expression, below, inputs)
    const shown = value === null ? null : toDecimal(value, digits)
    const filled = print(expression, filledIn, language)
    let end = shown === null ? ' = ?' : `${shown.exact ? ' = ' : ' ≈ '}${shown.text}`
    if (isYesNo(expression)) end = value === null ? ' ?' : value.n === 0n ? ' ✗' : ' ✓'
    const leaf = expression.kind === 'input' || expression.kind === 'number'
    const step: Step = {
      text: named(expression, language),
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

function boundNumber(bound: Bound): number | null {
  return typeof bound === 'string' ? null : toNumber(bound)
}
