import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { beginAs } from './actor.ts'
import { APP_ROLE, clientConfig } from './database.ts'
import { sql, systemActor } from './index.ts'
import { testDatabase } from './testkit/index.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const neighbour = systemActor('test', '532623')
const prefecture = systemActor('test', '532600')

beforeAll(async () => {
  await t.asOwner(`create schema probe; create table probe.note (jurisdiction text not null, id int not null, body text, primary key (jurisdiction, id));
    select platform.protect('probe.note', 'select, insert, update')`)
})

const put = (actor: typeof county, jurisdiction: string, id: number) =>
  t.db.write(actor, (tx) =>
    tx.run(sql`insert into probe.note (jurisdiction, id, body) values (${jurisdiction}, ${id}, 'x')`),
  )
const count = (actor: typeof county) =>
  t.db.read(actor, async (tx) => (await tx.one<{ n: number }>(sql`select count(*) n from probe.note`)).n)

describe('a transaction as an actor', () => {
  it('writes in its own jurisdiction only and reads within its reach, where or no where', async () => {
    await put(county, '532622', 1)
    await put(neighbour, '532623', 1)
    await expect(put(county, '532623', 2)).rejects.toThrow(/row-level security/)
    await expect(put(prefecture, '532622', 2)).rejects.toThrow(/row-level security/)
    expect(await count(county)).toBe(1)
    expect(await count(prefecture)).toBe(2)
  })

  it('updates nothing outside its jurisdiction', async () => {
    expect(await t.db.write(prefecture, (tx) => tx.run(sql`update probe.note set body = 'y'`))).toBe(0)
  })

  it('sees nothing outside a transaction, also on a connection that served an actor before', async () => {
    const client = new pg.Client(clientConfig(t.address, APP_ROLE))
    await client.connect()
    const visible = async () => Number((await client.query('select count(*) n from probe.note')).rows[0].n)
    expect(await visible()).toBe(0)
    await client.query(beginAs(county, true))
    expect(await visible()).toBe(1)
    await client.query('commit')
    expect(await visible()).toBe(0)
    await client.end()
  })

  it('counts statements and bytes', async () => {
    let cost = { statements: 0, bytes: 0 }
    await t.db.read(
      county,
      (tx) => tx.rows(sql`select * from probe.note`),
      (seen) => {
        cost = seen
      },
    )
    expect(cost.statements).toBe(3)
    expect(cost.bytes).toBeGreaterThan(0)
  })

  it('refuses a setting that could break out of its quotes', async () => {
    await expect(t.db.read({ ...county, region: `x'; drop table probe.note; --` }, async () => 1)).rejects.toThrow(
      /cannot be set/,
    )
  })

  it('fails alone when its connection breaks between two statements', async () => {
    const broken = t.db.read(county, async (tx) => {
      const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() pid`)
      await t.asOwner('select pg_terminate_backend($1)', [pid], true)
      while ((await t.asOwner('select from pg_stat_activity where pid = $1', [pid], true)).length > 0);
      await new Promise(setImmediate)
      return tx.rows(sql`select 1`)
    })
    await expect(broken).rejects.toThrow()
    expect(await count(county)).toBeGreaterThan(0)
  })

  it('tries again after a deadlock', async () => {
    await put(county, '532622', 10)
    await put(county, '532622', 11)
    const swap = (first: number, second: number) =>
      t.db.write(county, async (tx) => {
        await tx.run(sql`update probe.note set body = 'z' where jurisdiction = '532622' and id = ${first}`)
        await tx.run(sql`select pg_sleep(0.05)`)
        return tx.run(sql`update probe.note set body = 'z' where jurisdiction = '532622' and id = ${second}`)
      })
    expect(await Promise.all([swap(10, 11), swap(11, 10)])).toEqual([1, 1])
  })
})
