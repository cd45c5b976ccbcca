import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/app/features.ts'
import { seedEvaluation } from '../src/contexts/evaluation/index.ts'
import { loadPaper, seedPlan } from '../src/contexts/plan/index.ts'
import { ledgerRegisters, syncLibrary } from '../src/contexts/statistics/index.ts'
import { seedTerritory } from '../src/contexts/territory/index.ts'
import { today } from '../src/kernel/dates.ts'
import { newId } from '../src/kernel/ids.ts'
import { clientConfig, EMBEDDED_SUPERUSER, systemActor } from '../src/platform/db/index.ts'
import { testDatabase } from '../src/platform/db/testkit/index.ts'
import { type AnyRoute, buildServer } from '../src/platform/http/index.ts'
import {
  addJurisdiction,
  authenticator,
  identityConfig,
  ROLES,
  seedDemoAccounts,
} from '../src/platform/identity/index.ts'
import {
  type Caller,
  CHEAP,
  callerHeaders,
  login,
  matrix,
  seedOf,
  seedRoles,
  VISITOR,
} from '../src/platform/identity/testkit.ts'
import { NO_ID, sampleOf } from '../src/platform/identity/testsample.ts'
import { openKeys } from '../src/platform/journal/index.ts'

/**
 * Nobody reads or writes outside their scope: every role of the neighbouring county asks every route for what belongs to this county,
 * with the real ids of its rows, and so does a worker of one town for what belongs to another. Made from the list of routes and the
 * list of tables; a new route or table is covered by being there.
 */
const COUNTY = '532622'
const NEIGHBOUR = '532623'
const OTHER_TOWN = '532622102000'
const MARK = '外镇标记专用名称'

const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-scope-'))
const config = identityConfig(COUNTY, { cost: CHEAP })
const all: AnyRoute[] = routes({ identity: config, keys: openKeys(folder), folder })
let server: FastifyInstance
const neighbours = new Map<Caller, Record<string, string>>()
let own: Record<string, string>
let worker: Record<string, string>

type Table = { name: string; columns: string[]; uuids: string[]; texts: string[] }
let tables: Table[]
/** Ids of rows of the county, table by table, and every uuid in any of its rows. */
const idsOf = new Map<string, string[]>()
const uuids = new Set<string>()
/** Sentences that stand only in the county's rows. */
const sentences: string[] = []
const codes = new Set<string>()

let owner: pg.Client
const rows = async <R>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as R[]

