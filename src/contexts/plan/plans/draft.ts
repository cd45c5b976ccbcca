import type { PlanReading, Target as ReadTarget, Task as ReadTask } from '../../../engines/plantext/index.ts'
import { type LibraryEntry, matchIndicator } from './indicators.ts'
import type { DraftTask, NewConflict, NewDoubt, TargetFacts, TargetRow } from './model.ts'
import { conflictBetween, farFromPeers, type Peer } from './peers.ts'

/** Everything a reading becomes before people have decided anything. */
export type Draft = {
  targets: (TargetRow & { reading: unknown })[]
  tasks: (DraftTask & { reading: unknown })[]
  doubts: NewDoubt[]
  conflicts: NewConflict[]
}

/** What is known besides the paper. */
export type DraftContext = {
  plan: string
  library: readonly LibraryEntry[]
  /** Targets in force here and in governments around, for plausibility and conflicts. */
  peers: readonly Peer[]
  jurisdiction: string
  newId: () => string
}

const LEVELS: [RegExp, NonNullable<TargetFacts['perLevel']>][] = [
  [/设区/, 'prefecture'],
  [/村|社区/, 'village'],
  [/乡|镇|街道/, 'township'],
  [/县|区/, 'county'],
  [/市|州|地区/, 'prefecture'],
  [/省/, 'province'],
]

/** Level of region each of which has to meet a target: 每县 → county, 各乡（镇） → township; null for a target of the whole. */
export function perLevelOf(scope: string | null): TargetFacts['perLevel'] {
  const each = scope === null ? null : /[每各](?:个)?(.+)/.exec(scope)
  if (each === null) return null
  return LEVELS.find(([words]) => words.test(each[1]!))?.[1] ?? null
}

/** What 左右 allows, as a ratio of the value. */
export const APPROXIMATE = 0.1

/** Turns a reading into rows, doubts and conflicts. Pure; ids come from the context. */
export function draftOf(reading: PlanReading, context: DraftContext): Draft {
  const ids = new Map<string, string>()
  for (const each of [...reading.targets, ...reading.directions, ...reading.tasks]) ids.set(each.id, context.newId())
  const taskOf = new Map(reading.tasks.map((task) => [task.id, task]))
  const repeats = new Map<string, ReadTarget[]>()
  for (const target of reading.targets) {
    if (target.dupOf !== null) repeats.set(target.dupOf, [...(repeats.get(target.dupOf) ?? []), target])
  }
  const doubts: NewDoubt[] = reading.warnings.map((warning) => doubt('paper', null, warning, warning.span))
  const targets: Draft['targets'] = []
  reading.targets.forEach((read, seq) => {
    const row = targetRow(read, seq, ids, taskOf, repeats.get(read.id) ?? [], context)
    targets.push({ ...row, reading: read })
    doubts.push(...doubtsOf(read, row, ids, reading, context))
  })
  reading.directions.forEach((read, at) => {
    targets.push({ ...directionRow(read, reading.targets.length + at, ids, context), reading: read })
  })
  const tasks = reading.tasks.map((task, seq) => ({ ...draftTask(task, seq, ids.get(task.id)!), reading: task }))
  for (const task of reading.tasks) {
    doubts.push(...task.doubts.map((each) => doubt('task', ids.get(task.id)!, each, task.span)))
  }
  doubts.push(...twice(reading))
  return { targets, tasks, doubts, conflicts: conflictsOf(reading, targets, ids, taskOf, context) }
}

type ReadDoubt = { code: string; quote: string; message: string; messageEn: string }

function doubt(
  subjectKind: NewDoubt['subjectKind'],
  subject: string | null,
  read: ReadDoubt,
  span: NewDoubt['span'],
): NewDoubt {
  const { code, quote, message, messageEn } = read
  return { subjectKind, subject, code, quote, message, messageEn, span }
}

