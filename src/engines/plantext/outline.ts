import { squeeze } from './cells.ts'
import { isDutyLine } from './duties.ts'
import type { Mark } from './marks.ts'
import type { Piece } from './reflow.ts'
import type { Strand } from './source.ts'
import type { Table } from './tableparts.ts'
import type { BlockRole } from './types.ts'

/** What a part of a paper is for. */
export type SectionKind = 'front' | 'intro' | 'goal' | 'background' | 'task' | 'safeguard' | 'back'

/** A numbered part of the paper and what stands under it. */
export type Node = {
  mark: Mark
  title: string
  kind: SectionKind
  parent: Node | null
  children: Node[]
  paragraphs: Paragraph[]
}

/** A paragraph with its place in the paper. */
export type Paragraph = {
  strand: Strand
  role: BlockRole
  level: number
  mark: Mark | null
  /** Length of the heading at the start, mark included; 0 where the paragraph has none. */
  heading: number
  node: Node | null
  kind: SectionKind
  annex: boolean
  table: Table | null
}

export type Outline = { paragraphs: Paragraph[]; nodes: Node[] }

const GOAL = /目标|指标/
/** A heading that says nothing but that goals follow, at any level. */
const GOAL_ALONE = /^(?:主要|工作|总体|年度|具体|发展|行动|预期|量化|阶段性?)?(?:目标|指标)(?:指标|任务)?$/
const INTRO =
  /总体(?:要求|思路|部署|安排|考虑)|指导思想|基本原则|工作(?:思路|原则)|总要求|基本思路|工作要求与目标|主要原则|实施范围|适用范围|创建范围|试点范围|基本要求|(?:支持|适用|实施|服务|保障|补贴|申报)对象|适用对象|^总则|基本概念|名词解释|申报条件/
const BACKGROUND =
  /背景|形势|现状|基础(?:和|与)?(?:条件|现状)?$|发展基础|工作基础|成效|回顾|问题|机遇|挑战|环境|编制依据|基本情况/
const SAFEGUARD =
  /^(?:进一步)?(?:强化|加强|完善|健全|落实|做好|夯实|压实)?(?:各项|实施|工作|组织|服务|措施|规划|政策|制度|推进|监测|支撑)*(?:和|与|、)?(?:组织|实施|政策|工作)?保障(?:措施|机制|体系|落实|实施)?$|保障措施|组织(?:实施|领导|保障|推进|落实)|工作(?:要求|保障|机制)|(?:有关|相关)(?:要求|工作要求)|实施保障|规划实施|监督管理$|^(?:提高|统一)(?:政治站位|思想认识|认识|站位)|^严格(?:考核|督[查导]|奖惩|问责|监督)|^营造(?:良好|浓厚)?(?:社会|工作)?氛围$|^(?:责任|职责|部门|任务)分工$|^部门职责$|^(?:要素|支撑|综合)保障$|推进措施|推进机制|监督(?:考核|检查|评估|管理与评估)|^(?:加强|强化)(?:统筹|领导|督导|督查|考核)[^、]{0,4}$|^附则|工作步骤|实施步骤|进度安排|时间安排|步骤安排|方法步骤|阶段安排/
/** 强化政策保障, 强化要素保障: what is given to the work, which is work itself. */
const SUPPORTS =
  /^(?:强化|加强|完善|健全|加大|夯实)[^组织措施]{0,6}(?:政策|要素|人才|资金|财政|用地|服务)[^组织措施]{0,4}保障$/
const TITLE_MAX = 46

/** Length of the heading a marked paragraph begins with, and the heading's words. */
export function headingOfText(text: string, mark: Mark): { title: string; length: number } {
  const body = text.slice(mark.length)
  const stop = /[。：；]/.exec(body)
  const end = stop ? stop.index : body.length
  if (
    end <= TITLE_MAX &&
    (stop === null || stop[0] !== '；') &&
    end > 0 &&
    !(stop && mark.rank >= 4 && /\d.*[%个家所张人]/.test(body.slice(0, end)) && end === body.length - 1)
  ) {
    return { title: cleanTitle(body.slice(0, end)), length: mark.length + (stop ? end + 1 : end) }
  }
  return { title: '', length: mark.length }
}

const cleanTitle = (text: string): string =>
  text
    .replace(/（[^（）]*(?:牵头|负责|责任|配合)[^（）]*(?:（[^（）]*）[^（）]*)*）?$/, '')
    .replace(/（[省市县区州][^（），。]*[局委厅办会院部府]）$/, '')
    .replace(/[，、\s]+$/, '')

