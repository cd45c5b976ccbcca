import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { join, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { unitWith } from '../../../platform/identity/index.ts'
import type { Proof } from './checks.ts'
import type { TaskUnit } from './intake.ts'
import type { Ladder, Step } from './model.ts'
import type { OwnUnit, Told } from './rules.ts'

/** A task as its commands need it. */
export type TaskRecord = { id: string; plan: string; title: string; deadline: string | null }

/**
 * Loads a task that is in force and locks it, so that what is decided about it is decided one after the other.
 *
 * @throws Refusal `task.missing`, `task.retired`, `task.plan-ended`
 */
export async function taskForUpdate(tx: Tx, id: string): Promise<TaskRecord> {
  const row = await tx.maybe<
    TaskRecord & { state: string; planState: string }
  >(sql`select t.id, t.plan, t.title, t.deadline,
      t.state, p.state as "planState"
    from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.id = ${id} for update of t`)
  if (row === null) throw missingTask(id)
  if (row.state === 'retired')
    throw refuse('task.retired', { zh: '这项任务已停用', en: 'This task is retired' }, { kind: 'conflict' })
  if (row.planState !== 'in-force') {
    throw refuse(
      'task.plan-ended',
      { zh: '这项任务所在的方案已不在执行', en: 'The plan of this task is no longer in force' },
      { kind: 'conflict' },
    )
  }
  const { id: task, plan, title, deadline } = row
  return { id: task, plan, title, deadline }
}

/** The refusal for a task that does not exist, or not within reach. */
export const missingTask = (id: string) =>
  refuse('task.missing', { zh: '没有这项任务', en: 'There is no such task' }, { kind: 'missing', params: { id } })

/** The unit of the actor's account, or null. */
export async function ownUnit(tx: Tx): Promise<OwnUnit | null> {
  return tx.actor.unit === null ? null : unitWith(tx, tx.actor.unit)
}

/** Units that answer for a task, as printed and as matched. */
export async function unitsOf(tx: Tx, task: string): Promise<TaskUnit[]> {
  return tx.rows(
    sql`select role, unit_name as name, unit from plan.task_unit where jurisdiction = ${tx.actor.jurisdiction} and task = ${task} order by role, seq`,
  )
}

const STEP: Sql = sql`id, seq, title, due, waits_for as "waitsFor", unit_name as "unitName", done_on as "doneOn", revision`

/** Steps of a task, of whatever jurisdiction within reach. */
export async function stepsOf(tx: Tx, task: string): Promise<Step[]> {
  return tx.rows<Step>(sql`select ${STEP} from plan.task_step where task = ${task} order by seq`)
}

/** Puts steps in the place of those that are not done yet; done ones stay as they are. At most four statements. */
export async function replaceOpenSteps(
  tx: Tx,
  task: string,
  steps: readonly (Pick<Step, 'id' | 'seq' | 'title' | 'due' | 'waitsFor' | 'unitName'> & { known: boolean })[],
  gone: readonly string[],
): Promise<void> {
  const j = tx.actor.jurisdiction
  const flat = JSON.stringify(steps.filter((each) => each.known))
  // Nobody waits while the list changes; who waits for whom is said again below.
  await tx.run(sql`update plan.task_step t set seq = s.seq, title = s.title, due = s.due, waits_for = null, unit_name = s."unitName",
      revision = t.revision + 1
    from jsonb_to_recordset(${flat}) as s(id uuid, seq int, title text, due date, "unitName" text)
    where t.jurisdiction = ${j} and t.task = ${task} and t.id = s.id and t.done_on is null`)
  // A step nobody did and nobody wants any more leaves the plan; the journal keeps what it was.
  await tx.run(
    sql`delete from plan.task_step where jurisdiction = ${j} and task = ${task} and id = any(${gone}::uuid[]) and done_on is null`,
  )
  const fresh = steps.filter((each) => !each.known)
  if (fresh.length > 0) {
    await tx.run(
      sql`insert into plan.task_step (jurisdiction, id, task, seq, title, due, unit_name) values ${join(
        fresh.map(
          (step) => sql`(${j}, ${step.id}, ${task}, ${step.seq}, ${step.title}, ${step.due}, ${step.unitName})`,
        ),
      )}`,
    )
  }
  await tx.run(sql`update plan.task_step t set waits_for = s."waitsFor"
    from jsonb_to_recordset(${JSON.stringify(steps)}) as s(id uuid, "waitsFor" uuid)
    where t.jurisdiction = ${j} and t.task = ${task} and t.id = s.id and t.done_on is null and s."waitsFor" is not null`)
}

/** A report as decisions look at it. */
export type ToldReport = Told & { id: string; by: string; reviewedBy: string | null }

/** Reports of a task with their answers, oldest first. */
export async function toldOf(tx: Tx, task: string): Promise<ToldReport[]> {
  return tx.rows(sql`select r.id, r.claim, r.unit_name as "unitName", r.reported_by as by, v.verdict, v.reviewed_by as "reviewedBy"
    from plan.task_report r left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.task = ${task} order by r.reported_at, r.id`)
}

export type NewReport = {
  task: string
  unit: string | null
  unitName: string
  channel: string
  handedBy: string | null
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
  await tx.run(sql`insert into plan.task_report (jurisdiction, id, task, unit, unit_name, channel, handed_by, as_of, claim, share, text, target, reported_by, reported_at)
    values (${j}, ${id}, ${report.task}, ${report.unit}, ${report.unitName}, ${report.channel}, ${report.handedBy}, ${report.asOf}, ${report.claim}, ${report.share}, ${report.text}, ${report.target}, ${tx.actor.id}, ${tx.now})`)
  if (report.files.length > 0) {
    const rows = report.files.map(
      ({ name, sha256, bytes }) =>
        sql`(${j}, ${newId()}, ${id}, ${name}, ${sha256}, ${bytes.length}, ${Buffer.from(bytes)})`,
    )
    await tx.run(
      sql`insert into plan.task_evidence (jurisdiction, id, report, name, sha256, size, bytes) values ${join(rows)}`,
    )
  }
  return id
}

/** What a claim of being done would stand on: the files at hand, the target named as it stands today, the steps still open. */
export async function proofFor(tx: Tx, task: string, files: number, target: string | null): Promise<Proof> {
  const j = tx.actor.jurisdiction
  const row = await tx.one<{ open: number; printed: string | null; state: string | null; linked: boolean }>(sql`select
      (select count(*)::int from plan.task_step where jurisdiction = ${j} and task = ${task} and done_on is null) as open,
      t.printed, s.state,
      t.task = ${task} or exists (select from plan.task_target l where l.jurisdiction = ${j} and l.task = ${task} and l.target = t.id) as linked
    from (select 1) one
    left join plan.target t on t.jurisdiction = ${j} and t.id = ${target} and t.state = 'confirmed'
    left join plan.target_state s on s.jurisdiction = t.jurisdiction and s.target = t.id`)
  const { open: openSteps, printed, state, linked } = row
  return { evidence: files, openSteps, target: printed === null ? null : { printed, state, linked: linked === true } }
}

/** The escalation ladder in force on a day: of all whose day has come, the newest; null where none was ever set. */
export async function ladderOn(tx: Tx, day: string): Promise<Ladder | null> {
  return tx.maybe<Ladder>(sql`select valid_from as "validFrom", min(source) as source,
      jsonb_agg(jsonb_build_object('level', level, 'overdueWorkdays', overdue_workdays, 'audience', audience) order by level) as rules
    from plan.escalation_rule where jurisdiction = ${tx.actor.jurisdiction} and valid_from <= ${day}
    group by valid_from order by valid_from desc limit 1`)
}
