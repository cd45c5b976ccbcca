import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Draft } from './draft.ts'
import type { DraftTask, NewConflict, NewDoubt, PlanState, TargetFacts, TargetRow } from './model.ts'
import type { Peer } from './peers.ts'

/** A plan as the commands load it. */
export type PlanRecord = {
  id: string
  series: string
  version: number
  document: string
  paper: string
  title: string
  number: string | null
  issuer: string | null
  periodFrom: string | null
  periodTo: string | null
  parentJurisdiction: string | null
  parentPlan: string | null
  parentReference: string | null
  state: PlanState
  supersedes: string | null
  takenForceOn: string | null
}

const PLAN = sql`id, series, version, document, paper, title, number, issuer, period_from "periodFrom", period_to "periodTo",
  parent_jurisdiction "parentJurisdiction", parent_plan "parentPlan", parent_reference "parentReference", state, supersedes,
  taken_force_on "takenForceOn"`

/** One plan of the actor's jurisdiction; with `lock`, held until the transaction ends. */
export async function planRecord(tx: Tx, id: string, lock = false): Promise<PlanRecord | null> {
  return tx.maybe<PlanRecord>(sql`select ${PLAN} from plan.plan where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}
    ${lock ? sql`for update` : sql``}`)
}

/** The versions that were made of a document, newest first. */
export async function plansOfDocument(tx: Tx, document: string): Promise<PlanRecord[]> {
  return tx.rows<PlanRecord>(sql`select ${PLAN} from plan.plan where jurisdiction = ${tx.actor.jurisdiction} and document = ${document}
    order by version desc`)
}

export async function plansOfSeries(tx: Tx, series: string): Promise<PlanRecord[]> {
  return tx.rows<PlanRecord>(sql`select ${PLAN} from plan.plan where jurisdiction = ${tx.actor.jurisdiction} and series = ${series}
    order by version desc`)
}

export async function insertPlan(
  tx: Tx,
  plan: Omit<PlanRecord, 'state' | 'takenForceOn'> & { issued: string | null },
): Promise<void> {
  await tx.run(sql`insert into plan.plan (jurisdiction, id, series, version, document, paper, title, number, issuer, issued, period_from, period_to,
      parent_jurisdiction, parent_plan, parent_reference, supersedes, created_by, created_at)
    values (${tx.actor.jurisdiction}, ${plan.id}, ${plan.series}, ${plan.version}, ${plan.document}, ${plan.paper}, ${plan.title}, ${plan.number},
      ${plan.issuer}, ${plan.issued}, ${plan.periodFrom}, ${plan.periodTo}, ${plan.parentJurisdiction}, ${plan.parentPlan},
      ${plan.parentReference}, ${plan.supersedes}, ${tx.actor.id}, ${tx.now})`)
}

/** Writes what a reading became: five statements, whatever its size. */
export async function insertDraft(tx: Tx, plan: string, draft: Draft, newId: () => string): Promise<void> {
  const j = tx.actor.jurisdiction
  if (draft.targets.length > 0) await insertTargets(tx, draft.targets)
  if (draft.tasks.length > 0) {
    await tx.run(sql`insert into plan.draft_task (jurisdiction, plan, id, seq, content, reading, state, revision)
      select ${j}, ${plan}, id, seq, content, reading, state, revision from jsonb_to_recordset(${JSON.stringify(draft.tasks)})
        as r(id uuid, seq int, content jsonb, reading jsonb, state text, revision int)`)
  }
  if (draft.doubts.length > 0) {
    const rows = draft.doubts.map((doubt: NewDoubt, seq) => ({
      id: newId(),
      seq,
      ...doubt,
      span_start: doubt.span?.start ?? null,
      span_end: doubt.span?.end ?? null,
    }))
    await tx.run(sql`insert into plan.doubt (jurisdiction, plan, id, seq, subject_kind, subject, code, quote, message, message_en, span_start, span_end)
      select ${j}, ${plan}, id, seq, "subjectKind", subject, code, quote, message, "messageEn", span_start, span_end
      from jsonb_to_recordset(${JSON.stringify(rows)}) as r(id uuid, seq int, "subjectKind" text, subject uuid, code text, quote text,
        message text, "messageEn" text, span_start int, span_end int)`)
  }
  if (draft.conflicts.length > 0) await insertConflicts(tx, plan, draft.conflicts)
}

