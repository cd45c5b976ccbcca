import { type Bilingual, type Refusal, refuse } from '../../kernel/refusal.ts'
import { ARITY, type Expression, type Formula, type FunctionName, type Operator } from './ast.ts'

type Token = { kind: 'number' | 'name' | 'sign' | 'end'; text: string; at: number }

const LONGEST = 2000
const DEEPEST = 60
const SAME_SIGN: Record<string, string> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '＋': '+',
  '－': '-',
  '≥': '>=',
  '≤': '<=',
  '＝': '=',
  '（': '(',
  '）': ')',
  '，': ',',
}

/**
 * Reads a formula: `share(affiliated, enrolled)`, `per(places, population, 1000)`, `any(indoor >= 0.1, outdoor >= 0.3)`.
 * × ÷ ≥ ≤ and full-width signs are understood.
 * @throws Refusal `formula.syntax`, position (from 1) in `params.position` and `at`
 */
export function parse(text: string): Formula {
  if (text.length > LONGEST) {
    throw syntax(LONGEST + 1, { zh: `公式超过 ${LONGEST} 字`, en: `the formula is longer than ${LONGEST} characters` })
  }
  const tokens = tokenise(text)
  const inputs: string[] = []
  let index = 0
  const peek = (): Token => tokens[index]!
  const takeSign = (...signs: string[]): Token | null => {
    const token = peek()
    if (token.kind !== 'sign' || !signs.includes(token.text)) return null
    index++
    return token
  }
  const expect = (sign: string): void => {
    if (!takeSign(sign)) throw unexpected(peek(), sign)
  }

  function comparison(depth: number): Expression {
    const left = binary(['+', '-'], depth)
    const sign = takeSign('>=', '>', '<=', '<', '=')
    if (!sign) return left
    const right = binary(['+', '-'], depth)
    const again = peek()
    if (again.kind === 'sign' && ['>=', '>', '<=', '<', '='].includes(again.text)) {
      throw syntax(again.at, { zh: '比较不能连写', en: 'comparisons cannot be chained' })
    }
    return { kind: 'binary', op: sign.text as Operator, left, right, at: sign.at }
  }

  function binary(signs: string[], depth: number): Expression {
    const part = (): Expression => (signs[0] === '+' ? binary(['*', '/'], depth) : unary(depth))
    let left = part()
    for (let sign = takeSign(...signs); sign; sign = takeSign(...signs)) {
      left = { kind: 'binary', op: sign.text as Operator, left, right: part(), at: sign.at }
    }
    return left
  }

  function unary(depth: number): Expression {
    if (depth > DEEPEST) throw syntax(peek().at, { zh: '括号层数过多', en: 'nested too deeply' })
    const minus = takeSign('-')
    return minus ? { kind: 'negate', of: unary(depth + 1), at: minus.at } : primary(depth)
  }

  function primary(depth: number): Expression {
    const token = peek()
    if (takeSign('(')) {
      const inner = comparison(depth + 1)
      expect(')')
      return inner
    }
    if (token.kind !== 'number' && token.kind !== 'name') throw unexpected(token, null)
    index++
    if (token.kind === 'number') return { kind: 'number', text: token.text, at: token.at }
    if (Object.hasOwn(ARITY, token.text)) return call(token.text as FunctionName, token.at, depth)
    const next = peek()
    if (next.kind === 'sign' && next.text === '(') {
      throw syntax(token.at, { zh: `没有函数 ${token.text}`, en: `there is no function ${token.text}` })
    }
    if (!inputs.includes(token.text)) inputs.push(token.text)
    return { kind: 'input', name: token.text, at: token.at }
  }

  function call(name: FunctionName, at: number, depth: number): Expression {
    expect('(')
    const args = [comparison(depth + 1)]
    while (takeSign(',')) args.push(comparison(depth + 1))
    expect(')')
    const [least, most] = ARITY[name]
    if (args.length < least || args.length > most) {
      const count = least === most ? String(least) : `${least}–${most}`
      throw syntax(at, { zh: `${name} 需要 ${count} 个参数`, en: `${name} takes ${count} arguments` })
    }
    return { kind: 'call', name, args, at }
  }

  const root = comparison(0)
  if (peek().kind !== 'end') throw unexpected(peek(), null)
  return { text, root, inputs }
}

function tokenise(text: string): Token[] {
  const pattern = /\s+|(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|(>=|<=|[-+*/(),><=×÷−＋－≥≤＝（），])/y
  const tokens: Token[] = []
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex + 1
    const match = pattern.exec(text)
    if (!match) {
      const c = String.fromCodePoint(text.codePointAt(at - 1)!)
      throw syntax(at, { zh: `不认识“${c}”`, en: `“${c}” is not understood` })
    }
    const [, number, name, sign] = match
    if (number && number.length > 40) throw syntax(at, { zh: '数字太长', en: 'the number is too long' })
    if (number) tokens.push({ kind: 'number', text: number, at })
    else if (name) tokens.push({ kind: 'name', text: name, at })
    else if (sign) tokens.push({ kind: 'sign', text: SAME_SIGN[sign] ?? sign, at })
  }
  tokens.push({ kind: 'end', text: '', at: text.length + 1 })
  return tokens
}

function unexpected(token: Token, wanted: string | null): Refusal {
  const found =
    token.kind === 'end'
      ? { zh: '公式到此结束', en: 'the formula ends' }
      : { zh: `出现“${token.text}”`, en: `found “${token.text}”` }
  const need =
    wanted === null
      ? { zh: '此处需要数或名称', en: 'a number or a name belongs here' }
      : { zh: `此处需要“${wanted}”`, en: `“${wanted}” belongs here` }
  return syntax(token.at, { zh: `${found.zh}，${need.zh}`, en: `${found.en}; ${need.en}` })
}

function syntax(position: number, why: Bilingual): Refusal {
  return refuse(
    'formula.syntax',
    { zh: `公式第 ${position} 位：${why.zh}`, en: `Formula, position ${position}: ${why.en}` },
    { params: { position }, at: String(position) },
  )
}
