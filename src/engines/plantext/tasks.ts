import type { DateContext } from './dates.ts'
import { dutiesIn, isDutyLine, mergeDuty, trailingDuty } from './duties.ts'
import { clauseOf, type Node, type Outline, type Paragraph } from './outline.ts'
import { type Duty, dutyOf, FIRST_LEADS } from './responsibility.ts'
import { type Strand, spanOf, squash } from './source.ts'
import { type TaskDraft, tableTasks } from './tasktables.ts'
import type { Span, Task } from './types.ts'

const CHILD_RANK = 4

/** The parts of a paper that are tasks: the deepest numbered level down to 1. that carries headings. */
function taskNodes(outline: Outline): Node[] {
  const deepest = outline.nodes.filter(
    (n) =>
      (n.kind === 'task' || n.kind === 'safeguard' || n.kind === 'goal') &&
      isTaskLevel(n) &&
      !n.children.some((c) => isTaskLevel(c) && c.kind !== 'goal' && c.kind !== 'intro'),
  )
  return deepest.filter((n) => (!isGoalList(n) || charged(n)) && !emptyPart(n) && !isClosing(n) && !isPurpose(n))
}

/** Down to 1.; a paper that goes from 一、 straight to （1） counts that. */
const isTaskLevel = (n: Node): boolean =>
  n.mark.rank <= CHILD_RANK || (n.mark.style === 'num-paren' && n.parent !== null && n.parent.mark.style === 'cn')

/** 本措施自印发之日起施行 closes the paper. */
const isClosing = (n: Node): boolean =>
  n.children.length === 0 &&
  /^(?:以上|本)(?:若干)?(?:措施|办法|意见|方案|规定|政策|细则|计划|通知)[^。]{0,16}(?:施行|实施|执行|解释|有效期)/.test(
    (n.paragraphs[0]?.strand.text ?? '').slice(n.mark.length),
  )
/** 第一条 为…，制定本方案。 says why there is a paper. */
const isPurpose = (n: Node): boolean =>
  n.children.length === 0 &&
  /^(?:为|根据|按照|依据)[^。]*(?:制定|制订)(?:本|如下)[^。]{0,10}。?$/.test(
    (n.paragraphs[0]?.strand.text ?? '').slice(n.mark.length),
  )
/** A goal that names who answers for it is a task all the same. */
const charged = (n: Node): boolean =>
  n.mark.rank >= 3 && n.paragraphs.some((p) => /(?:牵头|责任)(?:单位|部门|领导)：/.test(p.strand.text))

/** Numbered figures under 主要目标 are no tasks. */
const isGoalList = (n: Node): boolean => n.parent?.kind === 'goal' || n.kind === 'goal'
/** A heading with a table under it and no words of its own is a caption. */
const emptyPart = (n: Node): boolean =>
  n.paragraphs.length >= 1 &&
  n.paragraphs.slice(1).every((p) => p.table !== null) &&
  n.mark.rank <= 2 &&
  n.paragraphs[0]?.role === 'heading' &&
  n.title !== '' &&
  n.children.length === 0 &&
  n.parent === null

export function tasksOf(outline: Outline, dates: DateContext, source: string): TaskDraft[] {
  const nodes = taskNodes(outline)
  const restarts = numbersRestart(outline.nodes)
  const out: TaskDraft[] = []
  let onwards: string[] = []
  for (const node of nodes) {
    const own = collect(node)
    const draft = bodyTask(node, own, dates, restarts, source, onwards)
    onwards = draft.onwards.length > 0 ? draft.onwards : onwards
    out.push({ task: draft.task, node, row: null })
  }
  inheritHigher(outline, out, dates)
  firstLeads(outline, out)
  shareLast(out)
  for (const p of outline.paragraphs) if (p.table !== null) out.push(...tableTasks(p, p.table, dates, source))
  out.sort((a, b) => a.task.span.start - b.task.span.start)
  out.forEach((d, k) => {
    d.task.id = `K${k + 1}`
  })
  return out
}

/**
 * Whether the printed （一） alone is no address: it is one only in papers that count （一）…（二十） through
 * several sections.
 */
function numbersRestart(nodes: Node[]): boolean {
  const seen = new Set<string>()
  const sections = new Set<Node | null>()
  for (const n of nodes) {
    if (n.mark.style !== 'cn-paren') continue
    if (seen.has(n.mark.label)) return true
    seen.add(n.mark.label)
    sections.add(n.parent)
  }
  return sections.size < 2
}

function collect(node: Node): Paragraph[] {
  return [...node.paragraphs, ...node.children.flatMap(collect)].sort(
    (a, b) => (a.strand.from[0] ?? 0) - (b.strand.from[0] ?? 0),
  )
}

function numberOf(node: Node, restarts: boolean): string {
  if (node.mark.style !== 'cn-paren' || !restarts) return node.mark.label
  const top = topOf(node)
  return top === node
    ? node.mark.label
    : `${top.mark.rank <= 1 ? `第${top.mark.label}章` : top.mark.label}${node.mark.label}`
}

function topOf(node: Node): Node {
  let top = node
  while (top.parent !== null && top.parent.mark.rank >= 2) top = top.parent
  return top === node && node.parent !== null ? node.parent : top
}

type Draft = { task: Task; onwards: string[] }

