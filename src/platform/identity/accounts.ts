import { newId } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { reachOf, sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { nameOf } from './attempt.ts'
import { counts } from './counts.ts'
import type { Duty } from './permissions.ts'
import { checkRegion } from './rules.ts'
import { endSessions } from './sessions.ts'

export type AccountStatus = 'active' | 'locked' | 'disabled'

export type Account = {
  jurisdiction: string
  id: string
  username: string
  name: string
  unit: string | null
  region: string
  status: AccountStatus
  duty: Duty | null
  failedAttempts: number
  lockedUntil: string | null
  createdAt: string
}

export type NewAccount = { username: string; name: string; unit?: string | null; region?: string }

export const ACCOUNT_COLUMNS = sql`a.jurisdiction, a.id, a.username, a.name, a.unit, a.region, a.status, a.duty, a.failed_attempts "failedAttempts",
  a.locked_until "lockedUntil", a.created_at "createdAt"`

/**
 * One account of the actor's jurisdiction; with `lock`, held until the transaction ends.
 *
 * @throws Refusal `account.missing`
 */
export async function accountWith(tx: Tx, id: string, lock = false): Promise<Account> {
  const account = await tx.maybe<Account>(sql`select ${ACCOUNT_COLUMNS} from identity.account a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (account === null) throw noAccount(id)
  return account
}

/** The refusal for an account that is not there. */
export function noAccount(id: string): Refusal {
  return refuse(
    'account.missing',
    { zh: '没有这个账号', en: 'There is no such account' },
    { kind: 'missing', params: { id } },
  )
}

/**
 * Creates an account without a password and without a role.
 *
 * @throws Refusal `account.exists`, `account.username`, `region.outside`
 */
export async function createAccount(tx: Tx, input: NewAccount): Promise<Account> {
  const { jurisdiction } = tx.actor
  const username = nameOf(input.username)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{2,39}$/u.test(username)) {
    throw refuse(
      'account.username',
      {
        zh: '用户名为 3 到 40 个字，只用文字、数字和 . _ @ -',
        en: 'A username has 3 to 40 letters, digits or . _ @ -',
      },
      { at: '/username' },
    )
  }
  const region = input.region ?? reachOf(jurisdiction)
  checkRegion(region, jurisdiction)
  const id = newId()
  const added = await tx.run(sql`
    insert into identity.account (jurisdiction, id, username, name, unit, region, status, created_at, created_by)
    values (${jurisdiction}, ${id}, ${username}, ${input.name.trim()}, ${input.unit ?? null}, ${region}, 'active', ${tx.now}, ${tx.actor.id})
    on conflict (jurisdiction, username) do nothing`)
  if (added === 0) {
    throw refuse(
      'account.exists',
      { zh: `用户名 ${username} 已被使用`, en: `The username ${username} is taken` },
      { kind: 'conflict', at: '/username', params: { username } },
    )
  }
  await record(tx, {
    action: 'identity.account.create',
    subject: { kind: 'account', id },
    detail: { unit: input.unit ?? null, region },
  })
  return accountWith(tx, id)
}

/** Changes name, unit or region. Grants given for another unit or a narrower region stop to count. */
export async function changeAccount(
  tx: Tx,
  id: string,
  input: { name?: string; unit?: string | null; region?: string },
): Promise<Account> {
  if (input.region !== undefined) await lockDuties(tx)
  const before = await accountWith(tx, id, true)
  if (input.region !== undefined) checkRegion(input.region, tx.actor.jurisdiction)
  const unit = input.unit === undefined ? before.unit : input.unit
  const region = input.region ?? before.region
  if (!region.startsWith(before.region)) await keepLast(tx, before)
  await tx.run(sql`update identity.account set name = ${input.name?.trim() ?? before.name}, unit = ${unit}, region = ${region}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'identity.account.change',
    subject: { kind: 'account', id },
    detail: {
      before: { unit: before.unit, region: before.region },
      after: { unit, region },
      renamed: input.name !== undefined && input.name !== before.name,
    },
  })
  return accountWith(tx, id)
}

