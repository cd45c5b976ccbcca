import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import pg from 'pg'
import { openApplication, openCore } from '../src/app/application.ts'
import { openInstallation } from '../src/app/installation.ts'
import { ROOMS } from '../src/app/rooms.ts'
import { refreshTargets } from '../src/contexts/plan/index.ts'
import { LIBRARY, syncLibrary } from '../src/contexts/statistics/index.ts'
import { addDays, today } from '../src/kernel/dates.ts'
import { clientConfig, EMBEDDED_SUPERUSER, migrate, systemActor } from '../src/platform/db/index.ts'
import { addJurisdiction, seedDemoAccounts } from '../src/platform/identity/index.ts'

/**
 * What the targets page costs a province: 170 counties, 17 prefectures and the province itself with 54 targets in force each, two
 * years of monthly figures, asked over HTTP by the province's planner. First with 17 counties, then with 170, by one client and by
 * eight, 200 requests each after warming up. Takes about three minutes.
 */

const PROVINCE = '530000'
const TARGETS = 54
const MONTHS = 24
const REQUESTS = 200
const WARM_UP = 20
const SIZES = [17, 170]
const CLIENTS = [1, 8]
const PASSWORD = 'walnut-river-71'

type Order = { port: number; cookie: string; path: string; clients: number }
type Answer = { ms: number[]; bytes: number; statements: number; databaseBytes: number }

