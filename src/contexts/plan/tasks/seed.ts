import { createHash } from 'node:crypto'
import { addDays, compareDates } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { newId } from '../../../kernel/ids.ts'
import { addWorkdays } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { accountsInUnits, listUnits } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { seedProjects } from '../projects/seed.ts'
import { insertLadder } from './escalations.ts'
import type { TaskUnit } from './intake.ts'
import { escalate } from './jobs.ts'
import type { EscalationRule } from './model.ts'
import { overdueWorkdays } from './rules.ts'
import { type Course, courseOf, reportsOfCourse, type SeedStep, stepsOfCourse } from './seedstory.ts'

const LADDER: EscalationRule[] = [
  { level: 1, overdueWorkdays: 1, audience: 'unit' },
  { level: 2, overdueWorkdays: 5, audience: 'planner' },
  { level: 3, overdueWorkdays: 10, audience: 'leader' },
]
const ANSWERS = ['已会同配合单位倒排工期，本月底前补齐。（演示）', '已约谈牵头单位，要求每周报一次进度。（演示）']
const SOURCE = '演示参数，县可改'
const TWO_YEARS = 730

type Task = { id: string; seq: number; deadline: string | null; from: string; units: TaskUnit[] }
type Who = (unitName: string) => string

/**
 * Two years of work on the tasks of the demo county's plans in force: escalation rules, steps, reports with evidence, reviews, what
 * was raised and answered, and three investment projects. The same every time for the same day; does nothing where reports exist.
 *
 * @returns how many reports and projects were made
 */
export async function seedTasks(
  db: Database,
  options: { today: string; county?: string },
): Promise<{ reports: number; projects: number }> {
  const { today, county = '532622' } = options
  return db.write(systemActor('seed', county), async (tx) => {
    const tasks = await tx.rows<Task>(sql`select t.id, t.seq, t.deadline,
        greatest(p.taken_force_on, ${addDays(today, -TWO_YEARS)}::date) as from,
        (select coalesce(jsonb_agg(jsonb_build_object('role', u.role, 'name', u.unit_name, 'unit', u.unit) order by u.seq), '[]')
          from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id) as units
      from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
      where t.jurisdiction = ${county} and p.state = 'in-force' and t.kind = 'task' and t.state <> 'retired'
        and not exists (select from plan.task_report r where r.jurisdiction = ${county})
      order by p.taken_force_on, p.id, t.seq`)
    if (tasks.length === 0) return { reports: 0, projects: 0 }
    await insertLadder(tx, addDays(today, -TWO_YEARS), SOURCE, LADDER)
    await linkByWords(tx)
    const reports = await work(tx, tasks, today, await calendar(tx))
    const projects = await seedProjects(tx, today)
    await record(tx, {
      action: 'plan.task.seed',
      subject: { kind: 'jurisdiction', id: county },
      detail: { tasks: tasks.length, reports, projects },
    })
    await escalate(tx)
    return { reports, projects }
  })
}

/** Who writes for a unit: an account there, else the demonstration itself. */
async function writers(tx: Tx): Promise<Who> {
  const units = new Map(
    (await listUnits(tx)).flatMap((unit) => [unit.name, ...unit.aliases].map((name) => [name, unit.id])),
  )
  const people = new Map((await accountsInUnits(tx)).map(({ id, unit }) => [unit, id]))
  return (name) => people.get(units.get(name) ?? '') ?? tx.actor.id
}

