import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Database, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { type Account, accountWith, createAccount, lockDuties } from './accounts.ts'
import { nameOf } from './attempt.ts'
import { HASH_COST, type HashCost } from './config.ts'
import { putPassword } from './credentials.ts'
import { checkPassword, hashPassword } from './password.ts'
import { dutyOf, type Role } from './permissions.ts'
import { checkSeparation } from './rules.ts'
import { createUnit, type NewUnit, unitsCalled } from './units.ts'

/** An account that exists from the beginning, with its roles already in force. */
export type SeedAccount = {
  username: string
  name: string
  password: string
  roles: Role[]
  /** Unit it belongs to; set up when there is none of that name. */
  unit?: NewUnit
  /** Prefix of the regions it works on; the unit's, else the whole jurisdiction. */
  region?: string
  mustChange?: boolean
}

/** Puts a role in force without a proposal: only for the first accounts, when nobody could confirm it. */
async function installRole(tx: Tx, account: Account, role: Role): Promise<void> {
  checkSeparation(account.duty, role)
  const { jurisdiction } = tx.actor
  const duty = dutyOf(role)
  await tx.run(
    sql`update identity.account set duty = ${duty} where jurisdiction = ${jurisdiction} and id = ${account.id} and duty is null`,
  )
  const id = newId()
  await tx.run(sql`
    insert into identity.role_grant (jurisdiction, id, account, role, duty, region, unit, valid_from, state, granted_by, granted_at, decided_by, decided_at)
    values (${jurisdiction}, ${id}, ${account.id}, ${role}, ${duty}, ${account.region}, ${account.unit}, ${today(tx.now.getTime())}, 'confirmed',
      ${tx.actor.id}, ${tx.now}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'identity.role.install',
    subject: { kind: 'account', id: account.id },
    detail: { grant: id, role },
  })
}

async function install(
  db: Database,
  jurisdiction: string,
  list: SeedAccount[],
  hashes: readonly string[],
  check: (tx: Tx) => Promise<void>,
): Promise<Account[]> {
  return db.write(systemActor('install', jurisdiction), async (tx) => {
    await check(tx)
    const accounts: Account[] = []
    for (const [i, each] of list.entries()) {
      const known = await tx.maybe<{ id: string }>(
        sql`select id from identity.account where jurisdiction = ${jurisdiction} and username = ${nameOf(each.username)}`,
      )
      if (known !== null) {
        accounts.push(await accountWith(tx, known.id))
        continue
      }
      const unit =
        each.unit === undefined
          ? undefined
          : ((await unitsCalled(tx, each.unit.name))[0] ?? (await createUnit(tx, each.unit)))
      const region = each.region ?? unit?.region ?? undefined
      const { id } = await createAccount(tx, {
        username: each.username,
        name: each.name,
        unit: unit?.id ?? null,
        ...(region === undefined ? {} : { region }),
      })
      await putPassword(tx, id, hashes[i]!, each.mustChange ?? false)
      for (const role of each.roles) await installRole(tx, await accountWith(tx, id), role)
      accounts.push(await accountWith(tx, id))
    }
    return accounts
  })
}

/** A person who gets an account before there is anybody to give it. */
export type FirstPerson = { username: string; name: string; password: string }

/**
 * Makes the first administrator of a jurisdiction and, where that person is known already, the security officer without whom no
 * other role takes effect; otherwise the administrator names the first one. Both must change their password at the first sign-in.
 *
 * @throws Refusal `account.present` when the jurisdiction has accounts already, and those of `checkPassword`
 */
export async function createFirstAdministrator(
  db: Database,
  input: FirstPerson & { jurisdiction: string; securityOfficer?: FirstPerson },
  cost: HashCost = HASH_COST,
): Promise<Account[]> {
  const { jurisdiction, securityOfficer, username, name, password } = input
  const list: SeedAccount[] = [{ username, name, password, roles: ['administrator'], mustChange: true }]
  if (securityOfficer !== undefined) list.push({ ...securityOfficer, roles: ['security_officer'], mustChange: true })
  for (const each of list) checkPassword(each.password, each.username)
  const hashes = await Promise.all(list.map((each) => hashPassword(each.password, cost)))
  return install(db, jurisdiction, list, hashes, async (tx) => {
    // The row of the jurisdiction is the lock: of two beginnings at once, the second finds the accounts of the first.
    await lockDuties(tx)
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*) n from identity.account where jurisdiction = ${jurisdiction}`,
    )
    if (n > 0) {
      throw refuse(
        'account.present',
        { zh: '这个辖区已有账号', en: 'This jurisdiction has accounts already' },
        { kind: 'conflict' },
      )
    }
  })
}

/**
 * Makes the accounts of a demonstration, with their units and roles in force. Those that exist stay as they are. A password that many of them
 * share is public, and hashed once.
 */
export async function seedDemoAccounts(
  db: Database,
  jurisdiction: string,
  list: SeedAccount[],
  cost: HashCost = HASH_COST,
): Promise<Account[]> {
  const hashed = new Map<string, Promise<string>>()
  for (const { password } of list) if (!hashed.has(password)) hashed.set(password, hashPassword(password, cost))
  const hashes = await Promise.all(list.map((each) => hashed.get(each.password)!))
  return install(db, jurisdiction, list, hashes, async () => undefined)
}
