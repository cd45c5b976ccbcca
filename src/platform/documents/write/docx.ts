import type { FileChild, Paragraph } from 'docx'
import type { PaperDocument } from '../types.ts'
import { type Composition, compose, type Printed } from './compose.ts'
import { settle } from './docxsettle.ts'
import { docxTable, imprintTable, verificationTable } from './docxtable.ts'
import { type Docx, FACES, paragraph, type Setting, twips } from './docxtext.ts'
import { INK, type Look, mm } from './look.ts'
import { qrPng } from './qr.ts'
import { ems } from './words.ts'

/**
 * A paper as docx, in the typefaces of GB/T 9704, opened by Word, WPS and LibreOffice alike. It carries the same words as
 * {@link writePdf}; the same document gives the same bytes.
 */
export async function writeDocx(doc: PaperDocument): Promise<Uint8Array> {
  const docx = await import('docx')
  const composition = compose(doc)
  const { look, language, official } = composition
  const { page } = look
  const children: FileChild[] = []
  for (const piece of composition.pieces) children.push(...(await pieces(docx, piece, composition)))
  const file = new docx.Document({
    title: doc.title.replaceAll('\n', ''),
    creator: doc.issuer ?? '',
    evenAndOddHeaderAndFooters: official,
    styles: {
      default: {
        document: {
          run: {
            font: FACES.body,
            size: look.body * 2,
            language: { value: language === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' },
          },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(Math.min(page.width, page.height)),
              height: twips(Math.max(page.width, page.height)),
              orientation:
                doc.orientation === 'landscape' ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
            },
            margin: {
              top: twips(page.top),
              right: twips(page.right),
              bottom: twips(page.bottom),
              left: twips(page.left),
              footer: twips(page.bottom - mm(official ? 7 : 6) - look.pageNumber * 1.5),
            },
          },
        },
        ...(composition.numbers ? { footers: footers(docx, look, official) } : {}),
        children,
      },
    ],
  })
  return settle(await docx.Packer.toBuffer(file))
}

function footers(docx: Docx, look: Look, official: boolean) {
  const inset = official ? twips(look.pageNumber) : 0
  const footer = (alignment: 'left' | 'right' | 'center') =>
    new docx.Footer({
      children: [
        new docx.Paragraph({
          alignment,
          indent: { left: inset, right: inset },
          children: [
            new docx.TextRun({
              font: FACES.song,
              size: look.pageNumber * 2,
              children: ['— ', docx.PageNumber.CURRENT, ' —'],
            }),
          ],
        }),
      ],
    })
  return official ? { default: footer('right'), even: footer('left') } : { default: footer('center') }
}

async function pieces(docx: Docx, piece: Printed, composition: Composition): Promise<FileChild[]> {
  const { look, official, language } = composition
  const body: Setting = { size: look.body, leading: look.leading }
  const small: Setting = { size: look.small, leading: look.smallLeading }
  switch (piece.kind) {
    case 'issuer':
      return [
        official
          ? redHead(docx, piece.text, look)
          : paragraph(docx, piece.text, { ...small, align: 'center', color: INK.grey }),
      ]
    case 'number':
      return official
        ? [
            paragraph(
              docx,
              piece.text,
              { ...body, align: 'center', before: look.leading * 0.75, after: look.leading * 1.6 },
              { rule: true },
            ),
          ]
        : [paragraph(docx, piece.text, { ...small, align: 'center', color: INK.grey })]
    case 'title':
      return [
        paragraph(docx, piece.lines.join('\n'), {
          size: look.title,
          leading: look.titleLeading,
          font: FACES.head,
          bold: !official || language === 'en',
          align: 'center',
          before: official ? 0 : 4,
          after: look.leading * (official ? 0.8 : 0.5),
        }),
      ]
    case 'subtitle':
      return [
        paragraph(docx, piece.text, {
          ...body,
          size: look.subtitle,
          font: FACES.kai,
          align: 'center',
          after: look.leading * 0.6,
        }),
      ]
    case 'addressees':
      return [paragraph(docx, piece.text, body)]
    case 'heading': {
      const font = piece.level === 1 ? FACES.black : piece.level === 2 ? FACES.kai : FACES.body
      const set = {
        ...body,
        font,
        bold: piece.level === 2 || (piece.level === 1 && language === 'en'),
        before: look.headingGap,
        indent: look.indent,
        keepNext: true,
        outline: piece.level - 1,
      }
      return [paragraph(docx, piece.text, set)]
    }
    case 'paragraph': {
      const align = piece.align === 'justify' ? 'both' : piece.align
      return [paragraph(docx, piece.text, { ...body, align, bold: piece.bold, indent: piece.indent ? look.indent : 0 })]
    }
    case 'table':
      return docxTable(docx, piece, look)
    case 'annexes':
      return piece.items.map((item, i) => {
        const hang = ems(piece.label) * look.body
        const left = look.indent + hang
        return i === 0
          ? paragraph(docx, piece.label + item, { ...body, left, indent: -hang, before: look.leading })
          : paragraph(docx, item, { ...body, left })
      })
    case 'signature':
      return [
        paragraph(docx, piece.issuer, {
          ...body,
          align: 'right',
          right: piece.issuerInset * look.body,
          before: look.leading * 1.4,
          keepNext: true,
        }),
        ...(piece.date
          ? [paragraph(docx, piece.date, { ...body, align: 'right', right: piece.dateInset * look.body })]
          : []),
      ]
    case 'notes':
      return piece.lines.map((line, i) =>
        paragraph(docx, line, {
          ...small,
          indent: official ? look.indent : 0,
          before: i === 0 ? look.smallLeading * 0.7 : 0,
        }),
      )
    case 'verification':
      return verificationTable(docx, await qrPng(piece.content, 480), piece.caption, look)
    case 'imprint':
      return imprintTable(docx, piece, look)
    case 'pageBreak':
      return [new docx.Paragraph({ children: [new docx.PageBreak()] })]
  }
}

function redHead(docx: Docx, text: string, look: Look): Paragraph {
  const width = look.page.width - look.page.left - look.page.right
  const length = ems(text)
  const size = Math.floor(Math.min(44, (width * 0.98) / length))
  const spacing = length <= 9 ? Math.max(0, Math.min(size * 0.35, (width * 0.86 - length * size) / length)) : 0
  return paragraph(docx, text, {
    size,
    leading: size * 1.35,
    font: FACES.head,
    color: INK.red,
    align: 'center',
    before: mm(8),
    spacing,
  })
}
