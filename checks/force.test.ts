import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fill, prepare } from '../src/app/first-start.ts'
import { loadPaper, takeForce } from '../src/contexts/plan/index.ts'
import { setParent } from '../src/contexts/plan/lineage/commands.ts'
import { acceptUndoubted, decideOnTarget, decideOnTask, settleDoubt } from '../src/contexts/plan/plans/commands.ts'
import { planPage } from '../src/contexts/plan/plans/views.ts'
import { newId } from '../src/kernel/ids.ts'
import {
  type Address,
  clientConfig,
  type Database,
  EMBEDDED_SUPERUSER,
  type EmbeddedServer,
  openDatabase,
  startEmbedded,
  systemActor,
  type Tx,
} from '../src/platform/db/index.ts'
import { addJurisdiction, seedDemoAccounts } from '../src/platform/identity/index.ts'
import { CHEAP, seedOf, TEST_PASSWORD } from '../src/platform/identity/testkit.ts'
import { openKeys, verifyJournal } from '../src/platform/journal/index.ts'

/**
 * The real program on a real PostgreSQL that syncs its commits, killed the hard way twenty times while one or two plans take force, at
 * moments spread over the time it takes: the program in eight rounds, PostgreSQL in twelve. Afterwards every one of the plans is
 * wholly in force or wholly not.
 */
const ROUNDS = 20
/** Plans that take force in a round. */
const inRound = (round: number): number => (round % 5 === 0 ? 2 : 1)
const PLANS = Array.from({ length: ROUNDS }, (_, round) => inRound(round)).reduce((a, b) => a + b)
/** Rounds in which PostgreSQL dies instead of the program. */
const DATABASE_DIES = new Set([1, 2, 4, 6, 7, 9, 11, 12, 14, 16, 17, 19])
const COUNTY = '532622'
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'yike-force-'))

let postgres: EmbeddedServer
let owner: Address
let db: Database
const children = new Set<ChildProcess>()
let cookie: string
let plans: string[]

/** Words of no meaning that no other paper of the test has: papers that say almost the same would count as copies of one. */
const TOPICS = [...'全争甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒']
const own = (topic: string) =>
  Array.from({ length: 600 }, (_, n) =>
    String.fromCodePoint(0x4e00 + (((TOPICS.indexOf(topic) * 600 + n) * 7919) % 20_011)),
  ).join('')

const paper = (topic: string, at: string) => `${at}人民政府办公室文件

${at}政办发〔2023〕9号

${at}${topic}服务业行动方案（2023—2025年）

${own(topic)}

一、行动目标

到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.5个，养老机构护理型床位占比达到55%以上。

二、主要任务

（一）发展托育服务。2023年底前，每千人口拥有3岁以下婴幼儿托位数达到3.5个。（责任单位：县卫生健康局）

（二）完善养老设施。各乡（镇）建成1个以上乡镇（社区）医养结合示范机构。（责任单位：县民政局）
`

/** Loads a paper and settles everything that keeps it from taking force. */
async function ready(tx: Tx, topic: string, at: string): Promise<string> {
  const { plan } = await loadPaper(tx, { name: `${topic}.txt`, text: paper(topic, at) })
  const page = (await planPage(tx, plan!))!
  for (const doubt of page.doubts)
    if (doubt.subjectKind === 'paper') await settleDoubt(tx, doubt.id, { outcome: 'accepted' })
  for (const each of page.targets)
    if (each.open > 0 && each.dupOf === null) await decideOnTarget(tx, each.id, { act: 'accept', revision: 0 })
  for (const each of page.tasks) if (each.open > 0) await decideOnTask(tx, each.id, { act: 'accept', revision: 0 })
  await acceptUndoubted(tx, plan!)
  return plan!
}

