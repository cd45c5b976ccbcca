import { type Column, headingOf, splitCells, squeeze } from './cells.ts'
import type { Line } from './lines.ts'
import { emptyStrand, join, type Strand } from './source.ts'
import { stackedTable } from './stacks.ts'
import { ROW_NUMBER, type Row, SECTION, type Table } from './tableparts.ts'
import { verticalTable } from './verticals.ts'

type Layout = { separator: RegExp; min: number; pick: (l: Line) => Strand; loose: boolean }

const LAYOUTS: Layout[] = [
  { separator: /\t/g, min: 2, pick: (l) => l.rawStrand, loose: false },
  { separator: /\s*\|\s*/g, min: 2, pick: (l) => trimPipes(l.strand), loose: false },
  { separator: / {2,}|[ \u3000]*\u3000[ \u3000]*/g, min: 3, pick: (l) => l.strand, loose: true },
  { separator: / +/g, min: 4, pick: (l) => l.strand, loose: true },
]
/** A word every table heading has one of; spares a look at other lines. */
const HEADING_WORD =
  /序|编\s*号|指\s*标|任\s*务|单\s*位|项\s*目|牵头|责任|目\s*标|内\s*容|措施|类\s*别|时限|事项|举措|工作/
/** A heading of years, or of places by what is counted there. */
const YEAR_HEADING =
  /(?:19|20)\d\d年?[^\t|]{0,16}(?:\t|\||\s{2})|(?:\t|\||\s{2})\s*(?:19|20)\d\d年|^\|?\s*(?:地区|区域|辖区|[县市区州])[^|\t]{0,10}(?:\t|\||\s{2})/
const RULE = /^[\s|:：+=—─━┃│┌┐└┘├┤┬┴┼-]+$/

function trimPipes(strand: Strand): Strand {
  const text = strand.text
  const a = text.startsWith('|') ? 1 : 0
  const b = text.length > 1 && text.endsWith('|') ? text.length - 1 : text.length
  return { text: text.slice(a, b), from: strand.from.slice(a, b), to: strand.to.slice(a, b) }
}

/** Finds every table of the paper: tab, pipe and blank aligned ones, and those printed one cell to a line. */
export function tablesOf(lines: Line[]): Table[] {
  const out: Table[] = []
  let i = 0
  while (i < lines.length) {
    const line = lines[i] as Line
    const table =
      line.role === 'text' && line.text.length < 160 && (HEADING_WORD.test(line.text) || YEAR_HEADING.test(line.text))
        ? tableAt(lines, i)
        : null
    if (table === null) i++
    else {
      out.push(table)
      i = table.lastLine + 1
    }
  }
  return out
}

function tableAt(lines: Line[], at: number): Table | null {
  const line = lines[at] as Line
  for (const layout of LAYOUTS) {
    const source = layout.pick(line)
    if (source.text.length > 160) continue
    const cells = splitCells(source, layout.separator)
    if (cells.length < layout.min) continue
    const columns = headingOf(unspaced(cells).map((c) => c.text)) ?? headingOf(cells.map((c) => c.text))
    if (columns === null) continue
    const table = readRows(lines, at, columns, layout)
    if (table !== null) return table
  }
  return verticalTable(lines, at) ?? stackedTable(lines, at)
}

/** 指    标 printed wide is one heading, not two. */
function unspaced(cells: Strand[]): Strand[] {
  const out: Strand[] = []
  for (const cell of cells) {
    const above = out[out.length - 1]
    if (above && above.text.length === 1 && cell.text.length === 1) out[out.length - 1] = join([above, cell])
    else out.push(cell)
  }
  return out
}

const lastFilled = (row: Row): number => {
  for (let k = row.cells.length - 1; k >= 0; k--) if (row.cells[k]?.text !== '') return k
  return 0
}

function append(row: Row, column: number, more: Strand): void {
  while (row.cells.length <= column) row.cells.push(emptyStrand())
  row.cells[column] = join([row.cells[column] as Strand, more])
}

