import { squeeze } from './cells.ts'
import type { Line } from './lines.ts'
import { cut, type Strand } from './source.ts'

/** One line of a table whose cells stand on lines of their own. */
export type Loose = { strand: Strand; text: string; line: number }

/** A web table of which every cell stands on a line of its own keeps its bars: `≥22 |`. */
function unpiped(strand: Strand): Strand {
  const m = /^\|*(.*?)\|*$/.exec(strand.text)
  const body = m?.[1] ?? ''
  if (body.length === strand.text.length) return strand
  const at = strand.text.indexOf(body)
  return cut(strand, at, at + body.length)
}

export function cellsFrom(lines: Line[], at: number, limit: number): Loose[] {
  const cells: Loose[] = []
  for (let i = at; i < lines.length && cells.length < limit; i++) {
    const line = lines[i] as Line
    if (line.role === 'trailer') break
    if (line.role === 'blank' || (line.role === 'page-mark' && !/^\d+$/.test(line.text))) continue
    const strand = unpiped(squeeze(line.strand))
    if (strand.text === '') continue
    cells.push({ strand, text: strand.text, line: i })
  }
  return cells
}