/** One request over a kept connection: its time to the last byte, its size, and what the server says it cost. */
function ask(agent: Agent, order: Order): Promise<{ ms: number; bytes: number; timing: string }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const { port, cookie, path } = order
    request({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`))
        resolve({ ms: performance.now() - began, bytes, timing: String(response.headers['server-timing'] ?? '') })
      })
    })
      .on('error', reject)
      .end()
  })
}

const number = (name: string, timing: string) => Number(new RegExp(`${name};desc="(\\d+)"`).exec(timing)?.[1] ?? 0)

async function load(order: Order): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.clients })
  const answer: Answer = { ms: [], bytes: 0, statements: 0, databaseBytes: 0 }
  let left = WARM_UP + REQUESTS
  const client = async () => {
    while (left > 0) {
      const measured = left-- <= REQUESTS
      const { ms, bytes, timing } = await ask(agent, order)
      if (!measured) continue
      answer.ms.push(ms)
      answer.bytes = bytes
      answer.statements = Math.max(answer.statements, number('statements', timing))
      answer.databaseBytes = number('bytes', timing)
    }
  }
  await Promise.all(Array.from({ length: order.clients }, client))
  agent.destroy()
  return answer
}

/** The clients run in a thread of their own, so that they and the server do not wait for each other. */
function loadFromOutside(order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: order })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const JURISDICTIONS = `jurisdiction as (
  select '53' || lpad(((n - 1) / 10 + 1)::text, 2, '0') || (21 + (n - 1) % 10)::text code from generate_series(1, $1::int) n
  union select '53' || lpad(((n - 1) / 10 + 1)::text, 2, '0') || '00' from generate_series(1, $1::int) n
  union select '${PROVINCE}')`
const NEW = `${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.plan p where p.jurisdiction = code))`

/** Indicators of the 54 targets: those that are read on a day, as most targets of a plan are. */
const CODES = LIBRARY.filter((each) => each.window === 'at')
  .slice(0, TARGETS)
  .map(({ code, unit, name }) => ({ code, unit, name: name.zh }))

const target = (n: string) => `md5(j || 'target' || ${n})::uuid`

/** Plans, targets with ladders, clauses and decisions, and the observed series, by statements over whole sets. */
const SEED = [
  `with ${NEW} insert into plan.document (jurisdiction, id, title, number, record_paper, created_at)
    select j, md5(j || 'doc')::uuid, j || '生活性服务业补短板行动方案', '政办发〔2022〕1号', md5(j || 'paper')::uuid, now() from new`,
  `with ${NEW} insert into plan.paper (jurisdiction, id, document, name, format, sha256, size, text, reading, fingerprint, complete, notes, similarity, read_ms, uploaded_by, uploaded_at)
    select j, md5(j || 'paper')::uuid, md5(j || 'doc')::uuid, '行动方案.txt', 'txt', md5(j), 20000, repeat('到2025年，全面建成生活服务体系。', 600), '{}', '{}', true, '[]', 1, 20, 'bench', now() from new`,
  `with ${NEW} insert into plan.plan (jurisdiction, id, series, version, document, paper, title, number, period_from, period_to, state, created_by, created_at, taken_force_at, taken_force_on)
    select j, md5(j || 'plan')::uuid, md5(j || 'plan')::uuid, 1, md5(j || 'doc')::uuid, md5(j || 'paper')::uuid, j || '生活性服务业补短板行动方案', '政办发〔2022〕1号',
      '2022-01-01', '2027-12-31', 'in-force', 'bench', now(), now(), '2022-06-01' from new`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.target t where t.jurisdiction = code)),
      code as (select ordinality n, value ->> 'code' code, value ->> 'unit' unit, value ->> 'name' name from jsonb_array_elements($2::jsonb) with ordinality)
    insert into plan.target (jurisdiction, plan, id, seq, read_id, clause, quote, span_start, span_end, indicator, printed, printed_key, kind, comparator, value, unit, deadline, units, state, revision, reading)
    select j, md5(j || 'plan')::uuid, ${target('n')}, n, 't' || n, '二（' || n || '）', '到2025年，' || name || '达到' || (50 + n) || unit || '以上，并在此基础上持续提升服务质量和覆盖水平。',
      n * 100, n * 100 + 40, code, name, name, 'target', case when n % 7 = 0 then '<=' else '>=' end, 50 + n, unit, '2027-12-31',
      (array['县卫生健康局', '县民政局', '县教育体育局', '县发展改革局', '县人力资源社会保障局'])[1 + n % 5 : 2 + n % 5], 'confirmed', 1, '{}' from new, code`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.rung r where r.jurisdiction = code))
    insert into plan.rung (jurisdiction, target, due, comparator, value, source)
    select t.jurisdiction, t.id, make_date(2022 + k, 12, 31), t.comparator, t.value - 5 + k, t.id from new join plan.target t on t.jurisdiction = j, generate_series(1, 5) k`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.decision d where d.jurisdiction = code))
    insert into plan.decision (jurisdiction, subject, revision, plan, subject_kind, act, decided_by, decided_at)
    select t.jurisdiction, t.id, 1, t.plan, 'target', 'accept', 'bench', now() from new join plan.target t on t.jurisdiction = j`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.lineage l where l.jurisdiction = code) and code <> '${PROVINCE}')
    insert into plan.lineage (jurisdiction, plan, id, target, upper, indicator, printed, relation)
    select t.jurisdiction, t.plan, md5(t.id::text || 'line')::uuid, t.id, jsonb_build_object('target', t.id, 'printed', t.printed, 'value', t.value), t.indicator, t.printed, 'inherited' from new join plan.target t on t.jurisdiction = j`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from plan.issued i where i.jurisdiction = code))
    insert into plan.issued (jurisdiction, plan, series, version, title, taken_force_on, targets)
    select p.jurisdiction, p.id, p.series, 1, p.title, p.taken_force_on, (select jsonb_agg(jsonb_build_object('target', t.id, 'printed', t.printed, 'value', t.value)) from plan.target t where t.jurisdiction = j)
    from new join plan.plan p on p.jurisdiction = j`,
  `with ${JURISDICTIONS}, new as (select code j from jurisdiction where not exists (select from statistics.observation o where o.jurisdiction = code))
    insert into statistics.observation (jurisdiction, id, indicator, indicator_version, region, as_of, revision, value, low, high, unknown, inputs, source, recorded_at)
    select t.jurisdiction, gen_random_uuid(), t.indicator, 1, t.jurisdiction || '000000', (date_trunc('month', $2::date) - make_interval(months => m) - interval '1 day')::date,
      1, t.value - 6 + (${MONTHS} - m) * 0.3 + t.seq % 5 - hashtext(t.jurisdiction) % 3, null, null, case when t.seq % 9 = 0 then 2 else 0 end,
      '{"persons": 120, "places": 400}', 'registers', now()
    from new join plan.target t on t.jurisdiction = j, generate_series(0, ${MONTHS - 1}) m where t.seq % 11 <> 0`,
]

async function seed(client: pg.Client, counties: number, day: string): Promise<void> {
  await client.query('begin')
  for (const text of SEED) {
    const second = text.includes('jsonb_array_elements($2') ? [JSON.stringify(CODES)] : text.includes('$2') ? [day] : []
    await client.query(text, [counties, ...second])
  }
  await client.query('commit')
}