/** What may be done to the status, and from where. */
const MOVES = {
  disable: { to: 'disabled', from: ['active', 'locked'] },
  enable: { to: 'active', from: ['disabled'] },
  lock: { to: 'locked', from: ['active'] },
} as const

/**
 * Disables, enables or locks an account. Closing one ends its sessions at once and keeps the last person of a duty in office.
 *
 * @throws Refusal `account.state`, `account.self`, `account.last`
 */
export async function moveAccount(tx: Tx, id: string, move: keyof typeof MOVES): Promise<Account> {
  const { to, from } = MOVES[move]
  if (to !== 'active') await lockDuties(tx)
  const account = await accountWith(tx, id, true)
  if (!(from as readonly string[]).includes(account.status)) throw stateRefusal(account.status)
  if (to !== 'active') {
    if (id === tx.actor.id) {
      throw refuse(
        'account.self',
        { zh: '不能停用或锁定自己的账号', en: 'You cannot close your own account' },
        { kind: 'conflict' },
      )
    }
    await keepLast(tx, account)
  }
  await tx.run(
    sql`update identity.account set status = ${to} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  const sessions = to === 'active' ? [] : await endSessions(tx, sql`account = ${id}`, 'account-closed')
  await record(tx, {
    action: `identity.account.${move}`,
    subject: { kind: 'account', id },
    detail: { from: account.status, sessions: sessions.length },
  })
  return accountWith(tx, id)
}

/**
 * Ends a lock, whether a security officer set it or too many wrong passwords did.
 *
 * @throws Refusal `account.state` when there is none
 */
export async function unlockAccount(tx: Tx, id: string): Promise<Account> {
  const account = await accountWith(tx, id, true)
  const lockedOut = account.lockedUntil !== null && Date.parse(account.lockedUntil) > tx.now.getTime()
  if (account.status === 'disabled' || (account.status === 'active' && !lockedOut)) throw stateRefusal(account.status)
  await tx.run(sql`update identity.account set status = 'active', failed_attempts = 0, locked_until = null
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'identity.account.unlock',
    subject: { kind: 'account', id },
    detail: { from: account.status, lockedOut },
  })
  return accountWith(tx, id)
}

function stateRefusal(status: AccountStatus) {
  const words = {
    active: { zh: '正常', en: 'active' },
    locked: { zh: '已锁定', en: 'locked' },
    disabled: { zh: '已停用', en: 'disabled' },
  }[status]
  return refuse(
    'account.state',
    { zh: `账号现在的状态是“${words.zh}”，不能这样操作`, en: `The account is ${words.en}; this cannot be done now` },
    { kind: 'conflict', params: { status } },
  )
}

/** Makes decisions about who holds the separated duties wait for each other within a jurisdiction. */
export async function lockDuties(tx: Tx): Promise<void> {
  await tx.run(sql`select from identity.jurisdiction where code = ${tx.actor.jurisdiction} for no key update`)
}

/** Without an administrator or a security officer nobody could bring one back. Call `lockDuties` before the first look at an account. */
export async function keepLast(tx: Tx, account: Account): Promise<void> {
  if (account.duty !== 'administrator' && account.duty !== 'security_officer') return
  const other = await tx.maybe(sql`
    select from identity.account a
    where a.jurisdiction = ${account.jurisdiction} and a.duty = ${account.duty} and a.id <> ${account.id} and a.status = 'active' and exists (
      select from identity.role_grant g where g.jurisdiction = a.jurisdiction and g.account = a.id and ${counts(tx.now)})
    limit 1`)
  if (other !== null) return
  throw refuse(
    'account.last',
    { zh: '这是最后一位在岗的系统管理员或安全员', en: 'This is the last administrator or security officer in office' },
    { kind: 'conflict', next: { zh: '请先让另一个账号担任并确认', en: 'Give the duty to another account first' } },
  )
}
