import { sql, type Tx } from '../../../platform/db/index.ts'
import { conflictViews } from '../conflicts/views.ts'
import type { StoredReading } from '../papers/store.ts'
import { planBriefs } from '../papers/views.ts'
import { namesOf } from '../who.ts'
import type { DecisionView, DoubtView, DraftTask, PlanPage, TargetView } from './model.ts'
import { progressOf } from './rules.ts'
import { TARGET } from './store.ts'

type Head = Omit<
  PlanPage,
  'versions' | 'targets' | 'tasks' | 'doubts' | 'conflicts' | 'milestones' | 'limits' | 'open' | 'decisions' | 'parent'
> & {
  parentJurisdiction: string | null
  parentPlan: string | null
  parentTitle: string | null
  reading: StoredReading
}

/** A plan with everything read and decided, or null. Ten statements, whatever its size. */
export async function planPage(tx: Tx, id: string): Promise<PlanPage | null> {
  const head =
    await tx.maybe<Head>(sql`select q.id, q.jurisdiction, q.series, q.version, q.document, q.paper, p.name "paperName", q.title, q.number, q.issuer,
      q.issued, q.period_from "periodFrom", q.period_to "periodTo", p.complete, q.state, q.parent_jurisdiction "parentJurisdiction",
      q.parent_plan "parentPlan", i.title "parentTitle", q.parent_reference "parentReference", q.taken_force_on "takenForceOn",
      q.taken_force_by "takenForceBy", q.ended_on "endedOn", q.end_reason "endReason", q.supersedes, p.reading
    from plan.plan q join plan.paper p on p.jurisdiction = q.jurisdiction and p.id = q.paper
    left join plan.issued i on i.jurisdiction = q.parent_jurisdiction and i.plan = q.parent_plan
    where q.id = ${id}`)
  if (head === null) return null
  const { parentJurisdiction, parentPlan, parentTitle, reading, ...rest } = head
  const j = head.jurisdiction
  const doubts =
    await tx.rows<DoubtView>(sql`select id, subject_kind "subjectKind", subject, code, quote, message, message_en "messageEn",
      case when span_start is null then null else jsonb_build_object('start', span_start, 'end', span_end) end span, state, outcome, reason,
      settled_by "settledBy", settled_at "settledAt" from plan.doubt where jurisdiction = ${j} and plan = ${id} order by seq`)
  const targets = await tx.rows<TargetView>(sql`select ${TARGET},
      (select count(*)::int from plan.doubt d where d.jurisdiction = ${j} and d.plan = ${id} and d.subject = t.id and d.state = 'open') open,
      (select c.id from plan.conflict c join plan.conflict_side s on s.jurisdiction = c.jurisdiction and s.conflict = c.id
        where c.jurisdiction = ${j} and s.target = t.id and c.state = 'open' limit 1) conflict
    from plan.target t where t.jurisdiction = ${j} and t.plan = ${id} order by t.seq`)
  const tasks = await tx.rows<DraftTask>(sql`select id, seq, content, state, revision from plan.draft_task
    where jurisdiction = ${j} and plan = ${id} order by seq`)
  const conflicts = await conflictViews(tx, { plan: id })
  const versions = await planBriefs(tx, j, { series: head.series })
  const decisions = await decisionsOf(tx, j, sql`plan = ${id}`)
  const name = await namesOf(tx, [head.takenForceBy, ...doubts.map((doubt) => doubt.settledBy)])
  const openOf = Map.groupBy(
    doubts.filter((doubt) => doubt.state === 'open'),
    (doubt) => doubt.subject,
  )
  const count = (rows: readonly { state: string }[], state: string) => rows.filter((row) => row.state === state).length
  const deciding = targets.filter((target) => target.dupOf === null)
  return {
    ...rest,
    takenForceBy: head.takenForceBy === null ? null : name(head.takenForceBy),
    parent:
      parentJurisdiction === null || parentPlan === null
        ? null
        : { jurisdiction: parentJurisdiction, plan: parentPlan, title: parentTitle },
    versions: versions.map(({ document: _, ...brief }) => brief),
    targets,
    tasks: tasks.map((task) => {
      const { section, joint, quote, span, listOpen: _, ...facts } = task.content
      return {
        ...facts,
        id: task.id,
        seq: task.seq,
        section,
        joint,
        quote,
        span,
        state: task.state,
        revision: task.revision,
        open: openOf.get(task.id)?.length ?? 0,
      }
    }),
    doubts: doubts.map((doubt) => ({ ...doubt, settledBy: doubt.settledBy === null ? null : name(doubt.settledBy) })),
    conflicts,
    milestones: reading.milestones.map(({ clause, text, deadline, quote, span }) => ({
      clause,
      text,
      deadline,
      quote,
      span,
    })),
    limits: reading.limits.map(({ clause, name: called, comparator, value, low, high, unit, quote, span }) => ({
      clause,
      name: called,
      comparator,
      value,
      low,
      high,
      unit,
      quote,
      span,
    })),
    open: progressOf({
      doubts: count(doubts, 'open'),
      targets: count(deciding, 'draft'),
      tasks: count(tasks, 'draft'),
      ownerless: conflicts.filter((conflict) => conflict.state === 'open' && conflict.owner === null).length,
      settled:
        count(doubts, 'settled') + deciding.length - count(deciding, 'draft') + tasks.length - count(tasks, 'draft'),
    }),
    decisions,
  }
}

/** Decisions of people, newest first; at most 500. */
export async function decisionsOf(
  tx: Tx,
  jurisdiction: string,
  which: ReturnType<typeof sql>,
): Promise<DecisionView[]> {
  const rows =
    await tx.rows<DecisionView>(sql`select subject_kind "subjectKind", subject, revision, act, reason, before, after, decided_by "decidedBy",
      decided_at "decidedAt" from plan.decision where jurisdiction = ${jurisdiction} and ${which} order by decided_at desc, revision desc limit 500`)
  const name = await namesOf(
    tx,
    rows.map((row) => row.decidedBy),
  )
  return rows.map((row) => ({ ...row, decidedBy: name(row.decidedBy) }))
}
