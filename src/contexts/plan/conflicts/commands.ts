import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { expectRevision } from '../plans/commands.ts'
import { insertDecision } from '../plans/decisions.ts'
import type { TargetRow } from '../plans/model.ts'
import { endTarget } from '../plans/retire.ts'
import { checkReason, factsOf } from '../plans/rules.ts'
import { planRecord, saveTarget, TARGET } from '../plans/store.ts'
import { refreshPlan } from '../targets/refresh.ts'

type ConflictRecord = {
  id: string
  plan: string
  state: 'open' | 'decided'
  owner: string | null
  revision: number
  printed: string
}

async function conflictRecord(tx: Tx, id: string): Promise<ConflictRecord> {
  const row = await tx.maybe<ConflictRecord>(sql`select id, plan, state, owner, revision, printed from plan.conflict
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse(
      'conflict.missing',
      { zh: '没有这处矛盾', en: 'There is no such conflict' },
      { kind: 'missing', params: { id } },
    )
  return row
}

/** Names the unit that has to have a conflict decided. */
export async function assignConflict(
  tx: Tx,
  id: string,
  input: { owner: string; revision: number },
): Promise<{ revision: number }> {
  const conflict = await conflictRecord(tx, id)
  await expectRevision(tx, id, input.revision, conflict.revision, conflict.state)
  const revision = conflict.revision + 1
  await tx.run(
    sql`update plan.conflict set owner = ${input.owner}, revision = ${revision} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await insertDecision(tx, {
    plan: conflict.plan,
    subjectKind: 'conflict',
    subject: id,
    revision,
    act: 'assign',
    reason: null,
    before: { owner: conflict.owner },
    after: { owner: input.owner },
  })
  await record(tx, {
    action: 'plan.conflict.assign',
    subject: { kind: 'conflict', id },
    detail: { plan: conflict.plan, owner: input.owner },
  })
  return { revision }
}

/**
 * Decides a conflict for one side, with a reason. The other sides are rejected while the plan is a draft and taken out of force
 * afterwards; nothing of them is erased.
 *
 * @throws Refusal `conflict.side` when the chosen target is no side of it, `plan.decided-meanwhile`, `plan.reason`
 */
export async function decideConflict(
  tx: Tx,
  id: string,
  input: { chosen: string; reason: string; revision: number },
): Promise<{ revision: number }> {
  const conflict = await conflictRecord(tx, id)
  await expectRevision(tx, id, input.revision, conflict.revision, conflict.state)
  const reason = checkReason(input.reason)
  const j = tx.actor.jurisdiction
  const sides = await tx.rows<TargetRow>(sql`select ${TARGET} from plan.target t where jurisdiction = ${j}
    and id in (select target from plan.conflict_side where jurisdiction = ${j} and conflict = ${id}) order by id for update`)
  if (!sides.some((side) => side.id === input.chosen)) {
    throw refuse(
      'conflict.side',
      { zh: '所选目标不在这处矛盾里', en: 'The chosen target is no side of this conflict' },
      { at: '/chosen' },
    )
  }
  const revision = conflict.revision + 1
  await tx.run(sql`update plan.conflict set state = 'decided', chosen = ${input.chosen}, reason = ${reason}, decided_by = ${tx.actor.id},
    decided_at = ${tx.now}, revision = ${revision} where jurisdiction = ${j} and id = ${id}`)
  for (const side of sides) if (side.id !== input.chosen) await overrule(tx, side, reason)
  await insertDecision(tx, {
    plan: conflict.plan,
    subjectKind: 'conflict',
    subject: id,
    revision,
    act: 'decide',
    reason,
    before: { state: 'open' },
    after: { chosen: input.chosen },
  })
  await record(tx, {
    action: 'plan.conflict.decide',
    subject: { kind: 'conflict', id },
    detail: { plan: conflict.plan, chosen: input.chosen, sides: sides.map((side) => side.id), reason },
  })
  await emit(tx, 'plan.conflict.decided', { conflict: id, plan: conflict.plan, chosen: input.chosen })
  const plan = await planRecord(tx, conflict.plan)
  if (plan?.state === 'in-force') await refreshPlan(tx, conflict.plan)
  return { revision }
}

async function overrule(tx: Tx, side: TargetRow, reason: string): Promise<void> {
  if (side.state === 'rejected' || side.state === 'retired') return
  const plan = await planRecord(tx, side.plan)
  if (plan?.state === 'in-force') {
    await endTarget(tx, side, 'overrule', reason)
    return
  }
  const revision = side.revision + 1
  await saveTarget(tx, side.id, factsOf(side), 'rejected', revision)
  await tx.run(sql`update plan.doubt set state = 'settled', outcome = 'rejected', reason = ${reason}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and plan = ${side.plan} and subject = ${side.id} and state = 'open'`)
  await insertDecision(tx, {
    plan: side.plan,
    subjectKind: 'target',
    subject: side.id,
    revision,
    act: 'overrule',
    reason,
    before: { state: side.state },
    after: { state: 'rejected' },
  })
}