/** The requests of the page and what they are called in the table. */
async function requests(client: pg.Client, get: (path: string) => Promise<Record<string, unknown>>, day: string) {
  const first = (await get('/api/plan/targets')) as { next: string; summary: { total: number } }
  const [county] = (
    await client.query<{ jurisdiction: string; id: string }>(
      `select jurisdiction, id from plan.target where right(jurisdiction, 2) <> '00' and seq = 7 order by 1 desc limit 1`,
    )
  ).rows
  const { openapi } = { openapi: (await get('/api/openapi.json')) as { paths: Record<string, unknown> } }
  const past = addDays(day, -200)
  const { jurisdiction, id } = county!
  return {
    total: first.summary.total,
    list: [
      ['console, own targets: numbers', `/api/plan/targets?jurisdiction=${PROVINCE}&limit=1`],
      ['console, own targets: first page', `/api/plan/targets?jurisdiction=${PROVINCE}&limit=100&summary=false`],
      ['console, all below: numbers', '/api/plan/targets?reach=53&limit=1'],
      ['console, all below: first page', '/api/plan/targets?reach=53&limit=100&summary=false'],
      ['summary and first page', '/api/plan/targets'],
      ['first page of 500', '/api/plan/targets?limit=500'],
      ['next page', `/api/plan/targets?summary=false&cursor=${first.next}`],
      ['behind only', '/api/plan/targets?state=behind'],
      ['one family', `/api/plan/targets?family=${LIBRARY.find(({ code }) => code === CODES[6]!.code)!.families[0]}`],
      ['words searched', `/api/plan/targets?q=${encodeURIComponent('托位')}`],
      ['one county', `/api/plan/targets?jurisdiction=${jurisdiction}`],
      ['one county, 200 days ago', `/api/plan/targets?jurisdiction=${jurisdiction}&asOf=${past}`],
      ['one target', `/api/plan/targets/${id}`],
      ...Object.keys(openapi.paths)
        .filter((path) => /cockpit/.test(path) && !path.includes('{'))
        .map((path) => [`cockpit ${path}`, path]),
    ] as [string, string][],
  }
}

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-targets-'))
  const installation = await openInstallation({ folder })
  try {
    await migrate(installation.owner, ROOMS)
    const core = await openCore(installation)
    const address = { ...(installation.owner as { socket: string; database: string }), user: EMBEDDED_SUPERUSER }
    const client = new pg.Client(clientConfig(address, null))
    // The error that ends the bench is worth reading, not the closed connection that follows it.
    client.on('error', () => undefined)
    await client.connect()
    await syncLibrary(core.db)
    await addJurisdiction(core.db, { code: PROVINCE, name: '云南省' })
    await seedDemoAccounts(core.db, PROVINCE, [
      { username: 'planner', name: '省发改委', password: PASSWORD, roles: ['planner'] },
    ])
    const application = await openApplication(core, {
      version: '0.0.0',
      background: false,
      identity: { home: PROVINCE },
    })
    await application.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = application.server.server.address() as AddressInfo
    const day = today(Date.now())
    const signIn = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'x-yike': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ jurisdiction: PROVINCE, username: 'planner', password: PASSWORD }),
    })
    const cookie = signIn.headers.getSetCookie()[0]!.split(';')[0]!
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Record<string, unknown>
    }

    console.log(
      '| counties | targets | request | statements | bytes from the database | bytes answered | server thread busy, ms | clients | p50, ms | p95, ms |',
    )
    console.log('|---|---|---|---|---|---|---|---|---|---|')
    for (const counties of SIZES) {
      const began = performance.now()
      await seed(client, counties, day)
      await client.query('analyze')
      const { rows } = await client.query<{ code: string }>(
        'select jurisdiction code from plan.plan p where not exists (select from plan.target_state s where s.jurisdiction = p.jurisdiction)',
      )
      for (const { code } of rows) await core.db.write(systemActor('bench', code), (tx) => refreshTargets(tx))
      await client.query('vacuum analyze')
      await client.query('checkpoint')
      console.error(`${counties} counties seeded and judged in ${((performance.now() - began) / 1000).toFixed(1)} s`)
      const { total, list } = await requests(client, get, day)
      for (const [name, path] of list) {
        for (const clients of CLIENTS) {
          const before = process.threadCpuUsage()
          const answer = await loadFromOutside({ port, cookie, path, clients })
          const { user, system } = process.threadCpuUsage(before)
          const busy = ((user + system) / 1000 / (WARM_UP + REQUESTS)).toFixed(1)
          const sorted = answer.ms.toSorted((a, b) => a - b)
          const times = [0.5, 0.95].map((share) => percentile(sorted, share).toFixed(0)).join(' | ')
          console.log(
            `| ${counties} | ${total} | ${name} | ${answer.statements} | ${answer.databaseBytes} | ${answer.bytes} | ${busy} | ${clients} | ${times} |`,
          )
        }
      }
    }
    await application.stop()
    await client.end()
    await core.stop()
  } finally {
    await installation.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (isMainThread) await main()
else parentPort!.postMessage(await load(workerData as Order))
