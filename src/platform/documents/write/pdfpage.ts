import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Align } from '../types.ts'
import { INK, type Look } from './look.ts'
import { breakLines, type Measure, type TextLine } from './pdftext.ts'

/** The two weights a paper is set in. */
export type Weight = 'regular' | 'bold'

/** How a text is set. */
export type TextStyle = {
  size: number
  leading: number
  weight?: Weight
  color?: string
  align?: Align | 'justify'
  indent?: number
  /** Room kept free at the left and right of the text block, in points. */
  left?: number
  right?: number
  /** Extra space between characters, in points. */
  spacing?: number
}

const FONTS: Record<Weight, string> = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
}

const loaded = new Map<Weight, Promise<Buffer>>()

/** The font file of a weight (Noto Sans SC, SIL Open Font License), read once. */
export function fontFile(weight: Weight): Promise<Buffer> {
  const known = loaded.get(weight)
  if (known) return known
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${FONTS[weight]}`)
  const reading = readFile(path)
  loaded.set(weight, reading)
  return reading
}

/** A PDF being written from top to bottom: the place of the next line, page breaks, set text. */
export class PdfPage {
  readonly doc: PDFKit.PDFDocument
  readonly look: Look
  /** Top of the next line, in points from the top of the page. */
  y: number
  #widths: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() }

  constructor(doc: PDFKit.PDFDocument, look: Look) {
    this.doc = doc
    this.look = look
    this.y = look.page.top
  }

  get left(): number {
    return this.look.page.left
  }

  get width(): number {
    return this.look.page.width - this.look.page.left - this.look.page.right
  }

  /** Lowest point of the text block. */
  get foot(): number {
    return this.look.page.height - this.look.page.bottom
  }

  get atTop(): boolean {
    return this.y <= this.look.page.top + 0.01
  }

  breakPage(): void {
    this.doc.addPage()
    this.y = this.look.page.top
  }

  /** Starts a new page when less than `height` points are left. */
  need(height: number): void {
    if (this.y + height > this.foot + 0.5 && !this.atTop) this.breakPage()
  }

  /** Moves down, but never starts a page with empty space. */
  skip(height: number): void {
    if (!this.atTop) this.y += height
  }

  measure(size: number, weight: Weight): Measure {
    const widths = this.#widths[weight]
    return (text) => {
      const known = widths.get(text)
      if (known !== undefined) return known * size
      this.doc.font(weight).fontSize(100)
      const width = this.doc.widthOfString(text) / 100
      if (text.length < 12) widths.set(text, width)
      return width * size
    }
  }

  /** Breaks a text for a style; `room` defaults to the text block. */
  lines(text: string, style: TextStyle, room = this.width - (style.left ?? 0) - (style.right ?? 0)): TextLine[] {
    const bare = this.measure(style.size, style.weight ?? 'regular')
    const spacing = style.spacing ?? 0
    return breakLines(text, room, spacing ? (part) => bare(part) + part.length * spacing : bare, style.indent ?? 0)
  }

  /** Sets one line with its top at `y`. A line that is not the last of its paragraph is stretched to `room` when justified. */
  setLine(line: TextLine, style: TextStyle, x: number, y: number, room: number): void {
    const { align = 'left', size } = style
    const free = room - line.width
    const gaps = [...line.text].length - 1
    // More than a tenth of an em between characters would look, and copy, like spaces.
    const stretch = align === 'justify' && !line.last && gaps > 0 && free < size * gaps * 0.1 ? free / gaps : 0
    const shift = align === 'right' ? free : align === 'center' ? free / 2 : 0
    this.doc
      .font(style.weight ?? 'regular')
      .fontSize(size)
      .fillColor(style.color ?? INK.text)
    // The font's own line box is taller than its size; this puts the characters in the middle of the leading.
    const box = this.doc.currentLineHeight(false)
    this.doc.text(line.text, x + shift, y + (style.leading - box) / 2, {
      lineBreak: false,
      characterSpacing: stretch + (style.spacing ?? 0),
    })
  }

  /** Sets a text at the current place, over as many pages as it needs; at least two lines of it stay together. */
  write(text: string, style: TextStyle): void {
    const room = this.width - (style.left ?? 0) - (style.right ?? 0)
    const lines = this.lines(text, style, room)
    this.need(style.leading * Math.min(2, lines.length))
    lines.forEach((line, i) => {
      this.need(style.leading)
      const indent = i === 0 ? (style.indent ?? 0) : 0
      this.setLine(line, style, this.left + (style.left ?? 0) + indent, this.y, room - indent)
      this.y += style.leading
    })
  }

  /** Draws a straight rule. */
  rule(x1: number, y1: number, x2: number, y2: number, width: number, color: string): void {
    this.doc.moveTo(x1, y1).lineTo(x2, y2).lineWidth(width).strokeColor(color).stroke()
  }
}
