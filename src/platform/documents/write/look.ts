import type { PaperDocument } from '../types.ts'

/** Measures of a printed paper, in points. */
export type Look = {
  page: { width: number; height: number; top: number; right: number; bottom: number; left: number }
  /** Size of the text, distance of its lines, indent of a paragraph's first line. */
  body: number
  leading: number
  indent: number
  /** Room above a heading: none in official papers, which keep to their line grid. */
  headingGap: number
  title: number
  titleLeading: number
  subtitle: number
  /** Table text and the distance of its lines. */
  table: number
  tableLeading: number
  /** Notes, captions, imprint. */
  small: number
  smallLeading: number
  pageNumber: number
}

/** Millimetres in points. */
export const mm = (value: number): number => (value * 72) / 25.4

const A4 = { width: mm(210), height: mm(297) }

/**
 * The measures for a paper. The official look follows GB/T 9704: text block of 156 by 225 mm under a head margin of 37 mm and beside
 * a binding margin of 28 mm, title in size two (22 pt), text in size three (16 pt), 22 lines a page. English text is set smaller.
 */
export function lookOf(doc: PaperDocument): Look {
  const official = (doc.style ?? 'official') === 'official'
  const large = official && (doc.language ?? 'zh') === 'zh'
  const turned = doc.orientation === 'landscape'
  const size = turned ? { width: A4.height, height: A4.width } : A4
  const margins =
    official && !turned
      ? { top: mm(37), right: mm(26), bottom: mm(35), left: mm(28) }
      : { top: mm(24), right: mm(22), bottom: mm(24), left: mm(22) }
  const page = { ...size, ...margins }
  const indent = (doc.language ?? 'zh') === 'zh' ? 2 : 0
  if (large)
    return {
      page,
      body: 16,
      leading: 28.9,
      indent: 32,
      headingGap: 0,
      title: 22,
      titleLeading: 34,
      subtitle: 16,
      table: 11,
      tableLeading: 16.5,
      small: 14,
      smallLeading: 22,
      pageNumber: 14,
    }
  return {
    page,
    body: 11.5,
    leading: 20,
    indent: indent * 11.5,
    headingGap: 7,
    title: 19,
    titleLeading: 28,
    subtitle: 12,
    table: 10,
    tableLeading: 15,
    small: 10,
    smallLeading: 15.5,
    pageNumber: 10,
  }
}

/** The red of official heads and rules, and the greys of rules and small text. */
export const INK = { red: '#C7000B', text: '#111111', grey: '#555555', rule: '#333333', shade: '#F3F4F2' }
