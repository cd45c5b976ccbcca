import { Value } from 'typebox/value'
import type { Version } from '../../engines/merge/index.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import { may, sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { openJson } from '../keys/index.ts'
import type { Clock } from './clock.ts'
import { deviceWith, payloadKey } from './devices.ts'
import type { Delivered, OperationKind, Reason, SyncDesk } from './model.ts'

type Row = {
  id: string
  seq: number
  kind: string
  form: number
  base: Version
  payload: Buffer
  deviceAt: string
  at: string
  clock: Clock
  late: boolean
}

/** Failures of the database that pass: the whole transaction is tried again. */
const PASSING = new Set(['40001', '40P01'])

const reasonOf = (refusal: Refusal): Reason => ({
  code: refusal.code,
  zh: refusal.text.zh,
  en: refusal.text.en,
  next: refusal.next ?? null,
})

/** The kind of an operation, its permission and its form checked. @throws Refusal `sync.kind`, `access.forbidden`, `sync.form`, `sync.payload` */
function checked(tx: Tx, desk: SyncDesk, row: Row, payload: unknown): OperationKind {
  const kind = desk.kinds.find((each) => each.kind === row.kind)
  if (kind === undefined)
    throw refuse('sync.kind', { zh: `没有“${row.kind}”这种操作`, en: `There is no operation ${row.kind}` })
  if (!may(tx.actor, kind.permission))
    throw refuse(
      'access.forbidden',
      {
        zh: '送达时您的账号已没有办理这件事的权限',
        en: 'When this arrived your account no longer had the right to do it',
      },
      { kind: 'forbidden', next: { zh: '请联系本单位的管理员', en: 'Ask the administrator of your unit' } },
    )
  const form = kind.forms[row.form]
  if (form === undefined)
    throw refuse(
      'sync.form',
      { zh: '填写的表单版本已停用', en: 'This version of the form is no longer taken' },
      { next: { zh: '请更新后重新填写', en: 'Load the page anew and fill it in again' } },
    )
  if (!Value.Check(form, payload)) {
    const [issue] = Value.Errors(form, payload) as { instancePath: string; message: string }[]
    throw refuse(
      'sync.payload',
      {
        zh: `填写有误：${issue?.instancePath ?? ''}`,
        en: `The input is not valid: ${issue?.instancePath ?? ''} ${issue?.message ?? ''}`,
      },
      { at: issue?.instancePath ?? '' },
    )
  }
  return kind
}

/** Runs `work`; a refusal undoes what it wrote and is returned. So is a fault of ours: the operation is kept, and the ones after it go on. */
async function attempt(
  tx: Tx,
  work: () => Promise<Record<string, unknown>>,
): Promise<{ result: Record<string, unknown> } | { reason: Reason }> {
  await tx.run(sql`savepoint operation`)
  try {
    const result = await work()
    await tx.run(sql`release savepoint operation`)
    return { result }
  } catch (error) {
    if (PASSING.has((error as { code?: string }).code ?? '') && !(error instanceof Refusal)) throw error
    await tx.run(sql`rollback to savepoint operation`)
    if (error instanceof Refusal) return { reason: reasonOf(error) }
    return {
      reason: {
        code: 'sync.fault',
        zh: '系统处理时出错，内容已保留',
        en: 'Something failed on our side; what you sent is kept',
        next: { zh: '请由管理人员重试', en: 'Somebody in charge tries it again' },
      },
    }
  }
}

const deliveredOf = (row: Row, device: string): Delivered => {
  const shift = Date.parse(row.at) - Date.parse(row.deviceAt)
  return {
    id: row.id,
    device,
    seq: row.seq,
    base: row.base,
    at: row.at,
    clock: row.clock,
    late: row.late,
    instant: (text) => new Date(Date.parse(text) + shift).toISOString(),
  }
}

/**
 * Carries out the next operation of a device, if the one that is next in its own order has come and what it rests on has come to
 * an end. The record of its end and what the command wrote
 * stand or fall together. `done`: nothing more is ready.
 *
 * @throws Refusal `device.missing`, `device.revoked`
 */
export async function carryOut(tx: Tx, desk: SyncDesk, id: string): Promise<{ done: boolean; settledSeq: number }> {
  const own = tx.actor.jurisdiction
  const device = await deviceWith(tx, desk, id)
  const row =
    await tx.maybe<Row>(sql`select id, seq, kind, form, base, payload, device_at "deviceAt", happened_at "at", clock, late from sync.operation
    where jurisdiction = ${own} and device = ${id} and seq = ${device.settledSeq + 1} and state = 'waiting'
      and not exists (select from unnest(after) a where not exists (select from sync.operation b where b.jurisdiction = ${own} and b.id = a and b.state <> 'waiting'))`)
  if (row === null) return { done: true, settledSeq: device.settledSeq }
  await settle(tx, desk, row, { device: id, key: payloadKey(device) })
  await tx.run(sql`update sync.device set settled_seq = ${row.seq} where jurisdiction = ${own} and id = ${id}`)
  return { done: false, settledSeq: row.seq }
}

async function settle(
  tx: Tx,
  desk: SyncDesk,
  row: Row,
  { device, key }: { device: string; key: Buffer },
): Promise<void> {
  const payload = openJson<unknown>(key, row.payload)
  const outcome = await attempt(tx, async () => {
    const kind = checked(tx, desk, row, payload)
    return kind.apply(tx, payload as never, deliveredOf(row, device))
  })
  const own = tx.actor.jurisdiction
  if ('result' in outcome)
    // What was carried out stands where it belongs, under the key of whom it concerns: the copy goes.
    await tx.run(sql`update sync.operation set state = 'done', result = ${JSON.stringify(outcome.result)}::jsonb, payload = null, reason = null,
      settled_at = ${tx.now} where jurisdiction = ${own} and id = ${row.id}`)
  else
    await tx.run(sql`update sync.operation set state = 'refused', reason = ${JSON.stringify(outcome.reason)}::jsonb, settled_at = ${tx.now}
      where jurisdiction = ${own} and id = ${row.id}`)
  await record(tx, {
    action: 'result' in outcome ? 'sync.operation.carry' : 'sync.operation.refuse',
    subject: { kind: 'operation', id: row.id },
    detail: {
      kind: row.kind,
      device,
      seq: row.seq,
      clock: row.clock,
      late: row.late,
      ...('reason' in outcome ? { code: outcome.reason.code } : {}),
    },
  })
}

/**
 * Tries a refused operation again, for its author: the right was given back, the fault mended. Only the account that made it may.
 *
 * @throws Refusal `operation.missing`, `device.missing`, `device.revoked`
 */
export async function tryAgain(tx: Tx, desk: SyncDesk, id: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<
    Row & { device: string }
  >(sql`select id, seq, kind, form, base, payload, device_at "deviceAt", happened_at "at", clock, late, device
    from sync.operation where jurisdiction = ${own} and id = ${id} and account = ${tx.actor.id} and state = 'refused' and closed_at is null for update`)
  if (row === null)
    throw refuse(
      'operation.missing',
      { zh: '没有这条待处理的记录', en: 'There is no such open entry' },
      { kind: 'missing' },
    )
  const device = await deviceWith(tx, desk, row.device)
  // Others may have named a higher number as what they knew without having seen this one: it counts as said by a device of its own.
  const alone = { ...row, base: row.base, seq: 1 }
  await settle(tx, desk, alone, { device: `again:${id}`, key: payloadKey(device) })
}
