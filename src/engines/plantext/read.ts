import { findDoubts, warnOf } from './checks.ts'
import { type DateContext, datesIn, lastDay } from './dates.ts'
import { dutiesIn, isDutyLine } from './duties.ts'
import { fingerprintOf } from './family.ts'
import type { Setting } from './finding.ts'
import { emptyHarvest, type Harvest, harvestText, type Soil } from './harvest.ts'
import { type Meta, metaOf } from './meta.ts'
import { clauseOf, type Node, outline, type Paragraph } from './outline.ts'
import { reflow } from './reflow.ts'
import { cut, normalise, type Strand, spanOf } from './source.ts'
import { harvestFigures, isFigureTable } from './tablefigures.ts'
import { tasksOf } from './tasks.ts'
import type { TaskDraft } from './tasktables.ts'
import type { Block, PlanReading, ReadOptions } from './types.ts'

/**
 * Reads a policy paper (action plan, opinion, work list) into targets, tasks, milestones and limits.
 *
 * Pure and total: any text gives a reading, and what could not be read for certain carries a doubt or a warning.
 * Spans are UTF-16 offsets into `text` as given.
 */
export function readPlan(text: string, options: ReadOptions = {}): PlanReading {
  const pieces = reflow(normalise(text))
  const shape = outline(pieces)
  const meta = metaOf(shape.paragraphs)
  const year = options.year ?? meta.year
  const dates: DateContext = { year, from: meta.from, to: meta.to }
  const drafts = tasksOf(shape, dates, text)
  const harvest = emptyHarvest()
  harvestAll(shape.paragraphs, drafts, dates, meta, text, harvest)
  harvest.targets.sort((a, b) => a.span.start - b.span.start)
  number(harvest)
  const reading: PlanReading = {
    title: meta.title,
    documentNumber: meta.documentNumber,
    issuer: meta.issuer,
    issued: meta.issued,
    period: {
      from: meta.from === null ? null : `${meta.from}-01-01`,
      to: meta.to === null ? null : lastDay(meta.to),
    },
    complete: true,
    warnings: harvest.warnings,
    targets: harvest.targets,
    directions: harvest.directions,
    tasks: drafts.map((d) => d.task),
    milestones: harvest.milestones,
    limits: harvest.limits,
    blocks: shape.paragraphs.map(blockOf),
    fingerprint: fingerprintOf(text),
  }
  findDoubts(reading, shape, text)
  return reading
}

function number(harvest: Harvest): void {
  const name = (list: { id: string }[], letter: string) => {
    list.forEach((item, k) => {
      item.id = `${letter}${k + 1}`
    })
  }
  name(harvest.targets, 'T')
  name(harvest.limits, 'L')
  name(harvest.milestones, 'M')
  name(harvest.directions, 'D')
}

function blockOf(p: Paragraph): Block {
  return {
    role: p.role,
    level: p.level,
    text: p.table ? '' : p.strand.text,
    cells: p.table ? p.table.columns.map((c) => c.head) : null,
    clause: clauseOf(p.node),
    span: spanOf(p.strand),
  }
}

type Lead = { iso: string; quote: string; rank: number; loose: boolean }

