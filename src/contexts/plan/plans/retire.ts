import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { expectRevision } from './commands.ts'
import { insertDecision } from './decisions.ts'
import { withdrawIssued } from './force.ts'
import type { TargetRow } from './model.ts'
import { checkReason } from './rules.ts'
import { planRecord, targetRecord } from './store.ts'

/**
 * Takes a target of a plan in force out of force, with a reason (an obsolete measure, a later order). What was measured stays.
 *
 * @throws Refusal `target.not-in-force`, `plan.reason`, `plan.decided-meanwhile`
 */
export async function retireTarget(
  tx: Tx,
  id: string,
  input: { revision: number; reason: string },
): Promise<{ revision: number; on: string }> {
  const row = await targetRecord(tx, id, true)
  const plan = row === null ? null : await planRecord(tx, row.plan)
  if (row === null || plan === null || plan.state !== 'in-force' || row.dupOf !== null) {
    throw refuse(
      'target.not-in-force',
      { zh: '这个目标没有在执行', en: 'This target is not in force' },
      { kind: 'conflict', params: { id } },
    )
  }
  await expectRevision(tx, id, input.revision, row.revision, row.state)
  if (row.state !== 'confirmed') {
    throw refuse(
      'target.not-in-force',
      { zh: '这个目标没有在执行', en: 'This target is not in force' },
      { kind: 'conflict', params: { id, state: row.state } },
    )
  }
  const reason = checkReason(input.reason)
  return { revision: row.revision + 1, on: await endTarget(tx, row, 'retire', reason) }
}

/** Ends one target today: its row, its state, what others see, decision, journal and event. */
export async function endTarget(tx: Tx, row: TargetRow, act: string, reason: string): Promise<string> {
  const on = today(tx.now.getTime())
  const j = tx.actor.jurisdiction
  const revision = row.revision + 1
  await tx.run(
    sql`update plan.target set state = 'retired', retired_on = ${on}, revision = ${revision} where jurisdiction = ${j} and id = ${row.id}`,
  )
  await tx.run(sql`delete from plan.target_state where jurisdiction = ${j} and target = ${row.id}`)
  await withdrawIssued(tx, row.plan, row.id)
  await insertDecision(tx, {
    plan: row.plan,
    subjectKind: 'target',
    subject: row.id,
    revision,
    act,
    reason,
    before: { state: row.state },
    after: { state: 'retired', on },
  })
  await record(tx, {
    action: `plan.target.${act}`,
    subject: { kind: 'target', id: row.id },
    detail: { plan: row.plan, on, reason },
  })
  await emit(tx, 'plan.target.retired', { target: row.id, plan: row.plan, on })
  return on
}
