import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { accountNames } from '../identity/index.ts'
import { record } from '../journal/index.ts'
import { derivedKey } from '../keys/index.ts'
import type { SyncDesk } from './model.ts'

/** A device as it stands. `key` is the device's own; what it seals on the telephone and what waits here are sealed by different keys out of it. */
export type Device = { id: string; account: string; settledSeq: number; key: Buffer; offsetMs: number | null }

const revoked = () =>
  refuse(
    'device.revoked',
    { zh: '这台设备已停用', en: 'This device may no longer be used' },
    {
      kind: 'forbidden',
      next: { zh: '请清除本机数据，并联系单位管理员', en: 'Clear what is kept on it and ask your unit' },
    },
  )

/** A device of the actor, locked. @throws Refusal `device.missing`, `device.revoked` */
export async function deviceWith(tx: Tx, desk: SyncDesk, id: string): Promise<Device> {
  const row = await tx.maybe<{
    account: string
    settledSeq: number
    wrapped: Buffer
    revoked: boolean
    offsetMs: number | null
  }>(sql`select account, settled_seq "settledSeq", wrapped, revoked_at is not null revoked, offset_ms "offsetMs"
    from sync.device where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null || row.account !== tx.actor.id)
    throw refuse(
      'device.missing',
      { zh: '这台设备没有登记在您的账号下', en: 'This device is not registered for your account' },
      { kind: 'missing', next: { zh: '请在这台设备上重新登录', en: 'Sign in on this device again' } },
    )
  if (row.revoked) throw revoked()
  const ring = await desk.keys.ring(tx)
  return { id, account: row.account, settledSeq: row.settledSeq, offsetMs: row.offsetMs, key: ring.unwrap(row.wrapped) }
}

/**
 * Registers a device for the actor, or greets it again, and hands out the secret under which it seals what it keeps: 32 bytes, base64. Only the
 * account it belongs to gets it, and only while the device is not revoked.
 *
 * @throws Refusal `device.other` when another account's, `device.revoked`
 */
export async function greetDevice(
  tx: Tx,
  desk: SyncDesk,
  input: { id: string; name: string },
): Promise<{ secret: string; settledSeq: number }> {
  const own = tx.actor.jurisdiction
  const ring = await desk.keys.ring(tx)
  const fresh =
    await tx.run(sql`insert into sync.device (jurisdiction, id, account, name, wrapped, first_seen, last_seen)
    values (${own}, ${input.id}, ${tx.actor.id}, ${input.name}, ${ring.newKey().wrapped}, ${tx.now}, ${tx.now}) on conflict (jurisdiction, id) do nothing`)
  const { account } = await tx.one<{ account: string }>(
    sql`select account from sync.device where jurisdiction = ${own} and id = ${input.id}`,
  )
  if (account !== tx.actor.id)
    throw refuse(
      'device.other',
      { zh: '这台设备登记在别的账号下', en: 'Another account has this device' },
      { kind: 'conflict' },
    )
  const device = await deviceWith(tx, desk, input.id)
  if (fresh === 1)
    await record(tx, {
      action: 'sync.device.register',
      subject: { kind: 'device', id: input.id },
      detail: { name: input.name },
    })
  return { secret: derivedKey(device.key, 'yike.sync.device').toString('base64'), settledSeq: device.settledSeq }
}

/** The key under which payloads wait in the database. */
export const payloadKey = (device: Pick<Device, 'key'>): Buffer => derivedKey(device.key, 'yike.sync.payload')

/** A device as those who look after it see it. */
export type DeviceLine = {
  id: string
  account: string
  /** Name of whose it is. */
  owner: string | null
  name: string
  lastSeen: string
  offsetMs: number | null
  waiting: number
  refused: number
  revoked: string | null
}

/** Devices of the jurisdiction, the most recent first. Two statements. */
export async function deviceList(tx: Tx): Promise<DeviceLine[]> {
  const rows = await tx.rows<
    Omit<DeviceLine, 'owner'>
  >(sql`select d.id, d.account, d.name, d.last_seen "lastSeen", d.offset_ms "offsetMs", d.revoked_at revoked,
      (select count(*)::int from sync.operation o where o.jurisdiction = d.jurisdiction and o.device = d.id and o.state = 'waiting') waiting,
      (select count(*)::int from sync.operation o where o.jurisdiction = d.jurisdiction and o.device = d.id and o.state = 'refused' and o.closed_at is null) refused
    from sync.device d where d.jurisdiction = ${tx.actor.jurisdiction} order by d.last_seen desc limit 300`)
  const names = await accountNames(
    tx,
    rows.map((row) => row.account),
  )
  return rows.map((row) => ({ ...row, owner: names.get(row.account) ?? null }))
}

/** Stops a device: it gets its secret no more, and what it sends is not taken. @throws Refusal `device.missing` */
export async function revokeDevice(tx: Tx, id: string, reason: string): Promise<void> {
  const done = await tx.run(sql`update sync.device set revoked_at = ${tx.now}, revoked_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and revoked_at is null`)
  if (done === 0)
    throw refuse(
      'device.missing',
      { zh: '没有这台在用的设备', en: 'There is no such device in use' },
      { kind: 'missing' },
    )
  await record(tx, { action: 'sync.device.revoke', subject: { kind: 'device', id }, detail: { reason } })
}
