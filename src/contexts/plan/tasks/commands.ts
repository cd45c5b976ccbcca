import { createHash } from 'node:crypto'
import { compareDates, isDate, today } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { namesOf } from '../who.ts'
import { whyNotDone } from './checks.ts'
import { closeEscalations } from './escalations.ts'
import type { Channel, Claim, TaskState, Verdict } from './model.ts'
import { partSpokenFor, workingPart } from './parts.ts'
import { isNewestOf, stateOf } from './rules.ts'
import { insertReport, proofFor, type ToldReport, taskForUpdate, toldOf } from './store.ts'

/** Evidence larger than this is refused before it is kept. */
const LARGEST_FILE = 20 * 1024 * 1024
const MOST_FILES = 20

export type ReportInput = {
  claim: Claim
  text: string
  asOf: string
  share?: number | null | undefined
  target?: string | null | undefined
  /** Where the planner enters it for a unit: which one, how it came in, and who handed it in. */
  entered?: { unit: string; channel: Exclude<Channel, 'online'>; handedBy: string } | undefined
}

/**
 * Reports on a task, with evidence. Only a leading unit claims that it is done; a claim needs a proof and finished steps. A report
 * that came in by paper, telephone or at the counter is entered by the planner and answered by somebody else.
 *
 * @throws Refusal `task.not-yours`, `task.lead-claims`, `task.no-evidence`, `task.target-not-met`, `task.target-foreign`,
 * `task.steps-open`, `task.is-done`, `report.date`, `report.authority`, `evidence.too-large`, `evidence.empty`, `evidence.too-many`
 */
export async function reportTask(
  tx: Tx,
  id: string,
  input: ReportInput,
  files: readonly Upload[],
): Promise<{ report: string; state: TaskState }> {
  await taskForUpdate(tx, id)
  const handedBy = input.entered?.handedBy.trim()
  if (handedBy === '')
    throw refuse(
      'report.authority',
      { zh: '请写明交报人或文号', en: 'Say who handed it in, or the number of the paper' },
      { at: '/entered/handedBy' },
    )
  const part = input.entered === undefined ? await workingPart(tx, id) : await partSpokenFor(tx, id, input.entered.unit)
  const told = await toldOf(tx, id)
  if (stateOf(told) === 'done')
    throw refuse('task.is-done', { zh: '这项任务已经办结', en: 'This task is done already' }, { kind: 'conflict' })
  if (!isDate(input.asOf) || compareDates(input.asOf, today(tx.now.getTime())) > 0)
    throw refuse(
      'report.date',
      { zh: '截至日期应是今天或以前的日期', en: 'The date must be today or earlier' },
      { at: '/asOf' },
    )
  const wrongFile = whyNotFiles(files)
  if (wrongFile !== null) throw wrongFile
  if (input.claim === 'done') {
    if (part.role !== 'lead')
      throw refuse(
        'task.lead-claims',
        { zh: '办结由牵头单位报告', en: 'A leading unit reports that the task is done' },
        { at: '/claim', next: { zh: '请报告本单位的进展', en: 'Report the progress of your unit' } },
      )
    const wrong = whyNotDone(await proofFor(tx, id, files.length, input.target ?? null))
    if (wrong !== null) throw wrong
  }
  const hashed = files.map((file) => ({ ...file, sha256: createHash('sha256').update(file.bytes).digest('hex') }))
  const report = await insertReport(tx, {
    task: id,
    unit: part.unit,
    unitName: part.name,
    channel: input.entered?.channel ?? 'online',
    handedBy: handedBy ?? null,
    asOf: input.asOf,
    claim: input.claim,
    share: input.share ?? null,
    text: input.text,
    target: input.target ?? null,
    files: hashed,
  })
  const state = stateOf([...told, { claim: input.claim, unitName: part.name, verdict: null }])
  await record(tx, {
    action: 'plan.task.report',
    subject: { kind: 'task', id },
    detail: {
      report,
      claim: input.claim,
      unit: part.name,
      ...(input.entered === undefined ? {} : { channel: input.entered.channel, handedBy: handedBy ?? null }),
      files: hashed.map(({ name, sha256 }) => ({ name, sha256 })),
    },
  })
  await emit(tx, 'plan.task.reported', { task: id, report, claim: input.claim })
  return { report, state }
}

