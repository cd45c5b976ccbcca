import { compareDates, today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { plansOn } from '../targets/store.ts'
import type { TaskRole, TaskUnit } from './intake.ts'
import type { TaskLine, TaskState } from './model.ts'
import { dueOf, type OwnUnit, openClaim, overdueWorkdays, partsOf, stateOf, type Told } from './rules.ts'
import { ownUnit } from './store.ts'

type Dated = Told & { at: string }

/** A task as the database gives it, with what its state is derived from. */
export type LineRow = Omit<
  TaskLine,
  'state' | 'due' | 'overdueWorkdays' | 'provisional' | 'units' | 'myRoles' | 'lastReport' | 'share'
> & {
  jurisdiction: string
  told: Dated[]
  openSteps: { due: string; doneOn: null }[]
  units: TaskUnit[]
  share: number | null
}

/** Reports that count: all, or those that speak of a day or an earlier one and were made, with their answers, by now. */
type Until = { asOf: string; now: Date } | null

const told = (until: Until): Sql =>
  until === null ? sql`` : sql`and r.as_of <= ${until.asOf}::date and r.reported_at <= ${until.now}`

/**
 * A task with what its state is derived from, in one statement whatever the number of tasks; with `until`, as it stood on that day.
 */
const line = (
  until: Until,
): Sql => sql`t.jurisdiction, t.id, t.plan, p.title as "planTitle", t.number, t.title, t.parent, t.section, t.deadline,
  coalesce((select jsonb_agg(jsonb_build_object('role', u.role, 'name', u.unit_name, 'unit', u.unit)
      order by array_position(array['lead', 'support', 'supervise', 'implement'], u.role), u.seq)
    from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id), '[]') as units,
  coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'unitName', r.unit_name, 'verdict', v.verdict, 'at', r.reported_at) order by r.reported_at, r.id)
    from plan.task_report r left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id ${until === null ? sql`` : sql`and v.reviewed_at <= ${until.now}`}
    where r.jurisdiction = t.jurisdiction and r.task = t.id ${told(until)}), '[]') as told,
  coalesce((select jsonb_agg(jsonb_build_object('due', s.due, 'doneOn', null)) from plan.task_step s
    where s.jurisdiction = t.jurisdiction and s.task = t.id and ${until === null ? sql`s.done_on is null` : sql`(s.done_on is null or s.done_on > ${until.asOf}::date)`}), '[]') as "openSteps",
  (select r.share from plan.task_report r where r.jurisdiction = t.jurisdiction and r.task = t.id and r.share is not null ${told(until)} order by r.reported_at desc limit 1) as share,
  (select max(e.level) from plan.escalation e where e.jurisdiction = t.jurisdiction and e.task = t.id and e.answered_at is null) as "openEscalation"`

/** A task as it stands now. */
export const LINE: Sql = line(null)

/** What judging a row needs to know besides: the working days, the day, and whose eyes look. */
export type Viewpoint = { holidays: HolidayCalendar; day: string; own: OwnUnit | null; jurisdiction: string }

export async function viewpoint(tx: Tx, asOf?: string): Promise<Viewpoint> {
  const own = await ownUnit(tx)
  return {
    holidays: await calendar(tx),
    day: asOf ?? today(tx.now.getTime()),
    own,
    jurisdiction: tx.actor.jurisdiction,
  }
}

/** Derives state, due date and lateness of a row. */
export function lineOf(row: LineRow, { holidays, day, own, jurisdiction }: Viewpoint): TaskLine {
  const { told, openSteps, units, jurisdiction: home, ...rest } = row
  const state = stateOf(told)
  const due = dueOf(row.deadline, openSteps)
  const claim = openClaim(told)
  const claimed = claim === null ? day : today(Date.parse(claim.at))
  const until = compareDates(claimed, day) < 0 ? claimed : day
  const late = state === 'done' ? { days: 0, provisional: false } : overdueWorkdays(holidays, due, until)
  const parts = home === jurisdiction ? partsOf(units, own) : []
  const last = told.at(-1)
  return {
    ...rest,
    share: state === 'done' ? 100 : row.share,
    state,
    due,
    overdueWorkdays: late.days,
    provisional: late.provisional,
    units: units.map(({ role, name }) => ({ role, name })),
    myRoles: [...new Set(parts.map((part) => part.role))],
    lastReport:
      last === undefined
        ? null
        : { at: last.at, claim: last.claim, unitName: last.unitName, returned: last.verdict === 'returned' },
  }
}

export type TaskFilter = {
  jurisdiction?: string | undefined
  plan?: string | undefined
  /** As the tasks stood on this day, in the versions of their plans that were in force then; now unless given. */
  asOf?: string | undefined
  /** Only tasks in which the actor's own unit has a part. */
  mine?: boolean | undefined
  /** A unit as printed. */
  unit?: string | undefined
  role?: TaskRole | undefined
  state?: TaskState | undefined
  overdue?: boolean | undefined
  escalated?: boolean | undefined
  /** Part of title, number or unit. */
  q?: string | undefined
}

/**
 * Tasks of plans in force, in the order of their plans; those taken out of force are left out. Three statements whatever the number
 * of tasks: what depends on the working days of today is judged here, not in the database.
 */
export async function taskLines(tx: Tx, filter: TaskFilter): Promise<TaskLine[]> {
  const jurisdiction = filter.jurisdiction ?? tx.actor.jurisdiction
  const { asOf, plan } = filter
  const until = asOf === undefined ? null : { asOf, now: tx.now }
  const rows = await tx.rows<LineRow>(sql`select ${line(until)} from plan.task t
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    where t.jurisdiction = ${jurisdiction} and t.kind = 'task' and t.state <> 'retired'
      and ${plan !== undefined ? sql`t.plan = ${plan}` : asOf === undefined ? sql`p.state = 'in-force'` : sql`p.id in (${plansOn(jurisdiction, asOf)})`}
    order by p.taken_force_on desc, p.id, t.seq`)
  const from = await viewpoint(tx, asOf)
  return rows.map((row) => lineOf(row, from)).filter((line) => wanted(line, filter))
}

function wanted(line: TaskLine, filter: TaskFilter): boolean {
  const { unit, role, q } = filter
  const byUnit =
    (unit === undefined && role === undefined) ||
    line.units.some((each) => (unit === undefined || each.name === unit) && (role === undefined || each.role === role))
  return (
    byUnit &&
    (!filter.mine || line.myRoles.length > 0) &&
    (filter.state === undefined || line.state === filter.state) &&
    (!filter.overdue || line.overdueWorkdays > 0) &&
    (!filter.escalated || line.openEscalation !== null) &&
    (q === undefined ||
      [line.number, line.title, ...line.units.map((each) => each.name)].some((text) => text.includes(q)))
  )
}

/** Puts what binds first on top: the latest, then the next due, then what has no date. */
export function byUrgency(a: TaskLine, b: TaskLine): number {
  if (a.overdueWorkdays !== b.overdueWorkdays) return b.overdueWorkdays - a.overdueWorkdays
  if (a.due === null || b.due === null) return a.due === b.due ? 0 : a.due === null ? 1 : -1
  return compareDates(a.due, b.due)
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
