import { sql, type Tx } from '../../../platform/db/index.ts'

/** A decision on its way into the record. `revision` is the number it makes; the one it has seen is one less. */
export type NewDecision = {
  plan: string
  subjectKind: 'plan' | 'target' | 'task' | 'conflict' | 'lineage'
  subject: string
  revision: number
  act: string
  reason: string | null
  before: unknown
  after: unknown
}

export async function insertDecision(tx: Tx, decision: NewDecision): Promise<void> {
  await insertDecisions(tx, [decision])
}

/** Writes decisions; the key refuses two with one number about one subject. */
export async function insertDecisions(tx: Tx, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return
  await tx.run(sql`insert into plan.decision (jurisdiction, subject, revision, plan, subject_kind, act, reason, before, after, decided_by, decided_at)
    select ${tx.actor.jurisdiction}, subject, revision, plan, "subjectKind", act, reason, before, after, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(decisions)}) as r(subject uuid, revision int, plan uuid, "subjectKind" text, act text, reason text,
      before jsonb, after jsonb)`)
}

/** Who took the newest decision about a subject. */
export async function decisionBy(tx: Tx, subject: string): Promise<{ decidedBy: string; decidedAt: string } | null> {
  return tx.maybe(sql`select decided_by "decidedBy", decided_at "decidedAt" from plan.decision
    where jurisdiction = ${tx.actor.jurisdiction} and subject = ${subject} order by revision desc limit 1`)
}

/** Settles the open doubts of subjects. Returns how many there were. */
export async function settleDoubts(
  tx: Tx,
  plan: string,
  subjects: readonly string[],
  outcome: string,
  reason: string | null,
): Promise<number> {
  return tx.run(sql`update plan.doubt set state = 'settled', outcome = ${outcome}, reason = ${reason}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and plan = ${plan} and subject = any(${subjects}::uuid[]) and state = 'open'`)
}
