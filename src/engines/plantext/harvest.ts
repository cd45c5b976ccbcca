import { keyOf } from './clauses.ts'
import { coverIn, driftIn } from './coverage.ts'
import { type DateToken, datesIn } from './dates.ts'
import { doubt } from './doubts.ts'
import { HISTORY, readQuantities } from './extract.ts'
import type { Due, Finding, Setting } from './finding.ts'
import { milestones } from './milestones.ts'
import { cut, type Strand, spanOf, squash } from './source.ts'
import type { Comparator, Direction, Doubt, Limit, Milestone, Target, Warning } from './types.ts'

/** All that the words of a paper yield; ids are given at the end. */
export type Harvest = {
  targets: Target[]
  limits: Limit[]
  milestones: Milestone[]
  directions: Direction[]
  warnings: Warning[]
}

export const emptyHarvest = (): Harvest => ({ targets: [], limits: [], milestones: [], directions: [], warnings: [] })

export type Soil = {
  source: string
  setting: Setting
  clause: string
  taskId: string | null
  implied: string | null
  /** Dated clauses without a number become milestones only where work is described. */
  milestones: boolean
}

const CHUNK = 6000
/** 配比不低于1:4: a proportion has no single value and is left to a person. */
const RATIO = /[\u4e00-\u9fa5]{2,12}比(?:例)?[^，。；\d]{0,8}\d{1,3}：\d{1,3}/g

/** Reads one paragraph or table cell into the harvest. */
export function harvestText(strand: Strand, soil: Soil, into: Harvest): void {
  if (strand.text.length > CHUNK) {
    let at = 0
    while (at < strand.text.length) {
      const stop = strand.text.indexOf('。', at + CHUNK - 1000)
      const end = stop < 0 || stop > at + CHUNK ? Math.min(strand.text.length, at + CHUNK) : stop + 1
      harvestText(cut(strand, at, end), soil, into)
      at = end
    }
    return
  }
  const text = strand.text
  const { findings, strays } = readQuantities(text, soil.setting)
  const taken: [number, number][] = []
  let orGroup = 0
  let last: Target | null = null
  for (const f of findings) {
    const span = spanOf(strand, f.start, f.end)
    const quote = squash(soil.source.slice(span.start, span.end))
    if (f.verdict === 'limit' || f.verdict === 'weak-limit') {
      into.limits.push({
        id: '',
        clause: soil.clause,
        name: f.indicator,
        comparator: f.reading.comparator,
        value: f.quantity.value,
        low: f.quantity.low,
        high: f.quantity.high,
        unit: f.quantity.unit,
        quote,
        span,
      })
      taken.push([f.start, f.end])
      if (f.verdict === 'weak-limit') into.warnings.push({ ...doubt('maybe-limit', quote), span })
      last = null
      continue
    }
    if (f.verdict === 'unread') into.warnings.push({ ...doubt('unread-number', quote), span })
    if (f.verdict === 'background' && (f.reading.word !== '' || f.quantity.after !== ''))
      into.warnings.push({ ...doubt('maybe-background', quote), span })
    if (f.verdict !== 'target' && f.verdict !== 'weak') continue
    taken.push([f.start, f.end])
    const target = targetOf(f, soil, quote, span)
    if (f.alternative && last !== null) {
      last.orGroup ??= `${soil.clause}#${++orGroup}@${last.span.start}`
      target.orGroup = last.orGroup
    }
    into.targets.push(target)
    last = target
  }
  for (const m of text.matchAll(RATIO)) {
    const span = spanOf(strand, m.index, m.index + m[0].length)
    into.warnings.push({ ...doubt('unread-number', squash(soil.source.slice(span.start, span.end))), span })
  }
  for (const [a, b] of strays) {
    if (taken.some(([from, to]) => a < to && b > from)) continue
    const span = spanOf(strand, a, b)
    into.warnings.push({ ...doubt('unread-number', squash(soil.source.slice(span.start, span.end))), span })
  }
  const dates = datesIn(text, soil.setting.dates)
  covers(strand, soil, into, taken, dates)
  for (const d of driftIn(text, taken)) {
    const span = spanOf(strand, d.start, d.end)
    const due = dateBefore(text, dates, d.start)
    into.directions.push({
      id: '',
      clause: soil.clause,
      indicator: d.indicator,
      direction: d.direction,
      deadline: due?.iso ?? null,
      quote: squash(soil.source.slice(span.start, span.end)),
      span,
    })
  }
  if (soil.milestones) milestones(strand, soil, into, taken, dates)
}

