import { groupLines, type Line, lineText, type Piece } from './pdflines.ts'
import type { Rule, Rules } from './pdfrules.ts'
import { cellText, joinLines } from './text.ts'

const NEAR = 3

type Region = { across: Rule[]; down: Rule[]; xs: number[]; ys: number[] }

/** Groups of rules that touch each other, each with the columns and rows they make; boxes of one cell are left out. */
function regionsOf(rules: Rules): Region[] {
  const all = [...rules.across, ...rules.down]
  const parent = all.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  rules.across.forEach((h, i) => {
    rules.down.forEach((v, j) => {
      const crosses = v.at >= h.from - NEAR && v.at <= h.to + NEAR && h.at >= v.from - NEAR && h.at <= v.to + NEAR
      if (crosses) parent[root(i)] = root(rules.across.length + j)
    })
  })
  const groups = new Map<number, { across: Rule[]; down: Rule[] }>()
  all.forEach((rule, i) => {
    const group = groups.get(root(i)) ?? { across: [], down: [] }
    groups.set(root(i), group)
    if (i < rules.across.length) group.across.push(rule)
    else group.down.push(rule)
  })
  return [...groups.values()]
    .filter((group) => group.across.length > 0 && group.down.length > 0)
    .map(({ across, down }) => ({
      across,
      down,
      // A table may lack its outer rules; then the ends of the crossing ones mark its edge.
      xs: steps([...down.map((rule) => rule.at), ...across.flatMap((rule) => [rule.from, rule.to])]),
      ys: steps([...across.map((rule) => rule.at), ...down.flatMap((rule) => [rule.from, rule.to])]),
    }))
    .filter(({ xs, ys }) => xs.length > 2 || ys.length > 3)
    .filter(({ xs, ys }) => xs.length > 1 && ys.length > 1 && xs.length < 100 && ys.length < 400)
}

/** Distinct positions, those closer than a few points taken as one. */
function steps(values: readonly number[]): number[] {
  const out: number[] = []
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = out.at(-1)
    if (last === undefined || value - last > NEAR * 1.5) out.push(value)
  }
  return out
}

/** True when a rule lies along `at` over the middle of the stretch between `from` and `to`. */
function drawn(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const half = (from + to) / 2
  return rules.some((rule) => Math.abs(rule.at - at) <= NEAR * 1.5 && rule.from <= half && rule.to >= half)
}

/** Which cell each field of the grid belongs to: fields without a rule between them are one merged cell, named by its first field. */
function mergedCells({ across, down, xs, ys }: Region): number[][] {
  const columns = xs.length - 1
  const owner = Array.from({ length: ys.length - 1 }, (_, r) =>
    Array.from({ length: columns }, (_, c) => r * columns + c),
  )
  const get = (r: number, c: number) => owner[r]?.[c] ?? -1
  const set = (r: number, c: number, value: number) => {
    const row = owner[r]
    if (row) row[c] = value
  }
  for (let r = 0; r < ys.length - 1; r++) {
    const [top = 0, bottom = 0] = [ys[r], ys[r + 1]]
    for (let c = 0; c < columns; c++) {
      const [left = 0, right = 0] = [xs[c], xs[c + 1]]
      if (c > 0 && !drawn(down, left, top, bottom)) set(r, c, get(r, c - 1))
      else if (r > 0 && !drawn(across, top, left, right)) set(r, c, get(r - 1, c))
    }
  }
  return owner
}

/**
 * Takes the pieces inside ruled tables out of a page and gives them back as rows: cells separated by tabs, a cell's lines joined,
 * cells merged downwards repeated, cells merged across followed by empty ones.
 */
export function tablesOf(rules: Rules, pieces: readonly Piece[]): { lines: Line[]; rest: Piece[] } {
  let rest = [...pieces]
  const lines: Line[] = []
  for (const region of regionsOf(rules)) {
    const { xs, ys } = region
    const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)]
    const inside = rest.filter((piece) => {
      const [x, y] = middleOf(piece)
      return x > left - 1 && x < right + 1 && y > top - 1 && y < bottom + 1
    })
    if (inside.length === 0) continue
    const taken = new Set(inside)
    rest = rest.filter((piece) => !taken.has(piece))
    lines.push(...rowsOf(region, inside))
  }
  return { lines, rest }
}

const middleOf = (piece: Piece): [number, number] => [(piece.x + piece.end) / 2, piece.y - piece.size * 0.35]

function indexOf(edges: readonly number[], value: number): number {
  let i = 0
  while (i < edges.length - 2 && value >= (edges[i + 1] ?? Number.POSITIVE_INFINITY)) i++
  return i
}

function rowsOf(region: Region, pieces: readonly Piece[]): Line[] {
  const { xs, ys } = region
  const owner = mergedCells(region)
  const columns = xs.length - 1
  const held = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const [x, y] = middleOf(piece)
    const cell = owner[indexOf(ys, y)]?.[indexOf(xs, x)] ?? 0
    held.set(cell, [...(held.get(cell) ?? []), piece])
  }
  const texts = new Map(
    [...held].map(([cell, own]) => [cell, cellText(joinLines(groupLines(own).map((line) => lineText(line))))]),
  )
  return owner.flatMap((row, r) => {
    const cells = row.map((cell, c) => {
      const startsHere = c === 0 || row[c - 1] !== cell
      const firstColumn = cell % columns === c
      return startsHere && firstColumn ? (texts.get(cell) ?? '') : ''
    })
    // A row in which only cells from above hang down says nothing new.
    const own = row.some((cell) => Math.floor(cell / columns) === r && (texts.get(cell) ?? '') !== '')
    if (!own) return []
    return [
      {
        text: cells.join('\t'),
        x: xs[0] ?? 0,
        end: xs.at(-1) ?? 0,
        y: (ys[r] ?? 0) + 1,
        size: pieces[0]?.size ?? 10,
        row: true,
        mark: false,
      },
    ]
  })
}
