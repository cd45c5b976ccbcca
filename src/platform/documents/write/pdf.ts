import type { PaperDocument } from '../types.ts'
import { type Composition, compose, type Printed } from './compose.ts'
import { INK, type Look, mm } from './look.ts'
import { fontFile, PdfPage } from './pdfpage.ts'
import { drawTable } from './pdftable.ts'
import { qrModules } from './qr.ts'
import { ems } from './words.ts'

/** Every paper carries the same moment, so that the same words give the same bytes; the date that counts is printed on it. */
const MOMENT = new Date('2000-01-01T00:00:00Z')

/**
 * A paper as PDF: A4, Noto Sans SC embedded as a subset, text that can be selected, searched and read aloud. The same document
 * gives the same bytes.
 */
export async function writePdf(doc: PaperDocument): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const composition = compose(doc)
  const { page: size } = composition.look
  const pdf = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    bufferPages: true,
    lang: composition.language === 'zh' ? 'zh-CN' : 'en',
    pdfVersion: '1.7',
    displayTitle: true,
    info: { Title: doc.title.replaceAll('\n', ''), Author: doc.issuer ?? '', CreationDate: MOMENT, ModDate: MOMENT },
    font: '',
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject))
  pdf.registerFont('regular', await fontFile('regular'))
  pdf.registerFont('bold', await fontFile('bold'))
  const page = new PdfPage(pdf, composition.look)
  for (const piece of composition.pieces) await draw(page, piece, composition)
  if (composition.numbers) drawPageNumbers(page, composition)
  pdf.end()
  await end
  return new Uint8Array(Buffer.concat(chunks))
}

async function draw(page: PdfPage, piece: Printed, composition: Composition): Promise<void> {
  const { look, official } = composition
  const body = { size: look.body, leading: look.leading }
  const small = { size: look.small, leading: look.smallLeading, color: INK.grey }
  switch (piece.kind) {
    case 'issuer':
      return official ? drawRedHead(page, piece.text) : page.write(piece.text, { ...small, align: 'center' })
    case 'number':
      return drawNumber(page, piece.text, composition)
    case 'title':
      page.skip(official ? look.leading * 1.6 : 4)
      for (const line of piece.lines)
        page.write(line, { size: look.title, leading: look.titleLeading, weight: 'bold', align: 'center' })
      page.y += look.leading * (official ? 0.8 : 0.5)
      return
    case 'subtitle':
      page.y -= look.leading * 0.4
      page.write(piece.text, { size: look.subtitle, leading: look.leading, align: 'center' })
      page.y += look.leading * 0.6
      return
    case 'addressees':
      return page.write(piece.text, body)
    case 'heading':
      page.need(look.leading * 3)
      page.skip(look.headingGap)
      return page.write(piece.text, { ...body, weight: piece.level <= 2 ? 'bold' : 'regular', indent: look.indent })
    case 'paragraph': {
      const indent = piece.indent ? look.indent : 0
      return page.write(piece.text, { ...body, align: piece.align, indent, weight: piece.bold ? 'bold' : 'regular' })
    }
    case 'table':
      page.skip(look.leading * 0.35)
      drawTable(page, piece)
      page.y += look.leading * 0.5
      return
    case 'annexes':
      return drawAnnexes(page, piece, composition)
    case 'signature':
      page.need(look.leading * 3)
      page.skip(look.leading * 1.4)
      page.write(piece.issuer, { ...body, align: 'right', right: piece.issuerInset * look.body })
      if (piece.date) page.write(piece.date, { ...body, align: 'right', right: piece.dateInset * look.body })
      return
    case 'notes':
      page.skip(look.smallLeading * 0.7)
      for (const line of piece.lines)
        page.write(line, { ...small, color: INK.text, indent: official ? look.indent : 0 })
      return
    case 'verification':
      return drawVerification(page, piece, composition)
    case 'imprint':
      return drawImprint(page, piece, composition)
    case 'pageBreak':
      return page.breakPage()
  }
}

/** The red head: the issuer as large as its length allows, spread over the width when short. */
function drawRedHead(page: PdfPage, text: string): void {
  const length = ems(text)
  const size = Math.min(44, (page.width * 0.98) / length)
  const spacing = length <= 9 ? Math.min(size * 0.35, (page.width * 0.86 - length * size) / length) : 0
  page.y = page.look.page.top + mm(8)
  const style = { size, leading: size * 1.35, weight: 'bold', color: INK.red, spacing: Math.max(0, spacing) } as const
  const [line] = page.lines(text, style, Number.POSITIVE_INFINITY)
  if (line)
    page.setLine(
      { ...line, width: line.width - Math.max(0, spacing) },
      { ...style, align: 'center' },
      page.left,
      page.y,
      page.width,
    )
  page.y += size * 1.35
}

