import { may, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { namesOf } from '../who.ts'
import { ESCALATION, mayAnswer } from './escalations.ts'
import type { Escalation, LinkedTarget, Report, TaskDecision, TaskView } from './model.ts'
import { isNewestOf, overdueWorkdays, partsOf, slippage, WORKING } from './rules.ts'
import { stepsMark } from './steps.ts'
import { missingTask, stepsOf } from './store.ts'
import { LINE, type LineRow, lineOf, viewpoint } from './views.ts'

type PageRow = LineRow &
  Pick<TaskView, 'planState' | 'retired' | 'text' | 'quote' | 'span' | 'paper' | 'joint' | 'listOpen'>

const PAGE: Sql = sql`${LINE}, p.state as "planState", t.state = 'retired' as retired, t.text, t.quote,
  jsonb_build_object('start', t.span_start, 'end', t.span_end) as span, p.paper, t.joint, t.list_open as "listOpen"`

/**
 * Everything of one task within reach, for its page, and what the asking actor may do there. Nine statements.
 *
 * @throws Refusal `task.missing`
 */
export async function taskView(tx: Tx, id: string): Promise<TaskView> {
  const row = await tx.maybe<PageRow>(sql`select ${PAGE} from plan.task t
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan where t.id = ${id}`)
  if (row === null) throw missingTask(id)
  const from = await viewpoint(tx)
  const steps = await stepsOf(tx, id)
  const reports = await reportsOf(tx, id)
  const escalations = await escalationsOf(tx, id)
  const decisions = await decisionsOf(tx, id)
  const targets = await targetsOf(tx, id)
  const name = await namesOf(tx, [
    ...reports.flatMap((each) => [each.by, each.review?.by ?? null]),
    ...escalations.map((each) => each.answeredBy),
    ...decisions.map((each) => each.by),
  ])
  const line = lineOf(row, from)
  const { told: _told, openSteps: _open, units, ...rest } = row
  const live = row.planState === 'in-force' && !row.retired && row.jurisdiction === tx.actor.jurisdiction
  const parts = live ? partsOf(units, from.own) : []
  const working = parts.some((part) => WORKING.has(part.role))
  const open = live && line.state !== 'done'
  const reporter = may(tx.actor, 'task.report') && working
  const enters = may(tx.actor, 'task.review')
  // Oldest first, as the rules look at them.
  const told = reports
    .toReversed()
    .map(({ claim, unitName, review }) => ({ claim, unitName, verdict: review?.verdict ?? null }))
  return {
    ...rest,
    ...line,
    revision: decisions[0]?.revision ?? 0,
    steps: steps.map((step) => {
      const late =
        step.doneOn === null ? overdueWorkdays(from.holidays, step.due, from.day) : { days: 0, provisional: false }
      return {
        ...step,
        overdueWorkdays: late.days,
        provisional: late.provisional,
        slippage: slippage(from.holidays, step, from.day),
      }
    }),
    stepsMark: stepsMark(steps),
    reports: reports.map((each, at) => ({
      ...each,
      by: name(each.by),
      review: each.review === null ? null : { ...each.review, by: name(each.review.by) },
      reviewable:
        open &&
        may(tx.actor, 'task.review') &&
        each.review === null &&
        each.by !== tx.actor.id &&
        isNewestOf(told, reports.length - 1 - at),
    })),
    escalations: escalations.map((each) => ({
      ...each,
      mayAnswer: live && mayAnswer(tx, each, units, from.own),
      answeredBy: each.answeredBy === null ? null : name(each.answeredBy),
    })),
    decisions: decisions.map((each) => ({ ...each, by: name(each.by) })),
    targets,
    may: {
      report: open && reporter,
      enter: open && enters,
      claim: open && reporter && parts.some((part) => part.role === 'lead'),
      steps: open && (may(tx.actor, 'task.assign') || (may(tx.actor, 'task.report') && working)),
      assign: live && may(tx.actor, 'task.assign'),
      retire: live && may(tx.actor, 'plan.retire'),
    },
  }
}

async function reportsOf(tx: Tx, task: string): Promise<Omit<Report, 'reviewable'>[]> {
  return tx.rows(sql`select r.id, r.unit_name as "unitName", r.channel, r.handed_by as "handedBy", r.carried_from is not null as carried, r.as_of as "asOf", r.claim, r.share, r.text, r.target, r.reported_by as by, r.reported_at as at,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'size', e.size, 'sha256', e.sha256) order by e.id)
        from plan.task_evidence e where e.jurisdiction = r.jurisdiction and e.report = coalesce(r.carried_from, r.id)), '[]') as evidence,
      case when v.report is null then null else jsonb_build_object('verdict', v.verdict, 'note', v.note, 'by', v.reviewed_by, 'at', v.reviewed_at) end as review
    from plan.task_report r left join plan.task_review v on v.jurisdiction = r.jurisdiction and v.report = r.id
    where r.task = ${task} order by r.reported_at desc, r.id desc`)
}

async function escalationsOf(tx: Tx, task: string): Promise<Omit<Escalation, 'mayAnswer'>[]> {
  return tx.rows(
    sql`select ${ESCALATION} from plan.escalation e where e.task = ${task} order by e.due desc, e.level desc`,
  )
}

async function decisionsOf(tx: Tx, task: string): Promise<TaskDecision[]> {
  return tx.rows(sql`select revision, act, reason, before, after, decided_by as by, decided_at as at
    from plan.decision where subject = ${task} order by revision desc`)
}

async function targetsOf(tx: Tx, task: string): Promise<LinkedTarget[]> {
  return tx.rows(sql`select t.id, t.printed, s.state, t.task is distinct from ${task}::uuid as "byPlanner"
    from plan.target t left join plan.target_state s on s.jurisdiction = t.jurisdiction and s.target = t.id
    where t.state = 'confirmed' and t.dup_of is null
      and (t.task = ${task} or exists (select from plan.task_target l where l.jurisdiction = t.jurisdiction and l.target = t.id and l.task = ${task}))
    order by t.seq`)
}
