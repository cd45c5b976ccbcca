import { memo, useEffect, useMemo, useRef } from 'react'
import './words.css'

/** A passage to mark: what it belongs to, where it stands, and why. */
export type Mark = { id: string; start: number; end: number; kind: 'target' | 'task' | 'doubt' | 'milestone' | 'limit' }

type Piece = { text: string; mark: Mark | null }
type Line = { at: number; cells: Piece[][] }

/** The stronger kind is drawn where marks overlap; among equals, the shorter passage. */
const RANK: Record<Mark['kind'], number> = { doubt: 0, target: 1, milestone: 2, limit: 3, task: 4 }

function piecesOf(text: string, at: number, marks: readonly Mark[]): Piece[] {
  const end = at + text.length
  const here = marks.filter((mark) => mark.start < end && mark.end > at)
  if (here.length === 0) return text === '' ? [] : [{ text, mark: null }]
  const cuts = [
    ...new Set([at, end, ...here.flatMap((mark) => [Math.max(at, mark.start), Math.min(end, mark.end)])]),
  ].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1]!
    const covering = here.filter((mark) => mark.start <= from && mark.end >= to)
    covering.sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.end - a.start - (b.end - b.start))
    return { text: text.slice(from - at, to - at), mark: covering[0] ?? null }
  })
}

/** Cuts a paper into lines, table cells and marked pieces. Offsets are those of the paper. */
export function linesOf(text: string, marks: readonly Mark[]): Line[] {
  const lines: Line[] = []
  let at = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      let cell = at
      const cells = line.split('\t').map((words) => {
        const pieces = piecesOf(words, cell, marks)
        cell += words.length + 1
        return pieces
      })
      lines.push({ at, cells })
    }
    at += line.length + 1
  }
  return lines
}

export type WordsProps = {
  text: string
  marks: readonly Mark[]
  /** The passage to bring into view and to set off from the others. */
  active?: { start: number; end: number } | null
  onPick?: (id: string) => void
  label: string
}

/** A paper in its own words, with passages marked. */
export function Words({ text, marks, active = null, onPick, label }: WordsProps) {
  const lines = useMemo(() => linesOf(text, marks), [text, marks])
  const box = useRef<HTMLDivElement>(null)
  const start = active?.start
  const end = active?.end
  useEffect(() => {
    const node = box.current
    if (!node || start === undefined || end === undefined) return
    let first: HTMLElement | null = null
    for (const line of node.querySelectorAll<HTMLElement>('[data-at]')) {
      const from = Number(line.dataset.at)
      const on = from < end && from + Number(line.dataset.length) > start
      line.toggleAttribute('data-active', on)
      if (on) first ??= line
    }
    if (first) node.scrollTo({ top: first.offsetTop - node.clientHeight / 3, behavior: 'smooth' })
  }, [start, end, lines])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="yk-words" ref={box} role="region" aria-label={label} tabIndex={0}>
      {lines.map((line) => (
        <LineView key={line.at} line={line} onPick={onPick} />
      ))}
    </div>
  )
}

const LineView = memo(function LineView({ line, onPick }: { line: Line; onPick: ((id: string) => void) | undefined }) {
  const pieces = (cell: Piece[]) =>
    cell.map((piece, i) => <PieceView key={`${i}${piece.text.length}`} piece={piece} onPick={onPick} />)
  const length = line.cells.reduce((sum, cell) => sum + cell.reduce((n, piece) => n + piece.text.length, 0) + 1, 0)
  if (line.cells.length === 1) {
    return (
      <p data-at={line.at} data-length={length}>
        {pieces(line.cells[0]!)}
      </p>
    )
  }
  return (
    <div className="yk-words-row" data-at={line.at} data-length={length}>
      {line.cells.map((cell, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a printed row never move
        <span key={i}>{pieces(cell)}</span>
      ))}
    </div>
  )
})

function PieceView({ piece, onPick }: { piece: Piece; onPick: ((id: string) => void) | undefined }) {
  const { mark } = piece
  if (mark === null) return <>{piece.text}</>
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the list beside the paper does the same by keyboard
    <mark className={`yk-words-${mark.kind}`} onClick={onPick ? () => onPick(mark.id) : undefined}>
      {piece.text}
    </mark>
  )
}
