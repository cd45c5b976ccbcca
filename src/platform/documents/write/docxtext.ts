import type { Paragraph, ParagraphChild } from 'docx'
import { INK } from './look.ts'

/** The docx library, loaded when the first paper is written. */
export type Docx = typeof import('docx')

/** Points in the twentieths Word counts in. */
export const twips = (points: number): number => Math.round(points * 20)

/** Typefaces of an official paper; where one is missing, the font table names what stands in. */
export const FACES = {
  head: { ascii: 'Times New Roman', eastAsia: '方正小标宋简体', hAnsi: 'Times New Roman' },
  body: { ascii: 'Times New Roman', eastAsia: '仿宋_GB2312', hAnsi: 'Times New Roman' },
  black: { ascii: 'Arial', eastAsia: '黑体', hAnsi: 'Arial' },
  kai: { ascii: 'Times New Roman', eastAsia: '楷体_GB2312', hAnsi: 'Times New Roman' },
  song: { ascii: 'Times New Roman', eastAsia: '宋体', hAnsi: 'Times New Roman' },
}

/** How one paragraph is set. Lengths in points. */
export type Setting = {
  size: number
  leading: number
  font?: (typeof FACES)[keyof typeof FACES]
  bold?: boolean
  color?: string
  align?: 'left' | 'center' | 'right' | 'both'
  indent?: number
  left?: number
  right?: number
  before?: number
  after?: number
  keepNext?: boolean
  spacing?: number
  outline?: number
}

/** Builds one paragraph; a line break in the text stays one. */
export function paragraph(docx: Docx, text: string, set: Setting, extra: { rule?: boolean } = {}): Paragraph {
  const children: ParagraphChild[] = text.split('\n').map(
    (line, i) =>
      new docx.TextRun({
        // Characters XML cannot hold would make the file unreadable.
        text: line.replace(/\p{Cc}/gu, ' '),
        ...(i > 0 ? { break: 1 } : {}),
        font: set.font ?? FACES.body,
        size: Math.round(set.size * 2),
        bold: set.bold ?? false,
        ...(set.color ? { color: set.color.slice(1) } : {}),
        ...(set.spacing ? { characterSpacing: twips(set.spacing) } : {}),
      }),
  )
  const indent = set.indent ?? 0
  return new docx.Paragraph({
    children,
    alignment: set.align ?? 'left',
    spacing: {
      line: twips(set.leading),
      lineRule: docx.LineRuleType.EXACT,
      before: twips(set.before ?? 0),
      after: twips(set.after ?? 0),
    },
    indent: {
      left: twips(set.left ?? 0),
      right: twips(set.right ?? 0),
      ...(indent < 0 ? { hanging: twips(-indent) } : { firstLine: twips(indent) }),
    },
    keepNext: set.keepNext ?? false,
    ...(set.outline === undefined ? {} : { outlineLevel: set.outline }),
    ...(extra.rule
      ? { border: { bottom: { style: 'single' as const, size: 14, color: INK.red.slice(1), space: 6 } } }
      : {}),
  })
}
