import type { Align } from '../types.ts'
import type { PrintedTable } from './compose.ts'
import { INK } from './look.ts'
import type { PdfPage, TextStyle } from './pdfpage.ts'
import type { TextLine } from './pdftext.ts'

const PAD = { x: 5, y: 4 }

type Laid = { cells: TextLine[][]; lines: number; header: boolean }

/** Draws a ruled table: header repeated on every page, rows kept whole unless longer than a page. */
export function drawTable(page: PdfPage, table: PrintedTable): void {
  const { look } = page
  const widths = table.widths.map((share) => share * page.width)
  const style: TextStyle = { size: look.table, leading: look.tableLeading }
  const lay = (cells: readonly string[], header: boolean): Laid => {
    const laid = cells.map((cell, i) =>
      page.lines(cell, { ...style, weight: header ? 'bold' : 'regular' }, (widths[i] ?? 0) - 2 * PAD.x),
    )
    return { cells: laid, lines: Math.max(1, ...laid.map((lines) => lines.length)), header }
  }
  const header = lay(table.header, true)
  const rows = table.rows.map((row) => lay(row, false))
  const height = (row: Laid) => row.lines * look.tableLeading + 2 * PAD.y
  drawCaption(page, table, height(header) + (rows[0] ? height(rows[0]) : 0))
  drawRow(page, header, widths, table.aligns, style)
  for (const row of rows) {
    let rest = row
    while (rest.lines > 0) {
      const room = Math.floor((page.foot - page.y - 2 * PAD.y) / look.tableLeading)
      const whole = page.foot - look.page.top - height(header)
      if (rest.lines <= room) {
        drawRow(page, rest, widths, table.aligns, style)
        break
      }
      if (height(rest) > whole && room >= 3) {
        drawRow(page, cut(rest, 0, room), widths, table.aligns, style)
        rest = cut(rest, room, Number.POSITIVE_INFINITY)
      }
      page.breakPage()
      drawRow(page, header, widths, table.aligns, style)
    }
  }
  if (table.note) {
    page.y += 4
    page.write(table.note, { size: look.table - 0.5, leading: look.tableLeading, color: INK.grey })
  }
}

function cut(row: Laid, from: number, to: number): Laid {
  const cells = row.cells.map((lines) => lines.slice(from, to))
  return { cells, lines: Math.max(0, ...cells.map((lines) => lines.length)), header: row.header }
}

function drawCaption(page: PdfPage, table: PrintedTable, below: number): void {
  const { look } = page
  const leading = look.tableLeading * 1.35
  page.need((table.caption ? leading : 0) + (table.unit ? look.tableLeading : 0) + below)
  if (table.caption) page.write(table.caption, { size: look.table + 1, leading, weight: 'bold', align: 'center' })
  if (table.unit)
    page.write(table.unit, { size: look.table - 0.5, leading: look.tableLeading, align: 'right', color: INK.grey })
  page.y += 3
}

function drawRow(
  page: PdfPage,
  row: Laid,
  widths: readonly number[],
  aligns: readonly Align[],
  style: TextStyle,
): void {
  const height = row.lines * style.leading + 2 * PAD.y
  const top = page.y
  const right = page.left + page.width
  if (row.header) page.doc.rect(page.left, top, page.width, height).fill(INK.shade)
  let x = page.left
  row.cells.forEach((lines, i) => {
    const width = widths[i] ?? 0
    const align = row.header ? 'center' : (aligns[i] ?? 'left')
    const offset = (height - lines.length * style.leading) / 2
    lines.forEach((line, n) => {
      const set: TextStyle = { ...style, align, weight: row.header ? 'bold' : 'regular' }
      page.setLine(line, set, x + PAD.x, top + offset + n * style.leading, width - 2 * PAD.x)
    })
    page.rule(x, top, x, top + height, 0.5, INK.rule)
    x += width
  })
  page.rule(right, top, right, top + height, 0.5, INK.rule)
  if (row.header) page.rule(page.left, top, right, top, 0.9, INK.rule)
  page.rule(page.left, top + height, right, top + height, row.header ? 0.9 : 0.5, INK.rule)
  page.y = top + height
}
