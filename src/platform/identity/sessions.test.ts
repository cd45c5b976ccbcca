import { beforeAll, describe, expect, it } from 'vitest'
import { raw, sql, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { ATTEMPTS } from './attempt.ts'
import { authenticator } from './authenticate.ts'
import { identityConfig } from './config.ts'
import { seedDemoAccounts } from './seed.ts'
import { signIn, signOut } from './sessions.ts'
import { CHEAP, seedOf, seedRoles, TEST_PASSWORD } from './testkit.ts'
import { readToken } from './token.ts'

const t = testDatabase()
const config = identityConfig('532622', { cost: CHEAP })
let planner: string

beforeAll(async () => {
  planner = (await seedRoles(t.db, '532622', '砚山县')).planner
})

const enter = (username: string, password = TEST_PASSWORD, cookie?: string) =>
  signIn(t.db, config, { jurisdiction: '532622', username, password }, { ip: '127.0.0.1', cookie })
const who = async (cookie: string | undefined, jurisdiction?: string) =>
  authenticator(t.db, config)({ cookie: () => cookie, jurisdiction, authorization: undefined })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: { code?: string }) => error.code,
  )
const journal = (account: string) =>
  t.asOwner<{ action: string; detail: Record<string, unknown> }>(
    `select action, detail from journal.entry where subject_id = $1 order by at`,
    [account],
    true,
  )

describe('a session', () => {
  it('makes its owner the actor, within the own jurisdiction, with the permissions of the roles', async () => {
    const actor = await who(await enter(' Planner '))
    expect(actor).toMatchObject({
      kind: 'account',
      id: planner,
      jurisdiction: '532622',
      reach: '532622',
      region: '532622',
      unit: null,
    })
    expect(actor.permissions.has('plan.enact')).toBe(true)
    expect(actor.permissions.has('account.manage')).toBe(false)
  })

  it('is a public reader without a cookie, with a broken one and with a stranger’s', async () => {
    for (const cookie of [
      undefined,
      '',
      'x',
      '532622.short',
      `532622.${'A'.repeat(43)}`,
      `532623.${(await enter('planner')).slice(7)}`,
    ]) {
      expect(await who(cookie)).toMatchObject({ kind: 'public', jurisdiction: '532622' })
    }
    expect(await who(undefined, '532600')).toMatchObject({ kind: 'public', jurisdiction: '532600' })
    expect(await codeOf(who(undefined, "5'; --"))).toBe('jurisdiction.invalid')
  })

  it('gets a new token at every sign-in, and the one the browser showed before is over', async () => {
    const first = await enter('planner')
    const second = await enter('planner', TEST_PASSWORD, first)
    expect(second).not.toBe(first)
    expect((await who(first)).kind).toBe('public')
    expect((await who(second)).kind).toBe('account')
  })

  it('is over after the sign-out', async () => {
    const cookie = await enter('planner')
    await signOut(t.db, cookie)
    await signOut(t.db, cookie)
    expect((await who(cookie)).kind).toBe('public')
  })

  it('slides while it is used and ends by idling or, used or not, after twelve hours', async () => {
    const start = Date.parse('2026-03-02T00:00:00Z')
    const at = (minutes: number) => t.setNow(new Date(start + minutes * 60_000).toISOString())
    at(0)
    const idle = await enter('planner')
    const used = await enter('planner')
    at(29)
    expect((await who(used)).kind).toBe('account')
    at(30)
    expect((await who(idle)).kind).toBe('public')
    for (let minute = 58; minute < 720; minute += 29) {
      at(minute)
      expect((await who(used)).kind).toBe('account')
    }
    at(719)
    expect((await who(used)).kind).toBe('account')
    at(720)
    expect((await who(used)).kind).toBe('public')
    t.setNow(null)
  })

  it('is renewed at most once a minute', async () => {
    const start = Date.parse('2026-03-03T00:00:00Z')
    t.setNow(new Date(start).toISOString())
    const cookie = await enter('planner')
    const seen = async () => {
      const query = 'select seen_at at from identity.session where token_hash = $1'
      const [row] = await t.asOwner<{ at: string }>(query, [readToken(cookie)?.hash], true)
      return Date.parse(row!.at)
    }
    const steps: [number, number][] = [
      [59, 0],
      [60, 60],
      [119, 60],
      [121, 121],
    ]
    for (const [second, renewed] of steps) {
      t.setNow(new Date(start + second * 1000).toISOString())
      await who(cookie)
      expect(await seen()).toBe(start + renewed * 1000)
    }
    t.setNow(null)
  })
})

