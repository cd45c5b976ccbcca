import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/platform/db/index.ts'
import { testDatabase } from '../src/platform/db/testkit/index.ts'
import { emit, eventJobs, startRelay, subscriber } from '../src/platform/events/index.ts'
import { httpJobs, once } from '../src/platform/http/index.ts'
import { addJurisdiction, identityJobs } from '../src/platform/identity/index.ts'
import { seedRoles } from '../src/platform/identity/testkit.ts'

const t = testDatabase()
const COUNTY = '532622'
const county = systemActor('test', COUNTY)
const at = (day: string) => `${day}T04:00:00.000Z`

beforeAll(async () => {
  t.setNow(at('2026-01-01'))
  await addJurisdiction(t.db, { code: '532623', name: '西畴县' })
  await seedRoles(t.db, COUNTY, '砚山县')
})

const rows = async (table: string, key: string) =>
  (await t.asOwner<{ key: string }>(`select ${key} key from ${table} order by 1`, [], true)).map((row) => row.key)
const prune = async () => {
  for (const job of [...eventJobs, ...httpJobs, ...identityJobs]) await job.run(t.db, COUNTY, new Date())
}

describe('clearing away what has served its purpose', () => {
  it('takes delivered events after the days they are kept, and leaves new, failed and foreign ones', async () => {
    await t.asOwner('truncate events.outbox cascade', [], true)
    const hear = subscriber<{ fails?: boolean }>('probe.hear', 'probe.told', async (_, { payload }) => {
      if (payload.fails) throw new Error('cannot take it')
    })
    const relay = startRelay(t.db, [hear], { every: null, wait: () => 0, attempts: 1 })
    const tell = (actor: typeof county, n: string, fails = false) =>
      t.db.write(actor, (tx) => emit(tx, 'probe.told', { n, fails }))
    await tell(county, 'old')
    await tell(county, 'failed', true)
    await tell(systemActor('test', '532623'), 'foreign')
    await relay.drain()
    t.setNow(at('2026-03-31'))
    await tell(county, 'new')
    await relay.drain()
    const numbers = () => rows('events.outbox', `payload->>'n'`)
    await prune()
    expect(await numbers()).toEqual(['failed', 'foreign', 'new', 'old'])
    t.setNow(at('2026-04-02'))
    await prune()
    expect(await numbers()).toEqual(['failed', 'foreign', 'new'])
    expect(await rows('events.delivery', 'event_id')).toHaveLength(2)
    await relay.stop()
  })

  it('forgets answers: an old key counts as a new request', async () => {
    t.setNow(at('2026-01-01'))
    let done = 0
    const ask = () => once(t.db, county, 'the-key', 'probe', {}, 200, async () => ({ turn: ++done }))
    await ask()
    expect(await ask()).toMatchObject({ repeated: true, body: { turn: 1 } })
    t.setNow(at('2026-05-01'))
    await prune()
    expect(await ask()).toMatchObject({ repeated: false })
  })

  it('takes sessions that are long over, and leaves those of the last half year', async () => {
    const session = (n: number, opened: string, ended: string | null) =>
      t.asOwner(
        `insert into identity.session (jurisdiction, id, account, token_hash, via, ip, opened_at, seen_at, closes_at, ended_at, end_reason)
         select $1, gen_random_uuid(), (select id from identity.account where jurisdiction = $1 limit 1), lpad($2, 64, '0'), 'password', '::1',
           $3::timestamptz, $3, $3::timestamptz + interval '12 hours', $4::timestamptz, case when $4::timestamptz is null then null else 'signed-out' end`,
        [COUNTY, String(n), at(opened), ended === null ? null : at(ended)],
        true,
      )
    await session(1, '2026-01-01', null)
    await session(2, '2026-01-01', '2026-01-01')
    await session(3, '2026-06-01', null)
    t.setNow(at('2026-07-05'))
    await prune()
    expect(await rows('identity.session', `ltrim(token_hash, '0')`)).toEqual(['3'])
  })
})
