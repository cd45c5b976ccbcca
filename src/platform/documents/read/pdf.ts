import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFPageProxy } from 'pdfjs-dist'
import type { ReadingNote } from '../types.ts'
import { LIMITS } from './limits.ts'
import { isPageMark, type Line, linesOf, type Piece } from './pdflines.ts'
import { joinParagraphs, type PageLines } from './pdfparagraphs.ts'
import { type Operators, rulesOf } from './pdfrules.ts'
import { tablesOf } from './pdftables.ts'
import { damaged, encrypted, scanned, tooMany } from './refusals.ts'

/** The operators of pdf.js we follow, by their numbers in its `OPS`. */
type Ops = Record<
  'save' | 'restore' | 'transform' | 'constructPath' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd',
  number
> &
  Record<string, number>

async function openPdf(bytes: Uint8Array, name: string) {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    // Pictures hold no text for us; a limit of one pixel keeps them from being decoded.
    maxImageSize: 1,
  })
  try {
    return { document: await task.promise, ops: pdfjs.OPS as Ops, close: () => task.destroy() }
  } catch (error) {
    const kind = (error as Error).name
    if (kind === 'PasswordException') throw encrypted(name, 'pdf')
    throw damaged(name, 'pdf')
  }
}

/** The text pieces of a page in its upright coordinates, `y` downwards; turned text (watermarks, stamps) is left out. */
async function piecesOf(page: PDFPageProxy): Promise<Piece[]> {
  const [a, b, c, d, e, f] = page.getViewport({ scale: 1 }).transform as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const { items } = await page.getTextContent()
  const pieces: Piece[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [ta, tb, tc, td, te, tf] = item.transform as [number, number, number, number, number, number]
    const across = a * ta + c * tb
    const slope = b * ta + d * tb
    if (Math.abs(slope) > Math.abs(across) * 0.05) continue
    const size = Math.hypot(a * tc + c * td, b * tc + d * td) || Math.abs(across)
    const x = a * te + c * tf + e
    pieces.push({ text: item.str, x, end: x + item.width, y: b * te + d * tf + f, size })
  }
  return pieces
}

async function readPage(page: PDFPageProxy, ops: Ops): Promise<PageLines> {
  const viewport = page.getViewport({ scale: 1 })
  const pieces = await piecesOf(page)
  const tables =
    pieces.length > 1 ? tablesOf(await rules(page, ops, viewport.transform), pieces) : { lines: [], rest: pieces }
  const lines: Line[] = [...linesOf(tables.rest), ...tables.lines].sort((p, q) => p.y - q.y)
  for (const line of lines) line.mark = !line.row && isPageMark(line, viewport.height)
  return { height: viewport.height, lines }
}

async function rules(page: PDFPageProxy, ops: Ops, transform: number[]) {
  try {
    return rulesOf((await page.getOperatorList()) as Operators, ops, transform)
  } catch {
    // A drawing that cannot be followed costs us the table's lines, not the words.
    return { across: [], down: [] }
  }
}

/**
 * A PDF with a text layer as lines. Tables drawn with rules come out as rows with tabs, their cells' lines joined; columns without
 * rules are told apart by wide gaps that line up. Wrapped lines are joined to paragraphs; page numbers stay as lines of their own.
 * Refuses scans, locked and damaged files.
 */
export async function readPdf(
  bytes: Uint8Array,
  name: string,
): Promise<{ text: string; pages: number; notes: ReadingNote[] }> {
  const { document, ops, close } = await openPdf(bytes, name)
  try {
    const count = document.numPages
    if (count > LIMITS.pages) throw tooMany(name, 'pages', LIMITS.pages)
    const pages: PageLines[] = []
    const blank: number[] = []
    let characters = 0
    for (let number = 1; number <= count; number++) {
      const read = await readOne(number)
      const size = read.lines.reduce((sum, line) => sum + (line.mark ? 0 : line.text.length), 0)
      if (size < 5) blank.push(number)
      characters += size
      if (characters > LIMITS.characters) throw tooMany(name, 'characters', LIMITS.characters)
      pages.push(read)
    }
    if (blank.length === count) throw scanned(name, count)
    return { text: joinParagraphs(pages), pages: count, notes: notesOf(blank) }
  } finally {
    await close()
  }

  async function readOne(number: number): Promise<PageLines> {
    try {
      const page = await document.getPage(number)
      const read = await readPage(page, ops)
      page.cleanup()
      return read
    } catch {
      throw damaged(name, 'pdf', `page ${number}`)
    }
  }
}

function notesOf(blank: readonly number[]): ReadingNote[] {
  if (blank.length === 0) return []
  const list = blank.slice(0, 20).join(', ') + (blank.length > 20 ? ' …' : '')
  return [
    {
      code: 'pages_without_text',
      zh: `第 ${list.replaceAll(', ', '、')} 页没有文字层（可能是扫描页或空白页），没有读到内容。`,
      en: `Pages without a text layer (scanned or blank), nothing was read from them: ${list}.`,
    },
  ]
}
