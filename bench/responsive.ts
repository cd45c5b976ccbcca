import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '../src/app/demo.ts'

/**
 * How quickly small requests are answered while the server computes: idle, while it searches where to build, while a city's streets
 * are sent to it, read and saved. Requests leave at a fixed pace, whether or not those before have been answered, and are timed from
 * the instant they were due. At the end: a facility closes and opens, and the share of those who can walk there is asked at once.
 * The demo county on a throw-away folder; `STREETS` names the file that is brought in. Takes about three minutes.
 */

const FILE = process.env.STREETS ?? join(import.meta.dirname, '..', '..', 'shared', 'bench', 'streets', 'porto.osm.pbf')
const PATHS = ['/health', '/api/territory/regions', '/api/plan/targets?limit=20']
const REACH = '/api/territory/reach?kind=elder-canteen&group=aged_65&speed=60'
/** Milliseconds between requests: what a county's offices ask at a busy hour. */
const PACE = 50
/** Times the streets are brought in: one import alone would be over after too few requests. */
const IMPORTS = 5
/** Requests of each kind before anything is measured: what a server answers once it has been used for a minute. */
const WARM = 60
const IDLE_SECONDS = 15
const SEARCH_SECONDS = 20
const CHANGES = 20
const GOAL_MS = 100

type Answer = { status: number; text: string }
type Client = (method: string, path: string, body?: object | NodeJS.ReadableStream, bytes?: number) => Promise<Answer>

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '..', 'src', 'app', 'main.ts')
  const child = spawn(process.execPath, [main, '--port', String(port), '--data', folder], { stdio: 'ignore' })
  for (let tries = 0; tries < 3000; tries++) {
    if (child.exitCode !== null) throw new Error('the start failed')
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return child
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('no answer within five minutes')
}

function send(
  options: RequestOptions,
  body?: object | NodeJS.ReadableStream,
): Promise<Answer & { from: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), from: response }),
      )
    }).on('error', reject)
    if (body === undefined) sent.end()
    else if ('pipe' in body) body.pipe(sent)
    else sent.end(JSON.stringify(body))
  })
}

async function signIn(port: number, username: string): Promise<Client> {
  const agent = new Agent({ keepAlive: true })
  const call = (method: string, path: string, cookie: string, body?: object | NodeJS.ReadableStream, bytes?: number) =>
    send(
      {
        host: '127.0.0.1',
        port,
        agent,
        method,
        path,
        headers: {
          cookie,
          'x-yike': '1',
          ...(method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() }),
          ...(body === undefined
            ? {}
            : bytes === undefined
              ? { 'content-type': 'application/json' }
              : { 'content-type': 'application/octet-stream', 'content-length': bytes }),
        },
      },
      body,
    )
  const session = await call('POST', '/api/session', '', { username, password: DEMO_PASSWORD })
  if (session.status >= 300) throw new Error(`${username} cannot sign in: ${session.text}`)
  const cookie = (session.from.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ')
  return (method, path, body, bytes) => call(method, path, cookie, body, bytes)
}

