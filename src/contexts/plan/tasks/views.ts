import { today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { namesOf } from '../who.ts'
import type { TaskRole } from './intake.ts'
import type { Escalation, Report, TaskLine, TaskState, TaskView } from './model.ts'
import { dueOf, overdueWorkdays, slippage, stateOf, type Told } from './rules.ts'
import { stepsOf } from './store.ts'

type Row = Omit<TaskLine, 'state' | 'due' | 'overdueWorkdays' | 'provisional'> & {
  told: Told[]
  openSteps: { due: string; doneOn: null }[]
}

/** A task with what its state is derived from, in one statement whatever the number of tasks. */
const LINE: Sql = sql`t.id, t.plan, p.title as "planTitle", t.number, t.title, t.parent, t.section, t.deadline,
  coalesce((select jsonb_agg(jsonb_build_object('role', u.role, 'name', u.unit_name) order by array_position(array['lead', 'support', 'supervise', 'implement'], u.role), u.seq)
    from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id), '[]') as units,
  coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'verdict', v.verdict) order by r.reported_at, r.id)
    from plan.task_report r left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id
    where r.jurisdiction = t.jurisdiction and r.task = t.id), '[]') as told,
  coalesce((select jsonb_agg(jsonb_build_object('due', s.due, 'doneOn', null)) from plan.task_step s
    where s.jurisdiction = t.jurisdiction and s.task = t.id and s.done_on is null), '[]') as "openSteps",
  (select jsonb_build_object('at', r.reported_at, 'claim', r.claim, 'unitName', r.unit_name) from plan.task_report r
    where r.jurisdiction = t.jurisdiction and r.task = t.id order by r.reported_at desc limit 1) as "lastReport",
  (select r.share from plan.task_report r where r.jurisdiction = t.jurisdiction and r.task = t.id and r.share is not null order by r.reported_at desc limit 1) as share,
  (select max(e.level) from plan.escalation e where e.jurisdiction = t.jurisdiction and e.task = t.id and e.answered_at is null) as "openEscalation"`

function lineOf({ told, openSteps, ...row }: Row, holidays: HolidayCalendar, day: string): TaskLine {
  const state = stateOf(told)
  const due = dueOf(row.deadline, openSteps)
  const { days, provisional } = state === 'done' ? { days: 0, provisional: false } : overdueWorkdays(holidays, due, day)
  return { ...row, state, due, overdueWorkdays: days, provisional }
}

export type TaskFilter = {
  jurisdiction?: string | undefined
  plan?: string | undefined
  /** Only tasks in which the actor's own unit has a part. */
  mine?: boolean | undefined
  unit?: string | undefined
  role?: TaskRole | undefined
  state?: TaskState | undefined
  overdue?: boolean | undefined
  escalated?: boolean | undefined
}

/** Whether the actor's unit has a part in task `t`: named, or one of 各乡（镇）. */
const isMine = (
  tx: Tx,
): Sql => sql`exists (select from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id and u.role <> 'supervise'
    and (u.unit = ${tx.actor.unit} or (u.unit_name ~ '^各.*(乡|镇|街道)' and exists (
      select from identity.unit own where own.jurisdiction = t.jurisdiction and own.id = ${tx.actor.unit} and own.kind = 'township'))))`

/** Tasks of plans in force, those that bind first on top. Two statements. */
export async function taskLines(tx: Tx, filter: TaskFilter): Promise<TaskLine[]> {
  const jurisdiction = filter.jurisdiction ?? tx.actor.jurisdiction
  const rows =
    await tx.rows<Row>(sql`select ${LINE} from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${jurisdiction} and t.kind = 'task'
      ${filter.plan === undefined ? sql`and p.state = 'in-force'` : sql`and t.plan = ${filter.plan}`}
      ${filter.mine ? sql`and ${isMine(tx)}` : sql``}
      ${
        filter.unit === undefined
          ? sql``
          : sql`and exists (select from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id and u.unit_name = ${filter.unit}
        ${filter.role === undefined ? sql`` : sql`and u.role = ${filter.role}`})`
      }
    order by p.id, t.seq`)
  const holidays = await calendar(tx)
  const day = today(tx.now.getTime())
  return rows
    .map((row) => lineOf(row, holidays, day))
    .filter((line) => filter.state === undefined || line.state === filter.state)
    .filter((line) => !filter.overdue || line.overdueWorkdays > 0)
    .filter((line) => !filter.escalated || line.openEscalation !== null)
}

/** Everything of one task, for its page. */
export async function taskView(tx: Tx, id: string): Promise<TaskView> {
  const row = await tx.maybe<
    Row & Pick<TaskView, 'text' | 'quote' | 'span' | 'paper' | 'joint' | 'listOpen' | 'mine'>
  >(sql`select ${LINE}, t.text, t.quote,
      jsonb_build_object('start', t.span_start, 'end', t.span_end) as span, p.paper, t.joint, t.list_open as "listOpen", ${isMine(tx)} as mine
    from plan.task t join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan where t.id = ${id}`)
  if (row === null)
    throw refuse(
      'task.missing',
      { zh: '没有这项任务', en: 'There is no such task' },
      { kind: 'missing', params: { id } },
    )
  const [steps, reports, escalations, targets, holidays] = [
    await stepsOf(tx, id),
    await reportsOf(tx, id),
    await escalationsOf(tx, id),
    await targetsOf(tx, id),
    await calendar(tx),
  ]
  const day = today(tx.now.getTime())
  const name = await namesOf(tx, [
    ...reports.flatMap((each) => [each.by, each.review?.by ?? null]),
    ...escalations.map((each) => each.answeredBy),
  ])
  return {
    ...row,
    ...lineOf(row, holidays, day),
    steps: steps.map((step) => ({
      ...step,
      overdueWorkdays: step.doneOn === null ? overdueWorkdays(holidays, step.due, day).days : 0,
      slippage: slippage(holidays, step, day),
    })),
    reports: reports.map((each) => ({
      ...each,
      by: name(each.by),
      review: each.review === null ? null : { ...each.review, by: name(each.review.by) },
    })),
    escalations: escalations.map((each) => ({
      ...each,
      answeredBy: each.answeredBy === null ? null : name(each.answeredBy),
    })),
    targets,
  }
}

async function reportsOf(tx: Tx, task: string): Promise<Report[]> {
  return tx.rows<Report>(sql`select r.id, r.unit_name as "unitName", r.as_of as "asOf", r.claim, r.share, r.text, r.target, r.reported_by as by, r.reported_at as at,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.id) from plan.task_evidence e where e.jurisdiction = r.jurisdiction and e.report = r.id), '[]') as evidence,
      case when v.report is null then null else jsonb_build_object('verdict', v.verdict, 'note', v.note, 'by', v.reviewed_by, 'at', v.reviewed_at) end as review
    from plan.task_report r left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id
    where r.task = ${task} order by r.reported_at desc, r.id desc`)
}

const ESCALATION: Sql = sql`task, level, due, step, audience, overdue_workdays as "overdueWorkdays", provisional, raised_at as "raisedAt", answer, answered_by as "answeredBy", answered_at as "answeredAt"`

async function escalationsOf(tx: Tx, task: string): Promise<Escalation[]> {
  return tx.rows<Escalation>(
    sql`select ${ESCALATION} from plan.escalation where task = ${task} order by due desc, level desc`,
  )
}

async function targetsOf(tx: Tx, task: string): Promise<TaskView['targets']> {
  return tx.rows(sql`select t.id, t.printed, s.state from plan.target t left join plan.target_state s on s.jurisdiction = t.jurisdiction and s.target = t.id
    where t.task = ${task} and t.state = 'confirmed' order by t.seq`)
}

/** One file of evidence. */
export async function evidenceFile(tx: Tx, id: string): Promise<{ name: string; bytes: Buffer }> {
  const row = await tx.maybe<{ name: string; bytes: Buffer }>(
    sql`select name, bytes from plan.task_evidence where id = ${id}`,
  )
  if (row === null)
    throw refuse('evidence.missing', { zh: '没有这份材料', en: 'There is no such file' }, { kind: 'missing' })
  return row
}

export type UnitBoard = {
  unit: string
  lead: number
  support: number
  done: number
  claimed: number
  overdue: number
  escalated: number
  worstOverdue: number
}

/** Tasks by unit (责任矩阵汇总): how many each leads and supports, how many are done, late, escalated. */
export function boardOf(lines: readonly TaskLine[]): UnitBoard[] {
  const board = new Map<string, UnitBoard>()
  for (const line of lines) {
    for (const { role, name } of line.units) {
      if (role !== 'lead' && role !== 'support') continue
      const row = board.get(name) ?? {
        unit: name,
        lead: 0,
        support: 0,
        done: 0,
        claimed: 0,
        overdue: 0,
        escalated: 0,
        worstOverdue: 0,
      }
      row[role]++
      if (role === 'lead') {
        if (line.state === 'done') row.done++
        if (line.state === 'claimed') row.claimed++
        if (line.overdueWorkdays > 0) row.overdue++
        if (line.openEscalation !== null) row.escalated++
        row.worstOverdue = Math.max(row.worstOverdue, line.overdueWorkdays)
      }
      board.set(name, row)
    }
  }
  return [...board.values()].sort(
    (a, b) => b.overdue - a.overdue || b.lead - a.lead || a.unit.localeCompare(b.unit, 'zh'),
  )
}
