// Recomputes every published figure, score and rank of this bundle from its own data and compares.
// Needs nothing but Node 18 or newer:  node recompute.mjs [folder]
// 用本数据包里的数据重算每个公布的数、得分和名次并比对。只需要 Node 18 以上：node recompute.mjs [文件夹]
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url))
const bytes = (name) => readFileSync(join(folder, name))
const json = (name) => JSON.parse(bytes(name).toString('utf8'))

/** Rows of a CSV file as objects of text; an empty cell is unknown. */
function csv(name) {
  const text = bytes(name)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const rows = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n') {
      rows.at(-1).push(cell.replace(/\r$/, ''))
      cell = ''
      if (c === '\n') rows.push([])
    } else cell += c
  }
  const [head, ...body] = rows.filter((row) => row.length > 1)
  return body.map((row) => Object.fromEntries(head.map((key, i) => [key, (row[i] ?? '').replace(/^'(?=[=+\-@])/, '')])))
}

const number = (text) => (text === '' || text === undefined ? null : Number(text))

/** Rounds the decimal as it is written, halves away from zero. */
function round(value, digits) {
  const size = Number(`${Math.round(Number(`${Math.abs(Number(value.toPrecision(14)))}e${digits}`))}e-${digits}`)
  return value < 0 ? -size : size
}

/** Value of a formula; null when an input is unknown or there is nothing to divide by. */
function evaluate(formula, inputs) {
  const plain = formula.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('（', '(').replaceAll('）', ')')
  const tokens = plain
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replaceAll('，', ',')
    .match(/[0-9.]+|[a-z][a-z0-9_]*|>=|<=|[-+*/()<>=,]/g)
  let at = 0
  const take = (...kinds) => (kinds.includes(tokens[at]) ? tokens[at++] : null)
  const both = (a, b, run) => (a === null || b === null ? null : run(a, b))
  const comparison = () => {
    const a = sum()
    const op = take('>=', '<=', '>', '<', '=')
    if (op === null) return a
    const tests = {
      '>=': (x, y) => x >= y,
      '<=': (x, y) => x <= y,
      '>': (x, y) => x > y,
      '<': (x, y) => x < y,
      '=': (x, y) => x === y,
    }
    return both(a, sum(), (x, y) => (tests[op](x, y) ? 1 : 0))
  }
  const sum = () => {
    let a = product()
    for (let op = take('+', '-'); op !== null; op = take('+', '-'))
      a = both(a, product(), (x, y) => (op === '+' ? x + y : x - y))
    return a
  }
  const product = () => {
    let a = factor()
    for (let op = take('*', '/'); op !== null; op = take('*', '/')) {
      a = both(a, factor(), (x, y) => (op === '*' ? x * y : y === 0 ? null : x / y))
    }
    return a
  }
  const factor = () => {
    if (take('-') !== null) return both(factor(), 0, (x) => -x)
    if (take('(') !== null) {
      const inner = comparison()
      take(')')
      return inner
    }
    const token = tokens[at++]
    if (/^[0-9.]/.test(token)) return Number(token)
    if (take('(') === null) return inputs[token] ?? null
    const args = []
    do args.push(comparison())
    while (take(',') !== null)
    take(')')
    return call(token, args)
  }
  const call = (name, args) => {
    if (name === 'any') return args.some((x) => x === 1) ? 1 : args.includes(null) ? null : 0
    if (name === 'all') return args.some((x) => x === 0) ? 0 : args.includes(null) ? null : 1
    if (args.includes(null)) return null
    if (name === 'share') return args[1] === 0 ? null : (100 * args[0]) / args[1]
    if (name === 'per') return args[1] === 0 ? null : (args[0] / args[1]) * args[2]
    if (name === 'min') return Math.min(...args)
    if (name === 'max') return Math.max(...args)
    if (name === 'sum') return args.reduce((a, b) => a + b, 0)
    throw new Error(`unknown function ${name}`)
  }
  return comparison()
}

let checked = 0
let equal = 0
function check(what, published, computed) {
  checked++
  const near = (a, b) =>
    a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)))
  const same = typeof published === 'number' || published === null ? near(published, computed) : published === computed
  if (same) equal++
  else console.log(`DIFFERENT 不一致: ${what}: published 公布 ${published}, recomputed 重算 ${computed}`)
}

// 1. No file was altered since it was published.
const manifest = json('manifest.json')
for (const [name, sha256] of Object.entries(manifest.files)) {
  check(`file ${name}`, sha256, createHash('sha256').update(bytes(name)).digest('hex'))
}

// 2. Every figure follows from its inputs and its formula.
const formulas = json('formulas.json')
const observations = csv('observations.csv')
const inputs = csv('inputs.csv')
const byFigure = new Map()
for (const row of inputs) byFigure.set(row.figure, { ...byFigure.get(row.figure), [row.input]: number(row.value) })
const figures = new Map()
for (const row of observations) {
  figures.set(row.figure, number(row.value))
  const { formula } = formulas.indicators[`${row.indicator}@${row.version}`]
  if (formula !== null)
    check(`figure ${row.figure}`, number(row.value), evaluate(formula, byFigure.get(row.figure) ?? {}))
}

// 3. Every target shows the figure it names, and is called met only if the figure reaches the value.
const targets = csv('targets.csv')
const holds = {
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '=': (a, b) => a >= b,
  coverage: (a, b) => a >= b,
}
for (const row of targets) {
  if (row.figure !== '' && row.comparator !== '+')
    check(`target ${row.name}`, number(row.actual), figures.get(row.figure) ?? null)
  if (row.state === 'met' && row.test_value !== '')
    check(`state of ${row.name}`, true, holds[row.comparator](number(row.actual), number(row.test_value)))
}

// 4. Every score follows from the rule, and every rank from the scores. Unknown items give their weight to the known ones.
const tasks = csv('tasks.csv')
const names = (text) => (text === '' ? [] : text.split('、'))
function unitInputs(name) {
  const mine = targets.filter((row) => names(row.units).includes(name))
  const led = tasks.filter((row) => names(row.lead).includes(name))
  const inState = (state) => mine.filter((row) => row.state === state).length
  return {
    met: inState('met'),
    on_track: inState('on-track'),
    not_due: inState('not-due'),
    behind: inState('behind'),
    missed: inState('missed'),
    unknown: inState('unknown'),
    lead: led.length,
    done: led.filter((row) => row.state === 'done').length,
    claimed: led.filter((row) => row.state === 'claimed').length,
    overdue: led.filter((row) => Number(row.overdue_workdays) > 0).length,
    reported: led.filter((row) => row.reported === 'TRUE').length,
    returned: led.reduce((sum, row) => sum + Number(row.returned), 0),
  }
}
const points = csv('points.csv')
const scores = csv('scores.csv')
for (const [kind, rule] of Object.entries(formulas.rules)) {
  const lines = scores.filter((row) => row.kind === kind)
  const computed = lines.map((line) => {
    let known = 0
    let total = 0
    for (const item of rule.items) {
      const published = points.find(
        (row) => row.kind === kind && row.subject === line.subject && row.item === item.code,
      )
      const given =
        kind === 'unit' ? unitInputs(line.subject) : { value: figures.get(published.figure) ?? null, goal: item.goal }
      const value = evaluate(item.formula, given)
      const got = value === null ? null : round(Math.min(100, Math.max(0, value)), 4)
      check(`points of ${line.name}, ${item.code}`, number(published.points), got)
      if (got === null) continue
      known += item.weight
      total += item.weight * got
    }
    const all = rule.items.reduce((sum, item) => sum + item.weight, 0)
    const enough = known > 0 && round(known / all, 4) >= rule.leastKnown
    return { line, score: enough ? round(total / known, 2) : null }
  })
  for (const { line, score } of computed) {
    check(`score of ${line.name}`, number(line.score), score)
    const rank =
      score === null ? null : 1 + computed.filter((other) => other.score !== null && other.score > score).length
    check(`rank of ${line.name}`, number(line.rank), rank)
  }
}

console.log(`${equal} of ${checked} equal · ${checked} 项中 ${equal} 项一致`)
process.exit(equal === checked ? 0 : 1)
