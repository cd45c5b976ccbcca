import type { PlanReading, Target as ReadTarget, Task as ReadTask } from '../../../engines/plantext/index.ts'
import type { DraftContext } from './context.ts'
import { matchIndicator } from './indicators.ts'
import type { NewDoubt, TargetRow } from './model.ts'
import { farFromPeers } from './peers.ts'

type ReadDoubt = { code: string; quote: string; message: string; messageEn: string }

/** A doubt of the reader as a row. */
export function doubtOf(
  subjectKind: NewDoubt['subjectKind'],
  subject: string | null,
  read: ReadDoubt,
  span: NewDoubt['span'],
): NewDoubt {
  const { code, quote, message, messageEn } = read
  return { subjectKind, subject, code, quote, message, messageEn, span }
}

/** The reader's doubts of a target, and those that only the library and the peers can raise. */
export function doubtsOf(
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
    .map((each) => doubtOf('target', subject, each, read.span))
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
export function twice(reading: PlanReading): NewDoubt[] {
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
