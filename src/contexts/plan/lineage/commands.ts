import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { draftPlan, expectRevision } from '../plans/commands.ts'
import { insertDecision } from '../plans/decisions.ts'
import { missingPlan } from '../plans/intake.ts'
import type { TargetRow } from '../plans/model.ts'
import { checkReason } from '../plans/rules.ts'
import { type PlanRecord, planRecord, targetsOf } from '../plans/store.ts'
import type { LineageTarget, Relation } from './model.ts'
import { isAbove, lineageOf } from './rules.ts'

/** A plan in force of a government above, with its targets. */
async function issuedPlan(
  tx: Tx,
  jurisdiction: string,
  plan: string,
): Promise<{ title: string; targets: LineageTarget[] } | null> {
  return tx.maybe(sql`select title, targets from plan.issued where jurisdiction = ${jurisdiction} and plan = ${plan}`)
}

/**
 * Names the plan above, or takes the link away with `null`, and compares the two line by line.
 *
 * @throws Refusal `lineage.not-above`, `lineage.missing`
 */
export async function setParent(
  tx: Tx,
  id: string,
  parent: { jurisdiction: string; plan: string } | null,
): Promise<{ lines: number }> {
  const plan = await planRecord(tx, id, true)
  if (plan === null) throw missingPlan(id)
  if (plan.state !== 'in-force') await draftPlan(tx, id)
  if (parent !== null) {
    if (!isAbove(parent.jurisdiction, tx.actor.jurisdiction)) {
      throw refuse(
        'lineage.not-above',
        { zh: '上级方案要出自上级政府', en: 'The plan above must be of a government above' },
        { at: '/parent/jurisdiction', params: parent },
      )
    }
    if ((await issuedPlan(tx, parent.jurisdiction, parent.plan)) === null) {
      throw refuse(
        'lineage.missing',
        { zh: '上级没有这个已生效的方案', en: 'That government has no such plan in force' },
        { kind: 'missing', params: parent },
      )
    }
  }
  await tx.run(sql`update plan.plan set parent_jurisdiction = ${parent?.jurisdiction ?? null}, parent_plan = ${parent?.plan ?? null}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  const lines = await compareWithParent(tx, {
    ...plan,
    parentJurisdiction: parent?.jurisdiction ?? null,
    parentPlan: parent?.plan ?? null,
  })
  await record(tx, { action: 'plan.plan.set-parent', subject: { kind: 'plan', id }, detail: { parent, lines } })
  return { lines }
}

const asLine = (row: TargetRow): LineageTarget => {
  const { id, indicator, printed, comparator, value, low, high, unit, deadline, period, scope, clause } = row
  return { target: id, indicator, printed, comparator, value, low, high, unit, deadline, period, scope, clause }
}

/**
 * Compares a plan with its parent anew. Lines a person has confirmed stay as long as they speak of the same two targets.
 * Returns the number of lines.
 */
export async function compareWithParent(
  tx: Tx,
  plan: Pick<PlanRecord, 'id' | 'parentJurisdiction' | 'parentPlan'>,
): Promise<number> {
  const j = tx.actor.jurisdiction
  const parent =
    plan.parentJurisdiction === null || plan.parentPlan === null
      ? null
      : await issuedPlan(tx, plan.parentJurisdiction, plan.parentPlan)
  await tx.run(
    sql`delete from plan.lineage where jurisdiction = ${j} and plan = ${plan.id} and (state = 'computed' or ${parent === null})`,
  )
  if (parent === null) return 0
  const kept = await tx.rows<{
    target: string | null
    upper: string | null
  }>(sql`select target, upper ->> 'target' upper from plan.lineage
    where jurisdiction = ${j} and plan = ${plan.id}`)
  const rows = (await targetsOf(tx, plan.id)).filter(
    (row) => row.dupOf === null && (row.state === 'draft' || row.state === 'confirmed'),
  )
  const pairs = new Set(kept.map((line) => `${line.target} ${line.upper}`))
  const lines = lineageOf(rows.map(asLine), parent.targets)
    .filter((line) => !pairs.has(`${line.target?.target ?? null} ${line.upper?.target ?? null}`))
    .map((line) => ({
      id: newId(),
      target: line.target?.target ?? null,
      upper: line.upper,
      indicator: line.target?.indicator ?? line.upper?.indicator ?? null,
      printed: line.target?.printed ?? line.upper?.printed ?? '',
      relation: line.relation,
    }))
  if (lines.length > 0) {
    await tx.run(sql`insert into plan.lineage (jurisdiction, plan, id, target, upper, indicator, printed, relation)
      select ${j}, ${plan.id}, id, target, upper, indicator, printed, relation from jsonb_to_recordset(${JSON.stringify(lines)})
        as r(id uuid, target uuid, upper jsonb, indicator text, printed text, relation text)`)
  }
  return lines.length + kept.length
}

/** Confirms a line of the comparison, or puts it right; a change and a dropped or looser target need a reason. */
export async function confirmLineage(
  tx: Tx,
  id: string,
  input: { relation: Relation; reason?: string | undefined; revision: number },
): Promise<{ revision: number }> {
  const j = tx.actor.jurisdiction
  const line = await tx.maybe<{
    plan: string
    relation: Relation
    state: string
    revision: number
  }>(sql`select plan, relation, state, revision
    from plan.lineage where jurisdiction = ${j} and id = ${id} for update`)
  if (line === null)
    throw refuse(
      'lineage.line-missing',
      { zh: '没有这一行', en: 'There is no such line' },
      { kind: 'missing', params: { id } },
    )
  await expectRevision(tx, id, input.revision, line.revision, 'confirmed')
  const explain = input.relation !== line.relation || input.relation === 'looser' || input.relation === 'dropped'
  const reason = explain ? checkReason(input.reason) : input.reason?.trim() || null
  const revision = line.revision + 1
  await tx.run(sql`update plan.lineage set relation = ${input.relation}, state = 'confirmed', reason = ${reason}, confirmed_by = ${tx.actor.id},
    confirmed_at = ${tx.now}, revision = ${revision} where jurisdiction = ${j} and id = ${id}`)
  await insertDecision(tx, {
    plan: line.plan,
    subjectKind: 'lineage',
    subject: id,
    revision,
    act: 'confirm',
    reason,
    before: { relation: line.relation },
    after: { relation: input.relation },
  })
  await record(tx, {
    action: 'plan.lineage.confirm',
    subject: { kind: 'lineage', id },
    detail: { plan: line.plan, relation: input.relation, reason },
  })
  return { revision }
}
