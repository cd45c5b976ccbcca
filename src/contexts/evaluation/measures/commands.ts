import { compareDates, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { nameOf } from '../who.ts'
import { afterAct, type MeasureAct, type MeasureKind, type MeasureState } from './rules.ts'

export type NewMeasure = { line: string; kind: MeasureKind; reason: string; due?: string | null; on?: string }

async function addEvent(
  tx: Tx,
  measure: string,
  revision: number,
  act: string,
  text: string,
  on: string,
): Promise<void> {
  await tx.run(sql`insert into evaluation.measure_event (jurisdiction, measure, revision, act, text, on_date, by_id, by_name, at)
    values (${tx.actor.jurisdiction}, ${measure}, ${revision}, ${act}, ${text}, ${on}, ${tx.actor.id}, ${await nameOf(tx, tx.actor.id)}, ${tx.now})`)
}

function checkDay(tx: Tx, on: string): void {
  if (compareDates(on, today(tx.now.getTime())) <= 0) return
  throw refuse('measure.future', { zh: '日期不能晚于今天', en: 'The date cannot lie in the future' }, { at: '/on' })
}

/**
 * Proposes a reward, talk, notice or support for a line of a frozen scorecard, with the reason.
 *
 * @throws Refusal `line.missing`, `measure.future`
 */
export async function proposeMeasure(tx: Tx, input: NewMeasure): Promise<string> {
  const on = input.on ?? today(tx.now.getTime())
  checkDay(tx, on)
  const line = await tx.maybe<{ name: string }>(sql`select l.name from evaluation.line l
    join evaluation.round r on r.jurisdiction = l.jurisdiction and r.id = l.round and r.voided_at is null
    where l.jurisdiction = ${tx.actor.jurisdiction} and l.id = ${input.line}`)
  if (line === null) {
    throw refuse(
      'line.missing',
      { zh: '没有这一行评价结果', en: 'There is no such line' },
      { kind: 'missing', at: '/line' },
    )
  }
  const id = newId()
  await tx.run(sql`insert into evaluation.measure (jurisdiction, id, line, kind, state, reason, due)
    values (${tx.actor.jurisdiction}, ${id}, ${input.line}, ${input.kind}, 'proposed', ${input.reason}, ${input.due ?? null})`)
  await addEvent(tx, id, 0, 'propose', input.reason, on)
  await record(tx, {
    action: 'evaluation.measure.propose',
    subject: { kind: 'evaluation-measure', id },
    detail: { line: input.line, kind: input.kind, subject: line.name },
  })
  return id
}

/**
 * Takes the next step of a measure: decide, answer, close, return, withdraw. `revision` is the one the person has seen.
 *
 * @throws Refusal `measure.missing`, `measure.changed`, `measure.state`, `measure.unanswered`, `measure.future`
 */
export async function actOnMeasure(
  tx: Tx,
  id: string,
  input: { act: MeasureAct; text: string; revision: number; on?: string },
): Promise<MeasureState> {
  const on = input.on ?? today(tx.now.getTime())
  checkDay(tx, on)
  const row = await tx.maybe<{
    kind: MeasureKind
    state: MeasureState
    revision: number
  }>(sql`select kind, state, revision
    from evaluation.measure where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null) {
    throw refuse('measure.missing', { zh: '没有这条记录', en: 'There is no such record' }, { kind: 'missing' })
  }
  if (row.revision !== input.revision) {
    throw refuse(
      'measure.changed',
      { zh: '别人刚刚办理过，请看最新情况', en: 'Somebody acted on this just now; look again' },
      { kind: 'conflict', params: { revision: row.revision } },
    )
  }
  const state = afterAct(row.kind, row.state, input.act)
  if (state instanceof Refusal) throw state
  await tx.run(sql`update evaluation.measure set state = ${state}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await addEvent(tx, id, row.revision + 1, input.act, input.text, on)
  await record(tx, {
    action: `evaluation.measure.${input.act}`,
    subject: { kind: 'evaluation-measure', id },
    detail: { before: row.state, after: state },
  })
  return state
}

export type NewEvaluator = {
  period: string
  kind: 'department' | 'third-party' | 'public'
  name: string
  respondents: number
  satisfied?: number | null
  opinion: string
  on: string
}

/** Records what another evaluator said of a period (多方参与评价). */
export async function recordEvaluator(tx: Tx, input: NewEvaluator): Promise<string> {
  checkDay(tx, input.on)
  if (input.satisfied != null && input.satisfied > input.respondents) {
    throw refuse(
      'evaluator.satisfied',
      { zh: '满意人数不能多于参与人数', en: 'More satisfied than asked' },
      { at: '/satisfied' },
    )
  }
  const id = newId()
  await tx.run(sql`insert into evaluation.evaluator (jurisdiction, id, period, kind, name, respondents, satisfied, opinion, on_date, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.period}, ${input.kind}, ${input.name}, ${input.respondents}, ${input.satisfied ?? null},
      ${input.opinion}, ${input.on}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'evaluation.evaluator.record',
    subject: { kind: 'evaluator', id },
    detail: { period: input.period, kind: input.kind, respondents: input.respondents },
  })
  return id
}
