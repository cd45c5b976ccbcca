/** A block of a paper: a heading, a paragraph, a row of a table. Offsets are those of the paper's text. */
export type PaperBlock = { role: 'title' | 'heading' | 'paragraph' | 'item' | 'row'; start: number; end: number }

/** A passage to mark. */
export type Highlight = { id: string; start: number; end: number; tone: 'place' | 'attention' | 'bad' | 'quiet' }

/** A stretch of text with the mark that covers it. */
export type Piece = { at: number; text: string; mark: Highlight | null }

/** Cuts a block at the edges of its marks. Where marks overlap, the shorter one is drawn: it says more exactly what is meant. */
export function piecesOf(
  text: string,
  block: { start: number; end: number },
  highlights: readonly Highlight[],
): Piece[] {
  const inside = highlights.filter((one) => one.start < block.end && one.end > block.start && one.end > one.start)
  const cuts = new Set([block.start, block.end])
  for (const one of inside) {
    cuts.add(Math.max(block.start, one.start))
    cuts.add(Math.min(block.end, one.end))
  }
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? from
    const covering = inside
      .filter((one) => one.start <= from && one.end >= to)
      .sort((a, b) => a.end - a.start - (b.end - b.start))
    return { at: from, text: text.slice(from, to), mark: covering[0] ?? null }
  })
}

/** The cells of a row: its stretches between tabs. A block that is no row is one cell. */
export function cellsOf(text: string, block: PaperBlock): { start: number; end: number }[] {
  if (block.role !== 'row') return [block]
  let start = block.start
  return text
    .slice(block.start, block.end)
    .split('\t')
    .map((words) => {
      const cell = { start, end: start + words.length }
      start = cell.end + 1
      return cell
    })
}

/** Blocks of a plain text, one per line; blank lines are left out. */
export function blocksOf(text: string): PaperBlock[] {
  const blocks: PaperBlock[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '')
      blocks.push({ role: line.includes('\t') ? 'row' : 'paragraph', start, end: start + line.length })
    start += line.length + 1
  }
  return blocks
}
