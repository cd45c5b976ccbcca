import type { ReadingNote } from '../types.ts'
import { LIMITS } from './limits.ts'
import { isPageMark, linesOf, type Piece } from './pdflines.ts'
import { joinParagraphs, type PageLines } from './pdfparagraphs.ts'
import type { Rules } from './pdfrules.ts'
import { tablesOf } from './pdftables.ts'
import { damaged, scanned, tooMany } from './refusals.ts'
import { walkXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** Millimetres to points, so that OFD and PDF pages are read with the same measures. */
const POINTS = 72 / 25.4

const numbers = (text: string | undefined) => (text ?? '').trim().split(/\s+/).filter(Boolean).map(Number)

/** Expands the repeat notation of glyph advances: `g 3 4.2` is 4.2 three times. */
function advances(text: string | undefined): number[] {
  const out: number[] = []
  const parts = (text ?? '').trim().split(/\s+/).filter(Boolean)
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] !== 'g') {
      out.push(Number(parts[i]))
      continue
    }
    const times = Math.min(Number(parts[i + 1]) || 0, 10_000)
    for (let n = 0; n < times; n++) out.push(Number(parts[i + 2]))
    i += 2
  }
  return out
}

function inside(folder: string, path: string): string {
  if (path.startsWith('/')) return path.slice(1)
  const parts: string[] = []
  for (const part of (folder + path).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** Paths of the pages, in order, and the page size the document declares. */
function pagesOf(zip: Zip, name: string): { pages: string[]; box: number[] } {
  let root = ''
  const entry = zip.part('OFD.xml')
  let reading = ''
  if (entry)
    walkXml(
      entry,
      {
        open: (tag) => {
          reading = tag
        },
        text: (text) => {
          if (reading === 'DocRoot' && root === '') root = text.trim()
        },
      },
      false,
    )
  const path = inside('', root)
  const document = zip.part(path)
  if (!document) throw damaged(name, 'ofd', path || 'OFD.xml')
  const pages: string[] = []
  let box = ''
  walkXml(
    document,
    {
      open: (tag, at) => {
        reading = tag
        if (tag === 'Page' && at.BaseLoc) pages.push(inside(folderOf(path), at.BaseLoc))
      },
      text: (text) => {
        if (reading === 'PhysicalBox' && box === '') box = text.trim()
      },
    },
    false,
  )
  return { pages, box: numbers(box) }
}

type TextObject = { x: number; y: number; size: number; matrix: number[] }

function readPage(bytes: Uint8Array, fallback: number[]): PageLines {
  const pieces: Piece[] = []
  const rules: Rules = { across: [], down: [] }
  let height = fallback[3] ?? 297
  let object: TextObject | null = null
  let code: Record<string, string> | null = null
  let path: { x: number; y: number } | null = null
  let reading = ''
  walkXml(
    bytes,
    {
      open: (tag, at) => {
        reading = tag
        const [x = 0, y = 0] = numbers(at.Boundary)
        if (tag === 'TextObject') object = { x, y, size: Number(at.Size) || 4, matrix: numbers(at.CTM) }
        else if (tag === 'TextCode') code = at
        else if (tag === 'PathObject') path = { x, y }
      },
      close: (tag) => {
        if (tag === 'TextObject') object = null
        if (tag === 'PathObject') path = null
        reading = ''
      },
      text: (text) => {
        if (reading === 'PhysicalBox') height = numbers(text)[3] ?? height
        if (reading === 'TextCode' && object && code && text.trim() !== '') pieces.push(pieceOf(text, object, code))
        if (reading === 'AbbreviatedData' && path) addPath(rules, text, path)
      },
    },
    false,
  )
  const tables = tablesOf(rules, pieces)
  const lines = [...linesOf(tables.rest), ...tables.lines].sort((p, q) => p.y - q.y)
  for (const line of lines) line.mark = !line.row && isPageMark(line, height * POINTS)
  return { height: height * POINTS, lines }
}

function pieceOf(text: string, object: TextObject, code: Record<string, string>): Piece {
  const [a = 1, , , d = 1, e = 0, f = 0] = object.matrix
  const steps = advances(code.DeltaX)
  const size = object.size * Math.abs(d)
  const wide = steps.reduce((sum, step) => sum + step, 0) + object.size
  const x = object.x + e + (Number(code.X) || 0) * a
  const y = object.y + f + (Number(code.Y) || 0) * d
  return { text, x: x * POINTS, end: (x + wide * a) * POINTS, y: y * POINTS, size: size * POINTS }
}

/** Straight parts of a path: `M x y`, `L x y`, `C` closes. */
function addPath(rules: Rules, data: string, origin: { x: number; y: number }): void {
  const tokens = data.trim().split(/\s+/)
  let [x, y] = [0, 0]
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== 'M' && tokens[i] !== 'S' && tokens[i] !== 'L') continue
    const [nx, ny] = [Number(tokens[i + 1]), Number(tokens[i + 2])]
    if (tokens[i] === 'L') {
      const [x1, y1] = [(origin.x + x) * POINTS, (origin.y + y) * POINTS]
      const [x2, y2] = [(origin.x + nx) * POINTS, (origin.y + ny) * POINTS]
      if (Math.abs(y1 - y2) < 1 && Math.abs(x1 - x2) > 4)
        rules.across.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) })
      else if (Math.abs(x1 - x2) < 1 && Math.abs(y1 - y2) > 4)
        rules.down.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) })
    }
    ;[x, y] = [nx, ny]
    i += 2
  }
}

/** The text of an OFD document (GB/T 33190), the layout format of Chinese offices, read with the same measures as a PDF. */
export function readOfd(zip: Zip, name: string): { text: string; pages: number; notes: ReadingNote[] } {
  const { pages, box } = pagesOf(zip, name)
  if (pages.length > LIMITS.pages) throw tooMany(name, 'pages', LIMITS.pages)
  const read = pages.map((path) => {
    const bytes = zip.part(path)
    if (!bytes) throw damaged(name, 'ofd', path)
    return readPage(bytes, box)
  })
  const text = joinParagraphs(read)
  if (text.trim() === '') throw scanned(name, pages.length)
  return { text, pages: pages.length, notes: [] }
}
