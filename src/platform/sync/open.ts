import { newId } from '../../kernel/ids.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { refuse } from '../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../db/index.ts'
import { accountNames } from '../identity/index.ts'
import { record } from '../journal/index.ts'
import { derivedKey, openJson } from '../keys/index.ts'
import type { Clock } from './clock.ts'
import type { Reason, SyncDesk } from './model.ts'

/** An operation that waits for a person, or what became of one. */
export type OperationLine = {
  id: string
  kind: string
  title: Bilingual | null
  account: string
  name: string | null
  device: string
  seq: number
  at: string
  receivedAt: string
  clock: Clock
  late: boolean
  state: 'waiting' | 'done' | 'refused'
  reason: Reason | null
  closedNote: string | null
}

/** Which operations: refused and open, waiting for a missing one, or late and doubtful ones of the last month. */
export type OpenQuery = { what: 'refused' | 'waiting' | 'marked'; mine: boolean }

/** Operations that want somebody's eye, the newest first, at most 300. Two statements. */
export async function operationList(tx: Tx, desk: SyncDesk, { what, mine }: OpenQuery): Promise<OperationLine[]> {
  const condition = {
    refused: sql`o.state = 'refused' and o.closed_at is null`,
    waiting: sql`o.state = 'waiting'`,
    marked: sql`o.state = 'done' and (o.late or o.clock <> 'ok') and o.received_at > ${tx.now}::timestamptz - interval '31 days'`,
  }[what]
  const rows = await tx.rows<
    Omit<OperationLine, 'title' | 'name'>
  >(sql`select o.id, o.kind, o.account, o.device, o.seq, o.happened_at "at",
      o.received_at "receivedAt", o.clock, o.late, o.state, o.reason, o.closed_note "closedNote"
    from sync.operation o where o.jurisdiction = ${tx.actor.jurisdiction} and ${condition} ${mine ? sql`and o.account = ${tx.actor.id}` : empty}
    order by o.received_at desc, o.seq desc limit 300`)
  const names = await accountNames(
    tx,
    rows.map((row) => row.account),
  )
  return rows.map((row) => ({
    ...row,
    title: desk.kinds.find((each) => each.kind === row.kind)?.title ?? null,
    name: names.get(row.account) ?? null,
  }))
}

/** What a refused operation said; the room it was meant for notes the reading. @throws Refusal `operation.missing` */
export async function refusedPayload(tx: Tx, desk: SyncDesk, id: string): Promise<{ payload: unknown }> {
  const row = await tx.maybe<{
    kind: string
    payload: Buffer
    wrapped: Buffer
  }>(sql`select o.kind, o.payload, d.wrapped from sync.operation o
    join sync.device d on d.jurisdiction = o.jurisdiction and d.id = o.device
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = ${id} and o.state = 'refused' and o.payload is not null`)
  if (row === null)
    throw refuse(
      'operation.missing',
      { zh: '没有这条待处理的记录', en: 'There is no such open entry' },
      { kind: 'missing' },
    )
  const key = derivedKey((await desk.keys.ring(tx)).unwrap(row.wrapped), 'yike.sync.payload')
  const payload = openJson<unknown>(key, row.payload)
  await desk.kinds.find((each) => each.kind === row.kind)?.shown?.(tx, payload as never)
  await record(tx, { action: 'sync.operation.show', subject: { kind: 'operation', id }, detail: {} })
  return { payload }
}

/** Closes a refused operation with what was done about it. @throws Refusal `operation.missing` */
export async function closeOperation(tx: Tx, id: string, note: string): Promise<void> {
  const done =
    await tx.run(sql`update sync.operation set closed_at = ${tx.now}, closed_by = ${tx.actor.id}, closed_note = ${note}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and state = 'refused' and closed_at is null`)
  if (done === 0)
    throw refuse(
      'operation.missing',
      { zh: '没有这条待处理的记录', en: 'There is no such open entry' },
      { kind: 'missing' },
    )
  await record(tx, { action: 'sync.operation.close', subject: { kind: 'operation', id }, detail: { note } })
}

/** A record about which people said different things without knowing of each other. */
export type ConflictLine = {
  id: string
  kind: string
  subject: string
  fields: string[]
  href: string
  openedAt: string
}

/**
 * Keeps the list of conflicts in step with a record: opens one, changes its fields, or closes it when none is left. Called by the command that
 * merged it. One statement.
 */
export async function noteConflicts(
  tx: Tx,
  subject: { kind: string; id: string; href: string },
  fields: readonly string[],
): Promise<void> {
  const own = tx.actor.jurisdiction
  if (fields.length === 0) {
    await tx.run(sql`update sync.conflict set settled_at = ${tx.now}, settled_by = ${tx.actor.id}
      where jurisdiction = ${own} and kind = ${subject.kind} and subject = ${subject.id} and settled_at is null`)
    return
  }
  await tx.run(sql`insert into sync.conflict (jurisdiction, id, kind, subject, fields, href, opened_at)
    values (${own}, ${newId()}, ${subject.kind}, ${subject.id}, ${[...fields]}::text[], ${subject.href}, ${tx.now})
    on conflict (jurisdiction, kind, subject) where settled_at is null do update set fields = excluded.fields`)
}

/** Open conflicts, the oldest first. One statement. */
export async function conflictList(tx: Tx): Promise<ConflictLine[]> {
  return tx.rows<ConflictLine>(sql`select id, kind, subject, fields, href, opened_at "openedAt" from sync.conflict
    where jurisdiction = ${tx.actor.jurisdiction} and settled_at is null order by opened_at, id limit 300`)
}

/** How many of each wait for a person. One statement. */
export async function openCounts(tx: Tx): Promise<{ refused: number; waiting: number; conflicts: number }> {
  const own = tx.actor.jurisdiction
  return tx.one(sql`select (select count(*)::int from sync.operation where jurisdiction = ${own} and state = 'refused' and closed_at is null) refused,
    (select count(*)::int from sync.operation where jurisdiction = ${own} and state = 'waiting') waiting,
    (select count(*)::int from sync.conflict where jurisdiction = ${own} and settled_at is null) conflicts`)
}
