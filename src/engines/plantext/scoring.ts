import type { PlanReading, Target, Task } from './types.ts'

/** A hand-labelled paper, as the gold files keep it. */
export type Gold = {
  targets: GoldTarget[]
  tasks: {
    no: string
    title: string
    text?: string
    lead: string[]
    support: string[]
    supervise?: string[]
    kind?: string
  }[]
  limits?: { quote: string }[]
  borderline?: { quote: string }[]
}

export type GoldTarget = {
  indicator: string
  op: string
  opAccept?: string[]
  value: number | [number, number]
  unit: string
  deadline: string | null
  deadlineAccept?: (string | null)[]
  deadlineImplied?: string
  quote: string
}

/** How well a reading meets its gold. All figures are F1 shares; `silent` are errors nobody was warned of. */
export type Score = {
  value: number
  full: number
  tasks: number
  units: number
  silent: number
  goldTargets: number
  notes: string[]
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s“”"'‘’，。；：、（）()《》,.;:]/g, '')
    .replace(/㎡|m2/g, '平方米')

const unitOf = (unit: string): string => plain(unit)

/** Share of the shorter name's letters that the other one has in pairs. */
function alike(a: string, b: string): number {
  const pairs = (t: string) => new Set(Array.from({ length: Math.max(0, t.length - 1) }, (_, i) => t.slice(i, i + 2)))
  const x = pairs(plain(a))
  const y = pairs(plain(b))
  if (x.size === 0 || y.size === 0) return plain(a) === plain(b) ? 1 : 0
  let shared = 0
  for (const p of x) if (y.has(p)) shared++
  return shared / Math.min(x.size, y.size)
}

const sameValue = (gold: GoldTarget, read: Target): boolean =>
  Array.isArray(gold.value) ? gold.value[0] === read.low && gold.value[1] === read.high : gold.value === read.value

function names(gold: GoldTarget, read: Target): boolean {
  const a = plain(gold.quote)
  const b = plain(read.quote)
  const overlap = a.includes(b) || b.includes(a) || alike(a, b) >= 0.7
  return (
    sameValue(gold, read) &&
    unitOf(gold.unit) === unitOf(read.unit) &&
    overlap &&
    alike(gold.indicator, read.indicator) >= 0.5
  )
}

function whole(gold: GoldTarget, read: Target): boolean {
  const days = [gold.deadline, ...(gold.deadlineAccept ?? [])]
  if (gold.deadline === null && gold.deadlineImplied) days.push(gold.deadlineImplied)
  return (gold.opAccept ?? [gold.op]).includes(read.comparator) && days.includes(read.deadline)
}

const f1 = (hits: number, gold: number, read: number): number => (gold + read === 0 ? 1 : (2 * hits) / (gold + read))

const sameSet = (a: string[], b: string[]): boolean =>
  a.length === b.length && [...a].map(plain).sort().join('|') === [...b].map(plain).sort().join('|')

/** Whether a person was told to look at these words. */
const flagged = (reading: PlanReading, words: string): boolean =>
  reading.warnings.some(
    (w) => w.quote !== '' && (plain(words).includes(plain(w.quote)) || plain(w.quote).includes(plain(words))),
  )

/** Scores a reading against its gold; stricter than a reader needs, so that a slip shows. */
export function scoreReading(gold: Gold, reading: PlanReading): Score {
  const notes: string[] = []
  const ignored = (gold.borderline ?? []).map((b) => plain(b.quote))
  const read = reading.targets.filter((t) => !ignored.some((q) => q.includes(plain(t.quote))))
  const free = new Set(read)
  let hits = 0
  let fully = 0
  let silent = 0
  for (const g of gold.targets) {
    const options = [...free].filter((t) => names(g, t))
    const best = options.find((t) => whole(g, t)) ?? options[0]
    if (best === undefined) {
      notes.push(`missed ${g.indicator} ${g.value}${g.unit}`)
      if (!flagged(reading, g.quote)) silent++
      continue
    }
    free.delete(best)
    hits++
    if (whole(g, best)) fully++
    else {
      notes.push(`half ${g.indicator}: ${g.op} ${g.deadline} read as ${best.comparator} ${best.deadline}`)
      if (best.doubts.length === 0 && !flagged(reading, g.quote)) silent++
    }
  }
  for (const t of free) {
    notes.push(`invented ${t.indicator} ${t.value}${t.unit} | ${t.quote}`)
    if (t.doubts.length === 0) silent++
  }
  const work = gold.tasks.filter((t) => t.kind !== 'safeguard')
  const readWork = reading.tasks.filter((t) => t.kind === 'task')
  const left = new Set(readWork)
  let found = 0
  let owned = 0
  for (const g of work) {
    const match = [...left].find(
      (t: Task) => t.number === g.no && (alike(g.text ?? g.title, t.text) >= 0.6 || alike(g.title, t.title) >= 0.6),
    )
    if (match === undefined) {
      notes.push(`no task ${g.no} ${g.title}`)
      continue
    }
    left.delete(match)
    found++
    if (sameSet(g.lead, match.lead) && sameSet(g.support, match.support)) owned++
    else notes.push(`units ${g.no} ${g.title}: ${match.lead.join('、')} / ${match.support.join('、')}`)
  }
  for (const t of left) notes.push(`task invented ${t.number} ${t.title}`)
  return {
    value: f1(hits, gold.targets.length, read.length),
    full: f1(fully, gold.targets.length, read.length),
    tasks: f1(found, work.length, readWork.length),
    units: f1(owned, work.length, readWork.length),
    silent,
    goldTargets: gold.targets.length,
    notes,
  }
}