function readRows(lines: Line[], at: number, columns: Column[], layout: Layout): Table | null {
  const rows: Row[] = []
  const numbered = columns[0]?.kind === 'number'
  const heads = columns.map((c) => c.head).join('')
  const textColumn = Math.max(
    0,
    columns.findIndex((c) => c.kind === 'task' || c.kind === 'indicator'),
  )
  let anchors = layout.loose
    ? columnStarts(lines[at] as Line, unspaced(splitCells(layout.pick(lines[at] as Line), layout.separator)))
    : []
  let last = at
  let quiet = 0
  let held: { line: Line; cells: Strand[] }[] = []
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] as Line
    if (line.role === 'blank' || line.role === 'page-mark') continue
    if (line.role !== 'text') break
    if (/^附(?:件|表)\d{0,2}[：:]?$/.test(line.text.trim())) break
    if (RULE.test(line.text)) {
      last = i
      continue
    }
    let cells = splitCells(layout.pick(line), layout.separator)
    const filled = cells.filter((c) => c.text !== '')
    if (filled.map((c) => c.text).join('') === heads) {
      last = i
      quiet = 0
      continue
    }
    // Another heading: another table begins.
    if (rows.length > 0 && filled.length > 2 && !layout.loose && headingOf(cells.map((c) => c.text)) !== null) break
    const previous = rows[rows.length - 1]
    // A number set at the middle of its row: the row's first lines stand above it.
    if (
      layout.loose &&
      numbered &&
      ahead(previous, line, cells, anchors, textColumn) &&
      belongs(lines, i, layout, numbered, columns.length)
    ) {
      held.push({ line, cells })
      continue
    }
    const tabbed = layout.loose ? cells.length >= 2 : cells.length >= 2
    if (
      !tabbed &&
      layout.loose &&
      numbered &&
      previous &&
      !previous.section &&
      anchors.length > 2 &&
      line.indent >= (anchors[1] as number) - 2
    ) {
      place(previous, line, cells, anchors)
      last = i
      continue
    }
    if (!tabbed) {
      const open =
        previous !== undefined && !previous.section && previous.cells.length < columns.length && !layout.loose
      if (++quiet > (open ? 60 : 4) || (previous === undefined && quiet > 1)) break
      if (!belongs(lines, i, layout, numbered, columns.length, open ? 60 : 5)) break
      const only = filled[0] as Strand
      if (
        (SECTION.test(only.text) && only.text.length < 40) ||
        (previous && closed(previous) && !/\d/.test(only.text) && only.text.length < 24)
      )
        rows.push({ cells: [only], section: true })
      else if (previous && !previous.section) append(previous, layout.loose ? textColumn : lastFilled(previous), only)
      last = i
      continue
    }
    quiet = 0
    const first = cells[0]?.text ?? ''
    if (layout.loose) {
      if (numbered ? !ROW_NUMBER.test(first) : cells.length < Math.min(columns.length, 3)) {
        if (
          numbered &&
          previous &&
          !previous.section &&
          anchors.length > 2 &&
          line.indent >= (anchors[1] as number) - 2
        ) {
          place(previous, line, cells, anchors)
          last = i
          continue
        }
        if (numbered && (filled.length < 2 || line.text.length > 60)) break
        if (!belongs(lines, i, layout, numbered, columns.length)) break
        if (previous && numbered) append(previous, textColumn, squeeze(line.strand))
        last = i
        continue
      }
      if (cells.length === columns.length) anchors = columnStarts(line, cells)
      cells = refit(cells, columns, textColumn)
      if (held.length > 0) {
        const row: Row = { cells: [], section: false }
        for (const above of held) place(row, above.line, above.cells, anchors)
        cells.forEach((cell, k) => {
          append(row, k, cell)
        })
        rows.push(row)
        held = []
        last = i
        continue
      }
    }
    if (filled.length === 1 && filled[0] && !ROW_NUMBER.test(filled[0].text)) {
      const only = filled[0]
      const column = cells.indexOf(only)
      if (SECTION.test(only.text) || !previous || (column === 0 && only.text.length < 30))
        rows.push({ cells: [only], section: true })
      else if (!previous.section) append(previous, column, only)
    } else if (
      numbered &&
      !ROW_NUMBER.test(first) &&
      previous &&
      !previous.section &&
      lastFilled(previous) < columns.length - 1 &&
      previous.cells.length < columns.length &&
      first !== ''
    ) {
      append(previous, previous.cells.length - 1, cells[0] as Strand)
      for (const cell of cells.slice(1)) previous.cells.push(cell)
    } else if (numbered && first === '' && previous && !previous.section && continues(previous, cells, textColumn)) {
      cells.forEach((cell, k) => {
        if (cell.text !== '') append(previous, k, cell)
      })
    } else {
      rows.push({ cells: shiftMerged(cells, columns), section: false })
    }
    last = i
  }
  const real = rows.filter((r) => !r.section).length
  return real === 0 ? null : { columns, rows, firstLine: at, lastLine: last }
}

