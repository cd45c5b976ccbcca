import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, reachOf, sql, type Tx } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { type Account, changeAccount, createAccount, moveAccount } from './accounts.ts'
import { authenticator } from './authenticate.ts'
import { identityConfig } from './config.ts'
import { issuePassword } from './credentials.ts'
import { decideRole, endRole, proposeRole } from './grants.ts'
import { addJurisdiction } from './jurisdictions.ts'
import { permissionsOf, ROLES, type Role } from './permissions.ts'
import { createFirstAdministrator, seedDemoAccounts } from './seed.ts'
import { signIn } from './sessions.ts'
import { CHEAP, seedOf, seedRoles, TEST_PASSWORD } from './testkit.ts'
import { createUnit } from './units.ts'

const t = testDatabase()
const config = identityConfig('532622', { cost: CHEAP, passwordDays: 0 })
let ids: Record<Role, string>
let security2: Account
let number = 0

const actorWith = (id: string, roles: Role[], jurisdiction = '532622'): Actor => ({
  kind: 'account',
  id,
  jurisdiction,
  reach: reachOf(jurisdiction),
  region: reachOf(jurisdiction),
  unit: null,
  permissions: permissionsOf(roles),
})
const administrator = () => actorWith(ids.administrator, ['administrator'])
const security = () => actorWith(ids.security_officer, ['security_officer'])
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const newcomer = () => as(administrator(), (tx) => createAccount(tx, { username: `person-${++number}`, name: '新人' }))
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const entries = (grant: string) =>
  t.asOwner<{ action: string; actor: string }>(
    `select action, actor from journal.entry where detail->>'grant' = $1 order by at`,
    [grant],
    true,
  )

beforeAll(async () => {
  ids = await seedRoles(t.db, '532622', '砚山县')
  security2 = (await seedDemoAccounts(t.db, '532622', [seedOf('security-2', ['security_officer'])], CHEAP))[0]!
})

/** Roles that count for an account right now, as a sign-in sees them. */
async function permissionsNow(account: Account): Promise<ReadonlySet<string>> {
  await t.asOwner(
    `insert into identity.credential select a.jurisdiction, a.id, c.password_hash, false, c.set_at
      from identity.account a, identity.credential c where a.id = $1 and c.account = $2 on conflict do nothing`,
    [account.id, ids.planner],
    true,
  )
  const cookie = await signIn(
    t.db,
    config,
    { jurisdiction: account.jurisdiction, username: account.username, password: TEST_PASSWORD },
    { ip: '::1', cookie: undefined },
  )
  return (
    await authenticator(t.db, config)({ cookie: () => cookie, jurisdiction: undefined, authorization: undefined })
  ).permissions
}

