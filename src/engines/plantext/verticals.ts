import { headingOf } from './cells.ts'
import type { Line } from './lines.ts'
import { cellsFrom, type Loose } from './loosecells.ts'
import { join, type Strand } from './source.ts'
import { figureRow } from './stacks.ts'
import { type Row, SECTION, type Table } from './tableparts.ts'

/** A table whose every cell stands on a line of its own, as web pages give them. */
export function verticalTable(lines: Line[], at: number): Table | null {
  if (!/^(?:序\s*号|编号)(?:\s*\|+)?$/.test((lines[at] as Line).text)) return null
  const opening = cellsFrom(lines, at, 16)
  const one = opening.findIndex((c, k) => k > 1 && (/^1[.、]?$/.test(c.text) || SECTION.test(c.text)))
  if (one < 2 || one > 14) return null
  const columns = headingOf(opening.slice(0, one).map((c) => c.text))
  if (columns === null) return null
  const printed = cellsFrom(lines, at, 4000)
  const repeated = new Set<number>()
  printed.forEach((c, k) => {
    if (
      k < columns.length ||
      c.text !== columns[0]?.head ||
      !columns.every((col, i) => printed[k + i]?.text.replace(/\s/g, '') === col.head)
    )
      return
    for (let i = 0; i < columns.length; i++) repeated.add(k + i)
  })
  const cells = printed.filter((_, k) => !repeated.has(k))
  const width = columns.length
  const textColumn = Math.max(
    1,
    columns.findIndex((c) => c.kind === 'task' || c.kind === 'indicator'),
  )
  const rows: Row[] = []
  const heads = columns.map((c) => c.head)
  let k = one
  let number = 1
  let longest = width - 1
  let lastLine = at
  const figures = columns.some((c) => c.kind === 'indicator') && columns.some((c) => c.kind === 'value')
  while (k < cells.length) {
    const cell = cells[k] as Loose
    if (cell.text === heads[0] && cells[k + 1]?.text === heads[1]) {
      k += width
      continue
    }
    if (figures && jumps(cell.text, number) && figureRow(columns.slice(1), cells.slice(k + 1)))
      number = Number(cell.text)
    if (cell.text.replace(/[.、]$/, '') !== String(number)) {
      const ahead = cells.slice(k + 1, k + 9).some((c) => c.text.replace(/[.、]$/, '') === String(number))
      if (!ahead || cell.text.length > 40) break
      const above = rows[rows.length - 1]
      if (above?.section && !SECTION.test(cell.text)) above.cells = [join([...above.cells, cell.strand])]
      else rows.push({ cells: [cell.strand], section: true })
      lastLine = cell.line
      k++
      continue
    }
    let end = k + 1
    while (
      end < cells.length &&
      end < k + REACH &&
      (cells[end] as Loose).text.replace(/[.、]$/, '') !== String(number + 1)
    )
      end++
    const closed = end < cells.length && end < k + REACH
    if (!closed) end = lastRowEnd(cells, k, width, longest)
    let body = cells.slice(k + 1, end)
    if (figures && body.length > width - 1 && figureRow(columns.slice(1), body)) {
      end = k + width
      body = body.slice(0, width - 1)
    } else if (closed && body.length > width - 1) {
      const from = Math.max(width - 1, body.length - 8)
      const heading = body.findIndex((c, n) => n >= from && SECTION.test(c.text))
      const back = heading < 0 ? body.length : heading
      end = k + 1 + back
      body = body.slice(0, back)
    }
    const parts = fold(
      body.map((c) => c.strand),
      width - 1,
      textColumn - 1,
      columns.filter((c) => ['lead', 'support', 'supervise', 'implement'].includes(c.kind)).length,
    )
    longest = Math.max(longest, body.length)
    rows.push({ cells: [cell.strand, ...parts], section: false })
    lastLine = (cells[end - 1] as Loose).line
    number++
    k = end
  }
  return number < 2 ? null : { columns, rows, firstLine: at, lastLine }
}

/** A few numbers may be missing from an indicator table. */
const jumps = (text: string, number: number): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) > number && Number(text) <= number + 5

/** Where the last row ends: as many lines as the cells need, more only in a table whose cells are broken over lines. */
function lastRowEnd(cells: Loose[], k: number, width: number, longest: number): number {
  let end = Math.min(cells.length, k + width)
  if (longest <= width - 1) return end
  while (
    end < cells.length &&
    end <= k + longest &&
    !SECTION.test((cells[end] as Loose).text) &&
    !/^(?:附件|抄送|注：)/.test((cells[end] as Loose).text)
  )
    end++
  return end
}

/** No row is longer than this many lines. */
const REACH = 120
const OFFICE = /(?:[厅局委办部院会联处]|政府|中心|公司|单位|街道|部门)$/
const DAY = /^(?:20\d\d[年.]|\d{1,2}月|全年|长期|持续)/

/** How much two lines look like one cell. */
function bond(a: Strand, b: Strand, offices: number): number {
  const x = a.text
  const y = b.text
  let score = 0
  if (/[、，（：]$/.test(x) || /^[、，；。）]/.test(y)) score += 6
  if (/[。；]$/.test(x)) score -= OFFICE.test(y) || (DAY.test(y) && y.length < 14) ? 6 : 1
  if (DAY.test(y) && y.length < 14) score -= 6
  if (OFFICE.test(x)) score += offices === 1 && OFFICE.test(y) && x.length + y.length < 30 ? 7 : -3
  else if (x.length >= 8) score += 2
  if (x.length >= 14 && !/[。；]$/.test(x)) score += 2
  if (!OFFICE.test(x) && x.length < 8 && OFFICE.test(y) && y.length < 6) score += 3
  return score
}

/** Brings the lines of a row down to its number of cells: the pairs that look most like one cell are joined first. */
function fold(lines: Strand[], count: number, textColumn: number, offices: number): Strand[] {
  const out = [...lines]
  while (out.length > count && out.length > 1) {
    let best = 0
    let top = Number.NEGATIVE_INFINITY
    for (let i = 0; i + 1 < out.length; i++) {
      const score = bond(out[i] as Strand, out[i + 1] as Strand, offices) + (i === textColumn ? 0.5 : 0)
      if (score > top) {
        top = score
        best = i
      }
    }
    out.splice(best, 2, together(out[best] as Strand, out[best + 1] as Strand))
  }
  return out
}

/** Two offices on two lines of one cell are two offices; anything else goes on as it stands. */
function together(a: Strand, b: Strand): Strand {
  if (!OFFICE.test(a.text) || !OFFICE.test(b.text) || b.text.length < 3) return join([a, b])
  const at = a.to[a.to.length - 1] as number
  return join([a, { text: '、', from: [at], to: [at] }, b])
}
