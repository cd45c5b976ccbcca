import { compareDates, isDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { join, may, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { namesOf } from '../who.ts'
import type { TaskUnit } from './intake.ts'
import type { Audience, Escalation, EscalationLine, EscalationRule, Ladder } from './model.ts'
import { isAudience, partsOf } from './rules.ts'
import { ladderOn, ownUnit, taskForUpdate, unitsOf } from './store.ts'

/**
 * Answers an escalation (督办回复): what will be done, by when. Only whom it was raised to answers: a working unit of the task, the
 * planner, or a leader. It stays on their list until then.
 *
 * @throws Refusal `escalation.missing`, `escalation.answered` naming who was first, `escalation.not-yours`
 */
export async function answerEscalation(
  tx: Tx,
  id: string,
  input: { due: string; level: number; answer: string },
): Promise<{ answeredAt: string }> {
  await taskForUpdate(tx, id)
  const j = tx.actor.jurisdiction
  const row = await tx.maybe<{
    audience: Audience
    answeredBy: string | null
  }>(sql`select audience, answered_by as "answeredBy"
    from plan.escalation where jurisdiction = ${j} and task = ${id} and due = ${input.due} and level = ${input.level}`)
  if (row === null)
    throw refuse('escalation.missing', { zh: '没有这条督办', en: 'There is no such escalation' }, { kind: 'missing' })
  if (row.answeredBy !== null) {
    const who = (await namesOf(tx, [row.answeredBy]))(row.answeredBy)
    throw refuse(
      'escalation.answered',
      { zh: `${who}已先答复`, en: `${who} has answered it already` },
      { kind: 'conflict', params: { who } },
    )
  }
  const parts = partsOf(await unitsOf(tx, id), await ownUnit(tx))
  if (!isAudience(row.audience, (permission) => may(tx.actor, permission), parts))
    throw refuse(
      'escalation.not-yours',
      { zh: '这条督办不是发给您的', en: 'This escalation was not raised to you' },
      { kind: 'forbidden', params: { audience: row.audience } },
    )
  const answer = input.answer.trim()
  if (answer === '') throw refuse('escalation.empty', { zh: '请写明答复', en: 'Write an answer' }, { at: '/answer' })
  await tx.run(sql`update plan.escalation set answer = ${answer}, answered_by = ${tx.actor.id}, answered_at = ${tx.now}
    where jurisdiction = ${j} and task = ${id} and due = ${input.due} and level = ${input.level}`)
  await record(tx, {
    action: 'plan.escalation.answer',
    subject: { kind: 'task', id },
    detail: { due: input.due, level: input.level },
  })
  return { answeredAt: tx.now.toISOString() }
}

/** Closes what is still escalated of a task that is done. */
export async function closeEscalations(tx: Tx, task: string): Promise<void> {
  await tx.run(sql`update plan.escalation set answer = '任务已办结', answered_by = ${tx.actor.id}, answered_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and task = ${task} and answered_at is null`)
}

/**
 * Sets the escalation ladder from a day on. Ladders are never changed: a later one takes over on its day.
 *
 * @throws Refusal `ladder.past`, `ladder.exists`, `ladder.order`
 */
export async function setLadder(tx: Tx, input: Ladder): Promise<Ladder> {
  const { validFrom, source } = input
  if (!isDate(validFrom) || compareDates(validFrom, today(tx.now.getTime())) < 0)
    throw refuse(
      'ladder.past',
      { zh: '规则只能从今天或以后起执行', en: 'A ladder begins today or later' },
      { at: '/validFrom' },
    )
  const rules = input.rules.toSorted((a, b) => a.level - b.level)
  const wrong = rules.findIndex(
    (rule, at) => rule.level !== at + 1 || (at > 0 && rule.overdueWorkdays <= rules[at - 1]!.overdueWorkdays),
  )
  if (wrong !== -1 || rules.length === 0)
    throw refuse(
      'ladder.order',
      { zh: '级别应从 1 起连续，逾期天数逐级增加', en: 'Levels run from 1 without a gap, and the days grow with them' },
      { at: `/rules/${Math.max(wrong, 0)}` },
    )
  const added = await insertLadder(tx, validFrom, source, rules)
  if (added === 0)
    throw refuse(
      'ladder.exists',
      { zh: `已有从 ${validFrom} 起执行的规则`, en: `There is a ladder from ${validFrom} already` },
      { kind: 'conflict', at: '/validFrom' },
    )
  await record(tx, { action: 'plan.ladder.set', subject: { kind: 'ladder', id: validFrom }, detail: { source, rules } })
  return { validFrom, source, rules }
}

/** Writes a ladder; returns how many of its rungs were new. */
export async function insertLadder(
  tx: Tx,
  validFrom: string,
  source: string,
  rules: readonly EscalationRule[],
): Promise<number> {
  return tx.run(
    sql`insert into plan.escalation_rule (jurisdiction, valid_from, level, overdue_workdays, audience, source) values ${join(
      rules.map(
        (rule) =>
          sql`(${tx.actor.jurisdiction}, ${validFrom}, ${rule.level}, ${rule.overdueWorkdays}, ${rule.audience}, ${source})`,
      ),
    )} on conflict do nothing`,
  )
}

export const ESCALATION: Sql = sql`e.task, e.level, e.due, e.step, e.audience, e.overdue_workdays as "overdueWorkdays", e.provisional,
  e.raised_at as "raisedAt", e.answer, e.answered_by as "answeredBy", e.answered_at as "answeredAt"`

/** Which escalations to list: `open` unanswered, `mine` those the actor may answer. */
export type EscalationFilter = { open?: boolean | undefined; mine?: boolean | undefined }

/** Escalations of tasks in force, unanswered first, then the newest; and the ladder that holds today. */
export async function escalationList(
  tx: Tx,
  filter: EscalationFilter,
): Promise<{ items: EscalationLine[]; ladder: Ladder | null; next: null }> {
  type Row = Omit<EscalationLine, 'mayAnswer' | 'leads'> & { units: TaskUnit[] }
  const rows = await tx.rows<Row>(sql`select ${ESCALATION}, t.number, t.title, s.title as "stepTitle",
      (select coalesce(jsonb_agg(jsonb_build_object('role', u.role, 'name', u.unit_name, 'unit', u.unit) order by u.seq), '[]')
        from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id) as units
    from plan.escalation e
    join plan.task t on t.jurisdiction = e.jurisdiction and t.id = e.task and t.state <> 'retired'
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan and p.state = 'in-force'
    left join plan.task_step s on s.jurisdiction = e.jurisdiction and s.id = e.step
    where e.jurisdiction = ${tx.actor.jurisdiction} ${filter.open ? sql`and e.answered_at is null` : sql``}
    order by e.answered_at is not null, e.raised_at desc, e.level desc, e.task limit 500`)
  const own = await ownUnit(tx)
  const ladder = await ladderOn(tx, today(tx.now.getTime()))
  const name = await namesOf(
    tx,
    rows.map((row) => row.answeredBy),
  )
  const items = rows
    .map(({ units, ...row }) => ({
      ...row,
      mayAnswer: mayAnswer(tx, row, units, own),
      answeredBy: row.answeredBy === null ? null : name(row.answeredBy),
      leads: units.filter((unit) => unit.role === 'lead').map((unit) => unit.name),
    }))
    .filter((row) => !filter.mine || row.mayAnswer)
  return { items, ladder, next: null }
}

/** Whether the actor is asked by an escalation and nobody has answered it. */
export function mayAnswer(
  tx: Tx,
  row: Pick<Escalation, 'audience' | 'answeredAt'>,
  units: readonly TaskUnit[],
  own: Parameters<typeof partsOf>[1],
): boolean {
  return row.answeredAt === null && isAudience(row.audience, (each) => may(tx.actor, each), partsOf(units, own))
}