function kindOf(title: string, parent: Node | null, rank: number): SectionKind {
  const top = parent === null || (parent.parent === null && parent.mark.rank <= 1)
  const inherited = parent?.kind ?? 'task'
  if (GOAL_ALONE.test(title)) return 'goal'
  if (top || inherited === 'intro' || inherited === 'goal' || inherited === 'background') {
    if (
      GOAL.test(title) &&
      !/目标(?:责任|考核|管理)/.test(title) &&
      title.length < 16 &&
      !/^(?:完善|健全|强化|落实)/.test(title)
    )
      return 'goal'
    if (INTRO.test(title)) return 'intro'
    if (
      BACKGROUND.test(title) &&
      title.length < 20 &&
      !/(?:^|[和、]|持续|不断|进一步|着力|加快|切实|全面|大力|积极)(?:优化|强化|加强|完善|营造|夯实|改善|提升|解决|推动|推进|健全)/.test(
        title,
      )
    )
      return 'background'
    if (SAFEGUARD.test(title) && !SUPPORTS.test(title)) return 'safeguard'
  }
  if (parent === null) return rank <= 4 ? 'task' : 'front'
  return inherited
}

/** Arranges the pieces of a paper under its numbered headings. */
export function outline(pieces: Piece[]): Outline {
  const paragraphs: Paragraph[] = []
  const nodes: Node[] = []
  let stack: Node[] = []
  let annex = false
  let distribution = false
  let marked = 0
  let box: Box | null = null
  for (const piece of pieces) {
    const base = { level: 0, mark: null, heading: 0, annex, table: null }
    const node = stack[stack.length - 1] ?? null
    const kind: SectionKind = node?.kind ?? (marked === 0 ? 'front' : 'back')
    if (piece.type === 'table') {
      paragraphs.push({ ...base, strand: rowsStrand(piece.table), role: 'table-row', node, kind, table: piece.table })
      continue
    }
    if (piece.type !== 'text') {
      const role: BlockRole = piece.type === 'trailer' ? 'trailer' : piece.type === 'chrome' ? 'signature' : 'page-mark'
      paragraphs.push({ ...base, strand: squeeze(piece.strand), role, node: null, kind: 'back' })
      continue
    }
    const text = piece.strand.text
    if (/^附件\d{0,2}[：:]?$|^附(?:表|录)?\d{0,2}[：:]?$/.test(text) && text.length <= 5) {
      if (marked >= 3) annex = true
      stack = []
      distribution = false
      paragraphs.push({ ...base, annex, strand: piece.strand, role: 'attachment', node: null, kind: 'front' })
      continue
    }
    if (/^附件?\d{0,2}[：:]/.test(text)) {
      stack = stack.filter((n) => n.mark.rank <= 0)
      paragraphs.push({ ...base, strand: piece.strand, role: 'attachment', node: null, kind: 'back' })
      continue
    }
    if (listedAttachment(paragraphs[paragraphs.length - 1], piece.mark, text)) {
      paragraphs.push({ ...base, strand: piece.strand, role: 'attachment', node: null, kind: 'back' })
      continue
    }
    if (/^(?:抄送|主送|分送|报送)[：:]/.test(text)) distribution = true
    if (/^专栏\s?[\d一二三四五六七八九十]/.test(text) || /^专栏$/.test(text))
      box = { order: 0, main: lastNumber(stack), paren: 0, open: parenIn(stack) }
    let mark = piece.mark
    if (box !== null && mark !== null && mark.style !== 'bullet') {
      const resumes = mark.style === 'num' && mark.order === box.main + 1 && mark.order !== box.order + 1
      const boxed = mark.style === 'cn-paren' && mark.order === box.paren + 1 && mark.order !== box.open + 1
      if ((mark.rank <= 3 && !boxed) || resumes) box = null
      else {
        if (mark.style === 'num') box.order = mark.order
        if (boxed) box.paren = mark.order
        mark = { ...mark, style: 'bullet', rank: 7 }
      }
    }
    if (distribution && (mark === null || mark.rank > 2)) {
      paragraphs.push({ ...base, strand: piece.strand, role: 'distribution', node: null, kind: 'back' })
      continue
    }
    distribution = false
    if (mark === null || mark.style === 'bullet') {
      const role = mark ? 'bullet' : plainRole(text, kind)
      const paragraph: Paragraph = { ...base, mark, strand: piece.strand, role, node, kind }
      paragraphs.push(paragraph)
      node?.paragraphs.push(paragraph)
      continue
    }
    if (mark.worded) {
      // 行动一： stands above （一） unless it stands under one.
      const twin = stack.find((n) => n.mark.worded)
      if (twin) mark = { ...mark, rank: twin.mark.rank }
      else if (!stack.some((n) => n.mark.style === 'cn-paren')) mark = { ...mark, rank: 2.5 }
    }
    marked++
    const { title, length } = headingOfText(text, mark)
    if (mark.rank <= 1 && mark.order === 1) annex = annex && marked > 3
    while (stack.length > 0 && (stack[stack.length - 1] as Node).mark.rank >= mark.rank) stack.pop()
    const parent = stack[stack.length - 1] ?? null
    const own: Node = { mark, title, kind: kindOf(title, parent, mark.rank), parent, children: [], paragraphs: [] }
    parent?.children.push(own)
    nodes.push(own)
    stack.push(own)
    const paragraph: Paragraph = {
      ...base,
      annex,
      mark,
      strand: piece.strand,
      role: title !== '' && length >= text.length ? 'heading' : 'paragraph',
      level: Math.max(1, mark.rank - 1),
      heading: title === '' ? 0 : length,
      node: own,
      kind: own.kind,
    }
    own.paragraphs.push(paragraph)
    paragraphs.push(paragraph)
  }
  return { paragraphs, nodes }
}