function whyNotFiles(files: readonly Upload[]): Refusal | null {
  if (files.length > MOST_FILES)
    return refuse(
      'evidence.too-many',
      { zh: `一次最多 ${MOST_FILES} 份材料`, en: `At most ${MOST_FILES} files at once` },
      { kind: 'too-large', at: '/files' },
    )
  const large = files.find((file) => file.bytes.length > LARGEST_FILE)
  if (large !== undefined)
    return refuse(
      'evidence.too-large',
      { zh: `“${large.name}”超过 20 MB`, en: `"${large.name}" is larger than 20 MB` },
      { kind: 'too-large', at: '/files' },
    )
  const blank = files.find((file) => file.bytes.length === 0)
  if (blank !== undefined)
    return refuse(
      'evidence.empty',
      { zh: `“${blank.name}”是空文件，不能作佐证`, en: `"${blank.name}" is empty and proves nothing` },
      { at: '/files' },
    )
  return null
}

/**
 * Answers a report: accepts it, or returns it with a note. A report is answered once, by somebody else than who wrote it, and only
 * while it is the newest of its unit. Accepting a claim makes the task done and closes what was escalated.
 *
 * @throws Refusal `review.decided` naming who was first, `review.old`, `review.own`, `review.note`, `report.missing`
 */
export async function reviewReport(
  tx: Tx,
  id: string,
  input: { report: string; verdict: Verdict; note?: string | undefined },
): Promise<{ state: TaskState }> {
  await taskForUpdate(tx, id)
  const told = await toldOf(tx, id)
  const wrong = await whyNotReview(tx, told, input.report)
  if (wrong !== null) throw wrong
  const note = input.note?.trim() || null
  if (input.verdict === 'returned' && note === null)
    throw refuse('review.note', { zh: '退回要写明原因', en: 'Say why it is returned' }, { at: '/note' })
  await tx.run(sql`insert into plan.task_review (jurisdiction, report, task, verdict, note, reviewed_by, reviewed_at)
    values (${tx.actor.jurisdiction}, ${input.report}, ${id}, ${input.verdict}, ${note}, ${tx.actor.id}, ${tx.now})`)
  const state = stateOf(told.map((each) => (each.id === input.report ? { ...each, verdict: input.verdict } : each)))
  if (state === 'done') await closeEscalations(tx, id)
  await record(tx, {
    action: 'plan.task.review',
    subject: { kind: 'task', id },
    detail: { report: input.report, verdict: input.verdict, state },
  })
  await emit(tx, 'plan.task.reviewed', { task: id, report: input.report, verdict: input.verdict, state })
  return { state }
}

async function whyNotReview(tx: Tx, told: readonly ToldReport[], report: string): Promise<Refusal | null> {
  const at = told.findIndex((each) => each.id === report)
  const found = told[at]
  if (found === undefined)
    return refuse('report.missing', { zh: '没有这份报告', en: 'There is no such report' }, { kind: 'missing' })
  if (found.verdict !== null) {
    const who = (await namesOf(tx, [found.reviewedBy]))(found.reviewedBy)
    const verdict = { accepted: { zh: '同意', en: 'accepted' }, returned: { zh: '退回', en: 'returned' } }[
      found.verdict
    ]
    return refuse(
      'review.decided',
      { zh: `${who}已先审核：${verdict.zh}`, en: `${who} was first: ${verdict.en}` },
      {
        kind: 'conflict',
        params: { who, verdict: found.verdict },
        next: { zh: '请刷新查看结果', en: 'Refresh to see the outcome' },
      },
    )
  }
  if (!isNewestOf(told, at))
    return refuse(
      'review.old',
      { zh: '这个单位已有更新的报告，请审核最新一份', en: 'This unit has sent a newer report; review that one' },
      { kind: 'conflict' },
    )
  if (found.by === tx.actor.id)
    return refuse(
      'review.own',
      { zh: '不能审核自己写的报告', en: 'Nobody reviews a report of their own' },
      { kind: 'forbidden', next: { zh: '请另一位审核', en: 'Ask somebody else to review it' } },
    )
  return null
}