async function insertConflicts(tx: Tx, plan: string, conflicts: readonly NewConflict[]): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(sql`insert into plan.conflict (jurisdiction, plan, id, kind, indicator, printed, message, message_en, owner)
    select ${j}, ${plan}, id, kind, indicator, printed, message, "messageEn", owner from jsonb_to_recordset(${JSON.stringify(conflicts)})
      as r(id uuid, kind text, indicator text, printed text, message text, "messageEn" text, owner text)`)
  const sides = conflicts.flatMap((each) => each.sides.map((target) => ({ conflict: each.id, target })))
  await tx.run(sql`insert into plan.conflict_side (jurisdiction, conflict, target)
    select ${j}, conflict, target from jsonb_to_recordset(${JSON.stringify(sides)}) as r(conflict uuid, target uuid)`)
}

/** Columns of `plan.target t` as its row type names them. */
export const TARGET = sql`t.id, t.plan, t.seq, t.read_id "readId", t.clause, t.quote, jsonb_build_object('start', t.span_start, 'end', t.span_end) span,
  t.indicator, t.printed, t.printed_key "printedKey", t.kind, t.comparator, t.value, t.low, t.high, t.unit, t.deadline, t.base_year "baseYear",
  t.base_value "baseValue", t.period, t.cumulative, t.scope, t.per_level "perLevel", t.tolerance, t.soft, t.count_of "countOf",
  t.or_group "orGroup", t.ladder_of "ladderOf", t.dup_of "dupOf", t.task, t.units, t.state, t.retired_on "retiredOn", t.revision`

async function insertTargets(tx: Tx, rows: readonly (TargetRow & { reading: unknown })[]): Promise<void> {
  const flat = rows.map((row) => ({ ...row, span_start: row.span.start, span_end: row.span.end }))
  await tx.run(sql`insert into plan.target (jurisdiction, plan, id, seq, read_id, clause, quote, span_start, span_end, indicator, printed, printed_key,
      kind, comparator, value, low, high, unit, deadline, base_year, base_value, period, cumulative, scope, per_level, tolerance, soft, count_of,
      or_group, dup_of, task, units, state, revision, reading)
    select ${tx.actor.jurisdiction}, plan, id, seq, "readId", clause, quote, span_start, span_end, indicator, printed, "printedKey", kind, comparator,
      value, low, high, unit, deadline, "baseYear", "baseValue", period, cumulative, scope, "perLevel", tolerance, soft, "countOf", "orGroup", "dupOf",
      task, array(select jsonb_array_elements_text(units)), state, revision, reading
    from jsonb_to_recordset(${JSON.stringify(flat)}) as r(plan uuid, id uuid, seq int, "readId" text, clause text, quote text, span_start int,
      span_end int, indicator text, printed text, "printedKey" text, kind text, comparator text, value numeric, low numeric, high numeric, unit text,
      deadline date, "baseYear" int, "baseValue" numeric, period text, cumulative boolean, scope text, "perLevel" text, tolerance numeric, soft text,
      "countOf" text, "orGroup" text, "dupOf" uuid, task uuid, units jsonb, state text, revision int, reading jsonb)`)
}

export async function targetRecord(tx: Tx, id: string, lock = false): Promise<TargetRow | null> {
  return tx.maybe<TargetRow>(sql`select ${TARGET} from plan.target t where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}
    ${lock ? sql`for update` : sql``}`)
}

export async function targetsOf(tx: Tx, plan: string): Promise<TargetRow[]> {
  return tx.rows<TargetRow>(
    sql`select ${TARGET} from plan.target t where jurisdiction = ${tx.actor.jurisdiction} and plan = ${plan} order by seq`,
  )
}

