import { newId } from '../../../kernel/ids.ts'
import { type Actor, reachOf, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import type { TestDatabase } from '../../../platform/db/testkit/index.ts'
import {
  addJurisdiction,
  createUnit,
  permissionsOf,
  type Role,
  type UnitKind,
} from '../../../platform/identity/index.ts'
import { type TaskRole, takeTasks } from './intake.ts'

/** A task of a plan that a test puts in force: its units by role, as a paper prints them. */
export type TestTask = { title: string; deadline?: string | null } & Partial<Record<TaskRole, string[]>>

/** An account of a test, without the account: what an actor is. */
export function account(role: Role, unit: string | null = null, jurisdiction = '532622', id: string = newId()): Actor {
  const reach = reachOf(jurisdiction)
  return { kind: 'account', id, jurisdiction, reach, region: reach, unit, permissions: permissionsOf([role]) }
}

/** Sets up a unit of the county; returns its id. */
export async function unit(
  t: TestDatabase,
  name: string,
  kind: UnitKind = 'department',
  aliases: string[] = [],
): Promise<string> {
  await addJurisdiction(t.db, { code: '532622', name: '砚山县' })
  return t.db.write(systemActor('test', '532622'), async (tx) => (await createUnit(tx, { name, kind, aliases })).id)
}

/** Puts a plan in force the short way, without a paper to read. Returns the ids of its tasks in order. */
export async function planInForce(
  t: TestDatabase,
  tasks: TestTask[],
  jurisdiction = '532622',
  supersedes: string | null = null,
): Promise<{ plan: string; tasks: string[] }> {
  const [document, paper, plan] = [newId(), newId(), newId()]
  return t.db.write(systemActor('test', jurisdiction), async (tx) => {
    await insertPlan(tx, { document, paper, plan })
    const rows = tasks.map((task, seq) => ({ id: newId(), seq, task }))
    await takeTasks(
      tx,
      { id: plan, series: plan, version: 1, supersedes },
      rows.map(({ id, seq, task }) => ({
        id,
        seq,
        number: String(seq + 1),
        parent: null,
        title: task.title,
        text: task.title,
        quote: null,
        span: { start: 0, end: task.title.length },
        deadline: task.deadline ?? null,
        kind: 'task',
        section: 'annex',
        joint: false,
        listOpen: false,
        units: (['lead', 'support', 'supervise', 'implement'] as const).flatMap((role) =>
          (task[role] ?? []).map((name) => ({ role, name, unit: null })),
        ),
      })),
    )
    return { plan, tasks: rows.map(({ id }) => id) }
  })
}

async function insertPlan(tx: Tx, ids: { document: string; paper: string; plan: string }): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(sql`insert into plan.document (jurisdiction, id, title, record_paper, created_at)
    values (${j}, ${ids.document}, '测试方案', ${ids.paper}, ${tx.now})`)
  await tx.run(sql`insert into plan.paper (jurisdiction, id, document, name, format, sha256, size, text, reading, fingerprint, complete, notes, similarity, read_ms, uploaded_by, uploaded_at)
    values (${j}, ${ids.paper}, ${ids.document}, '测试.txt', 'txt', ${ids.paper}, 1, '', '{}', '{}', true, '[]', 1, 1, 'test', ${tx.now})`)
  await tx.run(sql`insert into plan.plan (jurisdiction, id, series, version, document, paper, title, state, created_by, created_at, taken_force_at, taken_force_on, taken_force_by)
    values (${j}, ${ids.plan}, ${ids.plan}, 1, ${ids.document}, ${ids.paper}, '测试方案', 'in-force', 'test', ${tx.now}, ${tx.now}, '2025-01-01', 'test')`)
}

/** Makes a confirmed target of a plan with a state, standing in the words of a task or of none. */
export async function target(
  t: TestDatabase,
  given: { plan: string; printed: string; state: string; task?: string },
): Promise<string> {
  const id = newId()
  await t.asOwner(
    `insert into plan.target (jurisdiction, plan, id, seq, read_id, clause, quote, span_start, span_end, printed, printed_key, kind, comparator, value, unit, task, state, reading)
     values ('532622', $1, $2::uuid, 1, $2::text, '一', '', 0, 0, $3, $3, 'target', '>=', 1, '个', $4, 'confirmed', '{}')`,
    [given.plan, id, given.printed, given.task ?? null],
    true,
  )
  await t.asOwner(
    `insert into plan.target_state (jurisdiction, target, plan, as_of, printed, state, detail, judged_at)
     values ('532622', $1, $2, '2025-01-01', $3, $4, '{}', now())`,
    [id, given.plan, given.printed, given.state],
    true,
  )
  return id
}

/** A file of evidence. */
export const photo = (name = '现场.jpg') => ({ name, bytes: new TextEncoder().encode(name) })