beforeAll(async () => {
  postgres = await startEmbedded({ folder: join(folder, 'postgres') })
  const { socket } = postgres
  const admin = new pg.Client(clientConfig({ socket, database: 'postgres', user: EMBEDDED_SUPERUSER }, null))
  await admin.connect()
  await admin.query('create role yike_owner login createrole')
  await admin.query('create database yike owner yike_owner')
  await admin.end()
  owner = { socket, database: 'yike', user: 'yike_owner' }
  await prepare(owner)
  db = openDatabase(owner, { connections: 4 })
  openKeys(folder)
  await fill(owner, 'real', async () => {
    await addJurisdiction(db, { code: '532600', name: '文山州' })
    await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
    const people = [seedOf('planner', ['planner'], { name: '周一' }), seedOf('second', ['planner'], { name: '李二' })]
    await seedDemoAccounts(db, COUNTY, people, CHEAP)
  })
  const parent = await db.write(systemActor('test', '532600'), async (tx) => {
    const plan = await ready(tx, '全', '州')
    await takeForce(tx, plan, { on: '2023-01-01' })
    return plan
  })
  plans = await db.write(systemActor('test', COUNTY), async (tx) => {
    const made: string[] = []
    for (const topic of TOPICS.slice(2, 2 + PLANS + 1)) {
      const plan = await ready(tx, topic, '县')
      await setParent(tx, plan, { jurisdiction: '532600', plan: parent })
      made.push(plan)
    }
    return made
  })
}, 120_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await db?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Server = { child: ChildProcess; at: string }

/** Starts the program on the database of the test; resolves with its address once it says so. */
function start(): Promise<Server> {
  const { socket } = postgres
  const child = spawn(process.execPath, [join(root, 'src/app/main.ts'), '--empty', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: `postgres://yike_owner@${encodeURIComponent(socket)}/yike` },
  })
  children.add(child)
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (at !== undefined) resolve({ child, at })
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.once('exit', (code, signal) => {
      children.delete(child)
      // Only we kill it; one that goes by itself says why.
      if (signal === null && code !== 0) console.error(`the program ended by itself:\n${said}`)
      reject(new Error(`the program ended:\n${said}`))
    })
  })
}

async function signIn(at: string, username: string): Promise<string> {
  const answer = await fetch(`${at}/api/session`, {
    method: 'POST',
    headers: { 'x-yike': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ jurisdiction: COUNTY, username, password: TEST_PASSWORD }),
  })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}

