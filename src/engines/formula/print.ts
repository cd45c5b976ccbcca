import { type Expression, type Formula, isYesNo } from './ast.ts'

/** Language of connecting words; numbers and signs are the same in both. */
export type Language = 'zh' | 'en'

const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '-': '−', '>=': '≥', '<=': '≤' }
const ATOM = 5
const PRODUCT = 3
const SUM = 2
const COMPARISON = 1
const JOINED = 0

/**
 * The formula as people write it, with names for its inputs: `100 × 普惠幼儿数 ÷ 在园幼儿数`. An input without a name keeps its
 * identifier.
 */
export function render(
  formula: Formula,
  names: Readonly<Record<string, string>> = {},
  language: Language = 'zh',
): string {
  return print(formula.root, (name) => names[name] ?? name, language)
}

/** Prints an expression with `leaf` standing in for each input; `share` and `per` are written out. */
export function print(expression: Expression, leaf: (name: string) => string, language: Language): string {
  return write(expression, leaf, language).text
}

type Piece = { text: string; binds: number }

function write(expression: Expression, leaf: (name: string) => string, language: Language): Piece {
  const piece = (part: Expression): Piece => write(part, leaf, language)
  const join = (parts: Piece[], sign: string, binds: number): Piece => ({
    text: parts.map((part, i) => wrap(part, i === 0 ? binds : binds + 1)).join(` ${sign} `),
    binds,
  })
  switch (expression.kind) {
    case 'number':
      return { text: expression.text, binds: ATOM }
    case 'input': {
      const text = leaf(expression.name)
      return { text, binds: text.startsWith('-') ? SUM : ATOM }
    }
    case 'negate':
      return { text: `−${wrap(piece(expression.of), ATOM)}`, binds: SUM }
    case 'binary': {
      const { op } = expression
      const binds = isYesNo(expression) ? COMPARISON : op === '*' || op === '/' ? PRODUCT : SUM
      const parts = [piece(expression.left), piece(expression.right)]
      if (binds === COMPARISON) return { text: parts.map((p) => wrap(p, SUM)).join(` ${SIGNS[op] ?? op} `), binds }
      return join(parts, SIGNS[op] ?? op, binds)
    }
    case 'call': {
      const args = expression.args.map(piece)
      switch (expression.name) {
        case 'share': {
          const top = join([{ text: '100', binds: ATOM }, args[0]!], '×', PRODUCT)
          return join([top, args[1]!], '÷', PRODUCT)
        }
        case 'per':
          return join([join([args[0]!, args[1]!], '÷', PRODUCT), args[2]!], '×', PRODUCT)
        case 'sum':
          return args.length === 1 ? args[0]! : join(args, '+', SUM)
        case 'any':
        case 'all': {
          const word = expression.name === 'any' ? { zh: '或', en: 'or' } : { zh: '且', en: 'and' }
          return { text: args.map((arg) => wrap(arg, COMPARISON)).join(` ${word[language]} `), binds: JOINED }
        }
        default:
          return { text: `${expression.name}(${args.map((arg) => arg.text).join(', ')})`, binds: ATOM }
      }
    }
  }
}

function wrap(piece: Piece, atLeast: number): string {
  return piece.binds < atLeast ? `(${piece.text})` : piece.text
}
