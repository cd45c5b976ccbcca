import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { Fund, ProjectFacts, ProjectLine } from './model.ts'

/** A project as the database keeps it. */
export type ProjectRow = Omit<
  ProjectLine,
  'regionName' | 'state' | 'overdueWorkdays' | 'plannedFen' | 'arrivedFen' | 'spentFen'
> & { jurisdiction: string }

const PROJECT: Sql = sql`p.jurisdiction, p.id, p.code, p.name, p.region, p.owner_name as "ownerName", p.facility, p.starts_on as "startsOn",
  p.ends_on as "endsOn", p.accepted_on as "acceptedOn", p.share, p.note, p.revision,
  coalesce((select jsonb_agg(jsonb_build_object('kind', f.kind, 'plannedFen', f.planned_fen, 'arrivedFen', f.arrived_fen, 'spentFen', f.spent_fen)
      order by array_position(array['central', 'provincial', 'local', 'bond', 'social'], f.kind))
    from plan.project_fund f where f.jurisdiction = p.jurisdiction and f.project = p.id), '[]') as funds,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'printed', t.printed, 'unit', t.unit, 'state', s.state, 'actual', s.actual) order by t.seq)
    from plan.project_target l join plan.target t on t.jurisdiction = l.jurisdiction and t.id = l.target
    left join plan.target_state s on s.jurisdiction = t.jurisdiction and s.target = t.id
    where l.jurisdiction = p.jurisdiction and l.project = p.id), '[]') as targets`

/** Projects of a jurisdiction by code. One statement. */
export async function projectRows(tx: Tx, jurisdiction: string, target: string | null): Promise<ProjectRow[]> {
  return tx.rows<ProjectRow>(sql`select ${PROJECT} from plan.project p where p.jurisdiction = ${jurisdiction}
    and (${target}::uuid is null or exists (select from plan.project_target l
      where l.jurisdiction = p.jurisdiction and l.project = p.id and l.target = ${target}::uuid))
    order by p.code`)
}

/** @throws Refusal `project.missing` */
export async function projectRow(tx: Tx, id: string): Promise<ProjectRow> {
  return found(await tx.maybe<ProjectRow>(sql`select ${PROJECT} from plan.project p where p.id = ${id}`), id)
}

/** A project of one's own jurisdiction, locked. */
export async function projectForUpdate(tx: Tx, id: string): Promise<ProjectRow> {
  await tx.run(sql`select from plan.project where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  const row = await projectRow(tx, id)
  return found(row.jurisdiction === tx.actor.jurisdiction ? row : null, id)
}

function found<T>(row: T | null, id: string): T {
  if (row !== null) return row
  throw refuse(
    'project.missing',
    { zh: '没有这个项目', en: 'There is no such project' },
    { kind: 'missing', params: { id } },
  )
}

/** Writes a new project; false when its code is taken. */
export async function insertProject(tx: Tx, id: string, code: string, facts: ProjectFacts): Promise<boolean> {
  const { name, region, ownerName, facility, startsOn, endsOn, share, note } = facts
  const added =
    await tx.run(sql`insert into plan.project (jurisdiction, id, code, name, region, owner_name, facility, starts_on, ends_on, share, note, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${code}, ${name}, ${region}, ${ownerName}, ${facility}, ${startsOn}, ${endsOn}, ${share}, ${note}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, code) do nothing`)
  return added === 1
}

export async function updateProject(tx: Tx, id: string, facts: ProjectFacts): Promise<void> {
  const { name, region, ownerName, facility, startsOn, endsOn, share, note } = facts
  await tx.run(sql`update plan.project set name = ${name}, region = ${region}, owner_name = ${ownerName}, facility = ${facility},
      starts_on = ${startsOn}, ends_on = ${endsOn}, share = ${share}, note = ${note}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/** Puts budget lines and linked targets in the place of those there were. */
export async function replaceParts(
  tx: Tx,
  id: string,
  funds: readonly Fund[],
  targets: readonly string[],
): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(sql`delete from plan.project_fund where jurisdiction = ${j} and project = ${id}`)
  await tx.run(sql`insert into plan.project_fund (jurisdiction, project, kind, planned_fen, arrived_fen, spent_fen)
    select ${j}, ${id}, kind, "plannedFen", "arrivedFen", "spentFen" from jsonb_to_recordset(${JSON.stringify(funds)})
      as f(kind text, "plannedFen" bigint, "arrivedFen" bigint, "spentFen" bigint)`)
  await tx.run(sql`delete from plan.project_target where jurisdiction = ${j} and project = ${id}`)
  await tx.run(sql`insert into plan.project_target (jurisdiction, project, target)
    select ${j}, ${id}, unnest(${[...new Set(targets)]}::uuid[])`)
}

/** Keeps what a project is after a change. */
export async function insertVersion(
  tx: Tx,
  version: {
    project: string
    revision: number
    act: 'create' | 'change' | 'accept'
    facts: unknown
    reason: string | null
  },
): Promise<void> {
  await tx.run(sql`insert into plan.project_version (jurisdiction, project, revision, act, facts, reason, changed_by, changed_at)
    values (${tx.actor.jurisdiction}, ${version.project}, ${version.revision}, ${version.act}, ${JSON.stringify(version.facts)},
      ${version.reason}, ${tx.actor.id}, ${tx.now})`)
}

/** Who made the newest change of a project. */
export async function changedBy(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.maybe<{ by: string }>(sql`select changed_by as by from plan.project_version
    where jurisdiction = ${tx.actor.jurisdiction} and project = ${id} order by revision desc limit 1`)
  return row?.by ?? null
}

/** Which of these targets are confirmed ones of one's own government. */
export async function knownTargets(tx: Tx, targets: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(sql`select id from plan.target
    where jurisdiction = ${tx.actor.jurisdiction} and id = any(${targets}::uuid[]) and state = 'confirmed' and dup_of is null`)
  return new Set(rows.map((row) => row.id))
}