function targetRow(
  read: ReadTarget,
  seq: number,
  ids: Map<string, string>,
  taskOf: Map<string, ReadTask>,
  repeats: ReadTarget[],
  context: DraftContext,
): TargetRow {
  const match = matchIndicator(read.indicator, read.indicatorKey, read.unit, context.library)
  const mentioned = [read, ...repeats].map((each) => each.taskId).filter((id) => id !== null && taskOf.has(id))
  const task = mentioned.find((id) => taskOf.get(id!)!.lead.length > 0) ?? mentioned[0] ?? null
  const year = /(\d{4})/.exec(read.base ?? '')
  return {
    id: ids.get(read.id)!,
    plan: context.plan,
    seq,
    readId: read.id,
    clause: read.clause,
    quote: read.quote,
    span: read.span,
    indicator: match?.code ?? null,
    printed: read.indicator,
    printedKey: read.indicatorKey,
    kind: read.kind,
    comparator: read.comparator,
    value: read.value,
    low: read.low,
    high: read.high,
    unit: read.unit,
    deadline: read.deadline ?? (read.period === null ? read.deadlineImplied : null),
    baseYear: year === null ? null : Number(year[1]),
    baseValue: read.baseValue,
    period: read.period,
    cumulative: read.cumulative,
    scope: read.scope,
    perLevel: perLevelOf(read.scope),
    tolerance: read.approx ? APPROXIMATE : null,
    soft: read.soft,
    countOf: read.countOf,
    orGroup: read.orGroup,
    ladderOf: null,
    dupOf: read.dupOf === null ? null : (ids.get(read.dupOf) ?? null),
    task: task === null ? null : ids.get(task)!,
    units: unitsOf([read, ...repeats], taskOf),
    state: 'draft',
    retiredOn: null,
    revision: 0,
  }
}

/** The leads of every task in which a target stands, in order. */
function unitsOf(mentions: ReadTarget[], taskOf: Map<string, ReadTask>): string[] {
  const names = mentions.flatMap((each) => (each.taskId === null ? [] : (taskOf.get(each.taskId)?.lead ?? [])))
  return [...new Set(names)]
}

function directionRow(
  read: PlanReading['directions'][number],
  seq: number,
  ids: Map<string, string>,
  context: DraftContext,
): TargetRow {
  const match = matchIndicator(read.indicator, read.indicator, '%', context.library)
  return {
    ...BLANK,
    id: ids.get(read.id)!,
    plan: context.plan,
    seq,
    readId: read.id,
    clause: read.clause,
    quote: read.quote,
    span: read.span,
    indicator: match?.code ?? null,
    printed: read.indicator,
    printedKey: read.indicator,
    comparator: read.direction,
    deadline: read.deadline,
  }
}

const BLANK: Omit<
  TargetRow,
  'id' | 'plan' | 'seq' | 'readId' | 'clause' | 'quote' | 'span' | 'printed' | 'printedKey' | 'comparator'
> = {
  indicator: null,
  kind: 'direction',
  value: null,
  low: null,
  high: null,
  unit: '',
  deadline: null,
  baseYear: null,
  baseValue: null,
  period: null,
  cumulative: false,
  scope: null,
  perLevel: null,
  tolerance: null,
  soft: null,
  countOf: null,
  orGroup: null,
  ladderOf: null,
  dupOf: null,
  task: null,
  units: [],
  state: 'draft',
  retiredOn: null,
  revision: 0,
}

function draftTask(task: ReadTask, seq: number, id: string): DraftTask {
  const { number, parent, title, text, lead, support, supervise, implement, deadline, kind, section, joint, listOpen } =
    task
  const content = {
    number,
    parent,
    title,
    text,
    lead,
    support,
    supervise,
    implement,
    deadline,
    kind,
    section,
    joint,
    listOpen,
  }
  return {
    id,
    seq,
    content: { ...content, quote: task.responsibilityQuote, span: task.span },
    state: 'draft',
    revision: 0,
  }
}