beforeAll(async () => {
  owner = new pg.Client(
    clientConfig({ ...(t.address as { socket: string; database: string }), user: EMBEDDED_SUPERUSER }, null),
  )
  await owner.connect()
  server = await buildServer({ db: t.db, routes: all, authenticate: authenticator(t.db, config), version: '0.0.0' })
  await addJurisdiction(t.db, { code: '532600', name: '文山州' })
  await seedRoles(t.db, COUNTY, '砚山县')
  await seedRoles(t.db, NEIGHBOUR, '西畴县')
  const unit = { name: '江那镇人民政府', kind: 'township', region: '532622101' } as const
  await seedDemoAccounts(t.db, COUNTY, [seedOf('town', ['township_worker'], { unit })], CHEAP)
  const day = today(Date.now())
  await seedTerritory(t.db, day)
  await syncLibrary(t.db)
  await seedLedgers()
  await seedPlan(t.db, { county: COUNTY, prefecture: '532600' })
  await seedEvaluation(t.db, COUNTY, day)
  await t.db.write(systemActor('test', NEIGHBOUR), (tx) =>
    loadPaper(tx, {
      name: '邻县方案',
      text: '西畴县助餐服务行动方案\n\n到2027年，老年食堂达到40个。（责任单位：县民政局）',
    }),
  )
  for (const caller of [...ROLES, VISITOR] as Caller[])
    neighbours.set(caller, await callerHeaders(server, caller, NEIGHBOUR))
  own = await login(server, 'planner', COUNTY)
  worker = await login(server, 'town', COUNTY)
  await gather()
}, 240_000)
afterAll(async () => {
  await owner.end()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One row of another town in every ledger. */
async function seedLedgers(): Promise<void> {
  for (const { name, columns } of ledgerRegisters) {
    const value = { integer: 1, decimal: 1, boolean: true, date: '2026-01-31', month: '2026-01', region: OTHER_TOWN }
    const fields = Object.fromEntries(
      columns.map(({ key, type }) => [key, (value as Record<string, unknown>)[type] ?? MARK]),
    )
    await rows(
      `with row as (insert into statistics.ledger_row (jurisdiction, ledger, key, revision, region, as_of, fields, recorded_by, recorded_at)
         values ('${COUNTY}', $1, $2, 1, '${OTHER_TOWN}', '2026-01-31', $3, 'test', now()) returning *)
       insert into statistics.ledger_head (jurisdiction, ledger, key, revision) select jurisdiction, ledger, key, revision from row`,
      [name, `${MARK}|${OTHER_TOWN}`, JSON.stringify({ ...fields, region: OTHER_TOWN })],
    )
  }
}

/** Collects what belongs to the county and to nobody else. */
async function gather(): Promise<void> {
  tables = await rows<Table>(`select c.oid::regclass::text name, array_agg(a.attname::text) columns,
      coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'uuid'::regtype), '{}') uuids,
      coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'text'::regtype and a.attname <> 'jurisdiction'), '{}') texts
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
    group by c.oid having bool_or(a.attname = 'jurisdiction') order by 1`)
  const catalogues = new Set(
    (
      await rows<{ n: string }>(
        `select c.oid::regclass::text n from pg_class c where obj_description(c.oid) like 'catalogue: %'`,
      )
    ).map((row) => row.n),
  )
  tables = tables.filter((table) => !catalogues.has(table.name))
  for (const { name, columns, uuids: ids, texts } of tables) {
    const key = columns.includes('id') && ids.includes('id') ? 'id' : ids[0]
    for (const column of ids) {
      const found = await rows<{ id: string }>(
        `select distinct "${column}" id from ${name} where jurisdiction = '${COUNTY}' and "${column}" is not null`,
      )
      for (const { id } of found) uuids.add(id)
      if (column === key)
        idsOf.set(
          name,
          found.slice(0, 3).map((row) => row.id),
        )
    }
    for (const column of texts) {
      if (column === 'code') {
        for (const { code } of await rows<{ code: string }>(
          `select code from ${name} where jurisdiction = '${COUNTY}' limit 2`,
        ))
          codes.add(code)
      }
      // Where a rule comes from is no fact of the county.
      if (column === 'source') continue
      // The longest is the most distinctive one.
      const [row] = await rows<{ words: string }>(
        `select left("${column}", 60) words from ${name} x where jurisdiction = '${COUNTY}' and "${column}" ~ '[一-龥]{5}'
           and not exists (select from ${name} y where y.jurisdiction <> '${COUNTY}' and y."${column}" = x."${column}") order by length("${column}") desc limit 1`,
      )
      if (row !== undefined) sentences.push(row.words)
    }
  }
  // What the government above issued is read by all below it, and named in what they make of it.
  for (const { name, columns, uuids: ids } of tables) {
    if (!columns.includes('id') || !ids.includes('id')) continue
    for (const { id } of await rows<{ id: string }>(`select id from ${name} where jurisdiction <> '${COUNTY}'`))
      uuids.delete(id)
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** How a row says whose it is; the list of governments and the home of this installation say it, too. */
const OF_THE_COUNTY = `"jurisdiction":"${COUNTY}"`
const PUBLIC_PLACES = new Set(['/api/jurisdictions', '/api/session'])

/** What of the county stands in an answer that was not in the question. */
function leaks(body: string, asked: string): string[] {
  const ids = [...new Set(body.match(UUID) ?? [])].filter((id) => uuids.has(id) && !asked.includes(id))
  return [...ids, ...[...sentences, OF_THE_COUNTY].filter((words) => body.includes(words))]
}

/** Tables whose name stands in an address, first; then all others. */
function tablesFor(url: string): string[] {
  const score = ({ name }: Table) => {
    const word = name.split('.')[1]!.replaceAll('_', '-')
    return url.split('/').some((part) => part === `${word}s` || part === word)
      ? 2
      : url.includes(word.split('-')[0]!)
        ? 1
        : 0
  }
  return tables
    .filter(({ name }) => idsOf.get(name)?.length)
    .toSorted((a, b) => score(b) - score(a))
    .map(({ name }) => name)
}

/** Values for one parameter of an address: real ones of the county. `wide` asks for an id of every table. */
function valuesOf(name: string, route: AnyRoute, wide: boolean): string[] {
  if (['lane', 'position', 'z', 'x', 'y'].includes(name)) return ['0']
  if (name === 'layer') return ['facilities', 'regions', 'streets']
  if (name === 'name') return [...ledgerRegisters.map((each) => each.name).slice(0, 2), 'facility', 'bundle.zip']
  if (name === 'code') return [...codes, '532622101000', 'childcare.places-per-1000']
  if (name === 'register') return ['facility']
  const from = tablesFor(route.url)
  return (wide ? from : from.slice(0, 3)).flatMap((table) => idsOf.get(table)!.slice(0, wide ? 1 : 2))
}

function pathsOf(route: AnyRoute, wide: boolean): string[] {
  let paths = [route.url]
  for (const [place, [part, name = '']] of [...route.url.matchAll(/:(\w+)/g)].entries()) {
    // What follows the first id stands inside it: every pair of tables would be thousands of addresses.
    paths = paths.flatMap((path) =>
      valuesOf(name, route, wide && place === 0).map((value) => path.replace(part, encodeURIComponent(value))),
    )
  }
  return wide ? paths : paths.slice(0, 6)
}

type Schema = { properties?: Record<string, { format?: string; pattern?: string; type?: string }>; required?: string[] }

/** Ways to ask a route for the other county's things. */
function queriesOf(route: AnyRoute): string[] {
  const schema = (route.query ?? {}) as Schema
  const must = new URLSearchParams()
  for (const [name, value] of Object.entries((route.query === undefined ? {} : sampleOf(route.query)) as object))
    must.append(name, String(value))
  const plain = new URLSearchParams(must)
  plain.set('jurisdiction', COUNTY)
  const queries = [plain]
  for (const [name, { format, pattern }] of Object.entries(schema.properties ?? {})) {
    const query = new URLSearchParams(must)
    if (format === 'uuid') query.set(name, idsOf.get(tablesFor(`/${name}s`)[0]!)![0]!)
    else if (name === 'region' || name === 'within' || name === 'county')
      query.set(name, pattern?.includes('{12}') ? `${COUNTY}000000` : COUNTY)
    else if (name === 'reach' || name === 'under') query.set(name, '5326')
    else if (name === 'q') query.set(name, '养老')
    else if (name === 'indicator') query.set(name, 'childcare.places-per-1000')
    else continue
    queries.push(query)
  }
  return queries.map(String)
}

/** Calls every reading route a caller may use and returns what came back of the county, by route. */
async function walk(
  caller: Caller,
  headers: Record<string, string>,
  wide: boolean,
): Promise<{ calls: number; found: Map<string, string[]> }> {
  const found = new Map<string, string[]>()
  let calls = 0
  for (const cell of matrix(all, [caller])) {
    const { route, method, url, allowed } = cell
    if (!allowed || method !== 'GET' || url.startsWith('/api/public/') || url.startsWith('/api/session/oidc')) continue
    for (const path of pathsOf(route, wide)) {
      for (const query of path === url ? queriesOf(route) : queriesOf(route).slice(0, 1)) {
        const answer = await server.inject({ url: `${path}?${query}`, headers })
        calls++
        if (answer.statusCode >= 500) found.set(url, [`${path}?${query}: ${answer.statusCode}`])
        const told = answer.statusCode === 200 && !PUBLIC_PLACES.has(url) ? leaks(answer.body, `${path}?${query}`) : []
        if (told.length > 0) found.set(url, [...(found.get(url) ?? []), `${path}?${query}: ${told.slice(0, 3)}`])
      }
    }
  }
  return { calls, found }
}

/** A real id of the county wherever a sample has one that nothing has. */
const realIds = (value: unknown, id: string) => JSON.parse(JSON.stringify(value).replaceAll(NO_ID, id)) as object

function commandOf(route: AnyRoute, path: string, id: string): InjectOptions {
  const body = route.body === undefined ? {} : realIds(sampleOf(route.body), id)
  const base = { method: route.method, url: `${path}?${queriesOf(route)[0]}` } as const
  if (!route.upload) return route.body === undefined ? base : { ...base, payload: body }
  const parts = [
    `--x\r\nContent-Disposition: form-data; name="input"\r\n\r\n${JSON.stringify(body)}\r\n`,
    `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n佐证\r\n--x--\r\n`,
  ]
  return { ...base, payload: parts.join(''), headers: { 'content-type': 'multipart/form-data; boundary=x' } }
}

const faults: string[] = []

/** Sends every command a caller may give, about things of the county. */
async function commandAll(
  caller: Caller,
  headers: Record<string, string>,
  ids: (route: AnyRoute) => string[],
): Promise<number> {
  let calls = 0
  for (const { route, url, method, allowed } of matrix(all, [caller])) {
    // Signing in and out is about the caller's own account.
    if (!allowed || route.kind === 'read' || method === 'GET' || url.startsWith('/api/session')) continue
    const about = url.includes(':') || JSON.stringify(route.body ?? {}).includes('uuid') ? ids(route) : [NO_ID]
    for (const [index, id] of about.entries()) {
      const path = pathsOf(route, false)[index % pathsOf(route, false).length]!.replaceAll(UUID, id)
      const { headers: more, ...command } = commandOf(route, path, id)
      const answer = await server.inject({ ...command, headers: { ...headers, 'idempotency-key': newId(), ...more } })
      calls++
      if (answer.statusCode >= 500) faults.push(`${caller} ${method} ${path}: ${answer.body}`)
    }
  }
  return calls
}

/** Every row of the county, table by table: how many, and by which transactions they were written. */
async function state(): Promise<Record<string, string>> {
  const each = tables.map(
    ({ name }) =>
      `select '${name}' name, count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) "is" from ${name} where jurisdiction = '${COUNTY}'`,
  )
  const found = await rows<{ name: string; is: string }>(each.join(' union all '))
  return Object.fromEntries(found.map((row) => [row.name, row.is]))
}

describe('the neighbouring county', () => {
  it('has things of this county to look for', async () => {
    expect([...idsOf.values()].filter((ids) => ids.length > 0).length).toBeGreaterThan(30)
    expect(sentences.length).toBeGreaterThan(40)
    // The same walk finds them for somebody who may: the search is not blind.
    const { found } = await walk('planner', own, false)
    expect(found.size).toBeGreaterThan(25)
  })

  it('reads nothing of it through any route, whoever asks and by whatever id', async () => {
    const told: string[] = []
    let calls = 0
    for (const [caller, headers] of neighbours) {
      const walked = await walk(caller, headers, caller === 'planner')
      calls += walked.calls
      for (const [url, places] of walked.found) told.push(`${caller} ${url} → ${places[0]}`)
    }
    expect(told).toEqual([])
    expect(calls).toBeGreaterThan(1000)
  }, 300_000)

  it('is told nothing of its journal', async () => {
    const answer = await server.inject({
      url: `/api/journal/verification?jurisdiction=${COUNTY}`,
      headers: neighbours.get('auditor')!,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'access.scope'])
  })

  it('changes nothing of it by any command', async () => {
    const before = await state()
    let calls = 0
    for (const [caller, headers] of neighbours) {
      calls += await commandAll(caller, headers, (route) =>
        tablesFor(route.url)
          .slice(0, 2)
          .map((table) => idsOf.get(table)![0]!),
      )
    }
    expect(await state()).toEqual(before)
    expect(faults).toEqual([])
    expect(calls).toBeGreaterThan(150)
  }, 300_000)
})

describe('a worker of one town', () => {
  it('sees no ledger row of another town, and the county sees it', async () => {
    const shown = async (headers: Record<string, string>) => {
      const seen: string[] = []
      for (const { route, url, allowed } of matrix(all, ['township_worker'])) {
        if (!allowed || route.method !== 'GET' || !url.includes(':name')) continue
        for (const { name } of ledgerRegisters) {
          const answer = await server.inject({ url: `${url.replace(':name', name)}?format=csv`, headers })
          if (answer.body.includes(MARK)) seen.push(`${url} ${name}`)
        }
      }
      return seen
    }
    expect(await shown(worker)).toEqual([])
    expect((await shown(own)).length).toBeGreaterThan(ledgerRegisters.length)
  })

  it('changes nothing of other towns and of tasks it has no part in', async () => {
    const [{ tasks }] = (await rows<{ tasks: string[] }>(
      `select array_agg(id) tasks from (select t.id from plan.task t where jurisdiction = '${COUNTY}' and not exists (
         select from plan.task_unit u where u.jurisdiction = t.jurisdiction and u.task = t.id and u.unit_name ~ '乡|镇') limit 2) x`,
    )) as [{ tasks: string[] }]
    const [{ facilities }] = (await rows<{ facilities: string[] }>(
      `select array_agg(code) facilities from (select distinct f.code from territory.facility f join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id
         where f.jurisdiction = '${COUNTY}' and v.region not like '532622101%' limit 2) x`,
    )) as [{ facilities: string[] }]
    codes.clear()
    for (const code of facilities) codes.add(code)
    const before = await state()
    await commandAll('township_worker', worker, (route) => [
      ...tasks,
      ...tablesFor(route.url)
        .filter((table) => !table.includes('task'))
        .slice(0, 3)
        .map((table) => idsOf.get(table)![0]!),
    ])
    const after = await state()
    // What a person does with their own sessions, keys and devices is theirs.
    const changed = Object.keys(after).filter(
      (name) => after[name] !== before[name] && !/^((identity|http|journal)\.|sync\.(device|batch)$)/.test(name),
    )
    expect(changed).toEqual([])
  })
})