function drawNumber(page: PdfPage, text: string, { look, official }: Composition): void {
  if (!official) {
    page.write(text, { size: look.small, leading: look.smallLeading, align: 'center', color: INK.grey })
    return
  }
  page.y += look.leading * 0.75
  if (text) page.write(text, { size: look.body, leading: look.leading, align: 'center' })
  page.y += mm(2)
  page.rule(page.left, page.y, page.left + page.width, page.y, 1.8, INK.red)
}

function drawAnnexes(page: PdfPage, piece: Extract<Printed, { kind: 'annexes' }>, { look }: Composition): void {
  page.skip(look.leading)
  const style = { size: look.body, leading: look.leading }
  const label = page.measure(look.body, 'regular')(piece.label)
  page.need(look.leading)
  const [line] = page.lines(piece.label, style)
  if (line) page.setLine(line, style, page.left + look.indent, page.y, label)
  for (const item of piece.items) page.write(item, { ...style, left: look.indent + label })
}

async function drawVerification(
  page: PdfPage,
  piece: Extract<Printed, { kind: 'verification' }>,
  { look, pieces }: Composition,
): Promise<void> {
  const side = mm(24)
  const style = { size: look.table, leading: look.tableLeading, color: INK.grey, left: side + 12 }
  const lines = page.lines(piece.caption, style)
  const height = Math.max(side, lines.length * style.leading)
  // The imprint never stands alone on the last page: the code goes over with it.
  const imprint = pieces.find((other) => other.kind === 'imprint')
  page.need(height + look.smallLeading + (imprint ? imprintOf(page, imprint, look).height + look.leading : 0))
  page.skip(look.smallLeading)
  const modules = await qrModules(piece.content)
  const cell = side / modules.length
  const top = page.y
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      let run = 1
      while (row[x + run]) run++
      page.doc.rect(page.left + x * cell, top + y * cell, run * cell, cell + 0.05)
      x += run
    }
  })
  page.doc.fill('#000000')
  lines.forEach((line, i) => {
    const y = top + (height - lines.length * style.leading) / 2 + i * style.leading
    page.setLine(line, style, page.left + style.left, y, page.width - style.left)
  })
  page.y = top + height
}

type Imprint = Extract<Printed, { kind: 'imprint' }>

/** Height of the imprint, the style of its lines and how far the copies' further lines hang in. */
function imprintOf(page: PdfPage, { copies, office, date }: Imprint, look: Look) {
  const style = { size: look.small, leading: look.smallLeading, left: look.small, right: look.small }
  const hang = copies ? page.measure(look.small, 'regular')(copies.slice(0, copies.search(/[：:]/) + 1)) : 0
  const hanging = { ...style, left: style.left + hang, indent: -hang }
  const lines = copies ? page.lines(copies, hanging).length : 0
  const height = (lines ? lines * style.leading + 8 : 0) + (office || date ? style.leading + 8 : 0)
  return { height, style, hanging }
}

/** The imprint stands at the foot of the last page between two strong rules. */
function drawImprint(page: PdfPage, piece: Imprint, { look }: Composition): void {
  const { height, style, hanging } = imprintOf(page, piece, look)
  if (page.y + look.leading + height > page.foot) page.breakPage()
  page.y = page.foot - height
  const right = page.left + page.width
  page.rule(page.left, page.y, right, page.y, 1, INK.rule)
  if (piece.copies) {
    page.y += 4
    page.write(piece.copies, hanging)
    page.y += 4
  }
  if (piece.office || piece.date) {
    if (piece.copies) page.rule(page.left, page.y, right, page.y, 0.7, INK.rule)
    page.y += 4
    const top = page.y
    page.write(piece.office, style)
    page.y = top
    page.write(piece.date, { ...style, align: 'right' })
  }
  page.rule(page.left, page.foot, right, page.foot, 1, INK.rule)
}

/** — 1 — under the text block: at the right on odd pages, at the left on even ones; in the middle when the paper is plain. */
function drawPageNumbers(page: PdfPage, { look, official }: Composition): void {
  const { count } = page.doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    page.doc.switchToPage(i)
    const align = official ? (i % 2 === 0 ? 'right' : 'left') : 'center'
    const style = { size: look.pageNumber, leading: look.pageNumber * 1.5, align } as const
    const inset = official ? look.pageNumber : 0
    const [line] = page.lines(`— ${i + 1} —`, style)
    if (line) page.setLine(line, style, page.left + inset, page.foot + mm(official ? 7 : 6), page.width - 2 * inset)
  }
}
