import type { PlanReading, Target as ReadTarget, Task as ReadTask } from '../../../engines/plantext/index.ts'
import type { DraftContext } from './context.ts'
import { conflictsOf } from './contradictions.ts'
import { doubtOf, doubtsOf, twice } from './doubts.ts'
import { matchIndicator } from './indicators.ts'
import type { DraftTask, NewConflict, NewDoubt, TargetFacts, TargetRow } from './model.ts'

/** Everything a reading becomes before people have decided anything. */
export type Draft = {
  targets: (TargetRow & { reading: unknown })[]
  tasks: (DraftTask & { reading: unknown })[]
  doubts: NewDoubt[]
  conflicts: NewConflict[]
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
  const doubts: NewDoubt[] = reading.warnings.map((warning) => doubtOf('paper', null, warning, warning.span))
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
    doubts.push(...task.doubts.map((each) => doubtOf('task', ids.get(task.id)!, each, task.span)))
  }
  doubts.push(...twice(reading))
  return { targets, tasks, doubts, conflicts: conflictsOf(reading, targets, ids, taskOf, context) }
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

/** A target of which nothing is known but that it is a direction. */
export const BLANK: Omit<
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