/** Walks the paper once and reads each paragraph with the deadlines it stands under. */
function harvestAll(
  paragraphs: Paragraph[],
  drafts: TaskDraft[],
  dates: DateContext,
  meta: Meta,
  source: string,
  into: Harvest,
): void {
  const byNode = new Map<Node, TaskDraft>()
  for (const d of drafts) if (d.node) byNode.set(d.node, d)
  const implied = meta.to === null ? null : lastDay(meta.to)
  let lead: Lead | null = null
  let caption: { iso: string; quote: string } | null = null
  let ahead: { iso: string; quote: string } | null =
    meta.to === null || meta.annual !== null ? null : { iso: lastDay(meta.to), quote: `${meta.to}年` }
  const numbered = paragraphs.some((p) => p.mark !== null && p.mark.style !== 'bullet')
  for (const p of paragraphs) {
    const text = p.strand.text
    if (p.role === 'trailer') into.warnings.push(warnOf('vendor-trailer', p.strand, source))
    if (p.table !== null) {
      readTable(p, drafts, dates, { implied, annual: meta.annual, caption }, source, into)
      continue
    }
    if (p.mark !== null && p.mark.style !== 'bullet' && lead !== null && p.mark.rank <= lead.rank) lead = null
    const latest = latestDeadline(text, dates)
    if (p.kind === 'front' && !skipped(p)) ahead = announced(p, dates) ?? ahead
    if (text.length < 60 && !/。$/.test(text)) caption = latest ?? yearInTitle(text) ?? caption
    if (p.kind === 'background' || skipped(p)) continue
    if (p.kind === 'back' || (p.kind === 'front' && numbered && !FRONT_GOAL.test(text))) {
      passedOver(p.strand, source, into)
      continue
    }
    const draft = taskOf(p.node, byNode)
    const setting: Setting = {
      dates,
      goal: p.kind === 'goal' || p.kind === 'front' || goalWords(text, p),
      safeguard: p.kind === 'safeguard',
      topic: topicOf(p),
      inherited: [],
    }
    if (lead !== null) setting.inherited.push({ iso: lead.iso, quote: lead.quote, from: 'lead-in' })
    if (draft?.task.deadline)
      setting.inherited.push({ iso: draft.task.deadline, quote: draft.task.deadlineQuote ?? '', from: 'task' })
    if (meta.annual !== null)
      setting.inherited.push({ iso: lastDay(meta.annual), quote: `${meta.annual}年`, from: 'title' })
    if (p.kind === 'goal' && ahead !== null) setting.inherited.push({ ...ahead, from: 'title' })
    const soil: Soil = {
      source,
      setting,
      clause: clauseOf(p.node),
      taskId: draft?.task.id ?? null,
      implied,
      milestones: p.kind !== 'intro',
    }
    for (const part of withoutDuties(p, dates)) harvestText(part, soil, into)
    lead = nextLead(p, latest, lead, !numbered)
  }
}

/** 总体要求是：全年新增…: goals stated before the first heading. */
const FRONT_GOAL =
  /(?:总体要求|总的要求|(?:主要|总体|预期|工作|发展)目标)(?:是|为|：)|^(?:到|力争到?)20\d\d年(?:底|末)?，|[，。；](?:力争|确保|争取)?到20\d\d年(?:底|末)?，[^。]{0,80}?\d[\d.]*[%万千亿个家所处名人张户次平][^。]*(?:制定|制订|提出|出台|。)/

/** A goal said where no goals are looked for is shown to a person, once a paragraph. */
function passedOver(strand: Strand, source: string, into: Harvest): void {
  const found = GOAL_LIKE.exec(strand.text.slice(0, 3000))
  if (found === null) return
  const start = strand.text.lastIndexOf('。', found.index) + 1
  if (/截[至止]|目前|现有|已|印发|以来|期间/.test(strand.text.slice(start, found.index))) return
  into.warnings.push(warnOf('unread-number', cut(strand, found.index, found.index + found[0].length), source))
}
const GOAL_LIKE =
  /(?:达到|不低于|不少于|至少|新增|新建|建成|实现|覆盖率|力争|提高到|提升至|完成|培训|到20\d\d年)[^。；，]{0,24}?\d[\d.]{0,8}(?:%|[余多]?[十百千万亿]{0,2}(?:个|家|所|处|人|张|名|户|次|元|平方米|公里|项|场|间|座|台))/

const topicOf = (p: Paragraph): string => (p.node?.title ?? '').slice(0, 40)

const skipped = (p: Paragraph): boolean =>
  ['page-mark', 'trailer', 'signature', 'distribution', 'attachment', 'number', 'title'].includes(p.role) ||
  isDutyLine(p.strand.text)

const goalWords = (text: string, p: Paragraph): boolean =>
  p.kind === 'intro' && /^(?:——)?(?:到|至|力争到?)20\d\d年/.test(text.slice(p.heading || (p.mark?.length ?? 0)))

function taskOf(node: Node | null, byNode: Map<Node, TaskDraft>): TaskDraft | null {
  for (let n = node; n !== null; n = n.parent) {
    const found = byNode.get(n)
    if (found) return found
  }
  return null
}

function latestDeadline(text: string, dates: DateContext): { iso: string; quote: string } | null {
  if (text.length > 3000) return null
  const tokens = datesIn(text, dates).filter((t) => t.kind === 'deadline')
  // 到2023年底，…；到2025年底，…，实现以下目标： leads in with what it says last.
  const token = /：$/.test(text) ? tokens[tokens.length - 1] : tokens[0]
  return token ? { iso: token.iso, quote: text.slice(token.start, token.end) } : null
}