/** A row whose last cell tells the indicator's nature is complete: a line below it opens a section. */
const closed = (row: Row): boolean =>
  !row.section && /^(?:约束|预期|指导|引导|倡导)性?$/.test(row.cells[lastFilled(row)]?.text ?? '')

const WIDE = /[\u1100-\uffdf]/

/** Whether a line without a number opens the next row: the row above has come to its full stop, or there is none. */
function ahead(previous: Row | undefined, line: Line, cells: Strand[], anchors: number[], textColumn: number): boolean {
  if (anchors.length < 3 || line.indent < (anchors[0] as number) + 3 || cells.length > anchors.length) return false
  if (ROW_NUMBER.test(cells[0]?.text ?? '')) return false
  return previous === undefined || (!previous.section && /[。；]$/.test(previous.cells[textColumn]?.text ?? ''))
}

/** Where the cells of a blank-aligned line begin, in half-width columns. */
function columnStarts(line: Line, cells: Strand[]): number[] {
  const starts: number[] = []
  const { text, from } = line.rawStrand
  let x = 0
  let k = 0
  for (let i = 0; i < text.length && k < cells.length; i++) {
    if (from[i] === cells[k]?.from[0]) {
      starts.push(x)
      k++
    }
    x += WIDE.test(text.charAt(i)) ? 2 : 1
  }
  return starts
}

/** Adds the pieces of a line that goes on with a row to the columns they stand under. */
function place(row: Row, line: Line, cells: Strand[], anchors: number[]): void {
  columnStarts(line, cells).forEach((x, k) => {
    let column = 0
    while (column + 1 < anchors.length && (anchors[column + 1] as number) <= x + 2) column++
    append(row, column, cells[k] as Strand)
  })
}

/** Whether a line with an empty number cell goes on with the row above, in the middle of a sentence. */
function continues(previous: Row, cells: Strand[], textColumn: number): boolean {
  const before = previous.cells[textColumn]?.text ?? ''
  const now = cells[textColumn]?.text ?? ''
  return now === '' || !/[。；;！]$/.test(before)
}

/** Rows whose leading cells were merged with the row above come short: they are pushed to the right. */
function shiftMerged(cells: Strand[], columns: Column[]): Strand[] {
  const missing = columns.length - cells.length
  if (missing <= 0 || cells.length < 2) return cells
  const first = cells[0]?.text ?? ''
  if (columns[0]?.kind === 'number' && !ROW_NUMBER.test(first)) {
    return [...Array.from({ length: missing }, emptyStrand), ...cells]
  }
  const category = columns.findIndex((c) => c.kind === 'category')
  if (category >= 0 && missing === 1) return [...cells.slice(0, category), emptyStrand(), ...cells.slice(category)]
  return cells
}

/** Blank-separated cells: what is too much belongs to the text column, which has blanks of its own. */
function refit(cells: Strand[], columns: Column[], textColumn: number): Strand[] {
  const extra = cells.length - columns.length
  if (extra <= 0) return cells
  return [
    ...cells.slice(0, textColumn),
    join(cells.slice(textColumn, textColumn + extra + 1)),
    ...cells.slice(textColumn + extra + 1),
  ]
}

/** Whether the table goes on below line `i`: another of its rows follows soon. */
function belongs(lines: Line[], i: number, layout: Layout, numbered: boolean, columns: number, far = 5): boolean {
  let seen = 0
  for (let k = i + 1; k < lines.length && seen < far; k++) {
    const line = lines[k] as Line
    if (line.role === 'blank' || line.role === 'page-mark') continue
    if (line.role !== 'text') return false
    seen++
    const cells = splitCells(layout.pick(line), layout.separator)
    if (layout.loose) {
      if (cells.length >= Math.min(3, columns) && (!numbered || ROW_NUMBER.test(cells[0]?.text ?? ''))) return true
    } else if (cells.length >= 2) return true
  }
  return false
}
