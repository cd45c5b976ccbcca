import { isId } from '../../kernel/ids.ts'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { cursorOf, readCursor } from '../http/index.ts'
import { ACCOUNT_COLUMNS, type Account } from './accounts.ts'
import { nameOf } from './attempt.ts'
import { counts } from './counts.ts'
import { GRANT_COLUMNS, type Grant, type GrantState } from './grants.ts'
import type { Role } from './permissions.ts'

/** A role of an account, and whether it counts today. */
export type HeldRole = {
  id: string
  role: Role
  state: GrantState
  region: string
  validFrom: string
  validUntil: string | null
  counts: boolean
}

export type AccountRow = Account & {
  unitName: string | null
  roles: HeldRole[]
  hasPassword: boolean
  linked: boolean
  lockedOut: boolean
}

export type AccountFilter = { q?: string; status?: string; lockedOut?: boolean; limit?: number; cursor?: string }

/** Accounts of those who work in the actor's jurisdiction, with their roles, by username. Residents' are looked after at the counter. */
export async function listAccounts(
  tx: Tx,
  filter: AccountFilter,
): Promise<{ items: AccountRow[]; next: string | null }> {
  const limit = filter.limit ?? 50
  const after = readCursor(filter.cursor, 1)
  const lockedOut = sql`coalesce(a.locked_until > ${tx.now}, false)`
  const like = `%${(filter.q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions: Sql[] = [
    filter.q ? sql`(a.username ilike ${like} or a.name ilike ${like} or u.name ilike ${like})` : sql`true`,
    filter.status ? sql`a.status = ${filter.status}` : sql`true`,
    filter.lockedOut ? sql`(${lockedOut} or a.status = 'locked')` : sql`true`,
    after === null ? sql`true` : sql`a.username > ${String(after[0])}`,
  ]
  const rows = await tx.rows<AccountRow>(sql`
    select ${ACCOUNT_COLUMNS}, u.name "unitName", ${lockedOut} "lockedOut",
      exists (select from identity.credential c where c.jurisdiction = a.jurisdiction and c.account = a.id) "hasPassword",
      exists (select from identity.oidc_link l where l.jurisdiction = a.jurisdiction and l.account = a.id and l.ended_at is null) linked,
      coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'state', g.state, 'region', g.region, 'validFrom', g.valid_from,
          'validUntil', g.valid_until, 'counts', ${counts(tx.now)}) order by g.granted_at, g.id)
        from identity.role_grant g where g.jurisdiction = a.jurisdiction and g.account = a.id and g.state in ('proposed', 'confirmed')), '[]') roles
    from identity.account a left join identity.unit u on u.jurisdiction = a.jurisdiction and u.id = a.unit
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.duty is distinct from 'resident' and ${conditions[0]} and ${conditions[1]} and ${conditions[2]} and ${conditions[3]}
    order by a.username limit ${limit + 1}`)
  if (rows.length <= limit) return { items: rows, next: null }
  const items = rows.slice(0, limit)
  return { items, next: cursorOf([items[limit - 1]!.username]) }
}

export type GrantRow = Grant & {
  username: string
  name: string
  unitName: string | null
  grantedByName: string | null
  decidedByName: string | null
  own: boolean
}

/** Role grants of the actor's jurisdiction, those that wait first, then the newest; at most 200. */
export async function listGrants(tx: Tx, filter: { state?: string }): Promise<GrantRow[]> {
  return tx.rows<GrantRow>(sql`
    select ${GRANT_COLUMNS}, a.username, a.name, u.name "unitName", giver.name "grantedByName", decider.name "decidedByName",
      (g.account::text = ${tx.actor.id} or g.granted_by = ${tx.actor.id}) own
    from identity.role_grant g
    join identity.account a on a.jurisdiction = g.jurisdiction and a.id = g.account
    left join identity.unit u on u.jurisdiction = g.jurisdiction and u.id = g.unit
    left join identity.account giver on giver.jurisdiction = g.jurisdiction and giver.id::text = g.granted_by
    left join identity.account decider on decider.jurisdiction = g.jurisdiction and decider.id::text = g.decided_by
    where g.jurisdiction = ${tx.actor.jurisdiction} and g.role <> 'resident' and ${filter.state ? sql`g.state = ${filter.state}` : sql`true`}
    order by (g.state = 'proposed') desc, g.granted_at desc, g.id desc limit 200`)
}

/** Names of people by the ids of their accounts, within the actor's reach. Ids that are no account's are left out. One statement. */
export async function accountNames(tx: Tx, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter(isId)
  if (wanted.length === 0) return new Map()
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from identity.account where id = any(${wanted}::uuid[])`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Who did something, for screens and papers: accounts by their people's names, jobs by what they are. One statement at most. */
export async function actorNames(tx: Tx, ids: Iterable<string>): Promise<(id: string) => string> {
  const names = await accountNames(tx, ids)
  return (id) => names.get(id) ?? (id === 'system:seed' ? '演示数据' : id.startsWith('system:') ? '系统' : id)
}

/** A person who can be given work or told something. */
export type WorkingAccount = { id: string; username: string; name: string; unitName: string | null }

/** Active business accounts of the actor's jurisdiction with their units, by name. One statement. */
export async function workingAccounts(tx: Tx): Promise<WorkingAccount[]> {
  return tx.rows(sql`select a.id, a.username, a.name, u.name "unitName" from identity.account a
    left join identity.unit u on u.jurisdiction = a.jurisdiction and u.id = a.unit
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.status = 'active' and a.duty = 'business' order by a.name, a.username`)
}

/** The active account of a login name, whatever its letters' case; null where there is none. One statement. */
export async function accountCalled(tx: Tx, username: string): Promise<{ id: string; name: string } | null> {
  return tx.maybe(sql`select id, name from identity.account
    where jurisdiction = ${tx.actor.jurisdiction} and username = ${nameOf(username)} and status = 'active'`)
}

/** Active accounts of the actor's jurisdiction that belong to a unit, in the order they were made: who can be found there. */
export async function accountsInUnits(tx: Tx): Promise<{ id: string; unit: string }[]> {
  return tx.rows(sql`select id, unit from identity.account
    where jurisdiction = ${tx.actor.jurisdiction} and unit is not null and status = 'active' order by id`)
}

/** The roles that count for an account today. One statement. */
export async function rolesHeld(tx: Tx, account: string): Promise<Role[]> {
  const rows = await tx.rows<{ role: Role }>(sql`select distinct g.role from identity.role_grant g
    join identity.account a on a.jurisdiction = g.jurisdiction and a.id = g.account
    where g.jurisdiction = ${tx.actor.jurisdiction} and g.account = ${account} and ${counts(tx.now)} order by 1`)
  return rows.map(({ role }) => role)
}
