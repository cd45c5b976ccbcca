import { Parser } from 'htmlparser2'
import { expandGrid, type GridCell, rowLines } from './grid.ts'
import { cellText, joinLines } from './text.ts'

const SKIP = new Set(
  'script style noscript template svg nav header footer aside iframe object select button textarea form input canvas video audio head'.split(
    ' ',
  ),
)
const BLOCK = new Set(
  'p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre address figure figcaption center br hr tr table caption title'.split(
    ' ',
  ),
)
/** Names that Chinese government site builders (大汉、拓尔思 and the like) give the box that holds the paper itself. */
const CONTENT =
  /^(ucap-content|zoom|trs_editor|trs_uecontent|view trs_ueditor.*|pages_content|article-?content|news_content|content-?main|zwxl-article|info-?con)$/i

type Cell = GridCell & { lines: string[]; line: string }
type Table = { rows: Cell[][]; nested: boolean }
type Box = { depth: number; from: number }

/**
 * A web page as lines: one block a line, tables as rows with tabs. Scripts, navigation, heads and feet are left out; where the page
 * marks the box that holds the paper, only that box and the page's title are kept. Tables used for layout are unfolded.
 */
export class HtmlReader {
  #name: string
  #lines: string[] = []
  #line = ''
  #tables: Table[] = []
  #skip = 0
  #depth = 0
  #title = ''
  #inTitle = false
  #boxes: Box[] = []
  #best: { from: number; to: number; size: number } | null = null

  constructor(name: string) {
    this.#name = name
  }

  /** Reads the whole page. */
  static read(html: string, name: string): string {
    const reader = new HtmlReader(name)
    const parser = new Parser(
      {
        onopentag: (tag, attributes) => reader.#open(tag, attributes),
        onclosetag: (tag) => reader.#close(tag),
        ontext: (text) => reader.#text(text),
      },
      { decodeEntities: true, lowerCaseTags: true },
    )
    for (let at = 0; at < html.length; at += 1 << 16) parser.write(html.slice(at, at + (1 << 16)))
    parser.end()
    return reader.#result()
  }

  get #cell(): Cell | undefined {
    return this.#tables.at(-1)?.rows.at(-1)?.at(-1)
  }

  #open(tag: string, attributes: Record<string, string>): void {
    this.#depth++
    if (tag === 'title' && !this.#title) this.#inTitle = true
    const invisible = /display\s*:\s*none/i.test(attributes.style ?? '') || 'hidden' in attributes
    if (this.#skip > 0 || SKIP.has(tag) || (invisible && tag !== 'br')) {
      this.#skip++
      return
    }
    if (BLOCK.has(tag)) this.#flush()
    const names = [attributes.id ?? '', ...(attributes.class ?? '').split(/\s+/), attributes.class ?? '']
    if (this.#tables.length === 0 && names.some((name) => CONTENT.test(name)))
      this.#boxes.push({ depth: this.#depth, from: this.#lines.length })
    if (tag === 'table') {
      for (const table of this.#tables) table.nested = true
      this.#tables.push({ rows: [], nested: false })
    } else if (tag === 'tr') this.#tables.at(-1)?.rows.push([])
    else if (tag === 'td' || tag === 'th') this.#openCell(attributes)
  }

  #openCell(attributes: Record<string, string>): void {
    const table = this.#tables.at(-1)
    if (!table) return
    this.#flush()
    if (table.rows.length === 0) table.rows.push([])
    const across = Number.parseInt(attributes.colspan ?? '1', 10) || 1
    const down = Number.parseInt(attributes.rowspan ?? '1', 10) || 1
    table.rows.at(-1)?.push({ text: '', across, down, lines: [], line: '' })
  }

  #close(tag: string): void {
    this.#depth--
    if (tag === 'title') this.#inTitle = false
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (BLOCK.has(tag) || tag === 'td' || tag === 'th') this.#flush()
    if (tag === 'table') this.#closeTable()
    const box = this.#boxes.at(-1)
    if (box && this.#depth < box.depth) {
      this.#boxes.pop()
      const size = this.#lines.slice(box.from).join('').length
      if (!this.#best || size > this.#best.size) this.#best = { from: box.from, to: this.#lines.length, size }
    }
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (!table) return
    const width = Math.max(0, ...table.rows.map((row) => row.length))
    const layout = table.nested || width < 2
    for (const row of table.rows) for (const cell of row) cell.text = joinLines(cell.lines)
    const lines = layout
      ? table.rows.flatMap((row) => row.flatMap((cell) => cell.lines))
      : rowLines(expandGrid(table.rows, this.#name), this.#name)
    const outer = this.#cell
    if (outer) outer.lines.push(...lines)
    else this.#lines.push(...lines)
  }

  #text(text: string): void {
    if (this.#inTitle) this.#title += text
    if (this.#skip > 0) return
    // A line break in the source is only a blank, and between Chinese characters not even that.
    const flat = text.replace(/[ \t]*[\r\n]+[ \t\r\n]*/g, '\n')
    const cell = this.#cell
    if (cell) cell.line += flat
    else this.#line += flat
  }

  #flush(): void {
    const cell = this.#cell
    const line = joinLines((cell ? cell.line : this.#line).split('\n'))
    if (cell) {
      if (line) cell.lines.push(cellText(line))
      cell.line = ''
    } else {
      if (line) this.#lines.push(line)
      this.#line = ''
    }
  }

  #result(): string {
    while (this.#tables.length > 0) {
      this.#flush()
      this.#closeTable()
    }
    this.#flush()
    if (!this.#best || this.#best.size < 200) return this.#lines.join('\n')
    const kept = this.#lines.slice(this.#best.from, this.#best.to)
    const title = cellText(this.#title).split(/[_|]/)[0]?.trim() ?? ''
    if (title && !kept.slice(0, 8).some((line) => line.includes(title.slice(0, 12)))) kept.unshift(title)
    return kept.join('\n')
  }
}
