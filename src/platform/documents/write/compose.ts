import type { Align, PaperBlock, PaperColumn, PaperDocument } from '../types.ts'
import { type Look, lookOf } from './look.ts'
import { balanced, ems } from './words.ts'

/** A table ready to print: widths are shares of one, cells padded to the columns. */
export type PrintedTable = {
  kind: 'table'
  caption: string
  unit: string
  header: string[]
  widths: number[]
  aligns: Align[]
  rows: string[][]
  note: string
}

/** One piece of the printed paper, with its final words. */
export type Printed =
  | { kind: 'issuer'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'title'; lines: string[] }
  | { kind: 'subtitle'; text: string }
  | { kind: 'addressees'; text: string }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; text: string; align: Align | 'justify'; indent: boolean; bold: boolean }
  | PrintedTable
  | { kind: 'annexes'; label: string; items: string[] }
  | { kind: 'signature'; issuer: string; date: string; issuerInset: number; dateInset: number }
  | { kind: 'notes'; lines: string[] }
  | { kind: 'verification'; content: string; caption: string }
  | { kind: 'imprint'; copies: string; office: string; date: string }
  | { kind: 'pageBreak' }

/** The composed paper: what both writers print, so that they cannot differ in a word. */
export type Composition = { look: Look; language: 'zh' | 'en'; official: boolean; numbers: boolean; pieces: Printed[] }

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** An ISO date as the paper prints it: 2026年11月22日, or 22 November 2026. */
export function printedDate(iso: string, language: 'zh' | 'en'): string {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number)
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''} ${year}`
}

/** Puts the final words of a paper together, in printing order. */
export function compose(doc: PaperDocument): Composition {
  const language = doc.language ?? 'zh'
  const zh = language === 'zh'
  const look = lookOf(doc)
  const official = (doc.style ?? 'official') === 'official'
  const pieces: Printed[] = []
  if (doc.issuer) pieces.push({ kind: 'issuer', text: doc.issuer })
  if (doc.number || (official && doc.issuer)) pieces.push({ kind: 'number', text: doc.number ?? '' })
  const room = (look.page.width - look.page.left - look.page.right) / look.title
  pieces.push({ kind: 'title', lines: doc.title.split('\n').flatMap((line) => balanced(line.trim(), room * 0.96)) })
  if (doc.subtitle) pieces.push({ kind: 'subtitle', text: doc.subtitle })
  if (doc.addressees) pieces.push({ kind: 'addressees', text: doc.addressees + (zh ? '：' : ':') })
  const number = headingNumbers(zh, doc.numbering ?? true)
  for (const block of doc.blocks) pieces.push(printed(block, number, look))
  if (doc.annexes?.length) {
    const items = doc.annexes.map((name, i) => (doc.annexes?.length === 1 ? name : `${i + 1}. ${name}`))
    pieces.push({ kind: 'annexes', label: zh ? '附件：' : 'Annexes: ', items })
  }
  if (doc.signature) pieces.push(signature(doc.signature, language))
  if (doc.notes?.length) pieces.push({ kind: 'notes', lines: doc.notes })
  if (doc.verification) pieces.push({ kind: 'verification', ...doc.verification })
  if (doc.imprint) {
    const { copies, office, date } = doc.imprint
    pieces.push({
      kind: 'imprint',
      copies: copies ? (zh ? `抄送：${copies}` : `Copies to: ${copies}`) : '',
      office: office ?? '',
      date: date ? (zh ? `${printedDate(date, 'zh')}印发` : `Issued ${printedDate(date, 'en')}`) : '',
    })
  }
  return { look, language, official, numbers: doc.pageNumbers ?? true, pieces }
}

function printed(block: PaperBlock, number: (level: number) => string, look: Look): Printed {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: block.level, text: number(block.level) + block.text }
    case 'paragraph': {
      const align = block.align ?? 'justify'
      const indent = block.indent ?? (align === 'justify' || align === 'left')
      return { kind: 'paragraph', text: block.text, align, indent, bold: block.bold ?? false }
    }
    case 'table':
      return table(block, (look.page.width - look.page.left - look.page.right) / look.table)
    case 'pageBreak':
      return block
  }
}

/** Counts headings by level: 一、（一）1.（1） in Chinese, 1. 1.1 1.1.1 (a) in English. */
function headingNumbers(zh: boolean, wanted: boolean): (level: number) => string {
  const counts = [0, 0, 0, 0]
  return (level) => {
    if (!wanted) return ''
    counts[level - 1] = (counts[level - 1] ?? 0) + 1
    counts.fill(0, level)
    const count = counts[level - 1] ?? 1
    if (!zh)
      return level === 4
        ? `(${String.fromCharCode(96 + count)}) `
        : level === 1
          ? `${count}. `
          : `${counts.slice(0, level).join('.')} `
    if (level === 1) return `${chinese(count)}、`
    if (level === 2) return `（${chinese(count)}）`
    return level === 3 ? `${count}.` : `（${count}）`
  }
}

function chinese(value: number): string {
  const digits = '零一二三四五六七八九'
  if (value < 10) return digits[value] ?? ''
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? digits[tens] : ''}十${ones ? digits[ones] : ''}`
}

function table(block: Extract<PaperBlock, { kind: 'table' }>, room: number): PrintedTable {
  const rows = block.rows.map((row) => block.columns.map((_, i) => row[i] ?? ''))
  return {
    kind: 'table',
    caption: block.caption ?? '',
    unit: block.unit ?? '',
    header: block.columns.map((column) => column.title),
    widths: widths(block.columns, rows, room),
    aligns: block.columns.map((column) => column.align ?? 'left'),
    rows,
    note: block.note ?? '',
  }
}

/**
 * Column widths as shares: as given, otherwise enough for the header and short entries; what room is left goes to the columns whose
 * texts would wrap, by how much they lack.
 */
function widths(columns: readonly PaperColumn[], rows: readonly string[][], room: number): number[] {
  const longest = columns.map((column, i) => Math.max(ems(column.title), ...rows.map((row) => ems(row[i] ?? ''))))
  const least = columns.map(
    (column, i) => column.width ?? 1.6 + Math.max(Math.min(ems(column.title), 6), Math.min(longest[i] ?? 0, 8)),
  )
  const given = columns.some((column) => column.width !== undefined)
  const lacking = columns.map((_, i) => (given ? 0 : Math.max(0, (longest[i] ?? 0) + 1.6 - (least[i] ?? 0))))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const share = Math.min(1, Math.max(0, room - sum(least)) / (sum(lacking) || 1))
  const wish = least.map((width, i) => width + share * (lacking[i] ?? 0))
  return wish.map((width) => width / sum(wish))
}

/** Issuer and date stand centred over each other, the date four characters from the right edge, neither nearer than two. */
function signature(given: { issuer: string; date?: string }, language: 'zh' | 'en'): Printed {
  const date = given.date ? printedDate(given.date, language) : ''
  const axis = Math.max(ems(date) / 2 + 4, ems(given.issuer) / 2 + 2)
  return {
    kind: 'signature',
    issuer: given.issuer,
    date,
    issuerInset: axis - ems(given.issuer) / 2,
    dateInset: axis - ems(date) / 2,
  }
}