/** Milliseconds by path, of requests that leave at a fixed pace until `over` is settled. */
async function measure(client: Client, over: Promise<unknown>): Promise<Map<string, number[]>> {
  const found = new Map(PATHS.map((path) => [path, [] as number[]]))
  const open: Promise<void>[] = []
  let ended = false
  over.then(
    () => {
      ended = true
    },
    () => {
      ended = true
    },
  )
  const began = performance.now()
  for (let n = 0; !ended; n++) {
    const due = began + n * PACE
    const wait = due - performance.now()
    if (wait > 0) await new Promise((done) => setTimeout(done, wait))
    const path = PATHS[n % PATHS.length]!
    open.push(
      client('GET', path).then(({ status, text }) => {
        if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`)
        found.get(path)!.push(performance.now() - due)
      }),
    )
  }
  await Promise.all(open)
  await over
  return found
}

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
const worst: [string, number][] = []
function tell(phase: string, found: Map<string, number[]>): void {
  for (const [path, ms] of [...found, ['all', [...found.values()].flat()] as const]) {
    const sorted = [...ms].sort((a, b) => a - b)
    const say = (share: number) => at(sorted, share).toFixed(1)
    console.log(`| ${phase} | ${path} | ${ms.length} | ${say(0.5)} | ${say(0.99)} | ${sorted.at(-1)!.toFixed(1)} |`)
    if (path === 'all') worst.push([phase, at(sorted, 0.99)])
  }
}

/** Waits for a run and says how it ended. */
async function ended(client: Client, id: string): Promise<void> {
  for (;;) {
    const run = JSON.parse((await client('GET', `/api/runs/${id}`)).text) as { state: string; refusal: unknown }
    if (run.state === 'done') return
    if (run.state !== 'queued' && run.state !== 'running') throw new Error(`the run ended: ${JSON.stringify(run)}`)
    await new Promise((done) => setTimeout(done, 200))
  }
}

async function askForRun(client: Client, path: string, body: object | NodeJS.ReadableStream, bytes?: number) {
  const answer = await client('POST', path, body, bytes)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
  await ended(client, (JSON.parse(answer.text) as { run: string }).run)
}

/** Opens and closes a canteen by turns; milliseconds of the first question about reach after each change, and of the one after it. */
async function changes(officer: Client, planner: Client): Promise<{ first: number[]; second: number[] }> {
  const [first, second]: number[][] = [[], []]
  const ask = async () => {
    const began = performance.now()
    const answer = await planner('GET', REACH)
    const took = performance.now() - began
    return { took, within: (JSON.parse(answer.text) as { whole: { within: number } }).whole.within }
  }
  const list = await planner('GET', '/api/territory/facilities?kind=elder-canteen&limit=1')
  const { code } = (JSON.parse(list.text) as { items: { code: string }[] }).items[0]!
  const on = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  let before = (await ask()).within
  for (let turn = 0; turn < CHANGES; turn++) {
    const to = turn % 2 === 0 ? 'closed' : 'open'
    const path = `/api/territory/facilities/${encodeURIComponent(code)}/state`
    const answer = await officer('POST', path, { to, on, reason: 'bench' })
    if (answer.status >= 300) throw new Error(`${to}: ${answer.text}`)
    const now = await ask()
    if (now.within === before) throw new Error(`a canteen became ${to} and the same people reach one`)
    before = now.within
    first!.push(now.took)
    second!.push((await ask()).took)
  }
  return { first: first!.sort((a, b) => a - b), second: second!.sort((a, b) => a - b) }
}

const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
const port = await freePort()
const child = await start(folder, port)
try {
  const [planner, officer] = [await signIn(port, 'planner'), await signIn(port, 'civil')]
  await planner('GET', REACH)
  for (let turn = 0; turn < WARM; turn++) for (const path of PATHS) await planner('GET', path)
  console.log('| while | request | n | p50, ms | p99, ms | longest, ms |\n|---|---|---|---|---|---|')
  tell('idle', await measure(planner, new Promise((done) => setTimeout(done, IDLE_SECONDS * 1000))))
  const question = {
    name: 'bench',
    goal: 'everyone',
    kind: 'elder-canteen',
    group: 'persons',
    minutes: 15,
    metresPerMinute: 60,
    share: 0.8,
    assets: true,
    gridMetres: 300,
    assetCostFen: 12_000_000,
    gridCostFen: 30_000_000,
    keep: true,
    seconds: SEARCH_SECONDS,
  }
  tell('searching where to build', await measure(planner, askForRun(planner, '/api/territory/scenarios', question)))
  const { first, second } = await changes(officer, planner)
  if (existsSync(FILE)) {
    const bytes = statSync(FILE).size
    const path = `/api/territory/streets?name=bench.osm.pbf&bytes=${bytes}`
    const bringIn = async () => {
      for (let turn = 0; turn < IMPORTS; turn++) await askForRun(officer, path, createReadStream(FILE), bytes)
    }
    tell('bringing in streets', await measure(planner, bringIn()))
  } else {
    console.log(`\nno streets were brought in: ${FILE} does not exist; STREETS=FILE names another`)
  }
  console.log(`\nA canteen closes or opens (${CHANGES} times), then the share of the aged who reach one is asked:`)
  console.log(`first answer p50 ${at(first, 0.5).toFixed(1)} ms, longest ${first.at(-1)!.toFixed(1)} ms; `)
  console.log(`the same question again p50 ${at(second, 0.5).toFixed(1)} ms; so bringing the circle up to date takes`)
  console.log(`${(at(first, 0.5) - at(second, 0.5)).toFixed(1)} ms`)
  for (const [phase, p99] of worst)
    console.log(`${phase}: p99 ${p99.toFixed(1)} ms, ${p99 < GOAL_MS ? 'within' : 'above'} ${GOAL_MS} ms`)
} finally {
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
}
