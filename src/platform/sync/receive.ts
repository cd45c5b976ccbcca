import { sha256Hex } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'
import { type Actor, type Database, sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { sealJson } from '../keys/index.ts'
import { carryOut } from './carry.ts'
import { instantOf, LATE_MS, offsetOf } from './clock.ts'
import { type Device, deviceWith, payloadKey } from './devices.ts'
import type { Batch, Operation, Outcome, SyncDesk } from './model.ts'

/** What a device is told after handing in a batch. `offsetMs` is to be added to its clock; `settledSeq`: up to here nothing is open. */
export type Receipt = { now: string; offsetMs: number; settledSeq: number; outcomes: Outcome[] }

/** Keeps what is new of a batch. What came before stays as it is, however often it comes. Four statements. */
async function keep(tx: Tx, device: Device, batch: Batch, offset: number): Promise<string> {
  const own = tx.actor.jurisdiction
  const id = newId()
  const key = payloadKey(device)
  const received = tx.now.getTime()
  const rows = batch.operations.map((operation) => {
    const when = instantOf(Date.parse(operation.at), { own: operation.offset, measured: offset, receivedMs: received })
    const happened = new Date(when.ms).toISOString()
    return { ...operation, happened, clock: when.clock, late: received - when.ms > LATE_MS }
  })
  const texts = rows.map((row) => JSON.stringify(row.payload ?? null))
  const known = await tx.rows<{ id: string }>(
    sql`select id from sync.operation where jurisdiction = ${own} and id = any(${rows.map((row) => row.id)}::uuid[])`,
  )
  const before = new Set(known.map((row) => row.id))
  await tx.run(sql`insert into sync.batch (jurisdiction, id, device, received_at, device_at, offset_ms, operations, fresh)
    values (${own}, ${id}, ${device.id}, ${tx.now}, ${batch.sentAt}, ${offset}, ${rows.length}, ${rows.filter((row) => !before.has(row.id)).length})`)
  await tx.run(sql`insert into sync.operation (jurisdiction, id, device, seq, account, kind, form, base, after, payload, sha256, device_at, happened_at, clock, late, batch,
      received_at)
    select ${own}, x.id, ${device.id}, x.seq, ${tx.actor.id}, x.kind, x.form, x.base, x.after::uuid[], x.payload, x.sha256, x.device_at, x.happened_at, x.clock, x.late, ${id}, ${tx.now}
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.seq)}::int[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.form)}::int[],
      ${rows.map((r) => JSON.stringify(r.base))}::jsonb[], ${rows.map((r) => `{${(r.after ?? []).join(',')}}`)}::text[], ${rows.map((r) => sealJson(key, r.payload ?? null))}::bytea[], ${texts.map(sha256Hex)}::text[],
      ${rows.map((r) => r.at)}::timestamptz[], ${rows.map((r) => r.happened)}::timestamptz[], ${rows.map((r) => r.clock)}::text[],
      ${rows.map((r) => r.late)}::boolean[]) x(id, seq, kind, form, base, after, payload, sha256, device_at, happened_at, clock, late)
    on conflict do nothing`)
  await tx.run(
    sql`update sync.device set last_seen = ${tx.now}, offset_ms = ${offset} where jurisdiction = ${own} and id = ${device.id}`,
  )
  await record(tx, {
    action: 'sync.batch.receive',
    subject: { kind: 'device', id: device.id },
    detail: {
      batch: id,
      operations: rows.length,
      fresh: rows.filter((row) => !before.has(row.id)).length,
      offsetMs: offset,
      hash: sha256Hex(rows.map((row, i) => `${row.id} ${texts[i]}`).join('\n')),
    },
  })
  return id
}

type Stored = Omit<Outcome, 'state'> & { state: 'waiting' | 'done' | 'refused'; device: string; seq: number }

/** What became of some operations, in the order asked. One that is not kept lost its number to another. */
async function outcomesOf(tx: Tx, device: string, operations: readonly Operation[]): Promise<Outcome[]> {
  const rows = await tx.rows<Stored>(sql`select id, state, reason, result, clock, late, device, seq from sync.operation
    where jurisdiction = ${tx.actor.jurisdiction} and id = any(${operations.map((each) => each.id)}::uuid[])`)
  const found = new Map(rows.filter((row) => row.device === device).map((row) => [row.id, row]))
  return operations.map(({ id }): Outcome => {
    const row = found.get(id)
    if (row === undefined) return { id, state: 'clash', reason: null, result: null, clock: 'ok', late: false }
    const { device: _, seq: __, ...outcome } = row
    return outcome
  })
}

/** Carries out what is ready of a device, one transaction each: what is acknowledged stands, whatever breaks after it. */
async function drain(db: Database, actor: Actor, desk: SyncDesk, device: string): Promise<number> {
  for (;;) {
    const seq = await db.write(actor, (tx) => carryOut(tx, desk, device))
    if (seq.done) return seq.settledSeq
  }
}

/**
 * Takes a batch of a device in (上报): keeps what is new, then carries out what is ready in the device's own order, each operation by the command
 * of its kind in a transaction of its own. The same batch sent five times does it once; one that came too early waits for what is missing.
 *
 * @throws Refusal `device.missing`, `device.revoked`
 */
export async function receive(db: Database, actor: Actor, desk: SyncDesk, batch: Batch): Promise<Receipt> {
  const offsetMs = await db.write(actor, async (tx) => {
    const device = await deviceWith(tx, desk, batch.device)
    const offset = offsetOf(tx.now.getTime(), Date.parse(batch.sentAt), batch.roundTrip ?? 0)
    await keep(tx, device, batch, offset)
    return offset
  })
  const settledSeq = await drain(db, actor, desk, batch.device)
  return db.read(actor, async (tx) => ({
    now: tx.now.toISOString(),
    offsetMs,
    settledSeq,
    outcomes: await outcomesOf(tx, batch.device, batch.operations),
  }))
}