describe('a role', () => {
  it('takes effect only when a security officer confirms it, and ends at once', async () => {
    const person = await newcomer()
    const grant = await as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'planner' }))
    expect((await permissionsNow(person)).size).toBe(0)
    await as(security(), (tx) => decideRole(tx, grant.id, 'confirmed'))
    expect(await permissionsNow(person)).toEqual(permissionsOf(['planner']))
    await as(administrator(), (tx) => endRole(tx, grant.id))
    expect((await permissionsNow(person)).size).toBe(0)
    expect((await entries(grant.id)).map((each) => [each.action, each.actor])).toEqual([
      ['identity.role.propose', ids.administrator],
      ['identity.role.confirm', ids.security_officer],
      ['identity.role.end', ids.administrator],
    ])
  })

  it('is confirmed once, however many confirm at once', async () => {
    const person = await newcomer()
    const grant = await as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'planner' }))
    const officers = [security(), actorWith(security2.id, ['security_officer'])]
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        codeOf(as(officers[i % 2]!, (tx) => decideRole(tx, grant.id, i % 3 === 0 ? 'declined' : 'confirmed'))),
      ),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'role.state')).toHaveLength(11)
    expect(await entries(grant.id)).toHaveLength(2)
  })

  it('is proposed once, however many propose at once', async () => {
    const person = await newcomer()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        codeOf(as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'leader' }))),
      ),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'role.exists')).toHaveLength(7)
  })

  it('counts only within its dates, for its region and while the account stays in its unit', async () => {
    const unit = await as(administrator(), (tx) =>
      createUnit(tx, { name: '江那镇人民政府', kind: 'township', region: '532622100' }),
    )
    const other = await as(administrator(), (tx) =>
      createUnit(tx, { name: '平远镇人民政府', kind: 'township', region: '532622101' }),
    )
    const person = await as(administrator(), (tx) =>
      createAccount(tx, { username: 'town', name: '镇', unit: unit.id, region: '532622100' }),
    )
    const grant = await as(administrator(), (tx) =>
      proposeRole(tx, person.id, { role: 'township_worker', validFrom: '2030-01-01', validUntil: '2030-12-31' }),
    )
    await as(security(), (tx) => decideRole(tx, grant.id, 'confirmed'))
    const on = async (instant: string) => {
      t.setNow(instant)
      const { size } = await permissionsNow(person)
      t.setNow(null)
      return size > 0
    }
    expect(await on('2029-12-31T15:59:59Z')).toBe(false)
    expect(await on('2029-12-31T16:00:00Z')).toBe(true)
    expect(await on('2030-12-31T15:59:59Z')).toBe(true)
    expect(await on('2030-12-31T16:00:00Z')).toBe(false)
    const move = (change: { unit?: string; region?: string }) =>
      as(administrator(), (tx) => changeAccount(tx, person.id, change))
    await move({ region: '532622100200' })
    expect(await on('2030-06-01T00:00:00Z')).toBe(true)
    await move({ region: '532622' })
    expect(await on('2030-06-01T00:00:00Z')).toBe(false)
    await move({ region: '532622100', unit: other.id })
    expect(await on('2030-06-01T00:00:00Z')).toBe(false)
  })

  it('that is declined leaves no trace on the account, and may be given again', async () => {
    const person = await newcomer()
    const wrong = await as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'auditor' }))
    expect(await codeOf(as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'planner' })))).toBe(
      'role.separation',
    )
    await as(security(), (tx) => decideRole(tx, wrong.id, 'declined'))
    const right = await as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'planner' }))
    await as(security(), (tx) => decideRole(tx, right.id, 'confirmed'))
    expect(await permissionsNow(person)).toEqual(permissionsOf(['planner']))
  })

  it('for a region around nothing of the account’s, outside the jurisdiction or without a unit is refused', async () => {
    const person = await newcomer()
    const propose = (input: Parameters<typeof proposeRole>[2]) =>
      codeOf(as(administrator(), (tx) => proposeRole(tx, person.id, input)))
    expect(await propose({ role: 'planner', region: '532622100' })).toBe('role.region')
    expect(await propose({ role: 'officer' })).toBe('role.unit')
    for (const role of ['administrator', 'security_officer'] as const) {
      expect(await propose({ role, validUntil: '2099-01-01' })).toBe('role.unlimited')
    }
    expect(await propose({ role: 'planner', validFrom: '2030-01-02', validUntil: '2030-01-01' })).toBe('role.period')
    expect(
      await codeOf(as(administrator(), (tx) => createAccount(tx, { username: 'abroad', name: 'x', region: '532623' }))),
    ).toBe('region.outside')
  })
})

