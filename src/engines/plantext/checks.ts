import { keyOf } from './clauses.ts'
import { doubt } from './doubts.ts'
import type { Outline } from './outline.ts'
import { type Strand, spanOf, squash } from './source.ts'
import type { DoubtCode, PlanReading, Target, Warning } from './types.ts'

export function warnOf(code: DoubtCode, strand: Strand, source: string): Warning {
  const span = spanOf(strand)
  return { ...doubt(code, squash(source.slice(span.start, span.end)).slice(0, 120)), span }
}

/** The checks that need the whole paper: conflicts, completeness, numbering, known defects. */
export function findDoubts(reading: PlanReading, shape: Outline, source: string): void {
  relate(reading.targets)
  const said = (code: DoubtCode, pattern: RegExp, limit = 3): void => {
    let n = 0
    for (const m of source.matchAll(pattern)) {
      if (++n > limit) break
      const span = { start: m.index, end: m.index + m[0].length }
      reading.warnings.push({ ...doubt(code, squash(m[0])), span })
      const hit = (t: { span: { start: number; end: number }; doubts: Target['doubts'] }) =>
        t.span.start <= span.start && t.span.end >= span.end
      const owner = [
        ...reading.tasks.filter(hit),
        ...(code === 'alias' || code === 'ocr' ? reading.targets.filter(hit) : []),
      ]
      for (const t of owner) t.doubts.push(doubt(code, squash(m[0])))
    }
  }
  said('alias', /职业\s*[（(]\s*助理\s*[）)]\s*医师/g)
  said('ocr', /平合(?!理|法|同|作|格|规|计|并)/g)
  said('obsolete', /[“"]?无?健康码[”"]?|核酸检测|行程码|场所码/g)
  said(
    'reporting-unit',
    /雄安新区|定州(?:、\s*辛集)?市?|兰州新区|西咸新区|贵安新区|两江新区|天府新区|赣江新区|滨海新区|[\u4e00-\u9fa5]{2,4}(?:经济技术开发区|高新技术产业开发区|经开区|高新区)/g,
    2,
  )
  orphans(reading, shape, source)
  completeness(reading, shape, source)
}

/** Marks repetitions and contradictions among the targets. */
function relate(targets: Target[]): void {
  const byKey = new Map<string, Target[]>()
  for (const t of targets) {
    const same = byKey.get(t.indicatorKey) ?? []
    const twin = same.find(
      (o) => o.value === t.value && o.low === t.low && o.unit === t.unit && o.deadline === t.deadline,
    )
    if (twin) t.dupOf = twin.id
    else for (const other of same) if (contradicts(other, t)) cross(other, t)
    if (same.length < 24) same.push(t)
    byKey.set(t.indicatorKey, same)
  }
  scopes(targets)
}

function contradicts(a: Target, b: Target): boolean {
  if (a.unit !== b.unit || a.dupOf || b.dupOf || a.clause === b.clause) return false
  const same = a.value === b.value && a.low === b.low
  return same ? a.deadline !== b.deadline && a.deadline !== null && b.deadline !== null : a.deadline === b.deadline
}

/** 各乡（镇）打造1个 against 打造1个: the same thing counted per another unit. */
function scopes(targets: Target[]): void {
  const bare = (t: Target) =>
    keyOf(t.indicator.replace(/^(?:全[省市县区州]|各[^建打新培创]{1,9}|每[^建打新培创]{1,9})(?=打造|建|新|培|创)/, ''))
  const seen = new Map<string, Target>()
  for (const t of targets) {
    const key = bare(t)
    const other = seen.get(key)
    if (other && other.indicatorKey !== t.indicatorKey && other.clause !== t.clause && other.value === t.value)
      cross(other, t)
    if (!other) seen.set(key, t)
  }
}

function cross(a: Target, b: Target): void {
  if (a.conflictWith.includes(b.id)) return
  a.conflictWith.push(b.id)
  b.conflictWith.push(a.id)
  a.doubts.push(doubt('conflict', b.quote))
  b.doubts.push(doubt('conflict', a.quote))
}

/** 展。通过…: the end of a sentence that stands at the head of a paragraph. */
function orphans(reading: PlanReading, shape: Outline, source: string): void {
  shape.paragraphs.forEach((p, k) => {
    if (p.mark !== null || p.table !== null || p.role !== 'paragraph') return
    if (
      !/^[\u4e00-\u9fa5]{1,4}[。；]|^[\u4e00-\u9fa5]，/.test(p.strand.text) ||
      /^(?:一是|首先|其中|同时|目前|此外|另外|为此|下一步)/.test(p.strand.text)
    )
      return
    reading.warnings.push(warnOf('orphan', p.strand, source))
    const block = reading.blocks[k]
    if (block) block.role = 'orphan'
  })
}

function completeness(reading: PlanReading, shape: Outline, source: string): void {
  const say = (code: DoubtCode, quote: string, span: Warning['span']) =>
    reading.warnings.push({ ...doubt(code, quote), span })
  const trailer = shape.paragraphs.find((p) => p.role === 'trailer')
  const body = shape.paragraphs.filter(
    (p) => p.role === 'paragraph' || p.role === 'heading' || p.role === 'bullet' || p.role === 'table-row',
  )
  const last = body[body.length - 1]
  const tops = shape.nodes.filter((n) => n.mark.rank <= 2)
  const closing = tops.some((n) => n.kind === 'safeguard')
  const tail = last?.strand.text ?? ''
  const broken =
    last !== undefined &&
    last.table === null &&
    last.role === 'paragraph' &&
    !/[。）」』”：！]$/.test(tail) &&
    tail.length > 30
  const substantial = source.length > 3500 && tops.length >= 2 && tops.length <= 4 && !last?.table
  if (
    trailer ||
    broken ||
    (substantial &&
      !closing &&
      tops[tops.length - 1]?.kind === 'task' &&
      (tops[tops.length - 1]?.children.length ?? 0) > 0)
  ) {
    reading.complete = false
    say('truncated', squash(tail).slice(-40), last ? spanOf(last.strand) : null)
  }
  if (reading.tasks.every((t) => t.kind !== 'task')) {
    say('no-tasks', '', null)
    if (source.trim().length < 200) reading.complete = false
  }
  if (reading.targets.length === 0) say('no-targets', '', null)
  const letters = source.match(/[A-Za-z]/g)?.length ?? 0
  if (letters > 80 && letters > 2 * (source.match(/[\u4e00-\u9fa5]/g)?.length ?? 0)) say('not-chinese', '', null)
  const groups = new Map<unknown, number[]>()
  for (const n of shape.nodes)
    groups.set(n.parent, [...(groups.get(n.parent) ?? []), n.mark.style === 'cn' ? n.mark.order : 0])
  for (const orders of groups.values()) {
    const cn = orders.filter((o) => o > 0)
    for (let i = 1; i < cn.length; i++) {
      const a = cn[i - 1] as number
      const b = cn[i] as number
      if (b > a + 1) say('numbering-gap', `${a}—${b}`, null)
    }
  }
}