/** …主要指标分解（2025年）: the year of the table below. */
function yearInTitle(text: string): { iso: string; quote: string } | null {
  const m = /（((?:19|20)\d\d)年(?:度)?）$/.exec(text)
  return m ? { iso: lastDay(Number(m[1])), quote: `${m[1]}年` } : null
}

/** 为在2026年底前…，制定本方案: the date the paper gives itself, which its goals need not repeat. */
function announced(p: Paragraph, dates: DateContext): { iso: string; quote: string } | null {
  const text = p.strand.text
  if (!/(?:制定|制订|提出|出台)(?:了)?(?:本|如下|以下|此|该)/.test(text)) return null
  const tokens = datesIn(text, dates).filter((t) => t.kind === 'deadline')
  const token = tokens[tokens.length - 1]
  return token ? { iso: token.iso, quote: text.slice(token.start, token.end) } : null
}

/** A lead-in (到2025年，实现以下目标：) dates what is listed under it, up to the next heading of its own level. */
function nextLead(
  p: Paragraph,
  own: { iso: string; quote: string } | null,
  lead: Lead | null,
  plain: boolean,
): Lead | null {
  const text = p.strand.text
  const rank = p.node?.mark.rank ?? 0
  if (own === null) return lead
  if (p.role === 'heading') return { ...own, rank, loose: false }
  if (/：$/.test(text))
    return { ...own, rank: p.mark && p.mark.style !== 'bullet' && p.kind !== 'goal' ? p.mark.rank : rank, loose: false }
  const goal = p.kind === 'goal' || (plain && p.kind === 'front')
  if (goal && (lead === null || lead.loose) && /(?:到|至|“十)/.test(text.slice(p.heading, p.heading + 12)))
    return { ...own, rank: p.mark?.style === 'bullet' || p.mark === null ? rank : p.mark.rank, loose: true }
  return lead
}

/** The paragraph without its （责任单位：…） brackets, whose numbers and names are nobody's target. */
function withoutDuties(p: Paragraph, dates: DateContext): Strand[] {
  const start = p.mark?.length ?? 0
  const out: Strand[] = []
  let at = start
  for (const f of dutiesIn(p.strand.text, dates)) {
    if (f.start > at) out.push(cut(p.strand, at, f.start))
    at = f.end
  }
  if (at < p.strand.text.length) out.push(cut(p.strand, at, p.strand.text.length))
  return out
}

function readTable(
  p: Paragraph,
  drafts: TaskDraft[],
  dates: DateContext,
  {
    implied,
    annual,
    caption,
  }: { implied: string | null; annual: number | null; caption: { iso: string; quote: string } | null },
  source: string,
  into: Harvest,
): void {
  const table = p.table
  if (table === null) return
  const base = { source, clause: p.annex ? 'annex' : clauseOf(p.node), taskId: null, implied, milestones: true }
  if (isFigureTable(table)) {
    const named = annual === null ? null : { iso: lastDay(annual), quote: `${annual}年` }
    harvestFigures(
      table,
      { ...base, setting: { dates, goal: true, topic: '', inherited: [] } },
      dates,
      caption ?? named,
      into,
    )
    return
  }
  const told = table.rows.some((row) => drafts.some((d) => d.row === row))
  if (!told && table.rows.some((r) => r.cells.some((c) => /\d/.test(c.text))))
    into.warnings.push(warnOf('table-unclear', p.strand, source))
  const byRow = new Map(drafts.filter((d) => d.row !== null).map((d) => [d.row, d]))
  for (const row of table.rows) {
    const draft = byRow.get(row)
    if (row.section || !draft) continue
    table.columns.forEach((c, k) => {
      const cell = row.cells[k]
      if (!cell || cell.text === '' || !['task', 'other', 'value', 'category'].includes(c.kind)) return
      const inherited: Setting['inherited'] = []
      if (c.year !== null) inherited.push({ iso: lastDay(c.year), quote: c.head, from: 'column' })
      if (draft.task.deadline)
        inherited.push({ iso: draft.task.deadline, quote: draft.task.deadlineQuote ?? '', from: 'row' })
      if (annual !== null) inherited.push({ iso: lastDay(annual), quote: `${annual}年`, from: 'title' })
      const setting: Setting = { dates, goal: false, topic: draft.task.title.slice(0, 30), inherited }
      harvestText(
        cell,
        { ...base, setting, clause: `${base.clause || '表'}:${draft.task.number}`, taskId: draft.task.id },
        into,
      )
    })
  }
}
