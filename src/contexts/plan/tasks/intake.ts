import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { carryReports } from './carry.ts'

/** What a unit has to do with a task: 牵头、配合、监督指导、落实. */
export type TaskRole = 'lead' | 'support' | 'supervise' | 'implement'

/** A unit as the paper prints it, and the unit of the register it was matched to. */
export type TaskUnit = { role: TaskRole; name: string; unit: string | null }

/** A confirmed task on its way from a paper into force. */
export type IncomingTask = {
  /** The id it had while the plan was a draft; targets refer to it. */
  id: string
  seq: number
  number: string
  parent: string | null
  title: string
  text: string
  /** 责任单位 as printed. */
  quote: string | null
  span: { start: number; end: number }
  deadline: string | null
  kind: 'task' | 'safeguard'
  section: 'body' | 'annex'
  joint: boolean
  listOpen: boolean
  units: TaskUnit[]
}

/** Head of the plan that takes force. `supersedes` is the version whose open tasks these continue, if any. */
export type IncomingPlan = { id: string; series: string; version: number; supersedes: string | null }

/** Takes the tasks of a plan in, in the transaction in which it takes force; what was reported of the same tasks before comes along. */
export async function takeTasks(tx: Tx, plan: IncomingPlan, tasks: readonly IncomingTask[]): Promise<void> {
  if (tasks.length === 0) return
  const j = tx.actor.jurisdiction
  await tx.run(sql`insert into plan.task (jurisdiction, plan, id, seq, number, parent, title, text, quote, span_start, span_end, deadline, kind,
      section, joint, list_open, created_at) values ${join(
        tasks.map(
          (
            t,
          ) => sql`(${j}, ${plan.id}, ${t.id}, ${t.seq}, ${t.number}, ${t.parent}, ${t.title}, ${t.text}, ${t.quote}, ${t.span.start},
            ${t.span.end}, ${t.deadline}, ${t.kind}, ${t.section}, ${t.joint}, ${t.listOpen}, ${tx.now})`,
        ),
      )}`)
  const units = tasks.flatMap((t) => t.units.map((unit, seq) => ({ task: t.id, seq, ...unit })))
  if (units.length > 0) await insertUnits(tx, units)
  if (plan.supersedes !== null) await carryReports(tx, plan.id, plan.supersedes)
}

async function insertUnits(tx: Tx, units: readonly (TaskUnit & { task: string; seq: number })[]): Promise<void> {
  const j = tx.actor.jurisdiction
  await tx.run(
    sql`insert into plan.task_unit (jurisdiction, task, role, unit_name, seq, unit) values ${join(
      units.map((u) => sql`(${j}, ${u.task}, ${u.role}, ${u.name}, ${u.seq}, ${u.unit})`),
    )}`,
  )
}
