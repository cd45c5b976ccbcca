import type { FileChild, ITableBordersOptions, Table } from 'docx'
import type { Printed, PrintedTable } from './compose.ts'
import { type Docx, FACES, paragraph, twips } from './docxtext.ts'
import { INK, type Look, mm } from './look.ts'
import { ems } from './words.ts'

const widthOf = (look: Look) => look.page.width - look.page.left - look.page.right

const NONE = { style: 'none', size: 0, color: 'auto' } as const
const line = (eighths: number) => ({ style: 'single', size: eighths, color: INK.rule.slice(1) }) as const

const OPEN: ITableBordersOptions = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
}

/** A ruled table with its caption, unit and note; the header repeats on every page and rows are not torn apart. */
export function docxTable(docx: Docx, table: PrintedTable, look: Look): FileChild[] {
  const text = { size: look.table, leading: look.tableLeading }
  const widths = table.widths.map((share) => twips(share * widthOf(look)))
  const row = (cells: readonly string[], header: boolean) =>
    new docx.TableRow({
      tableHeader: header,
      cantSplit: true,
      children: cells.map(
        (cell, i) =>
          new docx.TableCell({
            width: { size: widths[i] ?? 0, type: docx.WidthType.DXA },
            verticalAlign: docx.VerticalAlign.CENTER,
            margins: { top: 80, bottom: 80, left: 100, right: 100, marginUnitType: docx.WidthType.DXA },
            ...(header ? { shading: { type: docx.ShadingType.CLEAR, fill: INK.shade.slice(1), color: 'auto' } } : {}),
            children: [
              paragraph(docx, cell, {
                ...text,
                font: header ? FACES.black : FACES.body,
                align: header ? 'center' : (table.aligns[i] ?? 'left'),
              }),
            ],
          }),
      ),
    })
  const grid = new docx.Table({
    width: { size: twips(widthOf(look)), type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    borders: {
      top: line(8),
      bottom: line(4),
      left: line(4),
      right: line(4),
      insideHorizontal: line(4),
      insideVertical: line(4),
    },
    rows: [row(table.header, true), ...table.rows.map((cells) => row(cells, false))],
  })
  const caption = {
    size: look.table + 1,
    leading: look.tableLeading * 1.35,
    font: FACES.black,
    align: 'center',
    keepNext: true,
  } as const
  const unit = { ...text, size: look.table - 0.5, align: 'right', color: INK.grey, keepNext: true } as const
  return [
    ...(table.caption ? [paragraph(docx, table.caption, { ...caption, before: look.leading * 0.35 })] : []),
    ...(table.unit ? [paragraph(docx, table.unit, unit)] : []),
    grid,
    ...(table.note
      ? [
          paragraph(docx, table.note, {
            ...text,
            size: look.table - 0.5,
            color: INK.grey,
            before: 4,
            after: look.leading * 0.5,
          }),
        ]
      : [paragraph(docx, '', { size: 4, leading: look.leading * 0.5 })]),
  ]
}

/** The code and the words beside it. */
export function verificationTable(docx: Docx, png: Uint8Array, caption: string, look: Look): FileChild[] {
  const side = mm(24)
  const first = twips(side + 12)
  const rest = twips(widthOf(look)) - first
  const pixels = Math.round((side / 72) * 96)
  const image = new docx.ImageRun({
    type: 'png',
    data: png,
    transformation: { width: pixels, height: pixels },
    altText: { title: '核验码', name: 'verification', description: caption },
  })
  const cell = (width: number, children: FileChild[]) =>
    new docx.TableCell({
      width: { size: width, type: docx.WidthType.DXA },
      verticalAlign: docx.VerticalAlign.CENTER,
      borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
      margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: docx.WidthType.DXA },
      children: children as (InstanceType<Docx['Paragraph']> | Table)[],
    })
  const words = paragraph(docx, caption, { size: look.table, leading: look.tableLeading, color: INK.grey })
  return [
    paragraph(docx, '', { size: 4, leading: look.smallLeading }),
    new docx.Table({
      width: { size: first + rest, type: docx.WidthType.DXA },
      columnWidths: [first, rest],
      layout: docx.TableLayoutType.FIXED,
      borders: OPEN,
      rows: [
        new docx.TableRow({
          cantSplit: true,
          children: [cell(first, [new docx.Paragraph({ children: [image] })]), cell(rest, [words])],
        }),
      ],
    }),
  ]
}

/** Copies and imprint between rules, held at the foot of the page it falls on. */
export function imprintTable(docx: Docx, piece: Extract<Printed, { kind: 'imprint' }>, look: Look): FileChild[] {
  const width = twips(widthOf(look))
  const text = { size: look.small, leading: look.smallLeading }
  const cell = (span: number, size: number, content: FileChild) =>
    new docx.TableCell({
      columnSpan: span,
      width: { size, type: docx.WidthType.DXA },
      margins: {
        left: twips(look.small),
        right: twips(look.small),
        top: 60,
        bottom: 60,
        marginUnitType: docx.WidthType.DXA,
      },
      children: [content as InstanceType<Docx['Paragraph']>],
    })
  const hang = ems(piece.copies.slice(0, piece.copies.search(/[：:]/) + 1)) * look.small
  const rows = []
  if (piece.copies) {
    const copies = paragraph(docx, piece.copies, { ...text, left: hang, indent: -hang, keepNext: true })
    rows.push(new docx.TableRow({ cantSplit: true, children: [cell(2, width, copies)] }))
  }
  if (piece.office || piece.date) {
    const half = Math.round(width * 0.55)
    rows.push(
      new docx.TableRow({
        cantSplit: true,
        children: [
          cell(1, half, paragraph(docx, piece.office, text)),
          cell(1, width - half, paragraph(docx, piece.date, { ...text, align: 'right' })),
        ],
      }),
    )
  }
  if (rows.length === 0) return []
  return [
    paragraph(docx, '', { size: 4, leading: look.leading * 0.5 }),
    new docx.Table({
      width: { size: width, type: docx.WidthType.DXA },
      columnWidths: [Math.round(width * 0.55), width - Math.round(width * 0.55)],
      layout: docx.TableLayoutType.FIXED,
      float: {
        horizontalAnchor: docx.TableAnchorType.MARGIN,
        verticalAnchor: docx.TableAnchorType.MARGIN,
        relativeHorizontalPosition: docx.RelativeHorizontalPosition.LEFT,
        relativeVerticalPosition: docx.RelativeVerticalPosition.BOTTOM,
        overlap: docx.OverlapType.NEVER,
      },
      borders: { ...OPEN, top: line(8), bottom: line(8), insideHorizontal: line(6) },
      rows,
    }),
    paragraph(docx, '', { size: 1, leading: 1 }),
  ]
}
