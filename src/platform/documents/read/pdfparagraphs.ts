import { ems, units } from '../write/words.ts'
import type { Line } from './pdflines.ts'
import { joinsWrapped } from './text.ts'

/** A page's lines from top to bottom. */
export type PageLines = { height: number; lines: Line[] }

type Margins = { left: number; right: number; pitch: number; lines: number }

/** How a new item of a paper begins, so that it is never taken for the rest of the line before. */
const ITEM =
  /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[①-⑳]|第[一二三四五六七八九十百]+[章节条]|附件)/

const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0

function marginsOf(lines: readonly Line[]): Margins {
  const body = lines.filter((line) => !line.row && !line.mark && line.text.length > 8)
  const pitches = body.slice(1).map((line, i) => line.y - (body[i]?.y ?? 0))
  return {
    left: Math.min(...body.map((line) => line.x)),
    right: Math.max(...body.map((line) => line.end)),
    pitch: middle(pitches.filter((pitch) => pitch > 0)),
    lines: body.length,
  }
}

/** Lines that stand in the margin of most pages with the same words: running heads and feet. */
function runningHeads(pages: readonly PageLines[]): Set<string> {
  const seen = new Map<string, number>()
  for (const { height, lines } of pages) {
    const edge = lines.filter((line) => !line.row && !line.mark && (line.y < height * 0.08 || line.y > height * 0.93))
    for (const text of new Set(edge.map((line) => line.text))) seen.set(text, (seen.get(text) ?? 0) + 1)
  }
  return new Set([...seen].filter(([, count]) => count >= 3 && count > pages.length / 2).map(([text]) => text))
}

/** True when `line` carries on the paragraph that `before` belongs to: a full line above, no indent, no larger step down. */
function carriesOn(before: Line, line: Line, margins: Margins, above: Margins, samePage: boolean): boolean {
  if (before.row || line.row || ITEM.test(line.text)) return false
  if (Math.abs(before.size - line.size) > before.size * 0.15) return false
  // A line is full when what comes next would not have fitted: two characters, or a whole word or bracket.
  const next = Math.max(2.2, ems(units(line.text)[0] ?? '')) * before.size
  const full = before.end + next >= above.right
  const flush = line.x <= margins.left + line.size * 0.6
  const step = line.y - before.y
  const near = !samePage || margins.pitch === 0 || step <= margins.pitch * 1.3
  return full && flush && near
}

/**
 * Joins the wrapped lines of all pages to paragraphs, one a line, also across pages; a page number stays a line of its own, after
 * the paragraph that runs over it. Running heads and feet are left out.
 */
export function joinParagraphs(pages: readonly PageLines[]): string {
  const heads = runningHeads(pages)
  const out: string[] = []
  let text = ''
  let marks: string[] = []
  let before: { line: Line; margins: Margins; page: number } | null = null
  const end = () => {
    if (text) out.push(text)
    out.push(...marks)
    text = ''
    marks = []
  }
  const own = pages.map(({ lines }) => marginsOf(lines))
  pages.forEach(({ height, lines }, page) => {
    const margins = trusted(page, height)
    for (const line of lines) {
      if (line.mark) {
        marks.push(line.text)
        continue
      }
      if (heads.has(line.text) || line.text === '') continue
      if (before && carriesOn(before.line, line, margins, before.margins, before.page === page)) {
        text += joinsWrapped(text, line.text) ? line.text : text.endsWith('-') ? line.text : ` ${line.text}`
      } else {
        end()
        text = line.text
      }
      before = { line, margins, page }
    }
  })
  end()
  return out.join('\n')

  /** A page with few lines says little about its margins; then those of the fullest page of its size hold. */
  function trusted(page: number, height: number): Margins {
    const mine = own[page]
    if (mine && mine.lines >= 6) return mine
    const alike = own.filter((_, i) => pages[i]?.height === height)
    return alike.reduce(
      (best, margins) => (margins.lines > best.lines ? margins : best),
      mine ?? { left: 0, right: 0, pitch: 0, lines: 0 },
    )
  }
}
