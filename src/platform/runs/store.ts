import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { raw, sql, type Tx } from '../db/index.ts'
import type { RunKind, RunSubject, RunView } from './model.ts'
import { wakeRuns } from './wake.ts'

const VIEW = raw(`id, kind, subject, state, progress, note, result, refusal, cancel_asked_at is not null "cancelAsked",
  asked_at "askedAt", asked_by "askedBy", started_at "startedAt", ended_at "endedAt"`)

/** Asks for a computation, in the transaction that needs it: no commit, no run. Returns its id. The caller tells the journal. */
export async function requestRun<Input>(
  tx: Tx,
  kind: RunKind<Input>,
  input: Input,
  subject: RunSubject | null = null,
): Promise<string> {
  const id = newId()
  await tx.run(sql`insert into runs.run (jurisdiction, id, kind, subject, input, state, asked_at, asked_by)
    values (${tx.actor.jurisdiction}, ${id}, ${kind.name}, ${subject === null ? null : JSON.stringify(subject)},
      ${JSON.stringify(input)}, 'queued', ${tx.now}, ${tx.actor.id})`)
  wakeRuns()
  return id
}

/** Runs of the given kinds in the actor's jurisdiction, newest first. */
export async function recentRuns(
  tx: Tx,
  query: { kinds: readonly string[]; ids?: readonly string[]; subject?: RunSubject; limit?: number },
): Promise<RunView[]> {
  return tx.rows(sql`select ${VIEW} from runs.run
    where jurisdiction = ${tx.actor.jurisdiction} and kind = any(${query.kinds})
      and (${query.ids ?? null}::uuid[] is null or id = any(${query.ids ?? null}::uuid[]))
      and (${query.subject?.id ?? null}::text is null
        or subject = jsonb_build_object('kind', ${query.subject?.kind ?? null}::text, 'id', ${query.subject?.id ?? null}::text))
    order by asked_at desc, id desc limit ${query.limit ?? 20}`)
}

/** What runs of a kind that wait or work were asked with, in all jurisdictions the actor sees: what they lean on must stay. */
export async function openInputs<Input, Result>(tx: Tx, { name }: RunKind<Input, Result>): Promise<Input[]> {
  const rows = await tx.rows<{ input: Input }>(
    sql`select input from runs.run where kind = ${name} and state in ('queued', 'running')`,
  )
  return rows.map(({ input }) => input)
}

/**
 * One run of the actor's jurisdiction.
 *
 * @throws Refusal `run.missing`
 */
export async function findRun(tx: Tx, id: string): Promise<RunView> {
  const found = await tx.maybe<RunView>(
    sql`select ${VIEW} from runs.run where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  if (found === null) {
    throw refuse('run.missing', { zh: '没有这次计算', en: 'There is no such computation' }, { kind: 'missing' })
  }
  return found
}

/**
 * Cancels a run: one that waits ends at once, one that works is told to stop. Asking twice changes nothing.
 *
 * @throws Refusal `run.missing`, `run.ended`
 */
export async function cancelRun(tx: Tx, id: string): Promise<RunView> {
  const before = await tx.maybe<{ state: string }>(
    sql`select state from runs.run where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`,
  )
  if (before !== null && before.state !== 'queued' && before.state !== 'running') {
    throw refuse(
      'run.ended',
      { zh: '这次计算已经结束', en: 'This computation has ended already' },
      { kind: 'conflict' },
    )
  }
  await tx.run(sql`update runs.run set cancel_asked_at = coalesce(cancel_asked_at, ${tx.now}),
      state = case state when 'queued' then 'cancelled' else state end,
      ended_at = case state when 'queued' then ${tx.now}::timestamptz end
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  wakeRuns()
  return findRun(tx, id)
}