describe('separation of duties', () => {
  it('refuses every pair of roles of different duties, by rule', async () => {
    const separated = (role: Role) =>
      ['administrator', 'security_officer', 'auditor'].includes(role) ? role : 'business'
    for (const held of ROLES) {
      for (const wanted of ROLES) {
        if (separated(held) === separated(wanted)) continue
        expect([
          held,
          wanted,
          await codeOf(as(administrator(), (tx) => proposeRole(tx, ids[held], { role: wanted }))),
        ]).toEqual([held, wanted, 'role.separation'])
      }
    }
  })

  it('refuses it by constraint as well, and lets one of two contradicting proposals through', async () => {
    for (const [role, duty] of [
      ['auditor', 'auditor'],
      ['auditor', 'administrator'],
    ]) {
      const insert = `insert into identity.role_grant (jurisdiction, id, account, role, duty, region, valid_from, state, granted_by, granted_at)
        values ('532622', gen_random_uuid(), $1, $2, $3, '532622', '2026-01-01', 'proposed', 'x', now())`
      await expect(t.asOwner(insert, [ids.administrator, role, duty], true)).rejects.toThrow(
        /separation_of_duties|role_grant_check/,
      )
    }
    await expect(
      t.asOwner(`update identity.account set duty = 'auditor' where id = $1`, [ids.administrator], true),
    ).rejects.toThrow(/separation_of_duties/)
    const person = await newcomer()
    const answers = await Promise.all(
      (['administrator', 'auditor', 'security_officer', 'planner'] as Role[]).map((role) =>
        codeOf(as(administrator(), (tx) => proposeRole(tx, person.id, { role }))),
      ),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'role.separation')).toHaveLength(3)
  })

  it('lets nobody confirm what they proposed or would receive, by rule and by constraint', async () => {
    const person = await newcomer()
    const grant = await as(administrator(), (tx) => proposeRole(tx, person.id, { role: 'security_officer' }))
    expect(await codeOf(as(administrator(), (tx) => decideRole(tx, grant.id, 'confirmed')))).toBe('role.own')
    expect(
      await codeOf(as(actorWith(person.id, ['security_officer']), (tx) => decideRole(tx, grant.id, 'confirmed'))),
    ).toBe('role.own')
    for (const decider of [ids.administrator, person.id]) {
      const confirm = `update identity.role_grant set state = 'confirmed', decided_by = $2, decided_at = now() where id = $1`
      await expect(t.asOwner(confirm, [grant.id, decider], true)).rejects.toThrow(/four_eyes/)
    }
  })

  it('keeps an administrator from signing in as the one who checks on administrators', async () => {
    expect(await codeOf(issuePassword(t.db, config, administrator(), ids.security_officer))).toBe('credential.duty')
    expect(await codeOf(issuePassword(t.db, config, administrator(), ids.auditor))).toBe('credential.duty')
    expect(await codeOf(issuePassword(t.db, config, administrator(), ids.administrator))).toBe('credential.own')
    expect(await codeOf(issuePassword(t.db, config, security(), ids.planner))).toBe('credential.duty')
    expect(await codeOf(issuePassword(t.db, config, security(), security2.id))).toBe('done')
    expect(await codeOf(issuePassword(t.db, config, administrator(), ids.leader))).toBe('done')
  })

  it('keeps the last administrator and the last security officer in office, also against two closings at once', async () => {
    await addJurisdiction(t.db, { code: '532624', name: '麻栗坡县' })
    const list = ['a-1', 'a-2']
      .map((name) => seedOf(name, ['administrator']))
      .concat(seedOf('s-1', ['security_officer']))
    const [one, two, officer] = await seedDemoAccounts(t.db, '532624', list, CHEAP)
    const by = (id: string) => actorWith(id, ['administrator'], '532624')
    expect(await codeOf(as(by(one!.id), (tx) => moveAccount(tx, one!.id, 'disable')))).toBe('account.self')
    expect(await codeOf(as(by(one!.id), (tx) => moveAccount(tx, officer!.id, 'disable')))).toBe('account.last')
    const change = (input: { unit?: string; region?: string }) =>
      as(by(one!.id), (tx) => changeAccount(tx, officer!.id, input))
    const unit = await as(by(one!.id), (tx) => createUnit(tx, { name: '县委办', kind: 'department' }))
    await change({ unit: unit.id })
    expect((await permissionsNow(officer!)).has('role.confirm')).toBe(true)
    await change({ region: '532624100' })
    expect((await permissionsNow(officer!)).has('role.confirm')).toBe(true)
    expect(await codeOf(change({ region: '532624' }))).toBe('account.last')
    const answers = await Promise.all([
      codeOf(as(by(one!.id), (tx) => moveAccount(tx, two!.id, 'disable'))),
      codeOf(as(by(two!.id), (tx) => moveAccount(tx, one!.id, 'disable'))),
    ])
    expect(answers.sort()).toEqual(['account.last', 'done'])
  })
})

describe('a beginning', () => {
  it('has one first administrator, who names the first security officer; from then on every role is confirmed', async () => {
    await addJurisdiction(t.db, { code: '532625', name: '马关县' })
    const first = { jurisdiction: '532625', username: 'first', name: '首位', password: 'walnut-river-71' }
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        codeOf(createFirstAdministrator(t.db, { ...first, username: `first-${i}` }, CHEAP)),
      ),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'account.present')).toHaveLength(3)
    const [row] = await t.asOwner<{ id: string }>(
      `select id from identity.account where jurisdiction = '532625'`,
      [],
      true,
    )
    const by = actorWith(row!.id, ['administrator'], '532625')
    const people = []
    for (const name of ['one', 'two', 'three'])
      people.push(await as(by, (tx) => createAccount(tx, { username: name, name })))
    const states = await Promise.all(
      people.map(
        async (person) => (await as(by, (tx) => proposeRole(tx, person.id, { role: 'security_officer' }))).state,
      ),
    )
    expect(states.sort()).toEqual(['confirmed', 'proposed', 'proposed'])
    expect(
      await codeOf(createFirstAdministrator(t.db, { ...first, jurisdiction: '532624', password: 'short' }, CHEAP)),
    ).toBe('password.short')
  })
})

it('shows a county’s administrator nothing of another county, and lets them change nothing there', async () => {
  const foreign = await seedRoles(t.db, '532623', '西畴县')
  expect(await codeOf(as(administrator(), (tx) => moveAccount(tx, foreign.planner, 'disable')))).toBe('account.missing')
  expect(await codeOf(as(administrator(), (tx) => proposeRole(tx, foreign.planner, { role: 'leader' })))).toBe(
    'account.missing',
  )
  const seen = await as(administrator(), (tx) =>
    tx.rows<{ jurisdiction: string }>(sql`select distinct jurisdiction from identity.account`),
  )
  expect(seen).toEqual([{ jurisdiction: '532622' }])
})
