import { squeeze } from './cells.ts'
import { type Line, linesOf, wrapWidth } from './lines.ts'
import { gluedMarks, loneNumbers, type Mark, markOf } from './marks.ts'
import { emptyStrand, join, type Strand } from './source.ts'
import type { Table } from './tableparts.ts'
import { tablesOf } from './tables.ts'

/** A paragraph put together again from its lines, a table, or a line that is no part of the paper's words. */
export type Piece =
  | { type: 'text'; strand: Strand; mark: Mark | null; centred: boolean }
  | { type: 'table'; table: Table }
  | { type: 'page-mark' | 'trailer' | 'chrome'; strand: Strand }

const STOP = /[。！？…][”’"）］》]*$/
const PAUSE = /[；：][”’"）］》]*$/
const LABELLED =
  /^(?:［?(?:附件|附表|附：|抄送|主送|分送|表\d|专栏|图\d|注：|备注：)|[（(]?(?:责任|牵头|配合|协同|主责|承办|参与|参加|完成|监督|实施|落实)[\u4e00-\u9fa5、]{0,6}：|（(?:此件|本文|此文))/
const MID_WORD = /^[，、。；：）》”’%年月日]/
const RESPONSIBILITY = /^（(?:责任|牵头|配合|主责|省|市|县|区|州|由|各)[^（）]{2,}/

const looksLikeTitle = (text: string): boolean =>
  /(?:方案|意见|计划|规划|措施|办法|要点|通知|清单|纲要|细则|分工|分解表|一览表|任务表)(?:（[^（）]{1,20}）)?$/.test(
    text,
  )

/** Puts the lines of a paper together again: paragraphs, tables, page marks, vendor trailers. */
export function reflow(source: Strand): Piece[] {
  const lines = linesOf(source)
  const tables = tablesOf(lines)
  const inTable = new Map<number, Table>()
  for (const table of tables) for (let i = table.firstLine; i <= table.lastLine; i++) inTable.set(i, table)
  const free = lines.filter((_, i) => !inTable.has(i))
  const width = wrapWidth(free)
  const texts = lines.map((line, i) => (line.role === 'text' && !inTable.has(i) ? squeeze(line.strand) : emptyStrand()))
  const glued = gluedMarks(texts.map((t) => t.text))
  const alone = loneNumbers(texts.map((t) => t.text))
  const spread = blankShare(lines, inTable) > 0.55

  const out: Piece[] = []
  let parts: Strand[] = []
  let mark: Mark | null = null
  let opening = ''
  let tail = ''
  let last: Line | null = null
  let blanks = 0
  let number: { mark: Mark; strand: Strand } | null = null
  const flush = () => {
    if (parts.length > 0) {
      const strand = squeeze(join(parts))
      out.push({ type: 'text', strand, mark, centred: (last?.indent ?? 0) > 8 && parts.length === 1 })
    }
    parts = []
    mark = null
    last = null
  }
  lines.forEach((line, i) => {
    const table = inTable.get(i)
    if (table) {
      if (table.firstLine === i) {
        flush()
        out.push({ type: 'table', table })
      }
      return
    }
    if (line.role === 'blank') {
      blanks++
      return
    }
    if (line.role !== 'text') {
      if (line.role === 'trailer') flush()
      out.push({ type: line.role, strand: line.strand })
      return
    }
    const strand = texts[i] as Strand
    if (alone.has(i)) {
      flush()
      number = { mark: alone.get(i) as Mark, strand }
      return
    }
    const own =
      number?.mark ?? glued.get(i) ?? (/^\d{1,2} ?[\u4e00-\u9fa5“]/.test(strand.text) ? null : markOf(strand.text))
    const heading = mark !== null && opening.length <= 44 && !/[。；]/.test(opening)
    const goesOn =
      last !== null &&
      own === null &&
      continues({
        line,
        text: strand.text,
        last,
        opening,
        tail,
        heading,
        width,
        gap: blanks > 0 && !spread,
        blank: blanks > 0,
      })
    if (!goesOn) {
      flush()
      mark = own
      opening = ''
    }
    if (number !== null) {
      parts.push(number.strand)
      // 序号：1 / 任务：…: the label is no part of the title.
      const label = /^(?:工作|重点|具体)?(?:任务|项目|事项|名称)(?:名称)?：/.exec(strand.text)?.[0].length ?? 0
      if (label > 0) mark = { ...number.mark, length: number.mark.length + label }
    }
    number = null
    parts.push(strand)
    if (opening.length < 200) opening += strand.text
    tail = strand.text
    last = line
    blanks = 0
  })
  flush()
  return out
}

function blankShare(lines: Line[], inTable: Map<number, Table>): number {
  let text = 0
  let followed = 0
  lines.forEach((line, i) => {
    if (line.role !== 'text' || inTable.has(i)) return
    text++
    if (lines[i + 1]?.role === 'blank') followed++
  })
  return text === 0 ? 0 : followed / text
}

type Seam = {
  line: Line
  text: string
  last: Line
  opening: string
  tail: string
  heading: boolean
  width: number | null
  gap: boolean
  blank: boolean
}

/** Whether a line goes on with the paragraph above it. */
function continues(seam: Seam): boolean {
  const { line, text, last, opening, tail, heading, width, gap, blank } = seam
  if (RESPONSIBILITY.test(text) && opening.length > 30 && !LABELLED_ALONE.test(opening)) return true
  if (bracketOpen(tail)) return true
  if (LABELLED.test(text) || /^[^，。]{2,16}〔\d{4}〕\d{1,4}号$/.test(text)) return false
  if (/^（[^（）]*）$/.test(opening)) return false
  const full = width !== null && last.width + Math.min(last.indent, 4) >= width - 2.5
  if (STOP.test(tail))
    return (
      full &&
      !gap &&
      line.indent < 2 &&
      !looksLikeTitle(text) &&
      text.length > 1 &&
      width !== null &&
      last.width >= width - 0.9
    )
  if (MID_WORD.test(text)) return true
  // A decimal broken behind its point: 培训养老护理员1. / 5万人次.
  if (/[^\d.]\d{1,4}\.$/.test(tail) && /^\d{1,3}(?!\d*[.、])/.test(text)) return true
  // 责任单位： at the end of a line goes on with its offices.
  if (/(?:责任|牵头|配合|主责|承办|协办|参与|分管|完成)(?:单位|部门|领导|人|时限)：$/.test(tail) && opening.length > 20)
    return true
  if (PAUSE.test(tail)) return full && line.indent < 2 && !gap && /；/.test(tail.slice(-2))
  if (/[、，（《“]$/.test(tail)) return true
  if (looksLikeTitle(opening) && opening.length < 130 && !/[，。]/.test(opening)) return false
  if (heading) return full && line.indent < 2
  // A list printed with a blank line between its items, none of which is a sentence.
  if (width === null && blank && opening.length < 80 && !/[，；。]/.test(opening)) return false
  if (width !== null) {
    // A line much shorter than the others ends its paragraph, unless sentences go on around it.
    const inProse = last.width > width * 0.5 || (opening.length > width && !/[。；]$/.test(tail))
    return full ? line.indent < 2 || !gap : /[，。]/.test(opening) && inProse && line.indent < 2
  }
  if (opening.length < 30 && !/[，；]/.test(opening)) return false
  return line.indent < 2 || /[，；]/.test(opening)
}
/** A bracket that was opened near the end of the line is still open. */
function bracketOpen(tail: string): boolean {
  const open = tail.lastIndexOf('（')
  return open >= 0 && open > tail.lastIndexOf('）') && tail.length - open < 120
}
const LABELLED_ALONE = /^附件/
