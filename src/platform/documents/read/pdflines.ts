import { joinsTight } from './text.ts'

/** A run of text on a page: left and right end, baseline (downwards) and size, in points. */
export type Piece = { text: string; x: number; end: number; y: number; size: number }

/** A line of text on a page. `row`: a table row, its cells separated by tabs. `mark`: a page number. */
export type Line = { text: string; x: number; end: number; y: number; size: number; row: boolean; mark: boolean }

/** A gap wider than this many ems may separate columns. */
const WIDE = 1.4
/** A gap wider than this many ems separates words set without a space between them. */
const WORD = 0.2
/** A gap wider than this many ems is a blank even between Chinese characters. */
const BLANK = 0.7

type Gap = { at: number; from: number; to: number }
type Draft = { pieces: Piece[]; y: number; size: number; gaps: Gap[] }

/** Groups pieces into lines by their baselines, left to right; text printed twice for boldness is kept once. */
export function groupLines(pieces: readonly Piece[]): Piece[][] {
  const sorted = [...pieces].sort((p, q) => p.y - q.y || p.x - q.x)
  const lines: Piece[][] = []
  let y = Number.NEGATIVE_INFINITY
  let size = 0
  for (const piece of sorted) {
    const line = lines.at(-1)
    if (line && Math.abs(piece.y - y) <= Math.max(size, piece.size) * 0.45) line.push(piece)
    else lines.push([piece])
    if (lines.at(-1)?.length === 1 || piece.size > size) {
      y = piece.y
      size = piece.size
    }
  }
  return lines.map((line) => {
    const out: Piece[] = []
    for (const piece of line.sort((p, q) => p.x - q.x)) {
      const before = out.at(-1)
      const again = before && before.text === piece.text && Math.abs(before.x - piece.x) < piece.size * 0.3
      if (!again) out.push(piece)
    }
    return out
  })
}

/** Text set with wide spacing comes with a blank after every character; these blanks are not the writer's. */
function unspaced(text: string): string {
  const parts = text.trim().split(' ')
  return parts.length > 4 && parts.every((part) => [...part].length === 1) ? parts.join('') : text
}

/** The text of one line: a space where a gap separates words, a tab at the gaps named in `tabs`. */
export function lineText(pieces: readonly Piece[], tabs: ReadonlySet<number> = new Set()): string {
  let out = ''
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1]
    const text = unspaced(piece.text)
    if (!before) out = text
    else if (tabs.has(i)) out = `${out.trimEnd()}\t${text.trimStart()}`
    else {
      const gap = (piece.x - before.end) / Math.max(before.size, piece.size, 1)
      const apart = gap > WORD && !/\s$/.test(out) && !/^\s/.test(text)
      const needed = apart && (gap > BLANK || !joinsTight(out, text))
      out += needed ? ` ${text}` : text
    }
  })
  return out.trim()
}

/**
 * Lines of a page outside ruled tables. A wide gap becomes a tab only where the line above or below has a gap at the same place:
 * then it separates columns, otherwise it is only spacing.
 */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const drafts: Draft[] = groupLines(pieces).map((line) => {
    const size = Math.max(...line.map((piece) => piece.size))
    const gaps: Gap[] = []
    for (let i = 1; i < line.length; i++) {
      const from = line[i - 1]?.end ?? 0
      const to = line[i]?.x ?? 0
      if (to - from > WIDE * size) gaps.push({ at: i, from, to })
    }
    return { pieces: line, y: line[0]?.y ?? 0, size, gaps }
  })
  return drafts.map((draft, i) => {
    const near = [drafts[i - 1], drafts[i + 1]].filter(
      (other): other is Draft => other !== undefined && Math.abs(other.y - draft.y) < draft.size * 3.5,
    )
    const tabs = new Set<number>()
    for (const gap of draft.gaps) {
      const lined = near.some((other) => other.gaps.some((theirs) => linedUp(gap, theirs, draft.size)))
      if (lined || draft.gaps.length >= 3) tabs.add(gap.at)
    }
    const first = draft.pieces[0]
    return {
      text: lineText(draft.pieces, tabs),
      x: first?.x ?? 0,
      end: Math.max(...draft.pieces.map((piece) => piece.end)),
      y: draft.y,
      size: draft.size,
      row: tabs.size > 0,
      mark: false,
    }
  })
}

/** True when two gaps separate the same columns: an edge or the middle in common, or much of their width. */
function linedUp(a: Gap, b: Gap, size: number): boolean {
  const near = (x: number, y: number) => Math.abs(x - y) < size * 1.2
  if (near(a.from, b.from) || near(a.to, b.to) || near(a.from + a.to, b.from + b.to)) return true
  const [narrow = 0, wide = 0] = [a.to - a.from, b.to - b.from].sort((x, y) => x - y)
  return Math.min(a.to, b.to) - Math.max(a.from, b.from) > size * 0.5 && narrow > wide * 0.35
}

/** True for a page number at the head or foot of a page: `— 3 —`, `- 3 -`, `第 3 页 共 9 页`, `3`. */
export function isPageMark(line: Line, height: number): boolean {
  if (line.y > height * 0.1 && line.y < height * 0.88) return false
  return /^[-—–－―·•\s]*(第\s*)?\d{1,4}(\s*页)?(\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·•\s]*$/.test(line.text)
}
