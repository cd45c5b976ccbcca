import { rowLines } from './grid.ts'
import { LIMITS } from './limits.ts'
import type { Labels } from './numbering.ts'
import { tooMany } from './refusals.ts'
import type { Styles } from './styles.ts'
import { joinLines } from './text.ts'
import { isOn, type XmlHandlers } from './xml.ts'

type Paragraph = {
  kind: 'paragraph'
  text: string
  after: string[]
  style: string
  numId: string | null
  depth: number | null
}
type Cell = { kind: 'cell'; lines: string[]; across: number; merge: 'start' | 'continue' | null }
type Table = { kind: 'table'; rows: { before: number; cells: Cell[] }[] }
type Frame = Paragraph | Cell | Table

/** Subtrees that hold no words of the paper: deletions, field codes, the second copy of a drawing, phonetic guides. */
const SKIP = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:rt',
  'w:instrText',
  'w:sdtPr',
  'w:sectPr',
  'w:tblPr',
  'w:tblGrid',
])

/** Walks `word/document.xml` (or the footnotes) and collects its lines. */
export class DocxWalker implements XmlHandlers {
  readonly lines: string[] = []
  deletions = 0
  footnotes = 0
  /** The root element was closed: the part is not cut off. */
  complete = false
  #styles: Styles
  #labels: Labels
  #name: string
  #stack: Frame[] = []
  #skip = 0
  #inText = false
  #inParagraphProperties = 0
  #hidden = false
  #size = 0

  constructor(styles: Styles, labels: Labels, name: string) {
    this.#styles = styles
    this.#labels = labels
    this.#name = name
  }

  open = (name: string, at: Record<string, string>): void => {
    if (this.#skip > 0 || SKIP.has(name)) {
      if (name === 'w:del' && this.#skip === 0 && this.#inParagraphProperties === 0) this.deletions++
      this.#skip++
      return
    }
    const top = this.#stack.at(-1)
    switch (name) {
      case 'w:p':
        this.#stack.push({ kind: 'paragraph', text: '', after: [], style: '', numId: null, depth: null })
        return
      case 'w:tbl':
        this.#stack.push({ kind: 'table', rows: [] })
        return
      case 'w:tr':
        if (top?.kind === 'table') top.rows.push({ before: 0, cells: [] })
        return
      case 'w:tc':
        if (top?.kind === 'table') this.#stack.push({ kind: 'cell', lines: [], across: 1, merge: null })
        return
      case 'w:gridBefore':
        this.#lastRow(top, Number(at['w:val']) || 0)
        return
      case 'w:gridSpan':
        if (top?.kind === 'cell') top.across = Math.min(LIMITS.columns, Number(at['w:val']) || 1)
        return
      case 'w:vMerge':
        if (top?.kind === 'cell') top.merge = at['w:val'] === 'restart' ? 'start' : 'continue'
        return
      case 'w:pPr':
        this.#inParagraphProperties++
        return
      case 'w:r':
        this.#hidden = false
        return
      case 'w:vanish':
        if (this.#inParagraphProperties === 0) this.#hidden = isOn(at)
        return
      case 'w:t':
      case 'm:t':
        this.#inText = true
        return
      case 'w:footnoteReference':
        this.footnotes++
        return
      default:
        this.#inline(name, at, top)
    }
  }

  close = (name: string, implied: boolean): void => {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (name === 'w:t' || name === 'm:t') this.#inText = false
    else if (name === 'w:pPr') this.#inParagraphProperties--
    else if (name === 'w:p') this.#closeParagraph()
    else if (name === 'w:tbl') this.#closeTable()
    else if (name === 'w:tc') this.#closeCell()
    else if (name === 'w:body' || name === 'w:footnotes') this.complete = !implied
  }

  text = (text: string): void => {
    if (this.#inText && this.#skip === 0 && !this.#hidden) this.#add(text)
  }

  #add(text: string): void {
    const top = this.#stack.at(-1)
    if (top?.kind !== 'paragraph') return
    this.#size += text.length
    if (this.#size > LIMITS.characters) throw tooMany(this.#name, 'characters', LIMITS.characters)
    top.text += text
  }

  #inline(name: string, at: Record<string, string>, top: Frame | undefined): void {
    if (top?.kind !== 'paragraph') return
    if (this.#inParagraphProperties > 0) {
      if (name === 'w:pStyle') top.style = at['w:val'] ?? ''
      else if (name === 'w:numId') top.numId = at['w:val'] ?? null
      else if (name === 'w:ilvl') top.depth = Number(at['w:val']) || 0
      return
    }
    if (this.#hidden) return
    if (name === 'w:tab' || name === 'w:ptab') this.#add(' ')
    else if (name === 'w:br' || name === 'w:cr') this.#add('\n')
    else if (name === 'w:noBreakHyphen') this.#add('-')
    else if (name === 'w:sym') this.#add(symbol(at['w:char'] ?? ''))
  }

  #lastRow(top: Frame | undefined, before: number): void {
    const row = top?.kind === 'table' ? top.rows.at(-1) : undefined
    if (row) row.before = Math.min(before, LIMITS.columns)
  }

  #closeParagraph(): void {
    const top = this.#stack.pop()
    if (top?.kind !== 'paragraph') return
    const lines = this.#styles.isContents(top.style) ? [] : this.#numbered(top).split('\n')
    this.#emit([...lines.map((line) => line.trim()), ...top.after])
  }

  #numbered(paragraph: Paragraph): string {
    const fromStyle = this.#styles.numbering(paragraph.style)
    const numId = paragraph.numId ?? fromStyle?.numId ?? null
    const text = paragraph.text.trim()
    if (numId === null || numId === '0' || text === '') return text
    return this.#labels.next(numId, paragraph.depth ?? fromStyle?.depth ?? 0, text) + text
  }

  #closeCell(): void {
    const top = this.#stack.pop()
    const table = this.#stack.at(-1)
    if (top?.kind === 'cell' && table?.kind === 'table') table.rows.at(-1)?.cells.push(top)
  }

  #closeTable(): void {
    const table = this.#stack.pop()
    if (table?.kind !== 'table') return
    if (table.rows.every(({ cells }) => cells.filter((cell) => cell.lines.some((line) => line !== '')).length <= 1)) {
      // Never two filled cells side by side: a frame or a layout, not a table.
      this.#emit(table.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.lines.filter((line) => line !== ''))))
      return
    }
    let above: string[] = []
    const rows = table.rows.map(({ before, cells }) => {
      const row: string[] = Array.from({ length: before }, () => '')
      for (const cell of cells) {
        row.push(cell.merge === 'continue' ? (above[row.length] ?? '') : joinLines(cell.lines))
        for (let i = 1; i < cell.across && row.length < LIMITS.columns; i++) row.push('')
      }
      above = row
      return row
    })
    this.#emit(rowLines(rows, this.#name))
  }

  /** Hands finished lines to what holds them: a cell, the paragraph a text box hangs on, or the body. */
  #emit(lines: string[]): void {
    const holder = this.#stack.at(-1)
    if (holder?.kind === 'cell') holder.lines.push(...lines.map((line) => line.replaceAll('\t', ' ')))
    else if (holder?.kind === 'paragraph') holder.after.push(...lines.filter((line) => line !== ''))
    else for (const line of lines) this.lines.push(line)
  }
}

/** A character from a symbol font: Unicode where it lies there, nothing for the fonts' private marks. */
function symbol(hex: string): string {
  const code = Number.parseInt(hex, 16)
  return Number.isFinite(code) && code >= 0x20 && code < 0xe000 ? String.fromCharCode(code) : ''
}
