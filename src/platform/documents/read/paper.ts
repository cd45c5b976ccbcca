import type { PaperFormat, PaperText, ReadingNote } from '../types.ts'
import { LIMITS } from './limits.ts'
import { empty, noWords, tooLarge, tooMany } from './refusals.ts'
import { extensionOf, type Sniffed, sniff } from './sniff.ts'
import { tidy } from './text.ts'

/** Refuses what is not worth opening. */
export function checkSize(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw empty(name)
  if (bytes.length > LIMITS.bytes) throw tooLarge(name, bytes.length)
}

const EXTENSIONS: Record<PaperFormat, RegExp> = {
  txt: /^(txt|text|log|)$/,
  md: /^(md|markdown)$/,
  html: /^(html?|xhtml)$/,
  csv: /^(csv|tsv|txt)$/,
  docx: /^(docx|docm|dotx)$/,
  xlsx: /^(xlsx|xlsm|xltx)$/,
  pdf: /^pdf$/,
  ofd: /^ofd$/,
}

/** Says so when the name promises another format than the content holds. */
export function nameNote(name: string, format: PaperFormat): ReadingNote[] {
  const extension = extensionOf(name)
  if (extension === '' || EXTENSIONS[format].test(extension)) return []
  return [
    {
      code: 'name_does_not_fit',
      zh: `文件名以 .${extension} 结尾，内容其实是 ${format}，已按 ${format} 读取。`,
      en: `The name ends in .${extension}, but the content is ${format}; it was read as ${format}.`,
    },
  ]
}

/** Says so when bytes of a text file could not be decoded. */
export function lostNote(lost: number): ReadingNote[] {
  if (lost === 0) return []
  return [
    {
      code: 'characters_lost',
      zh: `有 ${lost} 处字节无法识别，已用“\uFFFD”代替。`,
      en: `${lost} places could not be decoded and stand as “\uFFFD”.`,
    },
  ]
}

type Read = { text: string; notes?: ReadingNote[]; pages?: number }

async function readAs(sniffed: Sniffed, bytes: Uint8Array, name: string): Promise<Read> {
  switch (sniffed.format) {
    case 'txt':
      return { text: sniffed.decoded.text }
    case 'md':
      return { text: (await import('./markdown.ts')).readMarkdown(sniffed.decoded.text) }
    case 'html':
      return { text: (await import('./html.ts')).HtmlReader.read(sniffed.decoded.text, name) }
    case 'csv': {
      const { readCsv } = await import('./csv.ts')
      const { rowLines } = await import('./grid.ts')
      const rows = await readCsv(sniffed.decoded.text, name)
      return {
        text: rowLines(
          rows.map((row) => row.cells),
          name,
        ).join('\n'),
      }
    }
    case 'docx':
      return (await import('./docx.ts')).readDocx(sniffed.zip, name)
    case 'xlsx':
      return (await import('./xlsx.ts')).readWorkbookPaper(sniffed.zip, name)
    case 'ofd':
      return (await import('./ofd.ts')).readOfd(sniffed.zip, name)
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, name)
  }
}

/** Reads a paper in this thread. `readPaper` is what others call: it bounds time and memory. */
export async function readPaperHere(bytes: Uint8Array, name: string): Promise<PaperText> {
  checkSize(bytes, name)
  const sniffed = sniff(bytes, name)
  const read = await readAs(sniffed, bytes, name)
  const text = tidy(read.text)
  if (text === '') throw noWords(name, sniffed.format)
  if (text.length > LIMITS.characters) throw tooMany(name, 'characters', LIMITS.characters)
  const decoded = 'decoded' in sniffed ? sniffed.decoded : null
  return {
    text,
    format: sniffed.format,
    ...(decoded ? { encoding: decoded.encoding } : {}),
    ...(read.pages === undefined ? {} : { pages: read.pages }),
    notes: [...nameNote(name, sniffed.format), ...lostNote(decoded?.lost ?? 0), ...(read.notes ?? [])],
  }
}