/** The reader's doubts of a target, and those that only the library and the peers can raise. */
function doubtsOf(
  read: ReadTarget,
  row: TargetRow,
  ids: Map<string, string>,
  reading: PlanReading,
  context: DraftContext,
): NewDoubt[] {
  const subject = read.dupOf === null ? row.id : (ids.get(read.dupOf) ?? row.id)
  const first = reading.targets.find((each) => each.id === read.dupOf)
  const known = new Set(first?.doubts.map((each) => each.code))
  // A conflict has rows and a decision of its own; a repetition's doubts are its first mention's.
  const own = read.doubts
    .filter((each) => !(each.code === 'conflict' && read.conflictWith.length > 0) && !known.has(each.code))
    .map((each) => doubt('target', subject, each, read.span))
  if (read.dupOf !== null) return own
  const raise = (code: string, message: string, messageEn: string) =>
    own.push({ subjectKind: 'target', subject, code, quote: read.quote, message, messageEn, span: read.span })
  const match = matchIndicator(read.indicator, read.indicatorKey, read.unit, context.library)
  const name = context.library.find((entry) => entry.code === match?.code)?.name
  if (match?.how === 'likely' && name !== undefined) {
    raise(
      'indicator-likely',
      `指标库里最接近的是“${name.zh}”，请确认是不是同一指标`,
      `The nearest indicator of the library is “${name.en}”; is it the same one?`,
    )
  } else if (match === null && context.library.length > 0) {
    raise(
      'indicator-unknown',
      `指标库里没有“${read.indicator}”。可以选定一个指标，或按“无实测数据”接受`,
      `The library has no indicator “${read.indicator}”. Choose one, or accept it as not measured`,
    )
  }
  const raised = new Set(read.doubts.map((each) => each.code as string))
  if (
    row.deadline === null &&
    row.period === null &&
    row.kind === 'target' &&
    ![...raised].some((code) => code.startsWith('deadline'))
  ) {
    raise(
      'deadline-none',
      '原文没有写期限，请补上或按长期要求接受',
      'The paper gives no deadline: add one, or accept it as a standing obligation',
    )
  }
  if (read.comparator === '+' && row.baseYear === null && read.baseValue === null) {
    raise('base-unclear', '增量目标没有写比哪一年增加', 'An increment without the year it is counted from')
  }
  const far = raised.has('implausible-value') ? null : farFromPeers(row, context.peers, context.jurisdiction)
  if (far !== null) raise('far-from-peers', far.zh, far.en)
  return own
}

/** A body without units beside an annex with them says the same work twice: somebody has to choose. */
function twice(reading: PlanReading): NewDoubt[] {
  const named = (task: ReadTask) => [task.lead, task.support, task.supervise, task.implement].some((u) => u.length > 0)
  const annex = reading.tasks.filter((task) => task.section === 'annex' && named(task))
  const body = reading.tasks.filter((task) => task.section === 'body' && task.kind === 'task')
  if (annex.length === 0 || body.length === 0 || body.some(named)) return []
  const first = body[0]!
  return [
    {
      subjectKind: 'paper',
      subject: null,
      code: 'tasks-twice',
      quote: first.title,
      message: `正文 ${body.length} 项任务没有责任单位，附件把任务分给了单位（${annex.length} 项）。接受：两份都保留；驳回：只保留附件的任务`,
      messageEn: `The ${body.length} tasks of the body name no unit, the ${annex.length} of the annex do. Accept to keep both; reject to keep the annex only`,
      span: first.span,
    },
  ]
}

/** Groups of targets that contradict each other, inside the paper and with plans in force of the same government. */
function conflictsOf(
  reading: PlanReading,
  rows: readonly TargetRow[],
  ids: Map<string, string>,
  taskOf: Map<string, ReadTask>,
  context: DraftContext,
): NewConflict[] {
  const rowOf = new Map(rows.map((row) => [row.readId, row]))
  const group = new Map<string, Set<string>>()
  for (const target of reading.targets) {
    for (const other of target.conflictWith) {
      if (!rowOf.has(other)) continue
      const merged = new Set([target.id, other, ...(group.get(target.id) ?? []), ...(group.get(other) ?? [])])
      for (const member of merged) group.set(member, merged)
    }
  }
  const within = [...new Set(group.values())].map((members): NewConflict => {
    const reads = reading.targets.filter((target) => members.has(target.id))
    const first = rowOf.get(reads[0]!.id)!
    const message = reads.flatMap((each) => each.doubts).find((each) => each.code === 'conflict')
    const owner =
      reads.flatMap((each) => (each.taskId === null ? [] : (taskOf.get(each.taskId)?.lead ?? [])))[0] ?? null
    return {
      id: context.newId(),
      kind: 'within',
      indicator: first.indicator,
      printed: first.printed,
      message: message?.message ?? `“${first.printed}”在文件里有 ${reads.length} 种说法`,
      messageEn: message?.messageEn ?? `The paper says ${reads.length} different things about “${first.printed}”`,
      owner,
      sides: reads.map((each) => ids.get(each.id)!),
    }
  })
  const between = rows.flatMap((row) => {
    const other = row.dupOf === null ? conflictBetween(row, context.peers, context.jurisdiction) : null
    return other === null
      ? []
      : [{ id: context.newId(), ...other, owner: row.units[0] ?? null, sides: [row.id, other.peer] }]
  })
  return [...within, ...between.map(({ peer: _, ...conflict }) => conflict)]
}
