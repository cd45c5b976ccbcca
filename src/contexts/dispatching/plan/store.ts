import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { recentRuns } from '../../../platform/runs/index.ts'
import type { PlanEvent, PlanResult, PlanState, PlanView } from '../model.ts'
import { ENGINE } from './compute.ts'

/** Name of the computation, once for good. */
export const PLAN_RUN = 'dispatching.plan'

export type PlanRow = {
  id: string
  organisation: string
  site: string
  day: string
  version: number
  kind: PlanView['kind']
  event: PlanEvent | null
  runId: string | null
  state: PlanState
  seed: number
  engine: string | null
  askedAt: string
  takenAt: string | null
  result: PlanResult | null
}

const VIEW = sql`p.id, p.organisation, p.site, p.day, p.version, p.kind, p.event, p.run "runId", p.state, p.seed, p.engine, p.asked_at "askedAt",
  p.taken_at "takenAt", p.result`

/** Opens a version, the number after the last of its day. */
export async function openPlan(
  tx: Tx,
  input: {
    id?: string
    organisation: string
    site: string
    day: string
    kind: PlanView['kind']
    event: PlanEvent | null
    run: string | null
    seconds: number
    seed: number
    result?: PlanResult
  },
): Promise<string> {
  const own = tx.actor.jurisdiction
  const id = input.id ?? newId()
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('dispatching.plan'), hashtext(${input.site + input.day}))`)
  // A newer proposal takes the place of one that nobody took over.
  await tx.run(sql`update dispatching.plan set state = 'dropped' where jurisdiction = ${own} and site = ${input.site} and day = ${input.day}::date
    and state in ('computing', 'proposed')`)
  const done = input.result !== undefined
  await tx.run(sql`insert into dispatching.plan (jurisdiction, id, organisation, site, day, version, kind, event, run, state, seconds, seed, engine, result,
      asked_by, asked_at, computed_at)
    select ${own}, ${id}, ${input.organisation}, ${input.site}, ${input.day}::date, coalesce(max(p.version), 0) + 1, ${input.kind},
      ${input.event === null ? null : JSON.stringify(input.event)}::jsonb, ${input.run}::uuid, ${done ? 'proposed' : 'computing'}, ${input.seconds}, ${input.seed},
      ${done ? ENGINE : null}, ${done ? JSON.stringify(input.result) : null}::jsonb, ${tx.actor.id}, ${tx.now}, ${done ? tx.now : null}
    from dispatching.plan p where p.jurisdiction = ${own} and p.site = ${input.site} and p.day = ${input.day}::date`)
  return id
}

/** Writes what came out; a version that was dropped meanwhile stays dropped. */
export async function finishPlan(tx: Tx, id: string, result: PlanResult): Promise<void> {
  await tx.run(sql`update dispatching.plan set state = 'proposed', engine = ${ENGINE}, result = ${JSON.stringify(result)}::jsonb, computed_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and state = 'computing'`)
}

export async function markPlan(tx: Tx, id: string, state: 'taken' | 'dropped'): Promise<void> {
  await tx.run(sql`update dispatching.plan set state = ${state}, taken_by = ${state === 'taken' ? tx.actor.id : null},
      taken_at = ${state === 'taken' ? tx.now : null} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

const noPlan = () =>
  refuse(
    'dispatch.plan',
    { zh: '没有这一版计划，或不在您负责的范围内', en: 'There is no such plan among those of your sites' },
    { kind: 'missing' },
  )

/** A version by its id. The caller looks whether the site is the actor's. @throws Refusal `dispatch.plan` */
export async function planRow(tx: Tx, id: string, lock = false): Promise<PlanRow> {
  const row = await tx.maybe<PlanRow>(
    sql`select ${VIEW} from dispatching.plan p where p.jurisdiction = ${tx.actor.jurisdiction} and p.id = ${id} ${lock ? sql`for update` : sql``}`,
  )
  if (row === null) throw noPlan()
  return row
}

/** The newest version of a day that was not dropped. One statement. */
export async function newestPlan(tx: Tx, site: string, day: string): Promise<PlanRow | null> {
  return tx.maybe<PlanRow>(sql`select ${VIEW} from dispatching.plan p where p.jurisdiction = ${tx.actor.jurisdiction} and p.site = ${site}
    and p.day = ${day}::date and p.state <> 'dropped' order by p.version desc limit 1`)
}

/** A version with how far its computation is. */
export async function planViewOf(tx: Tx, row: PlanRow): Promise<PlanView> {
  const { runId, organisation: _, site: __, day: ___, ...rest } = row
  const [run] =
    runId === null || row.state !== 'computing'
      ? []
      : await recentRuns(tx, { kinds: [PLAN_RUN], ids: [runId], limit: 1 })
  return {
    ...rest,
    run:
      run === undefined
        ? null
        : { id: run.id, state: run.state, progress: run.progress, note: run.note, refusal: run.refusal },
  }
}