describe('guessing', () => {
  it('is cut off after five, however many come at once, and the count is exact', async () => {
    const [victim] = await seedDemoAccounts(t.db, '532622', [seedOf('victim', ['officer'])], CHEAP)
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => codeOf(enter('victim', `wrong-guess-${i}`))))
    expect(new Set(answers)).toEqual(new Set(['session.refused']))
    const [state] = await t.asOwner<{ failed: number; outs: number }>(
      `select failed_attempts failed, lock_outs outs from identity.account where username = 'victim'`,
      [],
      true,
    )
    expect(state).toEqual({ failed: ATTEMPTS, outs: 1 })
    const entries = (await journal(victim!.id)).filter((entry) => /refuse|lock-out/.test(entry.action))
    expect(entries).toHaveLength(50)
    expect(entries.filter((entry) => entry.detail.looked === true)).toHaveLength(ATTEMPTS)
    expect(entries.filter((entry) => entry.action === 'identity.account.lock-out')).toHaveLength(1)
    expect(await codeOf(enter('victim'))).toBe('session.refused')
  })

  it('locks longer each time, and the right password after the time is over starts anew', async () => {
    await seedDemoAccounts(t.db, '532622', [seedOf('patient', ['officer'])], CHEAP)
    let now = Date.parse('2026-03-04T00:00:00Z')
    const pass = (minutes: number) => {
      now += minutes * 60_000
      t.setNow(new Date(now).toISOString())
    }
    const fail = async () => {
      for (let i = 0; i < ATTEMPTS; i++) await codeOf(enter('patient', 'not-the-password'))
    }
    pass(0)
    await fail()
    pass(14)
    expect(await codeOf(enter('patient'))).toBe('session.refused')
    pass(1)
    await fail()
    pass(29)
    expect(await codeOf(enter('patient'))).toBe('session.refused')
    pass(1)
    expect(await codeOf(enter('patient'))).toBe('opened')
    await fail()
    pass(15)
    expect(await codeOf(enter('patient'))).toBe('opened')
    t.setNow(null)
  })

  it('costs the same statements and the same answer whether the account exists, is locked or is disabled', async () => {
    await seedDemoAccounts(t.db, '532622', [seedOf('known', ['officer']), seedOf('closed', ['officer'])], CHEAP)
    await t.asOwner(`update identity.account set status = 'disabled' where username = 'closed'`, [], true)
    const cost = async (username: string) => {
      const seen: number[] = []
      const counting = {
        ...t.db,
        write: <T>(actor: Parameters<typeof t.db.write>[0], work: Parameters<typeof t.db.write<T>>[1]) =>
          t.db.write(actor, work, (c) => seen.push(c.statements)),
      }
      const error = await signIn(
        counting,
        config,
        { username, password: 'not-the-password' },
        { ip: '::1', cookie: undefined },
      ).catch((e) => e)
      return { seen, code: error.code, text: error.text }
    }
    const known = await cost('known')
    expect(known.seen).toHaveLength(2)
    for (const name of ['nobody', 'victim', 'closed']) expect(await cost(name)).toEqual(known)
  })
})

it('keeps no password and no token in plain, in any table or in the journal', async () => {
  const cookie = await enter('planner')
  await codeOf(enter('planner', 'plain-text-wrong-guess'))
  await codeOf(enter('secret-typed-as-name', TEST_PASSWORD))
  const tables = await t.asOwner<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  for (const { name } of tables) {
    const rows = JSON.stringify(await t.asOwner(`select t::text from ${name} t`, [], true))
    for (const secret of [TEST_PASSWORD, 'plain-text-wrong-guess', 'secret-typed-as-name', cookie, cookie.slice(7)]) {
      expect(rows.includes(secret), `${name} holds ${secret}`).toBe(false)
    }
  }
})

it('shows a neighbour nothing, and the government above no password hash and no session', async () => {
  await enter('planner')
  const count = (jurisdiction: string, table: string) =>
    t.db.read(
      systemActor('test', jurisdiction),
      async (tx) => (await tx.one<{ n: number }>(sql`select count(*) n from ${raw(`identity.${table}`)}`)).n,
    )
  expect(await count('532622', 'credential')).toBeGreaterThan(0)
  expect(await count('532622', 'session')).toBeGreaterThan(0)
  for (const table of ['account', 'credential', 'session', 'role_grant']) expect(await count('532623', table)).toBe(0)
  expect(await count('532600', 'account')).toBeGreaterThan(0)
  for (const table of ['credential', 'session']) expect(await count('532600', table)).toBe(0)
})