const PLANNER = '县发展改革局'
const instant = (day: string, hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`

async function work(tx: Tx, tasks: readonly Task[], today: string, holidays: HolidayCalendar): Promise<number> {
  const who = await writers(tx)
  const made = tasks.map((task, index) => storyOf(task, index, today, holidays, who))
  await insertSteps(
    tx,
    made.flatMap((each) => each.steps),
  )
  const reports = made.flatMap((each) => each.reports)
  await insertReports(tx, reports)
  await insertEscalations(
    tx,
    made.flatMap((each) => each.escalations),
  )
  return reports.length
}

type Story = ReturnType<typeof storyOf>

function storyOf(task: Task, index: number, today: string, holidays: HolidayCalendar, who: Who) {
  const course = courseOf(index, task.deadline, today)
  // What was due before the two years began has its story before its end.
  const from = task.deadline === null ? task.from : minDay(task.from, addDays(task.deadline, -300))
  const steps = stepsOfCourse(course, index, { start: from, deadline: task.deadline, today }, holidays)
  const lead = task.units.find((unit) => unit.role === 'lead')?.name ?? PLANNER
  const support = task.units.find((unit) => unit.role === 'support' && !unit.name.startsWith('各'))?.name ?? null
  const end = steps.at(-1)!
  const until = end.doneOn ?? addDays(today, -20)
  const reports = reportsOfCourse(course, index, { start: from, end: until, today }, { lead, support })
  return {
    steps: stepRows(task.id, steps, who(lead)),
    reports: reports.map((report) => ({
      ...report,
      id: newId(),
      task: task.id,
      by: who(report.unitName),
      at: instant(report.on, 9 + (index % 8)),
      unit: task.units.find((unit) => unit.name === report.unitName)?.unit ?? null,
      reviewer: who(PLANNER),
      reviewedAt: instant(minDay(addDays(report.on, report.after), today), 8),
    })),
    escalations: raised(task.id, course, steps, index, today, holidays, who(lead), who(PLANNER)),
  }
}

const minDay = (a: string, b: string) => (compareDates(a, b) < 0 ? a : b)

function stepRows(task: string, steps: readonly SeedStep[], by: string) {
  const ids = steps.map(() => newId())
  return steps.map((step, seq) => ({
    ...step,
    id: ids[seq]!,
    task,
    seq,
    waitsFor: ids[seq - 1] ?? null,
    by: step.doneOn === null ? null : by,
  }))
}

/** What was raised in the past: of steps that were done late, answered; of those still late, the lower levels answered. */
function raised(
  task: string,
  course: Course,
  steps: readonly SeedStep[],
  index: number,
  today: string,
  holidays: HolidayCalendar,
  unit: string,
  planner: string,
) {
  const stuck = course === 'very-late' ? steps.find((step) => step.doneOn === null) : undefined
  return steps.flatMap((step) => {
    const open = step === stuck
    if (step.doneOn === null && !open) return []
    const { days } = overdueWorkdays(holidays, step.due, step.doneOn ?? today)
    return LADDER.filter((rule) => days >= rule.overdueWorkdays).map((rule) => {
      const on = addWorkdays(holidays, step.due, rule.overdueWorkdays)
      const answered = !open || (rule.audience === 'unit' && index % 2 === 0)
      return {
        task,
        due: step.due,
        level: rule.level,
        audience: rule.audience,
        days: rule.overdueWorkdays,
        provisional: on.provisional,
        at: `${on.date}T07:30:00+08:00`,
        answer: answered ? ANSWERS[rule.audience === 'unit' ? 0 : 1]! : null,
        by: answered ? (rule.audience === 'unit' ? unit : planner) : null,
        answeredAt: answered ? `${on.date}T16:00:00+08:00` : null,
      }
    })
  })
}

async function insertSteps(tx: Tx, steps: readonly Story['steps'][number][]): Promise<void> {
  await tx.run(sql`insert into plan.task_step (jurisdiction, id, task, seq, title, due, waits_for, done_on, done_by)
    select ${tx.actor.jurisdiction}, id, task, seq, title, due, "waitsFor", "doneOn", by from jsonb_to_recordset(${JSON.stringify(steps)})
      as s(id uuid, task uuid, seq int, title text, due date, "waitsFor" uuid, "doneOn" date, by text)`)
}

async function insertReports(tx: Tx, reports: readonly Story['reports'][number][]): Promise<void> {
  const j = tx.actor.jurisdiction
  const rows = JSON.stringify(reports)
  await tx.run(sql`insert into plan.task_report (jurisdiction, id, task, unit, unit_name, as_of, claim, share, text, reported_by, reported_at)
    select ${j}, id, task, unit, "unitName", "on", claim, share, text, by, at from jsonb_to_recordset(${rows})
      as r(id uuid, task uuid, unit uuid, "unitName" text, "on" date, claim text, share int, text text, by text, at timestamptz)`)
  await tx.run(sql`insert into plan.task_review (jurisdiction, report, task, verdict, note, reviewed_by, reviewed_at)
    select ${j}, id, task, verdict, note, reviewer, "reviewedAt" from jsonb_to_recordset(${rows})
      as r(id uuid, task uuid, verdict text, note text, reviewer text, "reviewedAt" timestamptz) where verdict is not null`)
  const evidence = reports
    .filter((report) => report.evidence)
    .map((report) => {
      const text = `演示数据\n\n${report.unitName}\n截至 ${report.on}\n${report.text}\n`
      const bytes = Buffer.from(text)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return {
        id: newId(),
        report: report.id,
        name: `佐证材料 ${report.on}（演示）.txt`,
        text,
        size: bytes.length,
        sha256,
      }
    })
  await tx.run(sql`insert into plan.task_evidence (jurisdiction, id, report, name, sha256, size, bytes)
    select ${j}, id, report, name, sha256, size, convert_to(text, 'UTF8') from jsonb_to_recordset(${JSON.stringify(evidence)})
      as e(id uuid, report uuid, name text, sha256 text, size int, text text)`)
}

async function insertEscalations(tx: Tx, rows: readonly Story['escalations'][number][]): Promise<void> {
  await tx.run(sql`insert into plan.escalation (jurisdiction, task, due, level, step, audience, overdue_workdays, provisional, raised_at, answer, answered_by, answered_at)
    select ${tx.actor.jurisdiction}, e.task, e.due, e.level, (select s.id from plan.task_step s
        where s.jurisdiction = ${tx.actor.jurisdiction} and s.task = e.task and s.due = e.due order by s.seq limit 1),
      e.audience, e.days, e.provisional, e.at, e.answer, e.by, e."answeredAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}) as e(task uuid, due date, level int, audience text, days int, provisional boolean,
      at timestamptz, answer text, by text, "answeredAt" timestamptz) on conflict do nothing`)
}

/** Which targets a planner would link to which tasks, by their words. */
const LINKS: readonly [target: string, task: string][] = [
  ['托位', '托育|托位'],
  ['护理型床位', '养老|护理型'],
  ['体育场地', '健身|体育'],
  ['赛事', '赛事'],
  ['综合服务设施', '社区综合'],
  ['护理员', '护理员'],
  ['助餐', '助餐'],
]

async function linkByWords(tx: Tx): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(sql`insert into plan.task_target (jurisdiction, task, target, linked_by, linked_at)
    select distinct ${j}, k.id, t.id, ${tx.actor.id}, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(LINKS.map(([target, task]) => ({ target, task })))}) as l(target text, task text)
    join plan.target t on t.jurisdiction = ${j} and t.printed ~ l.target and t.state = 'confirmed' and t.dup_of is null and t.ladder_of is null
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan and p.state = 'in-force'
    join plan.task k on k.jurisdiction = ${j} and k.plan = t.plan and k.title ~ l.task
    where t.task is distinct from k.id on conflict do nothing`)
}
