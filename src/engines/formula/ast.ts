/** Arithmetic and comparison signs of the grammar. */
export type Operator = '+' | '-' | '*' | '/' | '>=' | '>' | '<=' | '<' | '='

/** Functions of the grammar. `any` and `all` take yes/no values (1 and 0). */
export type FunctionName = 'min' | 'max' | 'sum' | 'any' | 'all' | 'share' | 'per'

/** A piece of a formula; `at` is its position in the text, counted from 1. Plain JSON. */
export type Expression =
  | { kind: 'number'; text: string; at: number }
  | { kind: 'input'; name: string; at: number }
  | { kind: 'negate'; of: Expression; at: number }
  | { kind: 'binary'; op: Operator; left: Expression; right: Expression; at: number }
  | { kind: 'call'; name: FunctionName; args: Expression[]; at: number }

/** A formula that parsed: its text, its tree, and the names of the inputs it needs, in order of appearance. */
export type Formula = { text: string; root: Expression; inputs: string[] }

/** Least and most arguments of each function. */
export const ARITY: Record<FunctionName, [least: number, most: number]> = {
  min: [2, 50],
  max: [2, 50],
  sum: [1, 50],
  any: [2, 50],
  all: [2, 50],
  share: [2, 2],
  per: [3, 3],
}

/** True when the expression answers yes or no rather than a quantity. */
export function isYesNo(expression: Expression): boolean {
  if (expression.kind === 'binary') return ['>=', '>', '<=', '<', '='].includes(expression.op)
  return expression.kind === 'call' && (expression.name === 'any' || expression.name === 'all')
}