const post = (at: string, path: string, body: object, key = newId(), who = cookie) =>
  fetch(`${at}/api${path}`, {
    method: 'POST',
    headers: { cookie: who, 'x-yike': '1', 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
const enact = (at: string, plan: string, key: string) =>
  post(at, `/plan/plans/${plan}/enact`, { on: '2023-03-01' }, key)

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client(
    clientConfig({ socket: postgres.socket, database: 'yike', user: EMBEDDED_SUPERUSER }, null),
  )
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

type Traces = Record<string, number | string>

/** Everything that taking force leaves behind. */
async function traces(plan: string): Promise<Traces> {
  const count = (table: string, where = 'plan = $1') => `(select count(*)::int from ${table} where ${where})`
  const [row] = await query<Traces>(
    `select (select state from plan.plan where id = $1) state, ${count('plan.task')} tasks, ${count('plan.issued')} issued,
      ${count('plan.rung r', 'exists (select from plan.target t where t.id = r.target and t.plan = $1)')} rungs,
      ${count('plan.task_unit u', 'exists (select from plan.task t where t.id = u.task and t.plan = $1)')} units,
      ${count('plan.lineage')} lineage, ${count('plan.target_state')} states,
      ${count('plan.decision', `plan = $1 and act = 'take-force'`)} decisions,
      ${count('events.outbox', `name = 'plan.taken-into-force' and payload ->> 'plan' = $1::text`)} events,
      ${count('journal.entry', `action = 'plan.plan.take-force' and subject_id = $1::text`)} entries,
      ${count('http.answer', `command = 'POST /api/plan/plans/:id/enact' and body is not null and key like '%' || $1::text`)} answers`,
    [plan],
  )
  return row!
}

/** Kills PostgreSQL the hard way and waits until the one that takes its place answers. */
async function killPostgres(): Promise<void> {
  process.kill(postgres.pid(), 'SIGKILL')
  for (let tries = 0; tries < 300; tries++) {
    const up = await query('select 1', []).catch(() => null)
    if (up !== null) return
    await later(50)
  }
  throw new Error('PostgreSQL did not come back')
}

const keyOf = (plan: string) => `enact-${plan}`

describe('killing while a plan takes force', () => {
  it('leaves it wholly in force or wholly not; the same request again is carried out once', async () => {
    let server = await start()
    cookie = await signIn(server.at, 'planner')
    const [control, ...others] = plans as [string, ...string[]]
    const nothing = await traces(others[0]!)
    expect(nothing).toMatchObject({ state: 'draft', tasks: 0, entries: 0, events: 0, issued: 0 })
    const began = performance.now()
    expect((await enact(server.at, control, keyOf(control))).status).toBe(200)
    const takes = performance.now() - began
    const whole = await traces(control)
    expect(whole).toMatchObject({ state: 'in-force', issued: 1, decisions: 1, events: 1, entries: 1, answers: 1 })
    for (const kind of ['tasks', 'rungs', 'units', 'lineage', 'states']) expect(whole[kind]).toBeGreaterThan(0)

    const outcomes: Record<string, number> = { draft: 0, 'in-force': 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const dying = others.splice(0, inRound(round))
      const heir = DATABASE_DIES.has(round) ? null : await start()
      const asked = dying.map((plan) => enact(server.at, plan, keyOf(plan)).catch(() => null))
      await later(((round + Math.random()) / ROUNDS) * takes * 2)
      if (heir === null) await killPostgres()
      else server.child.kill('SIGKILL')
      await Promise.all(asked)
      if (heir !== null) server = heir
      for (const plan of dying) {
        const after = await traces(plan)
        expect(after).toEqual(after.state === 'draft' ? nothing : whole)
        outcomes[String(after.state)]!++
        // A pool may still hold connections to the PostgreSQL that died; the next try finds a new one.
        let again = await enact(server.at, plan, keyOf(plan))
        for (let tries = 0; again.status >= 500 && heir === null && tries < 20; tries++)
          again = await enact(server.at, plan, keyOf(plan))
        expect(again.status).toBe(200)
        expect(again.headers.get('idempotent-replay')).toBe(after.state === 'draft' ? null : 'true')
        expect(await traces(plan)).toEqual(whole)
      }
    }
    console.log(`${ROUNDS} kills left ${outcomes.draft} plans a draft and ${outcomes['in-force']} in force`)
    expect(outcomes.draft).toBeGreaterThan(0)
    const report = await verifyJournal(db, { keys: openKeys(folder) })
    expect(report).toMatchObject({ sound: true, alarms: 0 })
    server.child.kill('SIGTERM')
  }, 240_000)
})

describe('two planners who confirm one target at once', () => {
  it('one wins, the other is told who was first', async () => {
    const server = await start()
    const [first, second] = [await signIn(server.at, 'planner'), await signIn(server.at, 'second')]
    const loaded = await post(server.at, '/plan/papers/text', { text: paper('争', '县') }, newId(), first)
    const { plan } = (await loaded.json()) as { plan: string }
    const targets = await query<{ id: string; revision: number }>(
      `select id, revision from plan.target where plan = $1 and dup_of is null order by seq`,
      [plan],
    )
    expect(targets.length).toBeGreaterThan(1)
    for (const { id, revision } of targets) {
      const confirm = (who: string) =>
        post(server.at, `/plan/targets/${id}/decision`, { act: 'accept', revision, reason: '已核对原文' }, newId(), who)
      const answers = await Promise.all([confirm(first), confirm(second)])
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
      const loser = answers.findIndex((answer) => answer.status === 409)
      const problem = (await answers[loser]!.json()) as { code: string; title: string; params: { who: string } }
      const winner = loser === 0 ? '李二' : '周一'
      expect(problem).toMatchObject({ code: 'plan.decided-meanwhile', params: { who: winner } })
      expect(problem.title).toContain(winner)
    }
    server.child.kill('SIGTERM')
  })
})