function bodyTask(
  node: Node,
  paragraphs: Paragraph[],
  dates: DateContext,
  restarts: boolean,
  source: string,
  onwards: string[],
): Draft {
  let duty: Duty | null = null
  let quote: string | null = null
  const texts: string[] = []
  const dutyLines: string[] = []
  let span: Span | null = null
  const say = (strand: Strand, a: number, b: number) => {
    const s = spanOf(strand, a, b)
    quote ??= squash(source.slice(s.start, s.end))
  }
  paragraphs.forEach((p, k) => {
    const s = spanOf(p.strand)
    span =
      span === null ? s : { start: Math.min((span as Span).start, s.start), end: Math.max((span as Span).end, s.end) }
    let text = p.strand.text
    if (isDutyLine(text)) {
      const d = dutyOf(text, dates)
      if (d !== null) {
        dutyLines.push(text.startsWith('（') ? text.replace(/^（|）?[。；]?$/g, '') : text.replace(/[。；]$/, ''))
        say(p.strand, 0, text.length)
        return
      }
    }
    const found = dutiesIn(text, dates)
    for (const f of found) {
      duty = mergeDuty(duty, f.duty)
      say(p.strand, f.start, f.end)
    }
    const inline = trailingDuty(text, dates)
    if (inline !== null && found.length === 0) {
      duty = mergeDuty(duty, inline.duty)
      say(p.strand, inline.start, text.length)
      text = text.slice(0, inline.start)
    }
    for (const f of found.reverse()) text = text.slice(0, f.start) + text.slice(f.end)
    if (k === 0 && p.mark) text = text.slice(p.mark.length)
    texts.push(text.trim())
  })
  const together = dutyLines.length > 0 ? dutyOf(dutyLines.join('；'), dates) : null
  if (together !== null) duty = mergeDuty(duty, together)
  const text = texts.filter((t) => t !== '').join('')
  const d = (duty ?? {}) as Partial<Duty>
  const own = dutyOwn(d)
  const inherited = own.implement.length === 0 && onwards.length > 0 && node.kind === 'task'
  const first = text.split(/[。；]/)[0] ?? ''
  const task: Task = {
    id: '',
    number:
      node.kind === 'safeguard' && node.mark.style === 'cn-paren' ? numberOf(node, true) : numberOf(node, restarts),
    parent: node.parent === null ? null : `${clauseLabel(node.parent)}${node.parent.title}`,
    title: node.title !== '' ? node.title : first.slice(0, 60),
    text,
    lead: own.lead,
    support: own.support,
    supervise: own.supervise,
    implement: inherited ? onwards : own.implement,
    leaders: own.leaders,
    joint: d.joint ?? false,
    listOpen: d.listOpen ?? false,
    implementInherited: inherited,
    deadline: d.deadline?.iso ?? null,
    deadlineQuote: d.deadline?.quote ?? null,
    kind: node.kind === 'safeguard' ? 'safeguard' : 'task',
    section: paragraphs[0]?.annex ? 'annex' : 'body',
    responsibilityQuote: quote,
    span: span ?? { start: 0, end: 0 },
    doubts: [],
  }
  return { task, onwards: d.onwards ?? [] }
}

const dutyOwn = (d: Partial<Duty>) => ({
  lead: d.lead ?? [],
  support: d.support ?? [],
  supervise: d.supervise ?? [],
  implement: d.implement ?? [],
  leaders: d.leaders ?? [],
})

const clauseLabel = (node: Node): string =>
  node.mark.style === 'cn'
    ? `${node.mark.label}、`
    : node.mark.style === 'num'
      ? `${node.mark.label}.`
      : node.mark.rank <= 1
        ? clauseOf(node)
        : node.mark.label

/** 列第一位者为牵头单位，下同: from there on the first of a list leads and the others help. */
function firstLeads(outline: Outline, drafts: TaskDraft[]): void {
  const said = outline.paragraphs.find((p) => FIRST_LEADS.test(p.strand.text))
  if (said === undefined) return
  const from = /下同|以下/.test(said.strand.text) ? (said.strand.from[0] ?? 0) : 0
  for (const { task } of drafts) {
    if (task.span.end < from || task.lead.length < 2 || task.support.length > 0) continue
    task.support = task.lead.slice(1)
    task.lead = task.lead.slice(0, 1)
    task.joint = false
  }
}

/** A responsibility written once under a heading holds for the tasks below that name nobody. */
function inheritHigher(outline: Outline, drafts: TaskDraft[], dates: DateContext): void {
  for (const node of outline.nodes) {
    if (node.kind !== 'task' || node.children.length === 0) continue
    const head = node.paragraphs.find((p) => p.mark === node.mark)
    if (!head) continue
    const found = dutiesIn(head.strand.text, dates)[0] ?? null
    const line = node.paragraphs
      .map((p) => (isDutyLine(p.strand.text) ? dutyOf(p.strand.text, dates) : null))
      .find((d) => d !== null)
    const duty = found?.duty ?? line ?? null
    if (duty === null) continue
    for (const d of drafts) {
      let up = d.node?.parent ?? null
      while (up !== null && up !== node) up = up.parent
      if (up !== node || d.task.lead.length > 0) continue
      d.task.lead = duty.lead
      d.task.support = duty.support
      d.task.supervise = duty.supervise
    }
  }
}

/** A responsibility printed on a line of its own below the last item of a list holds for the whole list. */
function shareLast(drafts: TaskDraft[]): void {
  const lists = new Map<Node, TaskDraft[]>()
  for (const d of drafts) {
    const parent = d.node?.parent
    if (parent && d.task.kind === 'task') lists.set(parent, [...(lists.get(parent) ?? []), d])
  }
  for (const list of lists.values()) {
    const last = list[list.length - 1] as TaskDraft
    const alone = last.node?.paragraphs.some((p) => p.mark === null && isDutyLine(p.strand.text)) ?? false
    const others = list.slice(0, -1)
    if (!alone || others.length === 0 || others.some((d) => d.task.responsibilityQuote !== null)) continue
    for (const { task } of others) {
      const { lead, support, supervise, leaders, deadline, deadlineQuote } = last.task
      Object.assign(task, { lead, support, supervise, leaders, deadline, deadlineQuote })
    }
  }
}