function targetOf(f: Finding, soil: Soil, quote: string, span: { start: number; end: number }): Target {
  const q = f.quantity
  const doubts: Doubt[] = []
  const raw = quote
  if (q.repaired) doubts.push(doubt('implausible-value', raw))
  if (f.reading.doubled) doubts.push(doubt('double-comparator', raw))
  if (f.verdict === 'weak') doubts.push(doubt('weak-target', raw))
  if (f.due?.far) doubts.push(doubt('deadline-inherited-far', f.due.quote))
  if (f.due?.unclear) doubts.push(doubt('deadline-unclear', f.due.quote))
  if (f.unclearParts) doubts.push(doubt('distribution-unclear', raw))
  if (!/[\u4e00-\u9fa5%‰㎡]/.test(q.base)) doubts.push(doubt('unit-unclear', raw))
  if (f.indicator.length < 2) doubts.push(doubt('indicator-unclear', raw))
  return {
    id: '',
    clause: soil.clause,
    indicator: f.indicator,
    indicatorKey: keyOf(f.indicator),
    comparator: f.reading.comparator,
    value: q.value,
    low: q.low,
    high: q.high,
    unit: q.unit,
    ...dueFields(f.due, soil),
    base: f.base,
    baseValue: f.baseValue,
    period: f.period,
    kind: f.standard ? 'standard' : 'target',
    approx: f.reading.approx,
    soft: f.soft,
    qualifier: f.reading.qualifier,
    scope: f.scope,
    cumulative: f.cumulative,
    countOf: /人次/.test(q.unit) ? 'person-times' : /^[百千万十亿]*[人名]$/.test(q.unit) ? 'persons' : null,
    orGroup: null,
    nature: null,
    dupOf: null,
    conflictWith: [],
    taskId: soil.taskId,
    quote,
    span,
    doubts,
  }
}

export function dueFields(
  due: Due | null,
  soil: Soil,
): Pick<Target, 'deadline' | 'deadlineQuote' | 'deadlineFrom' | 'deadlineImplied'> {
  return {
    deadline: due?.iso ?? null,
    deadlineQuote: due?.quote ?? null,
    deadlineFrom: due?.from ?? null,
    deadlineImplied: due ? null : soil.implied,
  }
}

function covers(strand: Strand, soil: Soil, into: Harvest, taken: [number, number][], dates: DateToken[]): void {
  const text = strand.text
  const past = (at: number): boolean => {
    const near = dates.filter((t) => t.start < at && t.start >= sentenceStart(text, at) && t.kind !== 'base').pop()
    return near?.kind === 'past'
  }
  for (const c of coverIn(
    text,
    taken,
    soil.setting.goal,
    (at) => dateBefore(text, dates, at) !== null,
    dates,
    soil.setting.topic,
  )) {
    if (past(c.end)) continue
    const told = text.search(HISTORY)
    if (
      told >= 0 &&
      told < c.start &&
      !soil.setting.goal &&
      !dates.some((t) => t.kind === 'deadline' && t.start > told && t.start < c.end)
    )
      continue
    const span = spanOf(strand, c.start, c.end)
    const quote = squash(soil.source.slice(span.start, span.end))
    const inside = dateBefore(text, dates, c.end)
    const outer = soil.setting.inherited[0]
    const due: Due | null = inside
      ? {
          iso: inside.iso,
          quote: text.slice(inside.start, inside.end),
          from: inside.start >= c.start ? 'clause' : 'sentence',
          unclear: inside.unclear,
          far: false,
        }
      : (carried(text, dates, c.start, soil.setting.goal) ??
        (outer ? { ...outer, unclear: false, far: outer.from === 'title' } : null))
    const quantity = {
      start: c.start,
      end: c.end,
      value: 100,
      low: null,
      high: null,
      unit: '%',
      base: '%',
      after: '',
      symbol: '',
      approx: false,
      repaired: false,
      chinese: false,
    }
    const finding: Finding = {
      verdict: c.weak ? 'weak' : 'target',
      quantity,
      reading: {
        comparator: 'coverage' as Comparator,
        qualifier: null,
        approx: false,
        doubled: false,
        at: 0,
        word: '',
      },
      indicator: c.indicator,
      start: c.start,
      end: c.end,
      due,
      base: null,
      baseValue: null,
      period: null,
      standard: false,
      soft: /力争|逐步|基本|努力|推进|推动|争取/.exec(text.slice(c.start, c.end))?.[0] ?? null,
      scope: null,
      cumulative: false,
      alternative: false,
      unclearParts: false,
      share: false,
    }
    taken.push([c.start, c.end])
    into.targets.push(targetOf(finding, soil, quote, span))
  }
}

function sentenceStart(text: string, at: number): number {
  for (let i = at - 1; i >= 0; i--) if ('。！？'.includes(text.charAt(i))) return i + 1
  return 0
}

function dateBefore(text: string, dates: DateToken[], at: number): DateToken | null {
  const from = sentenceStart(text, at)
  return dates.filter((t) => t.kind === 'deadline' && t.start >= from && t.start < at).pop() ?? null
}

function carried(text: string, dates: DateToken[], at: number, goal: boolean): Due | null {
  const t = dates.filter((d) => d.kind === 'deadline' && d.start < at).pop()
  if (!t || (!goal && t.start > 10)) return null
  const between = text.slice(t.end, at).split('。').length - 1
  if (!goal && between > 1) return null
  return { iso: t.iso, quote: text.slice(t.start, t.end), from: 'paragraph', unclear: false, far: !goal || between > 3 }
}
