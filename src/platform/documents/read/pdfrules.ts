/** A straight rule on a page, across (`at` is its y) or down (`at` is its x), in upright page coordinates. */
export type Rule = { at: number; from: number; to: number }

/** The rules drawn on a page. */
export type Rules = { across: Rule[]; down: Rule[] }

/** The operator list of pdf.js, as far as we follow it. */
export type Operators = { fnArray: number[]; argsArray: unknown[][] }

type Matrix = [number, number, number, number, number, number]
type Ops = Record<
  'save' | 'restore' | 'transform' | 'constructPath' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd',
  number
> &
  Record<string, number>

/** A filled bar thinner than this is a rule; a drawing with more strokes than this is a map or a chart. */
const THIN = 3
const MOST = 6_000

function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

/** Collects the horizontal and vertical rules of a page: stroked lines, edges of stroked boxes, thin filled bars. */
export function rulesOf(operators: Operators, ops: Ops, upright: number[]): Rules {
  const rules: Rules = { across: [], down: [] }
  let matrix = upright as Matrix
  const saved: Matrix[] = []
  operators.fnArray.forEach((op, i) => {
    const args = operators.argsArray[i] ?? []
    if (op === ops.save) saved.push(matrix)
    else if (op === ops.restore) matrix = saved.pop() ?? matrix
    else if (op === ops.transform) matrix = times(matrix, args as Matrix)
    else if (op === ops.paintFormXObjectBegin) {
      saved.push(matrix)
      if (Array.isArray(args[0]) || ArrayBuffer.isView(args[0]))
        matrix = times(matrix, [...(args[0] as number[])] as Matrix)
    } else if (op === ops.paintFormXObjectEnd) matrix = saved.pop() ?? matrix
    else if (op === ops.constructPath) {
      const path = (args[1] as [ArrayLike<number> | null] | undefined)?.[0]
      if (path && typeof path.length === 'number') addPath(rules, path, matrix, paintOf(args[0] as number, ops))
    }
  })
  if (rules.across.length > MOST || rules.down.length > MOST) return { across: [], down: [] }
  return { across: merged(rules.across), down: merged(rules.down) }
}

function paintOf(op: number, ops: Ops): 'stroke' | 'fill' | null {
  if (
    [
      ops.stroke,
      ops.closeStroke,
      ops.fillStroke,
      ops.eoFillStroke,
      ops.closeFillStroke,
      ops.closeEOFillStroke,
    ].includes(op)
  )
    return 'stroke'
  return op === ops.fill || op === ops.eoFill ? 'fill' : null
}

/** Splits a path (0 move, 1 line, 2 cubic, 3 quadratic, 4 close) into its straight parts. */
function addPath(rules: Rules, path: ArrayLike<number>, m: Matrix, paint: 'stroke' | 'fill' | null): void {
  if (!paint || rules.across.length > MOST || rules.down.length > MOST) return
  const at = (i: number): [number, number] => {
    const x = path[i] ?? 0
    const y = path[i + 1] ?? 0
    return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
  }
  let points: [number, number][] = []
  let curved = false
  const finish = () => {
    if (paint === 'stroke') strokes(rules, points)
    else if (!curved) bar(rules, points)
    points = []
    curved = false
  }
  for (let i = 0; i < path.length; ) {
    const op = path[i]
    if (op === 0) {
      finish()
      points = [at(i + 1)]
      i += 3
    } else if (op === 1) {
      points.push(at(i + 1))
      i += 3
    } else if (op === 2 || op === 3) {
      curved = true
      if (paint === 'stroke') finish()
      points = [at(i + (op === 2 ? 5 : 3))]
      i += op === 2 ? 7 : 5
    } else {
      if (points[0]) points.push(points[0])
      i += 1
    }
  }
  finish()
}

function strokes(rules: Rules, points: readonly [number, number][]): void {
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = points[i - 1] ?? [0, 0]
    const [x2, y2] = points[i] ?? [0, 0]
    const wide = Math.abs(x2 - x1)
    const high = Math.abs(y2 - y1)
    if (high < 1 && wide > 4) rules.across.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) })
    else if (wide < 1 && high > 4) rules.down.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) })
  }
}

function bar(rules: Rules, points: readonly [number, number][]): void {
  if (points.length < 4) return
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (bottom - top <= THIN && right - left > 4) rules.across.push({ at: (top + bottom) / 2, from: left, to: right })
  else if (right - left <= THIN && bottom - top > 4) rules.down.push({ at: (left + right) / 2, from: top, to: bottom })
}

/** Joins rules that lie in one line and touch: borders are mostly drawn cell by cell. */
function merged(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from)
  const lines: Rule[][] = []
  for (const rule of sorted) {
    const line = lines.at(-1)
    if (line?.[0] && rule.at - line[0].at <= 1.5) line.push(rule)
    else lines.push([rule])
  }
  return lines.flatMap((line) => {
    const out: Rule[] = []
    for (const rule of line.sort((a, b) => a.from - b.from)) {
      const last = out.at(-1)
      if (last && rule.from <= last.to + THIN) last.to = Math.max(last.to, rule.to)
      else out.push({ ...rule })
    }
    return out
  })
}
