import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'

/**
 * Carries the progress reports of the version before over to tasks that are the same by number and words, with the answers they were
 * given, so that work goes on where it stood. Every carried report says so and points to the one it repeats, which keeps its
 * evidence. Three statements.
 *
 * @returns how many reports were carried
 */
export async function carryReports(tx: Tx, plan: string, before: string): Promise<number> {
  const j = tx.actor.jurisdiction
  const reports = await tx.rows<{ id: string; task: string }>(sql`select r.id, n.id task
    from plan.task n join plan.task o on o.jurisdiction = n.jurisdiction and o.plan = ${before} and o.section = n.section and o.number = n.number
      and regexp_replace(normalize(o.text, NFKC), '\\s+', '', 'g') = regexp_replace(normalize(n.text, NFKC), '\\s+', '', 'g')
    join plan.task_report r on r.jurisdiction = o.jurisdiction and r.task = o.id
    where n.jurisdiction = ${j} and n.plan = ${plan} and o.state <> 'retired' order by r.reported_at, r.id`)
  if (reports.length === 0) return 0
  const copies = JSON.stringify(reports.map(({ id, task }) => ({ id: newId(), task, source: id })))
  await tx.run(sql`with copy as (select * from jsonb_to_recordset(${copies}) as c(id uuid, task uuid, source uuid)),
    carried as (
      insert into plan.task_report (jurisdiction, id, task, unit, unit_name, channel, handed_by, as_of, claim, share, text, target, reported_by, reported_at, carried_from)
      select r.jurisdiction, c.id, c.task, r.unit, r.unit_name, r.channel, r.handed_by, r.as_of, r.claim, r.share, r.text, r.target, r.reported_by,
        r.reported_at, coalesce(r.carried_from, r.id)
      from copy c join plan.task_report r on r.jurisdiction = ${j} and r.id = c.source)
    insert into plan.task_review (jurisdiction, report, task, verdict, note, reviewed_by, reviewed_at)
    select v.jurisdiction, c.id, c.task, v.verdict, v.note, v.reviewed_by, v.reviewed_at
    from copy c join plan.task_review v on v.jurisdiction = ${j} and v.report = c.source`)
  await record(tx, {
    action: 'plan.task.carry',
    subject: { kind: 'plan', id: plan },
    detail: { from: before, tasks: new Set(reports.map(({ task }) => task)).size, reports: reports.length },
  })
  return reports.length
}
