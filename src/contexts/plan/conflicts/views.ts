import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ConflictView } from '../plans/model.ts'
import { namesOf } from '../who.ts'

/** Conflicts of one plan, of one target, or all within the actor's reach; open ones first. Two statements. */
export async function conflictViews(
  tx: Tx,
  query: { plan?: string | undefined; target?: string | undefined; state?: string | undefined },
): Promise<ConflictView[]> {
  const rows =
    await tx.rows<ConflictView>(sql`select c.id, c.plan, c.kind, c.indicator, c.printed, c.message, c.message_en "messageEn", c.owner, c.state, c.chosen,
      c.reason, c.decided_by "decidedBy", c.decided_at "decidedAt", c.revision,
      (select jsonb_agg(jsonb_build_object('target', t.id, 'plan', t.plan, 'planTitle', q.title, 'clause', t.clause, 'quote', t.quote, 'comparator', t.comparator,
          'value', t.value, 'low', t.low, 'high', t.high, 'unit', t.unit, 'deadline', t.deadline, 'scope', t.scope, 'state', t.state) order by t.seq)
        from plan.conflict_side s join plan.target t on t.jurisdiction = s.jurisdiction and t.id = s.target
        join plan.plan q on q.jurisdiction = t.jurisdiction and q.id = t.plan
        where s.jurisdiction = c.jurisdiction and s.conflict = c.id) sides
    from plan.conflict c
    join plan.plan p on p.jurisdiction = c.jurisdiction and p.id = c.plan
    where ${query.plan === undefined ? sql`p.state <> 'withdrawn'` : sql`c.plan = ${query.plan}`}
      ${query.state === undefined ? sql`` : sql`and c.state = ${query.state}`}
      ${query.target === undefined ? sql`` : sql`and exists (select from plan.conflict_side s where s.jurisdiction = c.jurisdiction and s.conflict = c.id and s.target = ${query.target})`}
    order by c.state desc, c.id limit 500`)
  const name = await namesOf(
    tx,
    rows.map((row) => row.decidedBy),
  )
  return rows.map((row) => ({ ...row, decidedBy: row.decidedBy === null ? null : name(row.decidedBy) }))
}
