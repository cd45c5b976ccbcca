import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The real program as a user starts it: what it leaves behind when it ends, and how it comes back. */
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'yike-start-'))
const ADMINISTRATOR = {
  YIKE_JURISDICTION: '532622',
  YIKE_JURISDICTION_NAME: '砚山县',
  YIKE_ADMIN_USERNAME: 'first',
  YIKE_ADMIN_NAME: '首位管理员',
  YIKE_ADMIN_PASSWORD: 'walnut-river-71',
}
let port = 0
const children: ChildProcess[] = []

beforeAll(async () => {
  port = await new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address() as { port: number }
      probe.close(() => done(address.port))
    })
  })
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function until<T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const seen = await look()
    if (seen !== null) return seen
    await sleep(100)
  }
  throw new Error(`waited in vain: ${what}`)
}

async function start(environment: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [join(root, 'src/app/main.ts'), '--empty', '--port', String(port), '--data', folder],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: '', ...environment },
    },
  )
  let printed = ''
  child.stdout?.on('data', (text) => (printed += text))
  child.stderr?.on('data', (text) => (printed += text))
  children.push(child)
  await until(`an answer\n${printed}`, async () => {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}:\n${printed}`)
    return (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.ok ? true : null
  })
  return child
}

const ended = (child: ChildProcess) => until('the end', () => child.exitCode ?? child.signalCode)
const postmaster = () => {
  const file = join(folder, 'postgres', 'cluster', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}
const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function signIn(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-yike': '1' },
    body: JSON.stringify({ username: 'first', password: ADMINISTRATOR.YIKE_ADMIN_PASSWORD }),
  })
  return answer.status
}

describe('a start', () => {
  it('asks for the first administrator of a real installation, and says so when nobody answers', async () => {
    await expect(start()).rejects.toThrow(/YIKE_ADMIN_USERNAME/)
    expect(postmaster()).toBeNull()
  })

  it('begins again after a first start that was cut short, and lets the administrator in', async () => {
    await start(ADMINISTRATOR)
    expect(await signIn()).toBe(200)
  })

  it('comes back by itself when the database is killed', async () => {
    const before = postmaster()!
    process.kill(before, 'SIGKILL')
    await until('a new server', () => (postmaster() !== null && postmaster() !== before ? true : null))
    // Asked by a route that reads the database and counts no guesses of passwords.
    const sees = async () =>
      (await fetch(`http://127.0.0.1:${port}/api/jurisdictions`).catch(() => null))?.status === 200 ? true : null
    await until('an answer', sees)
    expect(await signIn()).toBe(200)
  })

  it('takes its database along when it is killed, and the next start finds everything', async () => {
    const child = children.at(-1)!
    const server = postmaster()!
    child.kill('SIGKILL')
    await ended(child)
    await until('the database to leave', () => (alive(server) ? null : true))
    await start()
    expect(await signIn()).toBe(200)
  })

  it('refuses a second one on the same folder, in words', async () => {
    const second = spawn(process.execPath, [join(root, 'src/app/main.ts'), '--port', '0', '--data', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DATABASE_URL: '' },
    })
    children.push(second)
    let said = ''
    second.stderr?.on('data', (text) => (said += text))
    await ended(second)
    expect(said).toContain('正被另一个一刻进程使用')
  })

  it('leaves nothing running when it is asked to stop', async () => {
    const child = children.find((each) => each.exitCode === null && each.signalCode === null)!
    const server = postmaster()!
    child.kill('SIGTERM')
    await ended(child)
    expect(child.exitCode).toBe(0)
    expect(alive(server)).toBe(false)
    expect(postmaster()).toBeNull()
  })
})