export async function saveTarget(
  tx: Tx,
  id: string,
  facts: TargetFacts,
  state: string,
  revision: number,
): Promise<void> {
  await tx.run(sql`update plan.target set indicator = ${facts.indicator}, printed = ${facts.printed}, kind = ${facts.kind},
      comparator = ${facts.comparator}, value = ${facts.value}, low = ${facts.low}, high = ${facts.high}, unit = ${facts.unit},
      deadline = ${facts.deadline}, base_year = ${facts.baseYear}, base_value = ${facts.baseValue}, period = ${facts.period},
      cumulative = ${facts.cumulative}, scope = ${facts.scope}, per_level = ${facts.perLevel}, tolerance = ${facts.tolerance},
      count_of = ${facts.countOf}, units = ${facts.units}, state = ${state}, revision = ${revision}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

export async function draftTaskRecord(
  tx: Tx,
  id: string,
  lock = false,
): Promise<(DraftTask & { plan: string }) | null> {
  return tx.maybe(sql`select id, plan, seq, content, state, revision from plan.draft_task
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} ${lock ? sql`for update` : sql``}`)
}

export async function draftTasksOf(tx: Tx, plan: string): Promise<DraftTask[]> {
  return tx.rows<DraftTask>(sql`select id, seq, content, state, revision from plan.draft_task
    where jurisdiction = ${tx.actor.jurisdiction} and plan = ${plan} order by seq`)
}

export async function saveDraftTask(
  tx: Tx,
  id: string,
  content: unknown,
  state: string,
  revision: number,
): Promise<void> {
  await tx.run(sql`update plan.draft_task set content = ${JSON.stringify(content)}, state = ${state}, revision = ${revision}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/** Targets in force of this government, those above it and its neighbours in the same prefecture. */
export async function peersOf(tx: Tx, exceptSeries: string): Promise<Peer[]> {
  const j = tx.actor.jurisdiction
  return tx.rows<Peer>(sql`select i.jurisdiction, i.plan, i.title "planTitle", i.series, t.*
    from plan.issued i cross join lateral jsonb_to_recordset(i.targets) as t(target uuid, indicator text, printed text, comparator text,
      value numeric, low numeric, high numeric, unit text, deadline text, scope text, period text, clause text)
    where i.ended_on is null and i.series <> ${exceptSeries}
      and (i.jurisdiction like ${`${j.slice(0, 4)}%`} or i.jurisdiction = ${`${j.slice(0, 2)}0000`}) limit 5000`)
}

/** Takes an open draft away because a newer one replaces it. */
export async function withdrawDraft(tx: Tx, id: string): Promise<void> {
  await tx.run(
    sql`update plan.plan set state = 'withdrawn' where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and state = 'draft'`,
  )
}

/** Confirms what is undecided and has no open doubt; returns what it confirmed with the new revisions. */
export async function confirmUndoubted(
  tx: Tx,
  plan: string,
): Promise<{ targets: { id: string; revision: number }[]; tasks: { id: string; revision: number }[] }> {
  const j = tx.actor.jurisdiction
  const clear = sql`and not exists (select from plan.doubt d where d.jurisdiction = ${j} and d.plan = ${plan} and d.subject = x.id and d.state = 'open')`
  const targets = await tx.rows<{
    id: string
    revision: number
  }>(sql`update plan.target x set state = 'confirmed', revision = revision + 1
    where jurisdiction = ${j} and plan = ${plan} and state = 'draft' and dup_of is null ${clear} returning id, revision`)
  const tasks = await tx.rows<{
    id: string
    revision: number
  }>(sql`update plan.draft_task x set state = 'confirmed', revision = revision + 1
    where jurisdiction = ${j} and plan = ${plan} and state = 'draft' ${clear} returning id, revision`)
  return { targets, tasks }
}

export type DoubtRecord = {
  id: string
  plan: string
  subjectKind: string
  subject: string | null
  code: string
  state: string
  settledBy: string | null
  settledAt: string | null
}

export async function doubtRecord(tx: Tx, id: string): Promise<DoubtRecord | null> {
  return tx.maybe(sql`select id, plan, subject_kind "subjectKind", subject, code, state, settled_by "settledBy", settled_at "settledAt"
    from plan.doubt where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/** Settles one doubt if it is still open; 0 when somebody else was first. */
export async function settleOne(tx: Tx, id: string, outcome: string, reason: string | null): Promise<number> {
  return tx.run(sql`update plan.doubt set state = 'settled', outcome = ${outcome}, reason = ${reason}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and state = 'open'`)
}

/** Rejects the undecided tasks of the body, because the annex says the same with units. */
export async function rejectBodyTasks(tx: Tx, plan: string): Promise<{ id: string; revision: number }[]> {
  return tx.rows(sql`update plan.draft_task set state = 'rejected', revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and plan = ${plan} and state = 'draft'
      and content ->> 'section' = 'body' and content ->> 'kind' = 'task' returning id, revision`)
}
