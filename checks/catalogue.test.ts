import { describe, expect, it } from 'vitest'
import { testDatabase } from '../src/platform/db/testkit/index.ts'

/**
 * Law 2 of the house, read from the catalogue of the database itself: the jurisdiction leads every key of every operational table,
 * row-level security is on, and what is shared says so.
 */
const t = testDatabase()

type Table = {
  name: string
  purpose: string | null
  secured: boolean
  forced: boolean
  policies: number
  columns: string[]
}
type Key = {
  table: string
  name: string
  kind: 'p' | 'u' | 'f' | 'x'
  columns: string[]
  target: string | null
  targetColumns: string[] | null
}

const OWN = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg_temp%'`

const tables = () =>
  t.asOwner<Table>(`select c.oid::regclass::text as name, obj_description(c.oid) as purpose, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies,
      (select array_agg(attname::text order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and ${OWN} order by 1`)

const keys = () =>
  t.asOwner<Key>(`select conrelid::regclass::text as table, conname as name, contype as kind,
      array(select attname::text from unnest(conkey) with ordinality k(num, place) join pg_attribute on attrelid = conrelid and attnum = num order by place) as columns,
      nullif(confrelid, 0)::regclass::text as target,
      array(select attname::text from unnest(confkey) with ordinality k(num, place) join pg_attribute on attrelid = confrelid and attnum = num order by place) as "targetColumns"
    from pg_constraint join pg_class c on c.oid = conrelid join pg_namespace n on n.oid = c.relnamespace where contype in ('p', 'u', 'f', 'x') and ${OWN}`)

const isCatalogue = (table: Table) => table.purpose?.startsWith('catalogue: ') ?? false

describe('the tables of the house', () => {
  it('are either catalogues that say what for, or operational tables led by the jurisdiction', async () => {
    const all = await tables()
    expect(all.length).toBeGreaterThan(10)
    const homeless = all.filter((table) => !isCatalogue(table) && table.columns[0] !== 'jurisdiction')
    expect(homeless.map((table) => table.name)).toEqual([])
  })

  it('have row-level security, forced on the owner too', async () => {
    const open = (await tables()).filter(
      (table) => !isCatalogue(table) && !(table.secured && table.forced && table.policies >= 4),
    )
    expect(open.map((table) => table.name)).toEqual([])
  })

  it('have keys that begin with the jurisdiction, and exclusion constraints that contain it', async () => {
    const operational = new Set((await tables()).filter((table) => !isCatalogue(table)).map((table) => table.name))
    const wrong = (await keys()).filter((key) => {
      if (!operational.has(key.table)) return false
      if (key.kind === 'x') return !key.columns.includes('jurisdiction')
      if (key.kind === 'f' && !operational.has(key.target ?? '')) return false
      return key.columns[0] !== 'jurisdiction' || (key.kind === 'f' && key.targetColumns?.[0] !== 'jurisdiction')
    })
    expect(wrong.map((key) => `${key.table}.${key.name} (${key.columns})`)).toEqual([])
  })

  it('each have a primary key', async () => {
    const keyed = new Set((await keys()).filter((key) => key.kind === 'p').map((key) => key.table))
    expect((await tables()).filter((table) => !keyed.has(table.name)).map((table) => table.name)).toEqual([])
  })

  it('are unique only within a jurisdiction: no unique index forgets it', async () => {
    const operational = new Set((await tables()).filter((table) => !isCatalogue(table)).map((table) => table.name))
    const indexes = await t.asOwner<{
      table: string
      name: string
      first: string | null
    }>(`select indrelid::regclass::text as table, indexrelid::regclass::text as name,
      (select attname::text from pg_attribute where attrelid = indrelid and attnum = indkey[0]) as first from pg_index where indisunique`)
    expect(
      indexes
        .filter((index) => operational.has(index.table) && index.first !== 'jurisdiction')
        .map((index) => index.name),
    ).toEqual([])
  })

  it('rely on no sequence for order', async () => {
    const sequences = await t.asOwner<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind = 'S' and ${OWN}`,
    )
    expect(sequences).toEqual([])
  })

  it('cannot be altered, emptied or bypassed by the application', async () => {
    const [role] = await t.asOwner<{ super: boolean; bypass: boolean; create: boolean }>(
      `select rolsuper as super, rolbypassrls as bypass, rolcreaterole as create from pg_roles where rolname = 'yike_app'`,
    )
    expect(role).toEqual({ super: false, bypass: false, create: false })
    const owned = await t.asOwner<{ n: number }>(
      `select count(*)::int n from pg_class where relowner = 'yike_app'::regrole`,
    )
    expect(owned).toEqual([{ n: 0 }])
    const truncated = (await tables()).map((table) => table.name)
    const rights = await t.asOwner<{ name: string }>(
      `select name from unnest($1::text[]) name where has_table_privilege('yike_app', name, 'truncate')`,
      [truncated],
    )
    expect(rights).toEqual([])
  })
})
