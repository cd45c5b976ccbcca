import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { accountWith, keepLast, lockDuties } from './accounts.ts'
import { type Duty, dutyOf, type Role } from './permissions.ts'
import { checkDecider, checkGrant, checkSeparation } from './rules.ts'

export type GrantState = 'proposed' | 'confirmed' | 'declined' | 'ended'

/** A role given to an account for a region and a time. */
export type Grant = {
  id: string
  account: string
  role: Role
  duty: Duty | null
  region: string
  unit: string | null
  validFrom: string
  validUntil: string | null
  state: GrantState
  grantedBy: string
  grantedAt: string
  decidedBy: string | null
  decidedAt: string | null
}

export const GRANT_COLUMNS = sql`g.id, g.account, g.role, g.duty, g.region, g.unit, g.valid_from "validFrom", g.valid_until "validUntil", g.state,
  g.granted_by "grantedBy", g.granted_at "grantedAt", g.decided_by "decidedBy", g.decided_at "decidedAt"`

async function grantWith(tx: Tx, id: string, lock = false): Promise<Grant> {
  const grant = await tx.maybe<Grant>(sql`select ${GRANT_COLUMNS} from identity.role_grant g
    where g.jurisdiction = ${tx.actor.jurisdiction} and g.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (grant === null)
    throw refuse(
      'role.missing',
      { zh: '没有这项授权', en: 'There is no such grant' },
      { kind: 'missing', params: { id } },
    )
  return grant
}

export type NewGrant = { role: Role; region?: string; validFrom?: string; validUntil?: string | null }

/**
 * Proposes a role for an account. It takes effect when a security officer confirms it; only the very first security officer of a
 * jurisdiction takes office at once, because nobody could confirm.
 *
 * @throws Refusal `account.missing`, `role.separation`, `role.region`, `role.unit`, `role.period`, `role.unlimited`, `role.exists`
 */
export async function proposeRole(tx: Tx, accountId: string, input: NewGrant): Promise<Grant> {
  const { jurisdiction } = tx.actor
  if (input.role === 'security_officer') await lockDuties(tx)
  const account = await accountWith(tx, accountId, true)
  const region = input.region ?? account.region
  const from = input.validFrom ?? today(tx.now.getTime())
  const until = input.validUntil ?? null
  checkSeparation(account.duty, input.role)
  checkGrant(input.role, region, account)
  if (until !== null && until < from) {
    throw refuse(
      'role.period',
      { zh: '授权的结束日期早于开始日期', en: 'The grant would end before it begins' },
      { at: '/validUntil' },
    )
  }
  if (until !== null && (input.role === 'administrator' || input.role === 'security_officer')) {
    throw refuse(
      'role.unlimited',
      {
        zh: '系统管理员和安全员的授权不设结束日期，以免到期后无人在岗',
        en: 'Administrators and security officers are appointed without an end, so that nobody is missing the day after',
      },
      { at: '/validUntil', next: { zh: '交接时请收回角色', en: 'Take the role away when it is handed over' } },
    )
  }
  const duty = dutyOf(input.role)
  await tx.run(
    sql`update identity.account set duty = ${duty} where jurisdiction = ${jurisdiction} and id = ${accountId} and duty is null`,
  )
  const first = input.role === 'security_officer' && (await isFirstSecurityOfficer(tx))
  const id = newId()
  const added = await tx.run(sql`
    insert into identity.role_grant (jurisdiction, id, account, role, duty, region, unit, valid_from, valid_until, state, granted_by, granted_at, decided_by, decided_at)
    values (${jurisdiction}, ${id}, ${accountId}, ${input.role}, ${duty}, ${region}, ${account.unit}, ${from}, ${until},
      ${first ? 'confirmed' : 'proposed'}, ${tx.actor.id}, ${tx.now}, ${first ? 'system:first' : null}, ${first ? tx.now : null})
    on conflict do nothing`)
  if (added === 0) {
    throw refuse(
      'role.exists',
      {
        zh: '这个账号已有同样的角色，或正在等待确认',
        en: 'The account has this role already, or it waits to be confirmed',
      },
      { kind: 'conflict' },
    )
  }
  await record(tx, {
    action: 'identity.role.propose',
    subject: { kind: 'account', id: accountId },
    detail: { grant: id, role: input.role, region, from, until, first },
  })
  return grantWith(tx, id)
}

async function isFirstSecurityOfficer(tx: Tx): Promise<boolean> {
  const before = await tx.maybe(sql`select from identity.role_grant
    where jurisdiction = ${tx.actor.jurisdiction} and role = 'security_officer' and decided_by is not null and state <> 'declined' limit 1`)
  return before === null
}

/**
 * Confirms or declines a proposed role. Of two deciding at once, one decides.
 *
 * @throws Refusal `role.missing`, `role.state` when it is decided already, `role.own`
 */
export async function decideRole(tx: Tx, id: string, decision: 'confirmed' | 'declined'): Promise<Grant> {
  const { jurisdiction } = tx.actor
  const grant = await grantWith(tx, id, true)
  if (grant.state !== 'proposed') throw stateRefusal(grant.state)
  checkDecider(tx.actor.id, grant)
  await tx.run(sql`update identity.role_grant
    set state = ${decision}, decided_by = ${tx.actor.id}, decided_at = ${tx.now}, duty = ${decision === 'declined' ? null : grant.duty}
    where jurisdiction = ${jurisdiction} and id = ${id}`)
  if (decision === 'declined') {
    // A role that never took effect does not bind the account.
    await tx.run(sql`update identity.account a set duty = null where a.jurisdiction = ${jurisdiction} and a.id = ${grant.account}
      and not exists (select from identity.role_grant g where g.jurisdiction = a.jurisdiction and g.account = a.id and g.duty is not null)`)
  }
  await record(tx, {
    action: decision === 'confirmed' ? 'identity.role.confirm' : 'identity.role.decline',
    subject: { kind: 'account', id: grant.account },
    detail: { grant: id, role: grant.role, region: grant.region, grantedBy: grant.grantedBy },
  })
  return grantWith(tx, id)
}

/**
 * Takes a role away, or a proposal back; at once and without a second person, for it only lessens what somebody may do.
 *
 * @throws Refusal `role.missing`, `role.state`, `account.last`
 */
export async function endRole(tx: Tx, id: string): Promise<Grant> {
  await lockDuties(tx)
  const { account: accountId } = await grantWith(tx, id)
  const account = await accountWith(tx, accountId, true)
  const grant = await grantWith(tx, id, true)
  if (grant.state !== 'proposed' && grant.state !== 'confirmed') throw stateRefusal(grant.state)
  if (grant.state === 'confirmed') await keepLast(tx, account)
  await tx.run(sql`update identity.role_grant set state = 'ended', ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'identity.role.end',
    subject: { kind: 'account', id: account.id },
    detail: { grant: id, role: grant.role, was: grant.state },
  })
  return grantWith(tx, id)
}

function stateRefusal(state: GrantState) {
  const words = {
    proposed: { zh: '待确认', en: 'waiting' },
    confirmed: { zh: '已确认', en: 'confirmed' },
    declined: { zh: '已拒绝', en: 'declined' },
    ended: { zh: '已结束', en: 'ended' },
  }[state]
  return refuse(
    'role.state',
    { zh: `这项授权的状态是“${words.zh}”`, en: `This grant is ${words.en} already` },
    { kind: 'conflict', params: { state } },
  )
}