/** A 专栏: the last 1. and （一） printed in it, and those of the text around it. */
type Box = { order: number; main: number; paren: number; open: number }

/** The number of the （一） the outline stands in; below a 1. that stands in none, no （一） can follow. */
function parenIn(stack: Node[]): number {
  const paren = stack.find((n) => n.mark.style === 'cn-paren')
  if (paren) return paren.mark.order
  return stack.some((n) => n.mark.style === 'num') ? -1 : 0
}

/** 2.…任务分解表 below 附件：1.…: the list of attachments goes on. */
const listedAttachment = (above: Paragraph | undefined, mark: Mark | null, text: string): boolean =>
  above?.role === 'attachment' &&
  mark?.style === 'num' &&
  mark.order > 1 &&
  text.length < 60 &&
  !/[。；，]/.test(text) &&
  new RegExp(`(?:^|[：\\s])${mark.order - 1}[.．、]`).test(above.strand.text)

/** The number of the innermost 1. the outline stands in; 0 where there is none. */
function lastNumber(stack: Node[]): number {
  for (let k = stack.length - 1; k >= 0; k--) if (stack[k]?.mark.style === 'num') return (stack[k] as Node).mark.order
  return 0
}

function plainRole(text: string, kind: SectionKind): BlockRole {
  if (
    /^[\u4e00-\u9fa5]{1,6}(?:发|字|函|办|规|通|政|民|〔)[^，。]{0,12}〔\d{4}〕\d+号$/.test(text) ||
    /^[^，。]{2,14}〔\d{4}〕\d{1,4}号$/.test(text)
  )
    return 'number'
  if (/^(?:\d{4}|二[〇○零]..)年\d{1,2}月\d{1,2}日$/.test(text)) return 'signature'
  if (/印发$|^（此件/.test(text) && text.length < 40) return 'signature'
  if (
    kind === 'front' &&
    text.length < 90 &&
    /(?:方案|意见|计划|规划|措施|办法|要点|通知|清单|纲要|细则|分工|分解表|一览表|任务表|实施方法)(?:（[^（）]{1,20}）)?$/.test(
      text,
    ) &&
    !/[。；]/.test(text)
  )
    return 'title'
  if (isDutyLine(text)) return 'paragraph'
  return 'paragraph'
}

function rowsStrand(table: Table): Strand {
  const first = table.rows[0]?.cells.find((c) => c.text !== '')
  const lastRow = table.rows[table.rows.length - 1]
  const last = lastRow?.cells.filter((c) => c.text !== '').pop()
  if (!first || !last) return { text: '', from: [], to: [] }
  return {
    text: '  ',
    from: [first.from[0] as number, last.from[last.from.length - 1] as number],
    to: [first.to[0] as number, last.to[last.to.length - 1] as number],
  }
}

/** `二（一）1`: the way to a numbered part. */
export function clauseOf(node: Node | null): string {
  const parts: string[] = []
  for (let n = node; n !== null; n = n.parent) {
    if (n.mark.style === 'chapter') parts.unshift(`第${n.mark.label}章`)
    else if (n.mark.style === 'part') parts.unshift(`第${n.mark.label}节`)
    else parts.unshift(n.mark.label)
  }
  return parts.join('')
}
