import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { join, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { EscalationRule, Step } from './model.ts'
import type { Proof, Told } from './rules.ts'

/** A task as its commands need it. */
export type TaskRecord = { id: string; plan: string; title: string; deadline: string | null; planState: string }

/** Loads a task and locks it, so that what is decided about it is decided one after the other. */
export async function taskForUpdate(tx: Tx, id: string): Promise<TaskRecord> {
  const row = await tx.maybe<TaskRecord>(sql`select t.id, t.plan, t.title, t.deadline, p.state as "planState"
    from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.id = ${id} for update of t`)
  if (row === null)
    throw refuse(
      'task.missing',
      { zh: '没有这项任务', en: 'There is no such task' },
      { kind: 'missing', params: { id } },
    )
  return row
}

/** Units that answer for a task, as printed and as matched. */
export async function unitsOf(tx: Tx, task: string): Promise<{ role: string; name: string; unit: string | null }[]> {
  return tx.rows(
    sql`select role, unit_name as name, unit from plan.task_unit where jurisdiction = ${tx.actor.jurisdiction} and task = ${task} order by role, seq`,
  )
}

export const STEP: Sql = sql`id, seq, title, due, waits_for as "waitsFor", unit_name as "unitName", done_on as "doneOn", revision`

export async function stepsOf(tx: Tx, task: string): Promise<Step[]> {
  return tx.rows<Step>(
    sql`select ${STEP} from plan.task_step where jurisdiction = ${tx.actor.jurisdiction} and task = ${task} order by seq`,
  )
}

/** Replaces the steps that are not done yet; done ones stay as they are. */
export async function replaceOpenSteps(
  tx: Tx,
  task: string,
  steps: readonly (Pick<Step, 'id' | 'seq' | 'title' | 'due' | 'waitsFor' | 'unitName'> & { known: boolean })[],
): Promise<void> {
  const j = tx.actor.jurisdiction
  // A step nobody did and nobody wants any more leaves the plan; the journal keeps what it was.
  for (const step of steps.filter((each) => each.known)) {
    await tx.run(sql`update plan.task_step set seq = ${step.seq}, title = ${step.title}, due = ${step.due}, waits_for = ${step.waitsFor}, unit_name = ${step.unitName},
      revision = revision + 1 where jurisdiction = ${j} and task = ${task} and id = ${step.id} and done_on is null`)
  }
  const fresh = steps.filter((each) => !each.known)
  if (fresh.length === 0) return
  await tx.run(
    sql`insert into plan.task_step (jurisdiction, id, task, seq, title, due, waits_for, unit_name) values ${join(
      fresh.map(
        (step) =>
          sql`(${j}, ${step.id}, ${task}, ${step.seq}, ${step.title}, ${step.due}, ${step.waitsFor}, ${step.unitName})`,
      ),
    )}`,
  )
}

/** Reports of a task with their answers, oldest first. */
export async function toldOf(tx: Tx, task: string): Promise<(Told & { id: string })[]> {
  return tx.rows(sql`select r.id, r.claim, v.verdict from plan.task_report r
    left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.task = ${task} order by r.reported_at, r.id`)
}

export type NewReport = {
  task: string
  unit: string | null
  unitName: string
  asOf: string
  claim: string
  share: number | null
  text: string
  target: string | null
  files: readonly { name: string; bytes: Uint8Array; sha256: string }[]
}

/** Writes a report and its evidence. */
export async function insertReport(tx: Tx, report: NewReport): Promise<string> {
  const j = tx.actor.jurisdiction
  const id = newId()
  await tx.run(sql`insert into plan.task_report (jurisdiction, id, task, unit, unit_name, as_of, claim, share, text, target, reported_by, reported_at)
    values (${j}, ${id}, ${report.task}, ${report.unit}, ${report.unitName}, ${report.asOf}, ${report.claim}, ${report.share}, ${report.text}, ${report.target}, ${tx.actor.id}, ${tx.now})`)
  for (const file of report.files) {
    await tx.run(sql`insert into plan.task_evidence (jurisdiction, id, report, name, sha256, bytes)
      values (${j}, ${newId()}, ${id}, ${file.name}, ${file.sha256}, ${Buffer.from(file.bytes)})`)
  }
  return id
}

/** What a claim of being done would stand on: the files at hand, the linked target as it stands today, the steps still open. */
export async function proofFor(tx: Tx, task: string, files: number, target: string | null): Promise<Proof> {
  const j = tx.actor.jurisdiction
  const row = await tx.one<{ open: number; printed: string | null; state: string | null }>(sql`select
      (select count(*)::int from plan.task_step where jurisdiction = ${j} and task = ${task} and done_on is null) as open,
      t.printed, s.state
    from (select 1) one
    left join plan.target t on t.jurisdiction = ${j} and t.id = ${target}
    left join plan.target_state s on s.jurisdiction = t.jurisdiction and s.target = t.id`)
  return {
    evidence: files,
    openSteps: row.open,
    target: row.printed === null ? null : { printed: row.printed, state: row.state },
  }
}

/** The escalation ladder in force on a day: of all rules whose day has come, the newest set. */
export async function escalationRules(tx: Tx, day: string): Promise<EscalationRule[]> {
  return tx.rows<EscalationRule>(sql`select level, overdue_workdays as "overdueWorkdays", audience from plan.escalation_rule r
    where jurisdiction = ${tx.actor.jurisdiction} and valid_from = (select max(valid_from) from plan.escalation_rule where jurisdiction = r.jurisdiction and valid_from <= ${day})
    order by level`)
}
